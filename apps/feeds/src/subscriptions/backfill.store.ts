/** Earlier events, for subscriptions that begin in the past. */
import type { EntityManager } from 'typeorm';
import type { Filtered } from './filter.ts';
import type { Begin } from './subscription.ts';

export interface EarlierEvent extends Filtered {
  event_no: number;
  occurred_at: Date;
}

/**
 * The number after which a subscription looks for events: what happened at or after its time came in at or after it. `kept` is the moment
 * from which events are brought: an older one would be deleted while its new entry can still be read.
 */
export async function firstEventToLookAt(tx: EntityManager, { start_at }: Begin, kept: Date): Promise<number> {
  const [{ before }] = await tx.query(
    `select coalesce((select event_no - 1 from feed_event where received_at >= $1 order by received_at, event_no limit 1),
                     (select max(event_no) from feed_event), 0) as before`,
    [start_at !== null && start_at > kept ? start_at : kept],
  );
  return before;
}

/** In the order in which they came in. */
export async function earlierEvents(tx: EntityManager, after: number, limit: number): Promise<EarlierEvent[]> {
  return await tx.query(
    'select event_no, type, modes, topics, resources, occurred_at from feed_event where event_no > $1 order by event_no limit $2',
    [after, limit],
  );
}

export async function noteCaughtUp(
  tx: EntityManager,
  id: string,
  { caught_up_to, backfilled }: { caught_up_to: number; backfilled: number },
): Promise<void> {
  await tx.query('update subscription set caught_up_to = $2, backfilled = backfilled + $3 where id = $1', [id, caught_up_to, backfilled]);
}
