/** CSV, and the tab-separated text that spreadsheets save. */
import { parse } from 'csv-parse/sync';
import type { Cell } from './cell.ts';
import type { FileRow } from './table.ts';

interface ParsedRow {
  record: string[];
  info: { lines: number };
}

/** At most so many rows. Throws csv-parse's error, which names the line, for what is no CSV. */
export function rowsOfCsv(text: string, most: number): FileRow[] {
  const rows = parse(text, {
    delimiter: delimiterOf(text),
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
    trim: true,
    to: most,
  }) as unknown as ParsedRow[];
  return rows.map(({ record, info }) => ({ line: info.lines, cells: new Map(record.flatMap(cellAt)) }));
}

function cellAt(value: string, at: number): [number, Cell][] {
  const text = value.trim();
  return text === '' ? [] : [[at, { is: 'text', text }]];
}

/** A tab or a semicolon where the first line has it and no comma. */
function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  if (first.includes(',')) return ',';
  return ['\t', ';'].find((one) => first.includes(one)) ?? ',';
}
