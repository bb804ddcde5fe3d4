/** Aggregates: what the row of each has, how it begins, and how it takes in a change. */
import type { LocalDate } from './date.ts';

/** What every aggregate's row has. */
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

/** What a new aggregate is known by, the moment at which it is entered, and which day that is in the park. */
export interface NewIdentity {
  id: string;
  code: string;
  now: Date;
  today: LocalDate;
}

/** What the row of every new aggregate begins with: no event has told of it yet. */
export function rowOf({ id, code, now }: NewIdentity): Aggregate {
  return { id, code, version: 0, created_at: now, updated_at: now };
}

/** The row with the given members of the change. Answers the row itself where no member differs. */
export function amended<Row extends object>(row: Row, change: { [Name in keyof Row]?: Row[Name] | undefined }): Row {
  const changes = Object.entries(change).filter(([name, value]) => value !== undefined && value !== row[name as keyof Row]);
  return changes.length === 0 ? row : { ...row, ...Object.fromEntries(changes) };
}
