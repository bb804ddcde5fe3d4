/**
 * Reads the outbox by snapshot windows (PgQ's algorithm): a window holds the rows of the transactions that the checkpoint's
 * snapshot did not see and a later one does. So a transaction that commits late is never skipped, and one that stays open for long
 * holds nobody up. Order within a window is by position.
 */
import type { Client } from 'pg';
import type { OutboxRow } from './outbox-message.ts';
import type { Checkpoint, Query } from './relay-checkpoint.store.ts';

export const publishedColumns = `o.position::text as position, o.event_id, o.aggregate_id, o.version, o.type, o.effective_on::text as effective_on,
  o.occurred_at, o.recorded_at, o.visibility, o.actor_id, o.actor_type, o.correlation_id, o.causation_id, o.traceparent, o.data::text as data`;

/**
 * The rows between the snapshot $1 and `upper`, by the index on `tx` alone: of the transactions that had not begun at $1, and of those
 * that were open then and have ended since. One that is still open is not looked at, however much it has written.
 * Rows up to $2 are left out: their `tx` is of another cluster.
 */
const rowsBetween = (columns: string, upper: string, rest = ''): string => `
  (select ${columns} from outbox o
   where o.tx >= pg_snapshot_xmax($1::pg_snapshot) and o.tx < pg_snapshot_xmax(${upper}) and o.position > $2::bigint ${rest})
  union all
  (select ${columns} from outbox o
   where o.tx = any (array(select x from pg_snapshot_xip($1::pg_snapshot) x where pg_visible_in_snapshot(x, ${upper}))) and o.position > $2::bigint ${rest})`;

/**
 * For the relay's own connection. Every statement of it is a look-up by an index; what a month has when it has just begun, or an estimate
 * that nobody has refreshed, must not tell the planner otherwise. Planning the new rows takes longer than reading them, so each plan is kept.
 * A checkpoint that a crash of PostgreSQL loses sends its page again, so it need not be waited for.
 */
export const relaySessionSql =
  'set enable_seqscan = off; set plan_cache_mode = force_generic_plan; set jit = off; set synchronous_commit = off';

/** One row more than a page, to tell whether the window is larger. `materialized` keeps the planner from walking the primary key in order. */
export const newRowsSql = (pageSize: number): string => `
  with found as materialized (select * from (${rowsBetween('o.*', 'pg_current_snapshot()')}) rows limit ${pageSize + 1})
  select c.version::text as checkpoint, pg_current_snapshot()::text as seen, ${publishedColumns}
  from relay_checkpoint c left join found o on true
  order by o.position`;

/** The place just before a window. Its rows are read once for it, by the index on `tx`. */
export const windowStartSql = `
  select (min(position) - 1)::text as position from (${rowsBetween('o.position', '$3::pg_snapshot', 'and pg_visible_in_snapshot(o.tx, $3::pg_snapshot)')}) rows`;

/**
 * A page of a large window, along the primary key: no page reads what came before it, and nothing is sorted. The functions keep the
 * planner from the index on `tx`, and the literal limit tells it that few rows are wanted.
 */
export const windowPageSql = (pageSize: number): string => `
  select ${publishedColumns} from outbox o
  where o.position > $3::bigint and o.position > $2::bigint
    and not pg_visible_in_snapshot(o.tx, $1::pg_snapshot) and pg_visible_in_snapshot(o.tx, $4::pg_snapshot)
  order by o.position limit ${pageSize}`;

/** A page of what is sent again, whatever its `tx`. */
export const resendPageSql = (pageSize: number): string => `
  select ${publishedColumns} from outbox o where o.position > $1::bigint and o.position <= $2::bigint order by o.position limit ${pageSize}`;

/** When the oldest transaction that was not sent yet wrote: as cheap as an idle poll. */
const oldestNewSql = `
  select min(recorded_at) as recorded_at from (${rowsBetween('o.recorded_at', 'pg_current_snapshot()', 'order by o.tx limit 1')}) rows`;

export interface NewRows {
  /** Version of the stored checkpoint. */
  checkpoint: string;
  /** The snapshot that this page was read with. */
  seen: string;
  rows: OutboxRow[];
  /** The window does not fit a page; `rows` is a part of it in no particular order, not to be sent. */
  isLarge: boolean;
}

/** The whole window up to now, where it fits a page. */
export async function newRows(db: Client, { snapshot, restoredTo }: Checkpoint, pageSize: number): Promise<NewRows> {
  const { rows } = await db.query<OutboxRow & { checkpoint: string; seen: string; position: string | null }>({
    name: 'new rows',
    text: newRowsSql(pageSize),
    values: [snapshot, restoredTo],
  });
  const { checkpoint, seen } = rows[0]!;
  const found = rows.filter(({ position }) => position !== null);
  return { checkpoint, seen, rows: found, isLarge: found.length > pageSize };
}

export async function windowStart(db: Client, { snapshot, restoredTo }: Checkpoint, to: string): Promise<string> {
  const { rows } = await db.query<{ position: string }>(windowStartSql, [snapshot, restoredTo, to]);
  return rows[0]!.position;
}

export async function windowPage(db: Client, { snapshot, restoredTo, window }: Checkpoint, pageSize: number): Promise<OutboxRow[]> {
  const values = [snapshot, restoredTo, window!.after, window!.to];
  return (await db.query<OutboxRow>({ name: 'window page', text: windowPageSql(pageSize), values })).rows;
}

export async function resendPage(db: Client, { resentTo, restoredTo }: Checkpoint, pageSize: number): Promise<OutboxRow[]> {
  return (await db.query<OutboxRow>({ name: 'resend page', text: resendPageSql(pageSize), values: [resentTo, restoredTo] })).rows;
}

interface Recorded {
  recorded_at: Date | null;
}

/** When the oldest row that was not sent yet was recorded; `null` where all are sent. */
export async function oldestUnsent(query: Query, { snapshot, restoredTo, resentTo, window }: Checkpoint): Promise<Date | null> {
  const [row] =
    BigInt(resentTo) < BigInt(restoredTo)
      ? await query<Recorded>(resendPageSql(1), [resentTo, restoredTo])
      : window
        ? await query<Recorded>(windowPageSql(1), [snapshot, restoredTo, window.after, window.to])
        : await query<Recorded>(oldestNewSql, [snapshot, restoredTo]);
  return row?.recorded_at ?? null;
}
