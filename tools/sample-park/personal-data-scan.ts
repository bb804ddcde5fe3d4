/** Looks for the persons of the sample park in what leaves it: their names, their identity numbers, their telephones. */
import type { ParkApi } from './park-api.ts';
import type { SampleFile } from './sample-park.ts';

const pageEntries = 500;

/** A column of an identity number says where the name and the telephone of the same person stand: `founder_citizen_id`, `founder_name`. */
export function personalTextsOf(files: readonly Pick<SampleFile, 'rows'>[]): Set<string> {
  const texts = new Set<string>();
  for (const row of files.flatMap(({ rows }) => rows as Record<string, unknown>[]))
    for (const column of Object.keys(row).filter((name) => name.endsWith('citizen_id'))) {
      const prefix = column.slice(0, -'citizen_id'.length);
      for (const name of ['citizen_id', 'name', 'phone']) {
        const value = row[prefix + name];
        if (typeof value === 'string' && value !== '') texts.add(value);
      }
    }
  return texts;
}

/** Those of the texts that occur, also within other words. */
export function foundIn(content: string, texts: ReadonlySet<string>): string[] {
  const lengths = [...new Set([...texts].map(({ length }) => length))];
  const found = new Set<string>();
  for (const length of lengths)
    for (let at = 0; at + length <= content.length; at++) {
      const part = content.slice(at, at + length);
      if (texts.has(part)) found.add(part);
    }
  return [...found];
}

/** All entries of the feed of the client's organisation. */
export async function wholeFeed(api: ParkApi): Promise<{ entries: number; content: string }> {
  const pages: string[] = [];
  for (let after = 0; ;) {
    const page = (await api.ask<{ feedposition: number }[]>('feeds', '/feed', {
      query: { after: String(after), limit: String(pageEntries) },
    }))!;
    pages.push(JSON.stringify(page));
    after = page.at(-1)?.feedposition ?? after;
    if (page.length < pageEntries) return { entries: after, content: pages.join('\n') };
  }
}
