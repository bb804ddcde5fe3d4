/** The records of a kind in the form of the rows of its import: what an import compares rows with, and what is exported to be imported again. */
import { Refusal, type FieldError } from '@park/kernel';
import type { Column } from './cell.ts';
import { callsFor, type ChangingCalls } from './changing-calls.ts';

/** A record, by columns of the import; those that the table does not keep are missing. */
export type RecordRow = Readonly<Record<string, unknown>>;

export interface ImportRecords {
  /** That the list of the records needs, too. */
  scope: string;
  /** SQL: the records, each as a row of the import. A record that no row can express is left out. */
  sql: string;
  /** Columns that tell a record from all others; of several such lists, the first of which a row has every column. */
  keys: readonly (readonly string[])[];
  /** By column that says how far the record has come: its values in their order. A row that is behind its record changes nothing. */
  steps?: Readonly<Record<string, readonly Step[]>>;
  /** Columns that this record does not keep as a row gave them: they are not compared after the import. */
  derived?(record: RecordRow): readonly string[];
}

/** A value, or several of which a record comes to one. */
export type Step = string | readonly string[];

/** The key columns that a row has, with their values, as text; null where it has none. */
export function keyOf(row: object, { keys }: Pick<ImportRecords, 'keys'>): string | null {
  const values = row as RecordRow;
  const key = keys.find((columns) => columns.every((column) => (values[column] ?? null) !== null));
  return key === undefined ? null : JSON.stringify(key.map((column) => [column, plain(values[column])]));
}

/** Instants have an offset of their own in a row, and none in a record. */
function plain(value: unknown): unknown {
  const isWritten = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
  return value instanceof Date || isWritten ? new Date(value).toISOString() : value;
}

/** Of key columns: no key is a fraction. */
const types: Record<Column['of'], string> = {
  number: 'bigint',
  flag: 'boolean',
  day: 'date',
  instant: 'timestamptz',
  text: 'text',
  formed: 'text',
  choices: 'text',
};

/** The records that have one of the keys, which are JSON objects in `$1`. `of`: the kinds of the key columns. */
export function keyedSql(sql: string, key: readonly string[], of: (column: string) => Column['of']): string {
  const columns = key.map((column) => `"${column}" ${types[of(column)]}`).join(', ');
  const matches = key.map((column) => `r."${column}" = k."${column}"`).join(' and ');
  return `select r.* from jsonb_to_recordset($1::jsonb) as k(${columns}) join (${sql}) r on ${matches}`;
}

/** Columns in which a row has another value than the record. */
export function differingColumns(row: object, record: RecordRow): string[] {
  return Object.entries(row).flatMap(([column, value]: [string, unknown]) =>
    value === undefined || !(column in record) || isSame(value, record[column]) ? [] : [column],
  );
}

/** Of a row of a known record, which has other values in these columns. `calls`: of its kind. */
export function notChanged(columns: readonly string[], calls: ChangingCalls = new Map()): Refusal {
  const errors = columns.map((column): FieldError => {
    const detail = `an import does not change ${column} of a known record: ${callsFor(calls, column)}`;
    return { pointer: `/${column}`, detail };
  });
  return new Refusal('conflict', 'not_changed_by_import', errors[0]!.detail, { errors });
}

/** Of a new record, which does not have the values of these columns. */
export function notKept(columns: readonly string[]): Refusal {
  const errors = columns.map((column): FieldError => {
    const detail = `the record that this row makes would have none or another ${column}: correct it, or leave it empty`;
    return { pointer: `/${column}`, detail };
  });
  return new Refusal('invalid', 'not_kept_by_import', errors[0]!.detail, { errors });
}

/** Whether the step that a row says comes before that of the record. */
export function isBehind(said: unknown, known: unknown, steps: readonly Step[] = []): boolean {
  const at = (value: unknown): number => steps.findIndex((step) => [step].flat().includes(value as string));
  return at(said) >= 0 && at(said) < at(known);
}

export function isSame(said: unknown, known: unknown): boolean {
  if (known instanceof Date) return typeof said === 'string' && new Date(said).getTime() === known.getTime();
  if (Array.isArray(said)) return Array.isArray(known ?? []) && sortedText(said) === sortedText((known as unknown[]) ?? []);
  return (said ?? null) === (known ?? null);
}

function sortedText(values: readonly unknown[]): string {
  return JSON.stringify([...values].sort());
}
