import { rowsOfCsv } from './csv.ts';
import { HeaderFault, placeOf, reportHeading, tableOf, type Table } from './table.ts';

const known = [
  { column: 'uscc', names: ['统一社会信用代码', 'USCC'] },
  { column: 'name', names: ['名称', 'Name of it'] },
  { column: 'established_on', names: [] },
];

function tableFrom(text: string): Table {
  return tableOf({ rows: rowsOfCsv(text, 100) }, known, 10);
}

function headerErrorsOf(text: string): string[] {
  try {
    tableFrom(text);
  } catch (error) {
    if (error instanceof HeaderFault) return error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  }
  throw new Error('The header was taken.');
}

const cellsOf = ({ records }: Table): [number, string[], string[]][] =>
  records.map(({ line, cells, faults }) => [
    line,
    Object.entries(cells).map(([column, cell]) => `${column}=${(cell as { text: string }).text}`),
    faults.map(({ pointer, detail }) => `${pointer}: ${detail}`),
  ]);

it('knows rows by their lines, and leaves out what is empty', () => {
  expect(cellsOf(tableFrom('uscc,name\n1,甲\n,,,,\n\n2,\n'))).toEqual([
    [2, ['uscc=1', 'name=甲'], []],
    [5, ['uscc=2'], []],
  ]);
});

it('finds the header below a title, in any case, width and with blanks', () => {
  const table = tableFrom('2026 年入驻企业名单,,\n制表：案例甲,,\nUSCC, Established On ,ｎａｍｅ\n1,2024-05-06,甲\n');
  expect(table.columns).toEqual(['uscc', 'established_on', 'name']);
  expect(cellsOf(table)).toEqual([[4, ['uscc=1', 'established_on=2024-05-06', 'name=甲'], []]]);
});

it('reports the columns that it does not know, of the row that is most like a header', () => {
  expect(headerErrorsOf('名单,,\nuscc,name,tel/fax\n1,甲,2\n')).toEqual([
    `/tel~1fax: no such column; known are uscc, name, established_on`,
  ]);
  expect(headerErrorsOf('uscc,name,name\n1,甲,乙\n')).toEqual(['/name: this column stands in the header twice']);
});

it('reports a cell that is in no column, and a row that comes twice', () => {
  expect(cellsOf(tableFrom('uscc,name,\n1,甲,乙分公司\n2,丙\n2,丙,\n'))).toEqual([
    [2, ['uscc=1', 'name=甲'], ['/C: the cell in column C stands under no column name']],
    [3, ['uscc=2', 'name=丙'], []],
    [4, ['uscc=2', 'name=丙'], [': the same row stands in line 3']],
  ]);
});

it('takes text between tabs or semicolons, as spreadsheets save it', () => {
  for (const between of ['\t', ';'])
    expect(cellsOf(tableFrom(`uscc${between}name\n1${between}甲,乙\n`))).toEqual([[2, ['uscc=1', 'name=甲,乙'], []]]);
});

it('reads one row more than asked for, and no further', () => {
  expect(tableFrom(`uscc\n${Array.from({ length: 50 }, (_, n) => n).join('\n')}\n`).records).toHaveLength(11);
});

it('names places as spreadsheets do', () => {
  expect([0, 25, 26, 701, 702].map(placeOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});

it('finds a column under its name of the API, its Chinese or English one, or the one of a template', () => {
  for (const header of ['uscc,name', 'USCC,名称', '统一社会信用代码,Name Of It', '统一社会信用代码 uscc,名称　name'])
    expect(cellsOf(tableFrom(`${header}\nx,y\n`))).toEqual([[2, ['uscc=x', 'name=y'], []]]);
  expect(headerErrorsOf('name,名称\nx,y\n')).toEqual([expect.stringContaining('/名称: this column stands in the header twice')]);
});

it('does not read the column of an error report', () => {
  const { columns, records } = tableFrom(`uscc,${reportHeading}\nx,name: is required\n`);
  expect([columns, Object.keys(records[0]!.cells), records[0]!.faults]).toEqual([['uscc'], ['uscc'], []]);
});
