/** Which events have been taken in: the first claim of an event wins, in the transaction of its effects. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';

/** Answers those of the events that are new, in their order, and remembers them. */
export type Once = (tx: EntityManager, events: readonly ParkEvent[], now: Date) => Promise<ParkEvent[]>;

export const once: Once = async (tx, events, now) => {
  const claimed: { source: string; event_id: string }[] = await tx.query(
    `insert into inbox (source, event_id, received_at)
     select e.source, e.id, $2 from jsonb_to_recordset($1::jsonb) as e(source text, id text)
     on conflict do nothing returning source, event_id`,
    [JSON.stringify(events.map(({ source, id }) => ({ source, id }))), now],
  );
  const fresh = new Set(claimed.map(({ source, event_id }) => `${source} ${event_id}`));
  // A batch may hold the same event twice; only its first place counts.
  return events.filter(({ source, id }) => fresh.delete(`${source} ${id}`));
};
