/** A file that comes back with its bad cells marked. */
import { DateField, Text, Whole } from '../http/fields.dto.ts';
import { knownColumns, describedColumns, type FileKind } from './columns.ts';
import { errorReport } from './error-report.ts';
import { bareWorkbook } from './workbook.fixture.ts';
import { reportHeading, sentRows, tableOf } from './table.ts';
import { rowsOfWorkbook } from './workbook.ts';
import { workbookBytes } from './workbook-writer.ts';

class Row {
  @Text(20)
  name: string;

  @Whole(0, 9)
  floor: number;

  @DateField({ optional: true })
  added_on?: string;
}

const of: FileKind = { kind: 'units', row: Row };
const header = '<row r="3"><c r="A3" t="str"><v>名称</v></c><c r="B3" t="str"><v>floor</v></c><c r="C3" t="str"><v>added_on</v></c></row>';
const title = '<row r="1"><c r="A1" t="str"><v>名单</v></c></row>';
const row =
  '<row r="5"><c r="A5" t="str"><v>甲</v></c><c r="B5" t="e"><v>#REF!</v></c><c r="C5"><v>45000</v></c><c r="E5"><v>7</v></c></row>';
const sheet = bareWorkbook(title + header + row);
const sent = { rows: sentRows(rowsOfWorkbook(sheet, 10), knownColumns(of)), known: knownColumns(of), described: describedColumns(of) };
const errors = [
  { line: 5, column: 'E', code: 'invalid_input', message: 'the cell in column E stands under no column name' },
  { line: 5, column: 'floor', code: 'invalid_input', message: 'the cell shows the error #REF!' },
];

it('has the rows under their own header, what stands outside of it, and an error cell for a value that is lost', () => {
  const { columns, rows } = errorReport({ ...sent, errors }, 'en');
  expect(columns.map(({ header: name }) => name)).toEqual(['名称', 'floor', 'added_on', '', '', reportHeading]);
  expect([...rows]).toEqual([
    [
      { is: 'text', text: '甲' },
      { marked: { is: 'lost' } },
      { is: 'number', number: 45_000 },
      null,
      { marked: { is: 'number', number: 7 } },
      {
        marked: {
          is: 'text',
          text: 'E: the cell in column E stands under no column name\nfloor: the cell shows the error #REF!',
        },
      },
    ],
  ]);
});

it('is read as the file was, without its last column; what was lost is refused again', () => {
  const bytes = Buffer.concat([...workbookBytes([errorReport({ ...sent, errors }, 'zh')])]);
  const { columns, records } = tableOf(rowsOfWorkbook(bytes, 10), knownColumns(of), 10);
  expect(columns).toEqual(['name', 'floor', 'added_on']);
  expect(records).toEqual([
    {
      line: 2,
      cells: {
        name: { is: 'text', text: '甲' },
        floor: { is: 'fault', fault: 'the cell shows the error #N/A' },
        added_on: { is: 'number', digits: '45000', day: '2023-03-15' },
      },
      faults: [{ pointer: '/E', detail: 'the cell in column E stands under no column name' }],
    },
  ]);
});
