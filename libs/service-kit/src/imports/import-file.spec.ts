import { Refusal } from '@park/kernel';
import { strToU8, zipSync } from 'fflate';
import { limits } from '../http/limits.ts';
import { DateField, Flag, Text, Whole } from '../http/fields.dto.ts';
import type { Table } from './table.ts';
import { checkRow, readTable } from './import-file.service.ts';
import { bareWorkbook } from './workbook.fixture.ts';

class Row {
  @Text(20)
  name: string;

  @Whole(0, 9, { optional: true })
  stars?: number;

  @Flag({ optional: true })
  open?: boolean;

  @DateField({ optional: true })
  since?: string;
}

const read = (content: Buffer | string, charset: string | null = null, signal?: AbortSignal): Promise<Table> =>
  readTable({ content: Buffer.from(content), charset }, { kind: 'rows', row: Row }, signal);

async function refusalOf(content: Buffer | string, charset: string | null = null): Promise<Refusal> {
  const outcome = await read(content, charset).catch((error: unknown) => error);
  if (outcome instanceof Refusal) return outcome;
  throw new Error(`The file was taken: ${JSON.stringify(outcome)}`);
}

const file = (rows: number): string => `name\n${Array.from({ length: rows }, (_, n) => `x${n}`).join('\n')}\n`;

it('takes as many rows as the limit says, with their lines', async () => {
  const { columns, records } = await read(file(limits.fileRows));
  expect([columns, records.length, records.at(-1)!.line]).toEqual([['name'], limits.fileRows, limits.fileRows + 1]);
  expect(await refusalOf(file(limits.fileRows + 1))).toMatchObject({ code: 'too_many_rows' });
});

it('refuses a column that is unknown, or there twice', async () => {
  expect(await refusalOf('name,a/b,name\nx,y,z\n')).toMatchObject({
    code: 'invalid_input',
    errors: [{ pointer: '/a~1b' }, { pointer: '/name', detail: expect.stringContaining('twice') }],
  });
});

it.each([
  ['empty_file', 'name\n', null],
  ['empty_file', '', null],
  ['malformed_csv', 'name\n"never closed', null],
  ['wrong_encoding', Buffer.from([0x6e, 0x0a, 0xff, 0xff]), null],
  ['unknown_charset', 'name\nx\n', 'koi8-r'],
  ['malformed_workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), null],
  ['malformed_workbook', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), null],
])('refuses as %s the file %j of the charset %s', async (code, content, charset) => {
  expect(await refusalOf(content, charset)).toMatchObject({ code });
});

/** Each took a service minutes, or all of its memory. */
it.each<[string, () => Buffer]>([
  ['100,000 columns above 300 rows', () => Buffer.from(`${','.repeat(99_999)}\n${'1\n'.repeat(300)}`)],
  ['10,000 columns above 5,000 rows', () => Buffer.from(`${','.repeat(9_999)}\n${'1\n'.repeat(5_000)}`)],
  ['five million lines of nothing, and a byte of no text', () => Buffer.from(`${'\n'.repeat(limits.fileBytes - 1)}\xff`, 'latin1')],
  [
    'a workbook of 999,999 rows',
    () => Buffer.from(bareWorkbook(Array.from({ length: 999_999 }, (_, n) => `<row r="${n + 1}"><c><v>1</v></c></row>`).join(''))),
  ],
  ['a cell in the last corner of a sheet', () => Buffer.from(bareWorkbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))],
])('refuses %s', async (_, content) => {
  expect((await refusalOf(content())).kind).toBe('invalid');
});

it('reads no more files at once than the limit says, and gives up those whose sender has gone', async () => {
  const gone = new AbortController();
  const reading = Array.from({ length: limits.filesAtOnce + 2 }, (_, n) => read(file(10), null, n % 2 === 0 ? gone.signal : undefined));
  gone.abort(new Error('gone'));
  const outcomes = await Promise.allSettled(reading);
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map((_, n) => (n % 2 === 0 ? 'rejected' : 'fulfilled')));
});

async function rowsOf(content: Buffer | string): Promise<unknown[]> {
  const { records } = await read(content);
  return await Promise.all(records.map((record) => checkRow({ kind: 'rows', row: Row }, record).catch((error: Refusal) => error.errors)));
}

it('types the cells of a row as its author sees them', async () => {
  expect(await rowsOf('名单\nName,Stars,open,since\n甲,１,是,2024年5月6日\n')).toEqual([
    { name: '甲', stars: 1, open: true, since: '2024-05-06' },
  ]);
});

it('reports each bad cell of a row once, and what stands in no column', async () => {
  expect(await rowsOf('name,stars,since,\n1.5E+12,12,5/6/2024,乙\n')).toEqual([
    [
      { pointer: '/D', detail: 'the cell in column D stands under no column name' },
      { pointer: '/name', detail: expect.stringContaining('lost digits') },
      { pointer: '/stars', detail: 'stars must not be greater than 9' },
      { pointer: '/since', detail: expect.stringContaining('YYYY-MM-DD') },
    ],
  ]);
});
