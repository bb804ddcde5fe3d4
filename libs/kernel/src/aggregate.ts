/** Aggregates: what the row of each has, how it begins, and how it takes in a change. */
import type { LocalDate } from './date.ts';

/** The columns of every aggregate. */
export interface Aggregate {
  /** UUIDv7 */
  id: string;
  /** Human-readable, unique, never reused. */
  code: string;
  /** Number of events so far; the ETag, and the sequence of the last event. */
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Id and code of a new aggregate, the moment at which it is entered, and the park’s date at that moment. */
export interface NewIdentity {
  id: string;
  code: string;
  now: Date;
  today: LocalDate;
}

/** The common columns of a new aggregate: version 0, because it has no event yet. */
export function rowOf({ id, code, now }: NewIdentity): Aggregate {
  return { id, code, version: 0, created_at: now, updated_at: now };
}

/** The row with the given members of the change. Answers the row itself where no member differs. */
export function amended<Row extends object>(row: Row, change: { [Name in keyof Row]?: Row[Name] | undefined }): Row {
  const changes = Object.entries(change).filter(([name, value]) => value !== undefined && !isSame(value, row[name as keyof Row]));
  return changes.length === 0 ? row : { ...row, ...Object.fromEntries(changes) };
}

/** Instants and lists are the same where they say the same. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
