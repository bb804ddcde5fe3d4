/** Takes events into reporting: journal, facts, running totals and watermark in the caller's transaction, or nothing of it. */
import type { ParkEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import type { Derivation, JournalEntry, RecordedFact } from './batch.ts';
import { countSources, newEvents, writeJournal } from './journal.store.ts';
import { derive } from './ledger.store.ts';
import {
  lockLedger,
  lockWithLive,
  moveLedger,
  stopProjections,
  type Ledger,
  type LiveProjection,
  type ReadLedger,
} from './projection.store.ts';
import { statementsOf } from './statements.store.ts';
import type { SubjectKind } from './subject-kind.ts';

/** How a batch moved the ledger, for those who have its newest state in memory. */
export interface LedgerMove {
  from: Pick<Ledger, 'position' | 'revision'>;
  to: Pick<Ledger, 'position' | 'watermark' | 'revision'>;
  /** Ids of the live projections that follow the journal. */
  projections: number[];
  /** Of these, in the order of the journal. */
  facts: readonly RecordedFact[];
}

/**
 * Takes the time and the places in the journal only after the lock, so that the order of the journal, of time and of commits is one. An event
 * that was taken in before is dropped. Answers null where none was new.
 */
export async function takeIn(
  tx: EntityManager,
  kinds: readonly SubjectKind[],
  events: readonly ParkEvent[],
  now: Date,
): Promise<LedgerMove | null> {
  if (events.length === 0) return null;
  const db = await statementsOf(tx);
  const { ledger, live } = await lockWithLive(db);
  const watermark = laterThanWatermark(ledger, now);
  const receivedAt = watermark.toISOString();
  const fresh = await newEvents(db, events);
  if (fresh.length === 0) return null;
  const entries = fresh.map((event, i): JournalEntry => ({ position: ledger.position + 1 + i, receivedAt, event }));
  const derivations = await following(tx, kinds, ledger, live);
  const { position, revision } = ledger;
  const to = { position: position + entries.length, watermark, revision: revision + 1 };
  // The database writes many events while the facts are derived here.
  const [facts] = await Promise.all([
    derive(db, derivations, entries),
    writeJournal(db, entries),
    countSources(db, entries),
    moveLedger(db, to.position, receivedAt),
  ]);
  return {
    from: { position, revision },
    to,
    projections: derivations.map(({ projection }) => projection),
    facts: facts.sort((one, other) => one.position - other.position),
  };
}

/**
 * The projections that follow the journal by our definitions. While two versions of this service run side by side, a projection of
 * the other's definitions stops here; the instance that has them brings it up again from the journal (catch-up.service.ts).
 */
async function following(
  tx: EntityManager,
  kinds: readonly SubjectKind[],
  ledger: ReadLedger,
  all: readonly LiveProjection[],
): Promise<Derivation[]> {
  const live = all.filter(({ stopped_at }) => stopped_at === null);
  const kindOf = ({ kind, version }: LiveProjection): SubjectKind | undefined =>
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
function laterThanWatermark({ watermark }: ReadLedger, now: Date): Date {
  return watermark === null || watermark < now ? now : new Date(watermark.getTime() + 1);
}
