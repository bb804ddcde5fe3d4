/** The rules that hold for every import of every service, for the spec of each. */
import { namesOfColumn, scopes } from '@park/contracts';
import { strFromU8, unzipSync } from 'fflate';
import { columnOf, Imports, keyedSql, type Service } from '@park/service-kit';
import type { TokenWish } from './issuer.ts';
import type { ServiceUnderTest } from './service.ts';

/** Somebody who may do everything in a service. */
export function clerkOf({ name }: Service): TokenWish {
  return { scopes: Object.keys(scopes).filter((scope) => scope.startsWith(`${name}:`) || scope.startsWith('park:')), subject: 'clerk' };
}

interface ImportKind {
  kind: string;
  columns: string[];
}

/** The kinds that a service imports. */
async function importKinds(park: ServiceUnderTest, as: TokenWish): Promise<ImportKind[]> {
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

/** In words; empty where each template names its choices, and its example passes the checks of its columns and is not taken in. */
async function templateFaults(park: ServiceUnderTest, as: TokenWish): Promise<string[]> {
  const faults: string[] = [];
  for (const { kind } of await importKinds(park, as)) {
    const template = await park.download(`/imports/${kind}/template.xlsx`, as);
    faults.push(...unnamedChoices(template).map((value) => `${kind}: the choice ${value} has no Chinese name`));
    const { state, errors } = await park.importFile(kind, template, as);
    const isExample = state === 'rejected' && errors.length === 1 && errors[0].line === 2 && errors[0].code === 'example_row';
    if (!isExample) faults.push(`${kind}: the example is ${state}, ${JSON.stringify(errors)}`);
  }
  return faults;
}

/** Choices of a template that nobody has named in Chinese: they stand in its explanation as they are. */
function unnamedChoices(template: Buffer): string[] {
  const explanation = strFromU8(unzipSync(template)['xl/worksheets/sheet2.xml']!);
  return [...explanation.matchAll(/(?<=^|>)([a-z_]+) \1(?=$|<)/gm)].map(([, value]) => value!);
}

/** Imports the files, in their order. Throws where one is not taken in whole. */
export async function takeFiles(
  park: ServiceUnderTest,
  as: TokenWish,
  files: readonly { kind: string; content: Buffer }[],
  then?: (kind: string) => Promise<void>,
): Promise<void> {
  for (const { kind, content } of files) {
    const job = await park.importFile(kind, content, as);
    if (job.state !== 'done') throw new Error(`${kind}: ${JSON.stringify(job).slice(0, 2_000)}`);
    await then?.(kind);
  }
}

/** A form and its headings. Neither depends on the other: each is tried, not each with each. */
export const roundTrips = [
  ['csv', 'zh'],
  ['xlsx', 'en'],
  ['xlsx', 'api'],
] as const;

/** In words; empty where all records of the kinds, exported and imported again, are unchanged, and each kind has some. */
export async function roundTripFaults(
  park: ServiceUnderTest,
  as: TokenWish,
  { kinds, form, headings }: { kinds: readonly string[]; form: 'csv' | 'xlsx'; headings: 'api' | 'zh' | 'en' },
): Promise<string[]> {
  const faults: string[] = [];
  for (const kind of kinds) {
    const file = await park.download(`/imports/${kind}/records.${form}?headings=${headings}`, as);
    const { items } = await park.ok<{ items: { detail: { rows: number } }[] }>('GET', '/audit?action=exported&limit=1', { as });
    const rows = items[0]!.detail.rows;
    const job = await park.importFile(kind, file, as, undefined, form === 'csv' ? 'text/csv' : undefined);
    const { state, unchanged, bad } = job;
    if (rows === 0 || state !== 'done' || unchanged !== rows || bad > 0)
      faults.push(`${kind}: ${rows} rows came back as ${JSON.stringify(job).slice(0, 1_000)}`);
  }
  return faults;
}

/** The kinds whose records are not exported, because they name persons. */
export async function kindsOfPersons(park: ServiceUnderTest, as: TokenWish): Promise<string[]> {
  const kinds = (await importKinds(park, as)).map(({ kind }) => kind);
  const answers = await Promise.all(kinds.map((kind) => park.ask('GET', `/imports/${kind}/records.csv`, { as })));
  return kinds.filter((_, i) => answers[i]!.status === 403 && answers[i]!.body.code === 'persons_not_exported').sort();
}

/** Statements that find the records of rows by reading a whole table: their cost would grow with the park. */
async function scansOf({ app, database }: ServiceUnderTest): Promise<string[]> {
  const statements = [...app.get(Imports, { strict: false }).importers.values()].flatMap(({ kind, row, records }) =>
    (records?.keys ?? []).map(
      (key) => [`${kind} by ${key.join(', ')}`, keyedSql(records!.sql, key, (column) => columnOf(row, column).of)] as const,
    ),
  );
  return await database.dataSource.transaction(async (tx) => {
    // A statement that still reads a whole table then has no index to go by.
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

/** Of a service that imports files; each answers its faults. */
export const importRules: readonly (readonly [
  rule: string,
  faults: (park: ServiceUnderTest, service: Service, as: TokenWish) => Promise<string[]>,
])[] = [
  ['has one name in Chinese and one in English for each column of its lists and imports', columnFaults],
  [
    'gives a template for each import, whose example passes the checks of its columns and is not taken in',
    (park, _, as) => templateFaults(park, as),
  ],
  ['finds the records of the rows of each import by an index', (park) => scansOf(park)],
];
