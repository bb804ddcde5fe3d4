import { strToU8, zipSync } from 'fflate';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import type { Cell } from './cell.ts';
import { rowsOfWorkbook } from './workbook.ts';
import { bareWorkbook } from './workbook.fixture.ts';

const most = 10_000;

function cellsOf(workbook: Uint8Array): Record<number, Record<number, Cell>> {
  return Object.fromEntries([...rowsOfWorkbook(workbook, most).rows].map(({ line, cells }) => [line, Object.fromEntries(cells)]));
}

/** Of the cell A2 with a format, in a sheet with one custom format of the number 164. */
function cellOf(cell: string, formatCode = ''): Cell | undefined {
  return cellsOf(bareWorkbook(`<row r="2">${cell}</row>`, { formatCode }))[2]?.[0];
}

const numberCell = (value: string, format = 0): string => `<c r="A2" s="${format}"><v>${value}</v></c>`;

it('reads what a spreadsheet library has written', async () => {
  const day = { value: new Date('2024-05-06T00:00:00Z'), type: Date, format: 'yyyy/m/d' } as const;
  const instant = { value: new Date('2024-05-06T09:30:00Z'), type: Date, format: 'yyyy-mm-dd hh:mm' } as const;
  const rows: SheetData = [
    [{ value: ' 青岛新客科技有限公司 ' }, day, instant, { value: 80.6 }, { value: true }],
    [],
    [{ value: '青岛后来有限公司' }, null, null, { value: 1_000_000 }],
  ];
  expect(cellsOf(await writeWorkbook(rows).toBuffer())).toEqual({
    1: {
      0: { is: 'text', text: '青岛新客科技有限公司' },
      1: { is: 'date', day: '2024-05-06', time: null },
      2: { is: 'date', day: '2024-05-06', time: '09:30:00' },
      3: { is: 'number', digits: '80.6', day: null },
      4: { is: 'flag', flag: true },
    },
    3: { 0: { is: 'text', text: '青岛后来有限公司' }, 3: { is: 'number', digits: '1000000', day: null } },
  });
});

it('keeps all digits of a number, and the day that it may be', () => {
  expect(cellOf(numberCell('370299199804049270'))).toEqual({ is: 'number', digits: '370299199804049270', day: null });
  expect(cellOf(numberCell('1.8E2'))).toEqual({ is: 'number', digits: '180', day: null });
  expect(cellOf(numberCell('45418'))).toEqual({ is: 'number', digits: '45418', day: '2024-05-06' });
});

/** The days around the one that Excel takes for 29 February 1900. */
it.each([
  ['1', '1900-01-01'],
  ['59', '1900-02-28'],
  ['61', '1900-03-01'],
  ['45418', '2024-05-06'],
  ['45418.99999999', '2024-05-07'],
])('shows the serial day %s as %s', (serial, day) => {
  expect(cellOf(numberCell(serial, 1), 'yyyy/m/d')).toEqual({ is: 'date', day, time: null });
});

it('counts the days from 1904 where the workbook does', () => {
  const workbook = bareWorkbook(`<row r="2">${numberCell('43956', 1)}</row>`, { formatCode: 'yyyy"年"m"月"d"日"', from1904: true });
  expect(cellsOf(workbook)[2]![0]).toEqual({ is: 'date', day: '2024-05-06', time: null });
});

it('reads a code as the sheet shows it, with its zeros', () => {
  expect(cellOf(numberCell('301', 1), '0000')).toEqual({ is: 'text', text: '0301' });
  expect(cellOf(numberCell('301', 1), '0')).toEqual({ is: 'number', digits: '301', day: null });
});

it.each([
  ['an error', '<c r="A2" t="e"><v>#REF!</v></c>', '', /error #REF!/],
  ['an error of a formula', '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '', /error #DIV\/0!/],
  ['a formula without a value', '<c r="A2"><f>B2+1</f></c>', '', /formula without a value/],
  ['a percentage', numberCell('0.3', 1), '0.00%', /percentage/],
  ['thousands', numberCell('1200000', 1), '#,##0,', /thousands/],
  ['a time without a day', numberCell('0.395833333', 1), 'h:mm', /without its date/],
  ['a number that is no date', numberCell('1E15', 1), 'yyyy/m/d', /no date/],
  ['a text that is not in the file', '<c r="A2" t="s"><v>7</v></c>', '', /missing in the file/],
])('reports %s, and does not take the cell for empty', (_, cell, formatCode, fault) => {
  expect(cellOf(cell, formatCode)).toEqual({ is: 'fault', fault: expect.stringMatching(fault) });
});

it('reports merged cells but the first, hidden rows and hidden columns', () => {
  const rows = [2, 3].map((r) => `<row r="${r}"${r === 3 ? ' hidden="1"' : ''}><c r="A${r}"><v>${r}</v></c><c r="B${r}"/></row>`);
  const { rows: found, hiddenColumns } = rowsOfWorkbook(
    bareWorkbook(rows.join(''), { merged: ['A2:B3'], columns: '<cols><col min="3" max="4" hidden="1"/></cols>' }),
    most,
  );
  const merged = { is: 'fault', fault: expect.stringContaining('from A2') };
  expect([...found].map(({ cells, isHidden }) => [Object.fromEntries(cells), isHidden])).toEqual([
    [{ 0: { is: 'number', digits: '2', day: null }, 1: merged }, false],
    [{ 0: merged, 1: merged }, true],
  ]);
  expect([...hiddenColumns!]).toEqual([2, 3]);
});

it('leaves out how a shared text is pronounced, and reads the runs of a rich one as one', () => {
  const strings = '<si><r><t>青岛</t></r><r><t xml:space="preserve"> 示例</t></r><rPh sb="0" eb="2"><t>qingdao</t></rPh></si>';
  expect(cellsOf(bareWorkbook('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', { strings }))[2]![0]).toEqual({
    is: 'text',
    text: '青岛 示例',
  });
});

it('stops where no more rows are wanted', () => {
  const rows = Array.from({ length: 50 }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>1</v></c></row>`).join('');
  expect([...rowsOfWorkbook(bareWorkbook(`${rows}${' '.repeat(70_000)}<broken`), 10).rows]).toHaveLength(50);
  expect(() => rowsOfWorkbook(bareWorkbook(`${rows}<broken`), most)).toThrow();
});

it.each([
  ['half a file', bareWorkbook('').subarray(0, 300), /invalid zip/],
  ['another zip archive', zipSync({ 'a.txt': strToU8('a') }), /not found/],
  ['an archive that unpacks to more than a park holds', zipSync({ 'xl/workbook.xml': new Uint8Array(65 * 1024 * 1024) }), /64 MB/],
  [
    'a document that defines entities of its own',
    bareWorkbook('', { doctype: '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>', body: '&a;' }),
    /entity/,
  ],
])('refuses %s', (_, file, reason) => {
  expect(() => rowsOfWorkbook(file, most)).toThrow(reason);
});
