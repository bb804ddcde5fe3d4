/** A list as a workbook, tried on a service of one aggregate. */
import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import type { Cell } from '../imports/cell.ts';
import { rowsOfWorkbook } from '../imports/workbook.ts';
import { workbookType } from '../lists/file-answer.service.ts';
import { limits } from '../http/limits.ts';
import { noteScopes, toy } from './toy.fixture.ts';

const clerk = { scopes: noteScopes, subject: 'clerk' };
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(toy);
});
afterAll(() => park.close());

async function workbook(path: string): Promise<{ headers: Headers; rows: Cell[][] }> {
  const headers = { authorization: `Bearer ${await park.issuer.token(clerk)}`, accept: workbookType };
  const answer = await fetch(park.url + path, { headers });
  const rows = [...rowsOfWorkbook(new Uint8Array(await answer.arrayBuffer()), limits.exportRows).rows];
  return { headers: answer.headers, rows: rows.map(({ cells }) => [...cells.values()]) };
}

const texts = (cells: readonly Cell[] | undefined): unknown[] => cells!.map((cell) => (cell.is === 'text' ? cell.text : cell.is));

it('answers all rows that match, under the names that were asked for, with cells of their kinds', async () => {
  for (const text of ['=1+1', '0301', 'x']) await park.ok('POST', '/notes', { as: clerk, body: { text: `a workbook ${text}`, stars: 3 } });
  const { headers, rows } = await workbook('/notes?q=a workbook&limit=1&sort=code');
  expect([headers.get('content-type'), headers.get('content-disposition'), headers.get('cache-control')]).toEqual([
    workbookType,
    'attachment; filename="notes.xlsx"',
    'no-store',
  ]);
  expect(texts(rows[0])).toEqual(['id', 'code', 'organisation', 'text', 'stars', 'state', 'version', 'created_at', 'updated_at']);
  expect(rows.slice(1).map((row) => row[3])).toEqual(['=1+1', '0301', 'x'].map((text) => ({ is: 'text', text: `a workbook ${text}` })));
  expect(rows[1]!.slice(4, 8)).toEqual([
    { is: 'number', digits: '3', day: null },
    { is: 'text', text: 'draft' },
    { is: 'number', digits: '1', day: null },
    { is: 'date', day: '2025-06-16', time: '10:00:00' },
  ]);
});

it.each([
  ['zh', ['标识', '编号', 'organisation', 'text', 'stars', '状态', '版本', '创建时间', '更新时间']],
  ['en', ['Id', 'Code', 'organisation', 'text', 'stars', 'State', 'Version', 'Created at', 'Updated at']],
])('puts the names of the language %s above the columns, and that of the API where there is none', async (headings, names) => {
  expect(texts((await workbook(`/notes?headings=${headings}`)).rows[0])).toEqual(names);
  const csv = await park.ask('GET', `/notes?headings=${headings}`, { as: clerk, headers: { accept: 'text/csv' } });
  expect(csv.body.split('\n')[0]).toBe(`${names.join(',')}`);
});

it('records each file, with its form', async () => {
  await workbook('/notes?q=nothing at all');
  const { items } = await park.ok('GET', '/audit?action=exported&limit=1', { as: clerk });
  expect(items).toMatchObject([{ target: 'GET /notes', detail: { list: 'note', rows: 0, form: 'xlsx' } }]);
});

it('answers the audit trail page by page', async () => {
  for (let n = 0; n < 3; n++) await workbook('/notes?q=nothing at all');
  const seen: number[] = [];
  for (let before: number | null = null; seen.length === 0 || before !== null;) {
    const page = await park.ok('GET', `/audit?limit=2${before === null ? '' : `&before=${before}`}`, { as: clerk });
    seen.push(...page.items.map(({ id }: { id: number }) => id));
    before = page.next;
  }
  const [{ ids }] = await park.database.dataSource.query('select array(select id from audit_entry order by id desc)::int[] as ids');
  expect(seen).toEqual(ids);
});

it('serves other requests while it makes a large one', async () => {
  await park.database.dataSource.query(
    `insert into note select gen_random_uuid(), 'W-' || n, 'park', 'many of them ' || n, 1, 'draft', 1, now(), now() from generate_series(1, 20000) n`,
  );
  let isDone = false;
  const large = workbook('/notes?q=many of them').finally(() => (isDone = true));
  let served = 0;
  while (!isDone) {
    await park.ask('GET', '/door');
    if (!isDone) served++;
  }
  expect((await large).rows).toHaveLength(20_001);
  expect(served).toBeGreaterThan(20);
});
