/** A list as a file: what stands in it is read again as it was. */
import { dateAt } from '@park/kernel';
import fc from 'fast-check';
import { valueOf, type Column } from '../imports/cell.ts';
import { rowsOfCsv } from '../imports/csv.ts';
import type { FileRow } from '../imports/table.ts';
import { rowsOfWorkbook } from '../imports/workbook.ts';
import type { CellKind } from '../imports/workbook-styles.ts';
import { fileBytes, widthOf, type FileForm, type ListFile } from './list-file.ts';

function bytesOf(form: FileForm, file: ListFile): Buffer {
  return Buffer.concat([...fileBytes(form, file)]);
}

function rowsOf(form: FileForm, file: ListFile): FileRow[] {
  const bytes = bytesOf(form, file);
  return [...(form === 'csv' ? rowsOfCsv(bytes.toString().slice(1), 1_000) : rowsOfWorkbook(bytes, 1_000).rows)];
}

const awkward = [
  '=1+1',
  "'=1+1",
  "''-2",
  '+86',
  '@x',
  '-',
  '＝甲',
  '0301',
  '370299199804049270',
  '1,036.90',
  '是',
  '2024-05-06',
  'a;b',
  '"',
  '甲\n乙',
];
const text = fc.oneof(
  fc.constantFrom(...awkward, '_x0041_', '\u{20000}', '<&>'),
  fc
    .string({ minLength: 1, unit: 'binary' })
    .map((one) => one.normalize('NFC').replaceAll(/\p{C}/gu, '').trim())
    .filter((one) => one !== '' && !/^[-+]?\d(\.\d+)?E\+\d+$/i.test(one)),
);
const day = fc.date({ min: new Date('1900-03-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map((date) => dateAt(date));
const instant = fc.date({ min: new Date('1992-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
const kinds: [CellKind, Column, fc.Arbitrary<unknown>][] = [
  ['text', { of: 'text' }, text],
  ['text', { of: 'choices', isClosed: false }, fc.array(text, { minLength: 1, maxLength: 4 })],
  ['whole', { of: 'number' }, fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })],
  ['number', { of: 'number' }, fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 10_000)],
  ['flag', { of: 'flag' }, fc.boolean()],
  ['day', { of: 'day' }, day],
  ['instant', { of: 'instant' }, instant],
];

it.each(kinds.flatMap((kind) => [[...kind, 'csv'] as const, [...kind, 'xlsx'] as const]))(
  'cells of the kind %s and the column %j are read as they were: %#',
  (kind, column, values, form) => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 20 }), (rows) => {
        const file = { title: 'x', columns: [{ name: 'value', kind }], rows: rows.map((value) => ({ value })) };
        const read = rowsOf(form, file).map(({ cells }) => valueOf(cells.get(0)!, column));
        const plain = (value: unknown): unknown => (column.of === 'instant' ? new Date(value as Date).getTime() : value);
        expect(read.slice(1).map(plain)).toEqual(rows.map(plain));
      }),
    );
  },
);

it('writes text as text, days and instants of the park as dates, numbers as numbers, and nothing of what is missing', () => {
  const columns = ['code', 'on', 'at', 'many', 'open', 'amount', 'nothing'].map((name) => ({ name, header: name.toUpperCase() }));
  const row = {
    code: '0301',
    on: '2025-06-16',
    at: new Date('2025-06-15T16:00:00.250Z'),
    many: ['a', 'b'],
    open: true,
    amount: 36.9,
    nothing: null,
  };
  const [header, first] = rowsOf('xlsx', { title: '房源/units', columns, rows: [row] });
  expect([...header!.cells.values()]).toEqual(columns.map((column) => ({ is: 'text', text: column.header })));
  expect(Object.fromEntries(first!.cells)).toEqual({
    0: { is: 'text', text: '0301' },
    1: { is: 'date', day: '2025-06-16', time: null },
    2: { is: 'date', day: '2025-06-16', time: '00:00:00.250' },
    3: { is: 'text', text: 'a;b' },
    4: { is: 'flag', flag: true },
    5: { is: 'number', digits: '36.9', day: null },
  });
  const csv = bytesOf('csv', { title: '', columns, rows: [row] }).toString();
  expect(csv).toBe('\ufeffCODE,ON,AT,MANY,OPEN,AMOUNT,NOTHING\n0301,2025-06-16,2025-06-15T16:00:00.250Z,a;b,true,36.9,\n');
});

it('puts a quote before what a spreadsheet would run, in text files alone', () => {
  const file = { title: 'x', columns: [{ name: 'value' }], rows: [{ value: '=1+1' }, { value: "'=1+1" }, { value: '-5' }, { value: -5 }] };
  expect(bytesOf('csv', file).toString().split('\n').slice(1, -1)).toEqual(["'=1+1", "''=1+1", "'-5", '-5']);
  expect(
    rowsOf('xlsx', file)
      .slice(1)
      .map(({ cells }) => cells.get(0)),
  ).toEqual([
    { is: 'text', text: '=1+1' },
    { is: 'text', text: "''=1+1" },
    { is: 'text', text: '-5' },
    { is: 'number', digits: '-5', day: null },
  ]);
});

it('keeps a day as text that sheets count differently', () => {
  const rows = [{ on: '1900-01-15' }, { on: '1900-02-28' }, { on: '1900-03-01' }];
  const file = { title: 'x', columns: [{ name: 'on', kind: 'day' as const }], rows };
  const read = rowsOf('xlsx', file).slice(1);
  expect(read.map(({ cells }) => cells.get(0)!.is)).toEqual(['text', 'text', 'date']);
  expect(read.map(({ cells }) => valueOf(cells.get(0)!, { of: 'day' }))).toEqual(rows.map(({ on }) => on));
});

it('counts a Chinese letter as two', () => {
  expect([widthOf('abc'), widthOf('甲乙')]).toEqual([3, 4]);
});
