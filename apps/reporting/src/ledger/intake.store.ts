/** Takes events into reporting: journal, facts, running totals and watermark in the caller's transaction, or nothing of it. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import type { Derivation, JournalEntry } from './batch.ts';
import { countSources, newEvents, writeJournal } from './journal.store.ts';
import { derive } from './ledger.store.ts';
import { lockLedger, lockWithLive, moveLedger, stopProjections, type Ledger, type Projection } from './projection.store.ts';
import { statementsOf } from './statements.store.ts';
import type { SubjectKind } from './subject-kind.ts';

/**
 * Takes the time and the places in the journal only after the lock, so that the order of the journal, of time and of commits is one. An event
 * that was taken in before is dropped. Answers the number of new ones.
 */
export async function takeIn(tx: EntityManager, kinds: readonly SubjectKind[], events: readonly ParkEvent[], now: Date): Promise<number> {
  if (events.length === 0) return 0;
  const db = await statementsOf(tx);
  const { ledger, live } = await lockWithLive(db);
  const receivedAt = laterThanWatermark(ledger, now).toISOString();
  const fresh = await newEvents(db, events);
  if (fresh.length === 0) return 0;
  const entries = fresh.map((event, i): JournalEntry => ({ position: ledger.position + 1 + i, receivedAt, event }));
  const derivations = await following(tx, kinds, ledger, live);
  // The database writes the journal while the facts are derived here.
  await Promise.all([
    derive(db, derivations, entries),
    writeJournal(db, entries),
    countSources(db, entries),
    moveLedger(db, entries.at(-1)!.position, receivedAt),
  ]);
  return entries.length;
}

/**
 * The projections that follow the journal by our definitions. While two versions of this service run side by side, a projection of
 * the other's definitions stops here; the instance that has them brings it up again from the journal (catch-up.service.ts).
 */
async function following(
  tx: EntityManager,
  kinds: readonly SubjectKind[],
  ledger: Ledger,
  all: readonly Projection[],
): Promise<Derivation[]> {
  const live = all.filter(({ stopped_at }) => stopped_at === null);
  const kindOf = ({ kind, version }: Projection): SubjectKind | undefined =>
    kinds.find((one) => one.name === kind && one.version === version);
  const foreign = live.filter((projection) => !kindOf(projection)).map(({ id }) => id);
  if (foreign.length > 0) await stopProjections(tx, foreign, ledger);
  return live.flatMap((projection) => {
    const kind = kindOf(projection);
    return kind ? [{ kind, projection: projection.id }] : [];
  });
}

/** For the moment when no message waits: everything published up to now is counted. */
export async function advanceWatermark(tx: EntityManager, now: Date): Promise<void> {
  const { position, watermark } = await lockLedger(tx);
  if (watermark === null || watermark < now) await moveLedger(await statementsOf(tx), position, now.toISOString());
}

/** Later than the watermark even where a clock runs behind another's: what was answered for a `known_at` up to it must stay true. */
function laterThanWatermark({ watermark }: Ledger, now: Date): Date {
  return watermark === null || watermark < now ? now : new Date(watermark.getTime() + 1);
}
