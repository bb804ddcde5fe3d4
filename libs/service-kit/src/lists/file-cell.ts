/** A value of a row as a cell of a file: so that an import reads the same value from it. */
import { isDate, isInstant } from '@park/kernel';
import type { WrittenCell } from '../imports/sheet-writer.ts';
import type { CellKind } from '../imports/workbook-styles.ts';

/** Null where the cell is empty. */
export function fileCell(value: unknown, kind: CellKind): WrittenCell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { is: 'number', number: value };
  if (typeof value === 'boolean') return { is: 'flag', flag: value };
  if (value instanceof Date) return { is: 'instant', instant: value };
  if (Array.isArray(value)) return value.length === 0 ? null : { is: 'text', text: listText(value) };
  if (typeof value === 'object') return { is: 'text', text: JSON.stringify(value) };
  const text = String(value);
  if (kind === 'day' && isDate(text)) return { is: 'day', day: text };
  if (kind === 'instant' && isInstant(text)) return { is: 'instant', instant: new Date(text) };
  return text === '' ? null : { is: 'text', text };
}

/** `a;b`; as JSON where a semicolon between values could not be told from one in a value. */
function listText(values: readonly unknown[]): string {
  const isPlain = (value: unknown, at: number): boolean =>
    typeof value !== 'object' && !/[;；]/.test(String(value)) && (at > 0 || !String(value).startsWith('['));
  return values.every(isPlain) ? values.join(';') : JSON.stringify(values);
}

/** The kind of the cells of a column that no table describes. */
export function kindOfValues(values: readonly unknown[]): CellKind {
  const known = values.filter((value) => value !== null && value !== undefined);
  const are = (is: (value: unknown) => boolean): boolean => known.length > 0 && known.every(is);
  if (are((value) => typeof value === 'number')) return known.every(Number.isInteger) ? 'whole' : 'number';
  if (are((value) => typeof value === 'boolean')) return 'flag';
  if (are((value) => isDate(value))) return 'day';
  if (are((value) => value instanceof Date || isInstant(value))) return 'instant';
  return 'text';
}

/** Text that a spreadsheet would run as a formula where it opens a text file (OWASP, CSV injection). */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** The text of a cell of a text file; an import takes the quote before a formula away again. */
export function textOfCell(cell: WrittenCell | null): string {
  switch (cell?.is) {
    case undefined:
    case 'lost':
      return '';
    case 'text':
      return formula.test(cell.text) ? `'${cell.text}` : cell.text;
    case 'number':
      return String(cell.number);
    case 'flag':
      return String(cell.flag);
    case 'day':
      return cell.day;
    case 'instant':
      return cell.instant.toISOString();
  }
}

/** A workbook runs no text as a formula; a quote is put only before one that an import would take for the quote of a text file. */
export function sheetCell(cell: WrittenCell | null): WrittenCell | null {
  return cell?.is === 'text' && cell.text.startsWith("'") && formula.test(cell.text) ? { ...cell, text: `'${cell.text}` } : cell;
}
