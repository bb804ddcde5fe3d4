/** A state of the ledger: what every answer depends on besides its question and the day. */
import type { SubjectKind } from '../ledger/subject-kind.ts';

/** Of the facts of a kind. */
export interface ProjectionState {
  id: number;
  kind: string;
  version: number;
  /** The last place in the journal that it counts, and the watermark then; null where it follows the journal. */
  stopped_at: number | null;
  stopped_watermark: Date | null;
}

export interface LedgerState {
  ledger: { position: number; watermark: Date | null; revision: number };
  /** By kind. */
  live: ReadonlyMap<string, ProjectionState>;
  /** Kinds that are being derived anew, or that wait for the instance that can bring them up. */
  deriving: ReadonlySet<string>;
}

export function stateOf(
  ledger: LedgerState['ledger'],
  live: readonly ProjectionState[],
  deriving: readonly ProjectionState[],
): LedgerState {
  const behind = [...live.filter(({ stopped_at }) => stopped_at !== null), ...deriving.filter((one) => isNew(one, live))];
  return { ledger, live: new Map(live.map((one) => [one.kind, one])), deriving: new Set(behind.map(({ kind }) => kind)) };
}

/** A rebuild of the same definition is not new: it changes nothing that is read. */
function isNew({ kind, version }: ProjectionState, live: readonly ProjectionState[]): boolean {
  return live.find((one) => one.kind === kind)?.version !== version;
}

/** Up to when all is counted of what these kinds are read from. */
export function watermarkOf({ ledger, live }: LedgerState, kinds: readonly SubjectKind[]): Date | null {
  const own = kinds.map(({ name }) => {
    const projection = live.get(name);
    return projection && projection.stopped_at === null ? ledger.watermark : (projection?.stopped_watermark ?? null);
  });
  return own.reduce((least, one) => (least === null || one === null ? null : one < least ? one : least), ledger.watermark);
}

/** A projection that waits to be brought up gets facts at earlier places of the journal, and without a new revision. */
export function followsJournal({ live }: LedgerState): boolean {
  return [...live.values()].every(({ stopped_at }) => stopped_at === null);
}

/** Of the projections that are read: another one has other facts. */
export function projectionsRead({ live }: LedgerState): string {
  return idsOf([...live.values()].map(({ id }) => id));
}

/** The same for the same ids, in whatever order. */
export function idsOf(projections: readonly number[]): string {
  return [...projections].sort().join();
}

/** Whether every question has the same answer at both, apart from those that depend on the time. */
export function isSameState(one: LedgerState, other: LedgerState): boolean {
  return (
    one.ledger.revision === other.ledger.revision &&
    projectionsRead(one) === projectionsRead(other) &&
    followsJournal(one) &&
    followsJournal(other) &&
    one.deriving.size === other.deriving.size &&
    [...one.deriving].every((kind) => other.deriving.has(kind))
  );
}
