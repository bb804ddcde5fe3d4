/** The rows of a file as a table: where its header is, which columns it has, and what stands outside of them. */
import type { FieldError } from '@park/kernel';
import { escaped } from '../http/dto-members.ts';
import type { Cell } from './cell.ts';

/** A row as it stands in the file. */
export interface FileRow {
  /** In the file; of a workbook, its number in the sheet. */
  line: number;
  /** By place, from 0; what is empty is left out. */
  cells: ReadonlyMap<number, Cell>;
  isHidden?: boolean;
}

/** The rows of a file, and the places of its hidden columns. */
export interface FileRows {
  rows: Iterable<FileRow>;
  hiddenColumns?: ReadonlySet<number>;
}

export interface TableRow {
  line: number;
  /** By column. */
  cells: Record<string, Cell>;
  /** What of the row is in no column, or was not to be seen. */
  faults: FieldError[];
}

export interface Table {
  columns: string[];
  /** At most one more than was asked for. */
  records: TableRow[];
}

/** A column, and the names that it also goes by. */
export interface KnownColumn {
  column: string;
  /** Chinese, English. */
  names: readonly string[];
}

/** Above the column of an error report that no import reads. */
export const reportHeading = '问题（导入时忽略） problems (not read by an import)';

/** A column of the file; null where it is not read, undefined where there is none of the name. */
type Named = string | null | undefined;

/** The header does not fit the columns that are known. */
export class HeaderFault extends Error {
  readonly errors: FieldError[];

  constructor(errors: FieldError[]) {
    super(errors[0]!.detail);
    this.errors = errors;
  }
}

/** Rows above the header, such as a title. */
export const titleRows = 10;

/** Rows of nothing are left out. Throws `HeaderFault`. */
export function tableOf({ rows, hiddenColumns = new Set() }: FileRows, known: readonly KnownColumn[], most: number): Table {
  const above: FileRow[] = [];
  let header: Named[] | null = null;
  const columnOf = columnsByName(known);
  const records: TableRow[] = [];
  const lines = new Map<string, number>();
  const headerOf = (row: FileRow): Named[] => {
    const columns = columnsOf(row, columnOf);
    requireColumns(row, columns, known, hiddenColumns);
    return columns;
  };
  const take = (row: FileRow): void => void records.push(recordOf(row, header!, lines));
  for (const row of rows) {
    if (row.cells.size === 0) continue;
    if (header) take(row);
    else if (isHeader(row, columnOf)) header = headerOf(row);
    else if (above.push(row) > titleRows) break;
    if (records.length > most) break;
  }
  if (!header && above.length > 0) headerOf(mostKnown(above, columnOf));
  return { columns: header?.filter((column) => typeof column === 'string') ?? [], records };
}

/** The header and the rows below it, as they stand in the file. */
export function sentRows({ rows }: FileRows, known: readonly KnownColumn[]): FileRow[] {
  const columnOf = columnsByName(known);
  const filled = [...rows].filter(({ cells }) => cells.size > 0);
  return filled.slice(filled.findIndex((row) => isHeader(row, columnOf)));
}

/** The column of the API that a header cell names; null where it is not read or none. */
export function columnNamed(cell: Cell | undefined, known: readonly KnownColumn[]): string | null {
  return cell?.is === 'text' ? (columnsByName(known).get(nameOf(cell.text)) ?? null) : null;
}

/** A name of the API comes before those for people. */
function columnsByName(known: readonly KnownColumn[]): Map<string, string | null> {
  const names = known.flatMap(({ column, names: [zh, ...rest] }) => {
    const forPeople = zh === undefined ? [] : [zh, `${zh} ${column}`, ...rest];
    return forPeople.map((name) => [nameOf(name), column] as const);
  });
  return new Map([[nameOf(reportHeading), null], ...names, ...known.map(({ column }) => [nameOf(column), column] as const)]);
}

/** Without regard to case, width and blanks. */
function nameOf(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

function isHeader({ cells }: FileRow, columnOf: ReadonlyMap<string, string | null>): boolean {
  return [...cells.values()].every((cell) => cell.is === 'text' && columnOf.has(nameOf(cell.text)));
}

/** The row that a header with an unknown column is likely to be. */
function mostKnown(rows: readonly FileRow[], columnOf: ReadonlyMap<string, string | null>): FileRow {
  const known = (row: FileRow): number => columnsOf(row, columnOf).filter((column) => column !== undefined).length;
  return rows.reduce((best, row) => (known(row) > known(best) ? row : best));
}

function columnsOf({ cells }: FileRow, columnOf: ReadonlyMap<string, string | null>): Named[] {
  const columns: Named[] = [];
  for (const [at, cell] of cells) columns[at] = cell.is === 'text' ? columnOf.get(nameOf(cell.text)) : undefined;
  return columns;
}

function requireColumns(
  { cells }: FileRow,
  columns: readonly Named[],
  known: readonly KnownColumn[],
  hiddenColumns: ReadonlySet<number>,
): void {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [at, cell] of cells) {
    const column = columns[at];
    const pointer = `/${cell.is === 'text' ? escaped(cell.text) : placeOf(at)}`;
    if (column === null) continue;
    if (column === undefined)
      errors.push({ pointer, detail: `no such column; known are ${known.map(({ column: name }) => name).join(', ')}` });
    else if (seen.has(column)) errors.push({ pointer, detail: 'this column stands in the header twice' });
    else if (hiddenColumns.has(at)) errors.push({ pointer, detail: 'the column is hidden in the sheet: show it, or take it out' });
    if (column !== undefined) seen.add(column);
  }
  if (errors.length > 0) throw new HeaderFault(errors);
}

function recordOf({ line, cells, isHidden }: FileRow, header: readonly Named[], lines: Map<string, number>): TableRow {
  const faults: FieldError[] = [];
  const own: Record<string, Cell> = {};
  for (const [at, cell] of cells) {
    const column = header[at];
    if (typeof column === 'string') own[column] = cell;
    else if (column === undefined)
      faults.push({ pointer: `/${placeOf(at)}`, detail: `the cell in column ${placeOf(at)} stands under no column name` });
  }
  if (isHidden) faults.push({ pointer: '', detail: 'the row is hidden in the sheet: show it, or take it out' });
  const content = JSON.stringify(header.map((column) => (typeof column === 'string' ? (own[column] ?? null) : null)));
  const first = lines.get(content);
  if (first === undefined) lines.set(content, line);
  else faults.push({ pointer: '', detail: `the same row stands in line ${first}` });
  return { line, cells: own, faults };
}

/** As spreadsheets name the places: A to Z, AA and so on. */
export function placeOf(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : placeOf(Math.floor(at / 26) - 1) + letter;
}
