/** The XML of a sheet: its header, which stays in sight, its rows, and the lists of values that its columns offer. */
import type { LocalDate } from '@park/kernel';
import { placeOf } from './table.ts';
import { headerStyle, millisecondsStyle, styleOf, wrappedStyle, type CellKind } from './workbook-styles.ts';
import { escapedXml } from './workbook-xml.ts';

/** The content of a cell. `lost`: an error cell, in place of one whose value the file did not hold. */
export type WrittenCell =
  | { is: 'text'; text: string; isWrapped?: boolean }
  | { is: 'number'; number: number }
  | { is: 'flag'; flag: boolean }
  | { is: 'day'; day: LocalDate }
  | { is: 'instant'; instant: Date }
  | { is: 'lost' };

export interface WrittenColumn {
  header: string;
  kind: CellKind;
  /** In characters. */
  width: number;
  /** A range of another sheet with the values that the column offers, such as `'b'!$A$1:$A$3`; `isClosed`: it takes no other. */
  choices?: { range: string; isClosed: boolean };
}

/** A cell, or with a fill; null where it is empty. */
export type RowCell = WrittenCell | { marked: WrittenCell | null } | null;

export interface WrittenSheet {
  name: string;
  columns: readonly WrittenColumn[];
  /** Below the header. */
  rows: Iterable<readonly RowCell[]>;
}

const rowsOfPiece = 100;
const rowsWithChoices = 5_000;

export function* sheetXml({ columns, rows }: WrittenSheet, isFirst: boolean): Generator<string> {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield [
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`,
    columns.length === 0 ? '' : `<cols>${columns.map(columnXml).join('')}</cols>`,
    `<sheetData><row r="1">${columns.map(({ header }, at) => textXml(`${placeOf(at)}1`, headerStyle, header)).join('')}</row>`,
  ].join('');
  let piece: string[] = [];
  let line = 1;
  for (const row of rows) {
    line++;
    piece.push(
      `<row r="${line}">${row.map((cell, at) => cellXml(`${placeOf(at)}${line}`, cell, columns[at]?.kind ?? 'text')).join('')}</row>`,
    );
    if (piece.length < rowsOfPiece) continue;
    yield piece.join('');
    piece = [];
  }
  yield `${piece.join('')}</sheetData>${validationsXml(columns)}</worksheet>`;
}

/** The cells below the rows that are there look as theirs do: who types a code there types text. */
function columnXml({ kind, width }: WrittenColumn, at: number): string {
  return `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${styleOf(kind)}" customWidth="1"/>`;
}

function validationsXml(columns: readonly WrittenColumn[]): string {
  const entries = columns.flatMap(({ choices }, at) => {
    if (!choices) return [];
    const cells = `${placeOf(at)}2:${placeOf(at)}${rowsWithChoices + 1}`;
    return `<dataValidation type="list" allowBlank="1"${choices.isClosed ? ' showErrorMessage="1"' : ''} sqref="${cells}"><formula1>${escapedXml(choices.range)}</formula1></dataValidation>`;
  });
  return entries.length === 0 ? '' : `<dataValidations count="${entries.length}">${entries.join('')}</dataValidations>`;
}

function cellXml(place: string, cell: RowCell, kind: CellKind): string {
  if (cell === null) return '';
  if (!('marked' in cell)) return valueXml(place, cell, kind, false);
  return cell.marked === null ? `<c r="${place}" s="${styleOf(kind, true)}"/>` : valueXml(place, cell.marked, kind, true);
}

function valueXml(place: string, cell: WrittenCell, kind: CellKind, isMarked: boolean): string {
  switch (cell.is) {
    case 'text':
      return textXml(place, cell.isWrapped ? wrappedStyle : styleOf('text', isMarked), cell.text);
    case 'number':
      return numberXml(place, styleOf(kind === 'whole' && Number.isInteger(cell.number) ? 'whole' : 'number', isMarked), cell.number);
    case 'flag':
      return `<c r="${place}" s="${styleOf('flag', isMarked)}" t="b"><v>${cell.flag ? 1 : 0}</v></c>`;
    case 'day': {
      const serial = serialOf(Date.parse(cell.day));
      return serial === null ? textXml(place, styleOf('text', isMarked), cell.day) : numberXml(place, styleOf('day', isMarked), serial);
    }
    case 'instant': {
      const serial = serialOf(cell.instant.getTime() + parkOffsetMs);
      const style = cell.instant.getTime() % 1_000 === 0 ? styleOf('instant', isMarked) : millisecondsStyle(isMarked);
      return serial === null ? textXml(place, styleOf('text', isMarked), cell.instant.toISOString()) : numberXml(place, style, serial);
    }
    case 'lost':
      return `<c r="${place}" s="${styleOf(kind, isMarked)}" t="e"><v>#N/A</v></c>`;
  }
}

function numberXml(place: string, style: number, number: number): string {
  return `<c r="${place}" s="${style}"><v>${number}</v></c>`;
}

function textXml(place: string, style: number, text: string): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapedXml(text)}</t></is></c>`;
}

/** A sheet knows no zones; its times are those of the park, Asia/Shanghai, which is UTC+8 since 1991. */
const parkOffsetMs = 8 * 3_600_000;

const firstDay = Date.UTC(1899, 11, 30);
/** Excel takes 1900 for a leap year, so that its days before March of it are others than they are counted. */
const firstSureSerial = 61;
const endOfDays = 2_958_466;

/** Null where a sheet knows no such day. */
function serialOf(ms: number): number | null {
  const serial = (ms - firstDay) / 86_400_000;
  return serial >= firstSureSerial && serial < endOfDays ? serial : null;
}
