/** What holds for every import of every service, for the spec of each. */
import { namesOfColumn, scopes } from '@park/contracts';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { columnOf, Imports, keyedSql, type Service } from '@park/service-kit';
import type { TokenWish } from './issuer.ts';
import type { ServiceUnderTest } from './service.ts';

/** Somebody who may do everything in a service. */
export function clerkOf({ name }: Service): TokenWish {
  return { scopes: Object.keys(scopes).filter((scope) => scope.startsWith(`${name}:`) || scope.startsWith('park:')), subject: 'clerk' };
}

export interface ImportKind {
  kind: string;
  columns: string[];
}

/** The kinds that a service imports. */
export async function importKinds(park: ServiceUnderTest, as: TokenWish): Promise<ImportKind[]> {
  return (await park.ok<{ items: ImportKind[] }>('GET', '/imports/kinds', { as })).items;
}

/** Columns of lists and imports that nobody has named for people, and names that two columns of one share. */
export async function columnFaults(park: ServiceUnderTest, service: Service, as: TokenWish): Promise<string[]> {
  const { paths } = await park.ok<{ paths: Record<string, { get?: unknown }> }>('GET', '/openapi.json');
  const lists = service.tables
    .map(({ options }) => ({ kind: pluralIn(Object.keys(paths), options.name), columns: Object.keys(options.columns) }))
    .filter(({ kind }) => kind !== undefined) as ImportKind[];
  return [...lists, ...(await importKinds(park, as))].flatMap(({ kind, columns }) => {
    const names = columns.map((column) => [column, ...(namesOfColumn(kind, column) ?? [])]);
    const unnamed = names.filter((all) => all.length === 1).map(([column]) => `${kind}: ${column} has no name for people`);
    const owners = Map.groupBy(
      names.flatMap(([column, ...rest]) =>
        [...new Set([column!, ...rest].map((name) => name.toLowerCase()))].map((name) => [name, column!]),
      ),
      ([name]) => name!,
    );
    const shared = [...owners].filter(([, of]) => of.length > 1);
    return [...unnamed, ...shared.map(([name, of]) => `${kind}: "${name}" names ${of.map(([, column]) => column).join(' and ')}`)];
  });
}

/** The path of a table's list; undefined where it has none. */
function pluralIn(paths: readonly string[], table: string): string | undefined {
  const start = table.replaceAll('_', '-');
  return [`${start}s`, `${start}es`, `${start.slice(0, -1)}ies`].find((plural) => paths.includes(`/${plural}`));
}

/** Choices of a template that nobody has named in Chinese: they stand in its explanation as they are. */
export function unnamedChoices(template: Buffer): string[] {
  const explanation = strFromU8(unzipSync(template)['xl/worksheets/sheet2.xml']!);
  return [...explanation.matchAll(/(?<=^|>)([a-z_]+) \1(?=$|<)/gm)].map(([, value]) => value!);
}

const awkward = [
  '=甲',
  "''=甲",
  "'甲",
  '+甲',
  '-甲',
  '@甲',
  '＝甲',
  'Ａ１甲',
  '甲;乙',
  '甲；乙',
  '[甲',
  '"甲"',
  '甲,乙',
  '<甲>&',
  '_x0041_甲',
  '0301',
  '370299199804049270',
  '是',
  '2024-05-06',
];
const freeTexts = ['name', 'name_en', 'title', 'title_en', 'venue', 'gate', 'place', 'layout', 'building', 'evidence_file_name'];
const longTexts = ['note', 'reason', 'result', 'terms', 'closed_reason'];

/** Rows of a file with texts that files damage, each another one. Random: the seed tells which. */
export function awkwardRows<Row extends object>(rows: readonly Row[], seed: number): Row[] {
  const letters = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(...'甲乙ab01 ;,"\'=+-@#%&<>（）／') });
  const texts = fc.sample(
    fc.oneof(
      fc.constantFrom(...awkward),
      letters.map((text) => `甲${text}乙`),
    ),
    { seed, numRuns: rows.length },
  );
  return rows.map((row, i) => {
    const changed = Object.entries(row).map(([column, value]: [string, unknown]) => {
      if (freeTexts.includes(column)) return [column, `${texts[i]}${i}`];
      return [column, longTexts.includes(column) ? `${texts[i]}\n${i}` : value];
    });
    return Object.fromEntries(changed) as Row;
  });
}

/** A form and its headings. Neither depends on the other: each is tried, not each with each. */
export const roundTrips = [
  ['csv', 'zh'],
  ['xlsx', 'en'],
  ['xlsx', 'api'],
] as const;

/** The records of a kind, exported and imported again. Answers the job, with the number of rows that went out. */
export async function importedAgain(
  park: ServiceUnderTest,
  as: TokenWish,
  { kind, form, headings }: { kind: string; form: 'csv' | 'xlsx'; headings: 'api' | 'zh' | 'en' },
): Promise<{ job: any; rows: number }> {
  const file = await park.download(`/imports/${kind}/records.${form}?headings=${headings}`, as);
  const { items } = await park.ok<{ items: { detail: { rows: number } }[] }>('GET', '/audit?action=exported&limit=1', { as });
  const rows = items[0]!.detail.rows;
  return { rows, job: await park.importFile(kind, file, as, undefined, form === 'csv' ? 'text/csv' : undefined) };
}

/** Statements that find the records of rows by reading a whole table: their cost would grow with the park. */
export async function scansOf({ app, database }: ServiceUnderTest): Promise<string[]> {
  const statements = [...app.get(Imports, { strict: false }).importers.values()].flatMap(({ kind, row, records }) =>
    (records?.keys ?? []).map(
      (key) => [`${kind} by ${key.join(', ')}`, keyedSql(records!.sql, key, (column) => columnOf(row, column).of)] as const,
    ),
  );
  return await database.dataSource.transaction(async (tx) => {
    // What still reads a whole table then has no index to go by.
    for (const way of ['seqscan', 'hashjoin', 'mergejoin']) await tx.query(`set local enable_${way} = off`);
    const scans: string[] = [];
    for (const [name, sql] of statements) {
      const lines: { 'QUERY PLAN': string }[] = await tx.query(`explain ${sql}`, ['[]']);
      const found = lines.map((line) => line['QUERY PLAN'].trim()).filter((line) => line.includes('Seq Scan'));
      scans.push(...found.map((line) => `${name}: ${line}`));
    }
    return scans;
  });
}
