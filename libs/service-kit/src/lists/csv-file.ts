/** A list as a CSV file, as spreadsheets of the region read it: UTF-8 with a byte-order mark. */
import { Refusal } from '@park/kernel';
import { stringify } from 'csv-stringify/sync';
import { limits } from '../http/limits.ts';

/** A cell that a spreadsheet would run as a formula gets a quote before it (OWASP, CSV injection), which an import takes away again. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return typeof value !== 'number' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** All rows. More than `limits.exportRows` are refused: a file that silently lacks the rest would be taken for the whole. */
export function csvFile(columns: readonly string[], rows: readonly object[]): Buffer {
  const most = limits.exportRows;
  if (rows.length > most) {
    const detail = `A file holds at most ${most} rows. Narrow the filters, or read the list page by page.`;
    throw new Refusal('invalid', 'too_many_rows_to_export', detail);
  }
  const records = rows.map((row) => columns.map((column) => cell((row as Record<string, unknown>)[column])));
  return Buffer.from(stringify([columns as string[], ...records], { bom: true }));
}
