/** CSV as spreadsheets of the region write it: UTF-8 or GBK. */
import { parse } from 'csv-parse/sync';

/** UTF-8 with or without byte-order mark; what is not valid UTF-8 is read as GB 18030, of which GBK is a part. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export interface Table {
  columns: string[];
  /** Each with its line in the file, counting from 1; the header is line 1. */
  records: { line: number; cells: Record<string, string> }[];
}

interface ParsedRow {
  record: string[];
  info: { lines: number };
}

/**
 * At most `rowsAtMost` rows below the header. `checkColumns` sees the header before the rows are read, because each row costs as much as
 * the header has columns. Throws what it throws, and csv-parse's error, which names the line, for what is no CSV.
 */
export function fromCsv(text: string, rowsAtMost: number, checkColumns: (columns: string[]) => void): Table {
  const rowsOf = (upTo: number): ParsedRow[] =>
    parse(text, {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      trim: true,
      to: upTo,
    }) as unknown as ParsedRow[];
  const columns = rowsOf(1)[0]?.record ?? [];
  checkColumns(columns);
  return {
    columns,
    records: rowsOf(1 + rowsAtMost)
      .slice(1)
      .map(({ record, info }) => ({
        line: info.lines,
        cells: Object.fromEntries(columns.map((column, i) => [column, record[i] ?? ''])),
      })),
  };
}
