/** Which events have been taken in: the first claim of an event wins, in the transaction of its effects. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import { askPrepared } from './pipelined.client.ts';
import { cameBefore, keyOf } from './sequence.store.ts';

/** Answers those of the events that are new, in their order, and remembers them. */
export type Once = (tx: EntityManager, events: readonly ParkEvent[], now: Date) => Promise<ParkEvent[]>;

/** How long the inbox remembers an event's id; see docs/adr/0006. */
export const inboxDays = 90;
const inboxMs = inboxDays * 86_400_000;

interface Claimed {
  source: string;
  event_id: string;
}

const claimStatement = {
  name: 'claim events',
  text: `insert into inbox (source, event_id, received_at)
     select e.source, e.id, $2 from jsonb_to_recordset($1::jsonb) as e(source text, id text)
     on conflict do nothing returning source, event_id`,
};

/** An event that is older than the inbox remembers counts as new only if its sequence is new, too. */
export const once: Once = async (tx, events, now) => {
  const claimed = await askPrepared<Claimed>(tx, claimStatement, [JSON.stringify(events.map(({ source, id }) => ({ source, id }))), now]);
  const unknown = new Set(claimed.map(({ source, event_id }) => `${source} ${event_id}`));
  // A batch may hold the same event twice; only its first place counts.
  const fresh = events.filter(({ source, id }) => unknown.delete(`${source} ${id}`));
  const old = fresh.filter(({ recordedtime }) => Date.parse(recordedtime) < now.getTime() - inboxMs);
  if (old.length === 0) return fresh;
  const known = await cameBefore(tx, old);
  return fresh.filter((event) => !(old.includes(event) && known.has(keyOf(event))));
};
