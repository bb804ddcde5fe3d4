/** Deletes what a table need not keep any longer, some rows at a time. How long what is kept, and why, is in docs/operations.md. */
import type { Command } from '../commands/command.ts';

export interface Retention {
  table: string;
  /** The column that the age goes by; it has an index. */
  at: string;
  days: number;
  /** Further condition, as SQL. */
  where?: string;
}

const rowsAtATime = 1_000;

/** For tables of every service. Import errors go with their job. */
export const kitRetention: readonly Retention[] = [
  { table: 'idempotency_key', at: 'created_at', days: 1 },
  { table: 'import_job', at: 'finished_at', days: 400 },
  { table: 'audit_entry', at: 'at', days: 400, where: `action = 'denied'` },
  { table: 'audit_entry', at: 'at', days: 1_100 },
];

export const parkedRetention: Retention = { table: 'parked', at: 'settled_at', days: 400 };

/** Answers how many rows were deleted; 0 when nothing is left to delete. */
export async function forgetOld({ tx, now }: Pick<Command, 'tx' | 'now'>, retention: Retention): Promise<number> {
  const [, count]: [unknown[], number] = await tx.query(oldRowsSql(retention), [now, retention.days]);
  return count;
}

export function oldRowsSql({ table, at, where = 'true' }: Retention): string {
  return `delete from ${table} where ctid = any (array(
    select ctid from ${table} where ${at} < $1::timestamptz - $2::int * interval '1 day' and ${where} order by ${at} limit ${rowsAtATime}))`;
}

export function nameOf({ table, days, where }: Retention): string {
  return `forget ${table} after ${days} days${where ? ` where ${where}` : ''}`;
}
