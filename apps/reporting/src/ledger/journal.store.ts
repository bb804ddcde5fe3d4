/** The journal: every event once, in the order in which it became known to reporting. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import type { JournalEntry } from './batch.ts';
import type { Statements } from './statements.store.ts';

/** Those that are not in the journal yet, each once, in their order. */
export async function newEvents(db: Statements, events: readonly ParkEvent[]): Promise<ParkEvent[]> {
  const known = await db.ask<{ source: string; event_id: string }>(
    'journal known',
    `select source, event_id from unnest($1::text[], $2::text[]) as asked(source, event_id) join journal using (source, event_id)`,
    [events.map(({ source }) => source), events.map(({ id }) => id)],
  );
  const seen = new Set(known.map(({ source, event_id }) => `${source} ${event_id}`));
  return events.filter(({ source, id }) => {
    const name = `${source} ${id}`;
    return !seen.has(name) && seen.add(name);
  });
}

export async function writeJournal(db: Statements, entries: readonly JournalEntry[]): Promise<void> {
  const rows = entries.map(({ position, receivedAt, event }) => [
    position,
    receivedAt,
    event.source,
    event.id,
    event.type,
    event.subject,
    event,
  ]);
  await db.add('journal', 'position, received_at, source, event_id, type, subject, envelope', rows);
}

/** The events of some types in `(after, upTo]`, at most `limit` of them. */
export async function readJournal(
  db: Statements,
  types: readonly string[],
  after: number,
  upTo: number,
  limit: number,
): Promise<JournalEntry[]> {
  const rows = await db.ask<{ position: number; received_at: string; envelope: ParkEvent }>(
    'journal page',
    `select position, received_at::text as received_at, envelope from journal
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
export async function countSources(db: Statements, entries: readonly JournalEntry[]): Promise<void> {
  const sources = new Map<string, { events: number; lastEventAt: string }>();
  for (const { event } of entries) {
    const service = event.type.split('.')[1]!;
    const { events, lastEventAt } = sources.get(service) ?? { events: 0, lastEventAt: event.time };
    sources.set(service, { events: events + 1, lastEventAt: event.time > lastEventAt ? event.time : lastEventAt });
  }
  await db.runBeforeNext(
    'count sources',
    `insert into source (service, events, last_event_at, last_received_at)
     select service, events, last_event_at, $4 from unnest($1::text[], $2::bigint[], $3::timestamptz[]) as came(service, events, last_event_at)
     on conflict (service) do update set
       events = source.events + excluded.events,
       last_event_at = greatest(source.last_event_at, excluded.last_event_at),
       last_received_at = excluded.last_received_at`,
    [
      [...sources.keys()],
      [...sources.values()].map(({ events }) => events),
      [...sources.values()].map(({ lastEventAt }) => lastEventAt),
      entries.at(-1)!.receivedAt,
    ],
  );
}
