/** The logs of the members: one each, whose positions count from 1 without gaps. They grow here and nowhere else. */
import type { EntityManager } from 'typeorm';
import type { OutgoingEvent } from './outgoing-event.ts';

type Db = Pick<EntityManager, 'query'>;

export interface Entry {
  log_no: number;
  event_no: number;
}

/** An entry as a door reads it. */
export interface ReadEntry {
  position: number;
  event_no: number;
  is_backfill: boolean;
  type: string;
  subject: string;
  occurred_at: Date;
  json: string;
}

/**
 * Held until the transaction ends: whoever numbers events or appends to a log, and whoever changes what decides on it, takes turns.
 * Answers the version of subscriptions and members.
 */
export async function lockFanOut(tx: Db): Promise<number> {
  const [{ version }] = await tx.query('select version from fan_out for update');
  return version;
}

/** Subscriptions or members changed in this transaction. Takes the lock. */
export async function noteChange(tx: Db): Promise<void> {
  await tx.query('update fan_out set version = version + 1');
}

/** Under the lock. Answers their numbers, in their order. */
export async function keepEvents(tx: Db, events: readonly OutgoingEvent[], now: Date): Promise<number[]> {
  if (events.length === 0) return [];
  const rows: { event_no: number }[] = await tx.query(
    `insert into feed_event (event_id, type, subject, sequence, occurred_at, received_at, modes, topics, resources, json)
     select e.id, e.type, e.subject, e.sequence, e.time, $2, e.modes, e.topics, e.resources, e.json
     from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, type text, subject uuid, sequence int, time timestamptz, modes text[],
       topics text[], resources uuid[], json text)) with ordinality as e(id, type, subject, sequence, time, modes, topics, resources, json, place)
     order by e.place returning event_no`,
    [JSON.stringify(events), now],
  );
  return rows.map(({ event_no }) => event_no);
}

/** Under the lock, in the order given; an event that a log has already is left out. Answers how many came into each log. */
export async function appendEntries(
  tx: Db,
  entries: readonly Entry[],
  { now, isBackfill }: { now: Date; isBackfill: boolean },
): Promise<Map<number, number>> {
  if (entries.length === 0) return new Map();
  const rows: { log_no: number; count: number }[] = await tx.query(
    `with wanted as (
       select w.log_no, w.event_no, row_number() over (partition by w.log_no order by w.place) as step
       from unnest($1::int[], $2::bigint[]) with ordinality as w(log_no, event_no, place)
       where not $4 or not exists (select from log_entry k where k.log_no = w.log_no and k.event_no = w.event_no)
     ), grown as (
       update member m set last_position = m.last_position + c.count
       from (select log_no, count(*) as count from wanted group by log_no) c where m.log_no = c.log_no
       returning m.log_no, m.last_position - c.count as before, c.count
     ), appended as (
       insert into log_entry (log_no, position, event_no, appended_at, is_backfill)
       select w.log_no, g.before + w.step, w.event_no, $3, $4 from wanted w join grown g using (log_no) order by w.log_no, w.step
     )
     select log_no, count::int as count from grown`,
    [entries.map(({ log_no }) => log_no), entries.map(({ event_no }) => event_no), now, isBackfill],
  );
  return new Map(rows.map(({ log_no, count }) => [log_no, count]));
}

/** The entries after a position, in order. */
export async function entriesAfter(db: Db, log_no: number, after: number, limit: number): Promise<ReadEntry[]> {
  return await db.query(
    `select l.position, l.event_no, l.is_backfill, e.type, e.subject, e.occurred_at, e.json
     from log_entry l join feed_event e using (event_no)
     where l.log_no = $1 and l.position > $2 order by l.position limit $3`,
    [log_no, after, limit],
  );
}

/** The newest first. */
export async function newestEntries(db: Db, log_no: number, limit: number): Promise<ReadEntry[]> {
  return await db.query(
    `select l.position, l.event_no, l.is_backfill, e.type, e.subject, e.occurred_at, e.json
     from log_entry l join feed_event e using (event_no)
     where l.log_no = $1 order by l.position desc limit $2`,
    [log_no, limit],
  );
}

export interface LogEnds {
  /** Of the oldest entry that is kept; one more than `last` where there is none. */
  first: number;
  last: number;
}

export async function endsOf(db: Db, log_no: number): Promise<LogEnds> {
  const [ends] = await db.query('select first_position as first, last_position as last from member where log_no = $1', [log_no]);
  return ends;
}
