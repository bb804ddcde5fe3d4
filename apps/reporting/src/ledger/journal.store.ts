/** The journal: every event once, in the order in which it became known to reporting. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';

export interface JournalEntry {
  position: number;
  receivedAt: Date;
  event: ParkEvent;
}

/** Answers those that are new, with their places; an event that is there already, or twice in the batch, is left out. */
export async function writeJournal(tx: EntityManager, events: readonly ParkEvent[], receivedAt: Date): Promise<JournalEntry[]> {
  const rows = events.map((event, at) => ({
    at,
    source: event.source,
    event_id: event.id,
    type: event.type,
    subject: event.subject,
    envelope: event,
  }));
  const places: { position: number; source: string; event_id: string }[] = await tx.query(
    `insert into journal (received_at, source, event_id, type, subject, envelope)
     select $2, source, event_id, type, subject, envelope
     from jsonb_to_recordset($1::jsonb) as r(at int, source text, event_id text, type text, subject text, envelope jsonb)
     order by at
     on conflict do nothing returning position, source, event_id`,
    [JSON.stringify(rows), receivedAt],
  );
  const byName = new Map(events.map((event) => [`${event.source} ${event.id}`, event]));
  return places
    .map(({ position, source, event_id }) => ({ position, receivedAt, event: byName.get(`${source} ${event_id}`)! }))
    .sort((a, b) => a.position - b.position);
}

/** The events of some types in `(after, upTo]`, at most `limit` of them. */
export async function readJournal(
  tx: EntityManager,
  types: readonly string[],
  after: number,
  upTo: number,
  limit: number,
): Promise<JournalEntry[]> {
  const rows: { position: number; received_at: Date; envelope: ParkEvent }[] = await tx.query(
    `select position, received_at, envelope from journal
     where position > $1 and position <= $2 and type = any ($3) order by position limit $4`,
    [after, upTo, types, limit],
  );
  return rows.map(({ position, received_at, envelope }) => ({ position, receivedAt: received_at, event: envelope }));
}

/** The last place that was known at an instant; 0 where nothing was. */
export async function positionAt(tx: EntityManager, knownAt: Date): Promise<number> {
  const [row] = await tx.query('select position from journal where received_at <= $1 order by received_at desc, position desc limit 1', [
    knownAt,
  ]);
  return row?.position ?? 0;
}

/** How much came from each service, and when. */
export async function countSources(tx: EntityManager, entries: readonly JournalEntry[]): Promise<void> {
  const byService = Map.groupBy(entries, ({ event }) => event.type.split('.')[1]!);
  const rows = [...byService].map(([service, own]) => ({
    service,
    events: own.length,
    last_event_at: own
      .map(({ event }) => event.time)
      .sort()
      .at(-1),
    last_received_at: own.at(-1)!.receivedAt,
  }));
  await tx.query(
    `insert into source (service, events, last_event_at, last_received_at)
     select * from jsonb_to_recordset($1::jsonb) as r(service text, events bigint, last_event_at timestamptz, last_received_at timestamptz)
     on conflict (service) do update set
       events = source.events + excluded.events,
       last_event_at = greatest(source.last_event_at, excluded.last_event_at),
       last_received_at = excluded.last_received_at`,
    [JSON.stringify(rows)],
  );
}
