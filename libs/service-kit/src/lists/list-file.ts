/** A list as the bytes of a file, piece by piece: CSV as spreadsheets of the region read it, UTF-8 with a byte-order mark, or a workbook. */
import { stringify } from 'csv-stringify/sync';
import { workbookBytes } from '../imports/workbook-writer.ts';
import type { WrittenColumn } from '../imports/sheet-writer.ts';
import type { CellKind } from '../imports/workbook-styles.ts';
import { fileCell, kindOfValues, sheetCell, textOfCell } from './file-cell.ts';

export interface FileColumn {
  /** Of the member of a row. */
  name: string;
  /** The heading; the name without it. */
  header?: string;
  /** Found from the values where it is left out. */
  kind?: CellKind;
}

export interface ListFile {
  /** Of the sheet. */
  title: string;
  columns: readonly FileColumn[];
  rows: readonly object[];
}

export type FileForm = 'csv' | 'xlsx';

const rowsOfPiece = 500;

export function fileBytes(form: FileForm, file: ListFile): Generator<Uint8Array> {
  return form === 'csv' ? csvBytes(file) : sheetBytes(file);
}

function* csvBytes({ columns, rows }: ListFile): Generator<Uint8Array> {
  yield Buffer.from(stringify([columns.map(({ name, header = name }) => header)], { bom: true }));
  for (let at = 0; at < rows.length; at += rowsOfPiece) {
    const records = rows
      .slice(at, at + rowsOfPiece)
      .map((row) => columns.map(({ name, kind = 'text' }) => textOfCell(fileCell((row as Record<string, unknown>)[name], kind))));
    yield Buffer.from(stringify(records));
  }
}

function* sheetBytes({ title, columns, rows }: ListFile): Generator<Uint8Array> {
  const written = columns.map((column) => sheetColumn(column, rows));
  yield* workbookBytes([{ name: sheetName(title), columns: written, rows: sheetRows(columns, written, rows) }]);
}

function* sheetRows(columns: readonly FileColumn[], written: readonly WrittenColumn[], rows: readonly object[]) {
  for (const row of rows)
    yield columns.map(({ name }, at) => sheetCell(fileCell((row as Record<string, unknown>)[name], written[at]!.kind)));
}

/** Rows that the width and the kind of a column are found from. */
const sample = 200;
const widest = 50;

function sheetColumn({ name, header = name, kind }: FileColumn, rows: readonly object[]): WrittenColumn {
  const values = rows.slice(0, sample).map((row) => (row as Record<string, unknown>)[name]);
  const found = kind ?? kindOfValues(values);
  const texts = [header, ...values.map((value) => textOfCell(fileCell(value, found)))];
  const least = { text: 8, number: 10, whole: 8, flag: 8, day: 12, instant: 21 }[found];
  const longest = found === 'instant' ? widthOf(header) : Math.max(...texts.map(widthOf));
  return { header, kind: found, width: Math.min(widest, Math.max(least, longest + 2)) };
}

/** In Latin letters; a Chinese one takes the place of two. */
export function widthOf(text: string): number {
  return text.replace(/[^\u0000-\u00ff]/g, 'xx').length;
}

/** At most 31 characters without those that a formula gives a meaning. */
function sheetName(title: string): string {
  return title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}
