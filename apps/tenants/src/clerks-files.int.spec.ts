/** Files as clerks send them from Chinese Excel: each is read as its author sees it, or refused with line and column. */
import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { strFromU8, unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { aBuildingBody } from './buildings/building.fixture.ts';
import { usccOf } from './market-entities/market-entity.fixture.ts';
import { service } from './tenants.module.ts';

const scopes = [
  'tenants:entity:read',
  'tenants:entity:write',
  'tenants:entity:depart',
  'tenants:unit:read',
  'tenants:unit:write',
  'tenants:building:write',
];
const clerk = { scopes: [...scopes, 'park:import:write'] };
const header = 'uscc,name,kind,established_on,industry_code,size_class';
let park: ServiceUnderTest;
let number = 500;

beforeAll(async () => {
  park = await serviceUnderTest(service);
  await park.ok('POST', '/buildings', { as: clerk, body: aBuildingBody('B01') });
});
afterAll(() => park.close());

const row = (uscc: string, name: string): string => `${uscc},${name},enterprise,2024-05-06,I65,small`;
const entity = async (uscc: string): Promise<any> => (await park.ok('GET', `/market-entities?uscc=${uscc}`, { as: clerk })).items[0];
const take = (file: string | Buffer, type?: string): Promise<any> => park.importFile('market-entities', file, clerk, undefined, type);

it('refuses a file in two encodings, and takes nothing of it', async () => {
  const [one, other] = [usccOf(++number), usccOf(++number)];
  const mixed = Buffer.concat([
    Buffer.from(`${header}\n${row(one, '案例混编公司')}\n`),
    iconv.encode(`${row(other, '案例乙公司')}\n`, 'gbk'),
  ]);
  expect(await take(mixed)).toMatchObject({ status: 422, code: 'wrong_encoding', detail: expect.stringMatching(/^line 3: .*line 2 is/) });
  expect(await entity(one)).toBeUndefined();
});

it('reads the encoding that the Content-Type names, and what Excel calls Unicode text', async () => {
  const [short, tabs] = [usccOf(++number), usccOf(++number)];
  const gbk = iconv.encode(`${header}\n${row(short, '小学校')}\n`, 'gbk');
  expect(await take(gbk)).toMatchObject({ code: 'wrong_encoding', detail: expect.stringContaining('UTF-8 and in GBK') });
  expect(await take(gbk, 'text/csv; charset=gbk')).toMatchObject({ state: 'done', created: 1 });
  expect(await entity(short)).toMatchObject({ name: '小学校' });
  const unicodeText = iconv.encode(`${header}\n${row(tabs, '案例制表公司')}\n`.replaceAll(',', '\t'), 'utf-16le', { addBOM: true });
  expect(await take(unicodeText, 'text/plain')).toMatchObject({ state: 'done', created: 1 });
  expect(await entity(tabs)).toMatchObject({ name: '案例制表公司' });
});

it('reports a name that has run into the next column, a column that is there twice, and a row that is', async () => {
  const uscc = usccOf(++number);
  const shifted = `uscc,kind,established_on,industry_code,size_class,name\n${uscc},enterprise,2024-05-06,I65,small,案例甲,乙分公司\n`;
  expect(await take(shifted)).toMatchObject({ state: 'rejected', errors: [{ line: 2, column: 'G' }] });
  const twice = `uscc,name,name,kind,established_on,industry_code,size_class\n${uscc},案例一,案例二,enterprise,2024-05-06,I65,small\n`;
  expect(await take(twice)).toMatchObject({ status: 422, errors: [{ pointer: '/name' }] });
  const again = `${header}\n${row(uscc, '案例丙')}\n${row(uscc, '案例丙')}\n`;
  expect(await take(again)).toMatchObject({ state: 'rejected', errors: [{ line: 3, message: 'the same row stands in line 2' }] });
  expect(await entity(uscc)).toBeUndefined();
});

it('takes a title above the header, empty rows and columns, and days as they are written', async () => {
  const [one, other] = [usccOf(++number), usccOf(++number)];
  const file = `2026 年入驻企业名单,,,,,,\nUSCC,Name,kind,Established On,industry_code,size_class,\n${one},案例题头公司,enterprise,2024/5/6,I65,small,\n,,,,,,\n${other},案例题头二公司,enterprise,2024年5月6日,I65,small,\n`;
  expect(await take(file)).toMatchObject({ state: 'done', created: 2, bad: 0 });
  expect(await entity(one)).toMatchObject({ established_on: '2024-05-06' });
  expect(await entity(other)).toMatchObject({ established_on: '2024-05-06' });
});

it('reports what an import does not change, and never that it was unchanged', async () => {
  const uscc = usccOf(++number);
  const file = (rest: string, established = '2024-05-06'): string =>
    `${header},residency,moved_in_on\n${row(uscc, '案例更正公司').replace('2024-05-06', established)},${rest}\n`;
  expect(await take(file('both,2025-05-01'))).toMatchObject({ state: 'done', created: 1 });
  expect(await take(file('both,2025-05-01'))).toMatchObject({ state: 'done', unchanged: 1 });
  const message = expect.stringMatching(/: use .*(PATCH|POST) \/market-entities\/\{id\}/);
  for (const [changed, column] of [
    [file('both,2025-04-01'), 'moved_in_on'],
    [file('registered_only,2025-05-01'), 'residency'],
    [file('both,2025-05-01', '2023-01-01'), 'established_on'],
  ])
    expect(await take(changed!)).toMatchObject({
      state: 'rejected',
      errors: [{ line: 2, column, code: 'not_changed_by_import', message }],
    });
});

it('takes back the quote that an export puts before a formula, and the list that it writes', async () => {
  const uscc = usccOf(++number);
  const file = (name: string, flags: string): string => `${header},founder_flags\n${row(uscc, name)},${flags}\n`;
  expect(await take(file('=案例公式公司', 'student;youth'))).toMatchObject({ state: 'done', created: 1 });
  const exported = await park.ask('GET', `/market-entities?uscc=${uscc}`, { as: clerk, headers: { accept: 'text/csv' } });
  expect(exported.body).toContain(`'=案例公式公司`);
  expect(exported.body).toContain(`student;youth`);
  expect(await take(file(`'=案例公式公司`, `"[""student"",""youth""]"`))).toMatchObject({ state: 'done', unchanged: 1 });
});

const unitColumns = [
  'code',
  'floor',
  'usage',
  'gfa_m2',
  'use_m2',
  'rentable',
  'ref_price_fen_per_m2_day',
  'state',
  'added_on',
  'building_code',
];

async function unitsOf(...cells: SheetData): Promise<any> {
  const sheet = [unitColumns.map((value) => ({ value })), ...cells] as SheetData;
  return await park.importFile('units', await writeWorkbook(sheet).toBuffer(), clerk);
}

const texts = (...values: (string | number | boolean)[]): SheetData[number] => values.map((value) => ({ value }));

it('takes numbers with all digits that Excel stores, and yes and no as clerks write them', async () => {
  const rest = [30, '是', 100, 'in_service', '2025-01-01', 'B01'] as const;
  expect(await unitsOf(texts('CT-01', 1, 'office', 36.900000000000006, ...rest))).toMatchObject({ state: 'done', created: 1 });
  const { items } = await park.ok('GET', '/units?q=CT-01', { as: clerk });
  expect(items[0]).toMatchObject({ gfa_m2: 36.9, rentable: true });
});

it('does not take a code for another that Excel has made a number of', async () => {
  expect(await unitsOf(texts(301, 1, 'office', 36.9, 30, true, 100, 'in_service', '2025-01-01', 'B01'))).toMatchObject({
    state: 'rejected',
    errors: [{ line: 2, column: 'code', message: expect.stringContaining('format the column as text') }],
  });
});

it('takes a file again whose records have gone on by calls of the park, and refuses what changed in it', async () => {
  const unit = (state: string, floor = 1): Promise<any> =>
    park.importFile('units', `${unitColumns.join(',')}\nCT-09,${floor},office,36.9,30,是,100,${state},2025-01-01,B01\n`, clerk);
  expect(await unit('in_service')).toMatchObject({ state: 'done', created: 1 });
  const { items } = await park.ok('GET', '/units?q=CT-09', { as: clerk });
  await park.ok('POST', `/units/${items[0].id}/start-maintenance`, { as: clerk, body: { reason: 'pipes' } });
  expect(await unit('in_service')).toMatchObject({ state: 'done', unchanged: 1 });
  expect(await unit('maintenance')).toMatchObject({ state: 'done', unchanged: 1 });
  expect(await unit('self_use')).toMatchObject({ state: 'rejected', errors: [{ column: 'state', code: 'not_changed_by_import' }] });
  expect(await unit('maintenance', 2)).toMatchObject({ state: 'rejected', errors: [{ column: 'floor', code: 'not_changed_by_import' }] });
});

it('takes a file again whose entities have departed since, with what is new in it', async () => {
  const uscc = usccOf(++number);
  const file = (name: string): string => `${header},residency,moved_in_on\n${row(uscc, name)},both,2025-05-01\n`;
  expect(await take(file('案例迁出公司'))).toMatchObject({ state: 'done', created: 1 });
  const { id } = await entity(uscc);
  await park.ok('POST', `/market-entities/${id}/depart`, { as: clerk, body: { effective_date: '2025-06-01', reason: 'moved_out' } });
  expect(await take(file('案例迁出公司'))).toMatchObject({ state: 'done', unchanged: 1 });
});

const rowsOf = (workbook: Buffer): string[][] => {
  const sheet = strFromU8(unzipSync(workbook)['xl/worksheets/sheet1.xml']!);
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells]) =>
    [...cells!.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, place, attributes, content = '']) => {
      const style = Number(/s="(\d+)"/.exec(attributes!)![1]);
      return `${place}${style >= 6 && style < 12 ? '!' : ''} ${content.replaceAll(/<[^>]+>/g, '')}`;
    }),
  );
};

async function reportOf(job: { id: string }, language: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${await park.issuer.token(clerk)}`, 'accept-language': language };
  const answer = await fetch(`${park.url}/imports/${job.id}/errors.xlsx`, { headers });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return Buffer.from(await answer.arrayBuffer());
}

it('gives back the file as it was sent, with bad cells marked, to be corrected and sent again', async () => {
  const [one, other] = [usccOf(++number), usccOf(++number)];
  const sent = `名单,,,,,\n统一社会信用代码,NAME,kind,established_on,industry_code,size_class\n${row(one, '案例报告公司')}\n${row(other, '').replace('2024-05-06', '5/6/2024')}\n${row(one, '案例报告公司')}\n`;
  const job = await take(sent);
  expect(job).toMatchObject({ state: 'rejected', bad: 2 });
  const report = await reportOf(job, 'zh-CN,zh;q=0.9,en;q=0.5');
  const [head, first, second, third] = rowsOf(report);
  expect(head!.slice(0, 2)).toEqual(['A 统一社会信用代码', 'B NAME']);
  expect(first).toEqual([`A ${one}`, 'B 案例报告公司', 'C enterprise', 'D 2024-05-06', 'E I65', 'F small']);
  expect(second).toEqual([
    `A ${other}`,
    'B! ',
    'C enterprise',
    'D! 5/6/2024',
    'E I65',
    'F small',
    'G! 成立日期：应为日期，如 2025-06-01\n名称：必填',
  ]);
  expect(third!.at(-1)).toBe('G! 与第 3 行重复');
  expect(rowsOf(await reportOf(job, 'de'))[2]!.at(-1)).toContain('name: name is required');
  expect(await take(report)).toMatchObject({
    state: 'rejected',
    bad: 2,
    errors: [{ line: 3, column: 'established_on' }, { line: 3, column: 'name' }, { line: 4 }],
  });
});

it('has no report of an import without bad rows', async () => {
  const job = await take(`${header}\n${row(usccOf(++number), '案例无误公司')}\n`);
  expect(await park.ask('GET', `/imports/${job.id}/errors.xlsx`, { as: clerk })).toMatchObject({
    status: 409,
    body: { code: 'no_error_report' },
  });
});

it('lists every bad row of a file, page by page, each with all of its errors', async () => {
  const bad = Array.from({ length: 600 }, (_, n) => `X${n},,enterprise,2024-05-06,I65,small`);
  const job = await take(`${header}\n${bad.join('\n')}\n`);
  expect([job.bad, job.errors.length]).toEqual([600, 1_200]);
  const { items, next } = await park.ok('GET', `/imports/${job.id}/errors`, { as: clerk });
  expect([items.length, next]).toEqual([500, 251]);
});

it('gives more records than a file may have in parts, each of which comes back as unchanged', async () => {
  const many = Array.from({ length: 5_001 }, (_, n) => row(usccOf(20_000 + n), `案例${n}号公司`));
  for (const rows of [many.slice(0, 5_000), many.slice(5_000)])
    expect(await take([header, ...rows].join('\n'))).toMatchObject({ state: 'done' });
  const there = (await park.ok('GET', '/market-entities?limit=1&count=true', { as: clerk })).count;
  const lengths: number[] = [];
  let path: string | null = '/imports/market-entities/records.csv?headings=zh&part=1';
  while (path !== null) {
    const { body, headers }: { body: string; headers: Headers } = await park.ask<string>('GET', path, { as: clerk });
    const job = await take(body);
    lengths.push(job.rows);
    expect(job).toMatchObject({ state: 'done', unchanged: job.rows });
    path = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
  }
  expect(lengths).toEqual([5_000, there - 5_000]);
});
