/** The rule that no import loses a change in silence, for every column of every kind of file of a service. */
import { Imports, isBehind, type ImportRecords } from '@park/service-kit';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { TokenWish } from './issuer.ts';
import type { ServiceUnderTest } from './service.ts';

type Row = Record<string, string>;

interface Change {
  row: Row;
  /** Of the record that it changes. */
  at: number;
  words: string;
}

/** In words, what was reported as unchanged: of each column one record takes another value, that of another record where there is one. */
export async function silentChanges(park: ServiceUnderTest, as: TokenWish, kinds: readonly string[]): Promise<string[]> {
  const { importers } = park.app.get(Imports, { strict: false });
  const faults: string[] = [];
  for (const kind of kinds) {
    const rows: Row[] = parse(await park.download(`/imports/${kind}/records.csv`, as), { bom: true, columns: true });
    for (const file of filesOf(changesOf(rows, importers.get(kind)!.records!))) {
      if ((await dryRun(park, as, kind, file)).unchanged === 0) continue;
      for (const change of file)
        if ((await dryRun(park, as, kind, [change])).unchanged > 0) faults.push(`${kind}: ${change.words} was lost`);
    }
  }
  return faults;
}

/** At most one for each column; none makes a record the same as another. */
function changesOf(rows: readonly Row[], { steps = {}, derived }: ImportRecords): Change[] {
  const texts = new Set(rows.map((row) => JSON.stringify(row)));
  return Object.keys(rows[0]!).flatMap((column, place) => {
    for (let n = 0; n < rows.length; n += 1) {
      const at = (place + n) % rows.length;
      const row = rows[at]!;
      if (derived?.(withNulls(row)).includes(column)) continue;
      const value = [...rows.map((other) => other[column]!), withNextDigit(row[column]!)].find(
        (other) => isChange(other, row[column]!, steps[column]) && !texts.has(JSON.stringify({ ...row, [column]: other })),
      );
      if (value === undefined) continue;
      return [{ row: { ...row, [column]: value }, at, words: `${column} ${value} in place of ${row[column]}, of ${JSON.stringify(row)}` }];
    }
    return [];
  });
}

function withNextDigit(text: string): string {
  return text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
}

/** No file has a record twice. */
function filesOf(changes: readonly Change[]): Change[][] {
  const files: Change[][] = [];
  for (const change of changes) {
    const file = files.find((one) => one.every(({ at }) => at !== change.at));
    if (file) file.push(change);
    else files.push([change]);
  }
  return files;
}

function isChange(value: string, of: string, steps: Parameters<typeof isBehind>[2]): boolean {
  return value !== '' && value !== of && !isBehind(value, of || null, steps);
}

function withNulls(row: Row): Record<string, string | null> {
  return Object.fromEntries(Object.entries(row).map(([column, text]) => [column, text || null]));
}

async function dryRun(park: ServiceUnderTest, as: TokenWish, kind: string, changes: readonly Change[]): Promise<{ unchanged: number }> {
  const job = await park.importFile(
    kind,
    stringify(
      changes.map(({ row }) => row),
      { header: true },
    ),
    as,
    'skip_bad_rows&dry_run=true',
  );
  if (job.state !== 'done') throw new Error(`${kind}: ${JSON.stringify(job).slice(0, 1_000)}`);
  return job;
}
