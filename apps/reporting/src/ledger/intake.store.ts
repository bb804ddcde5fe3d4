/** Takes events into reporting: journal, facts, running totals and watermark in the caller's transaction, or nothing of it. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import { ledgerVersion } from '../subjects/measures.ts';
import { countSources, write } from './journal.store.ts';
import { derive } from './ledger.store.ts';
import { advance, lockLive, type Projection } from './projection.store.ts';

/** Another version of this service is at work; its ledger is derived by definitions that are not ours. Passes when one of us has gone. */
export class ForeignLedger extends Error {
  /** Read as an outage by the transport, which then waits. */
  readonly code = '55P03';

  constructor(theirs: number) {
    super(`The ledger is of version ${theirs}, this service's definitions are of version ${ledgerVersion}.`);
  }
}

/**
 * Takes time only after the lock, so that the order of the journal, of time and of commits is one. An event that was taken in
 * before is dropped. Answers the number of new ones.
 */
export async function intake(tx: EntityManager, events: readonly ParkEvent[], now: Date): Promise<number> {
  if (events.length === 0) return 0;
  const live = await lockLive(tx);
  if (live.ledger_version !== ledgerVersion) throw new ForeignLedger(live.ledger_version);
  const receivedAt = after(live, now);
  const entries = await write(tx, events, receivedAt);
  if (entries.length === 0) return 0;
  await derive(tx, live.version, entries);
  await countSources(tx, entries);
  await advance(tx, live.version, entries.at(-1)!.position, receivedAt);
  return entries.length;
}

/** Nothing waits to be taken in: all that was published up to now is counted. */
export async function advanceWatermark(tx: EntityManager, now: Date): Promise<void> {
  const live = await lockLive(tx);
  if (live.watermark === null || live.watermark < now) await advance(tx, live.version, live.position, now);
}

/** Later than the watermark even where a clock runs behind another's: what was answered for a `known_at` up to it must stay true. */
function after({ watermark }: Projection, now: Date): Date {
  return watermark === null || watermark < now ? now : new Date(watermark.getTime() + 1);
}
