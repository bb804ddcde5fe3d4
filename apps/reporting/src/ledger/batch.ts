/** A batch of events of the journal and the changes that it makes to each projection, before anything of them is written. */
import type { ParkEvent } from '@park/contracts';
import {
  applyChanges,
  changesOf,
  factsOf,
  isChangedBy,
  newSubject,
  type Fact,
  type Groups,
  type Step,
  type Subject,
  type SubjectChange,
} from './derivation.ts';
import type { Member, SubjectKind } from './subject-kind.ts';

export interface JournalEntry {
  position: number;
  /** An instant as PostgreSQL reads it. */
  receivedAt: string;
  event: ParkEvent;
}

/** A kind, and the projection that its facts go to. */
export interface Derivation {
  kind: SubjectKind;
  projection: number;
}

/** The changes that a batch makes to one projection. */
export interface Work extends Derivation {
  /** By id: those that the batch changes, and any that are held from earlier batches. */
  subjects: Map<string, Subject>;
  /** Ids of subjects that the batch changes and that are not held. */
  missing: Set<string>;
  planned: { entry: JournalEntry; changes: SubjectChange[] }[];
  /** The subjects that the batch changed, with their memberships before it. */
  changed: Map<Subject, readonly Member[]>;
  steps: { entry: JournalEntry; step: Step }[];
  /** The members that share a day with a change of the batch. */
  groups: Groups;
}

export interface RecordedFact extends Fact {
  projection: number;
  recordedAt: string;
}

export function newWork(derivation: Derivation): Work {
  return { ...derivation, subjects: new Map(), missing: new Set(), planned: [], changed: new Map(), steps: [], groups: new Map() };
}

/** Of the derivations that some of the events change: most batches change few kinds. */
export function worksFor(derivations: readonly Derivation[], entries: readonly JournalEntry[]): Work[] {
  const types = new Set(entries.map(({ event }) => event.type));
  return derivations.filter(({ kind }) => [...types].some((type) => isChangedBy(kind, type))).map(newWork);
}

/** Forgets the batch, and keeps the subjects. */
export function endBatch(work: Work): void {
  Object.assign(work, { planned: [], changed: new Map(), steps: [], groups: new Map() } satisfies Partial<Work>);
}

/** Sorts the events by the projections that they change, and finds the subjects that have to be read for it. */
export function planBatch(works: readonly Work[], entries: readonly JournalEntry[]): void {
  const byType = new Map<string, Work[]>();
  for (const entry of entries) {
    const { event } = entry;
    let wanting = byType.get(event.type);
    if (!wanting) byType.set(event.type, (wanting = works.filter(({ kind }) => isChangedBy(kind, event.type))));
    for (const { kind, planned, subjects, missing } of wanting) {
      const changes = changesOf(kind, event);
      for (const change of changes) for (const id of change.subjects) if (!subjects.has(id)) missing.add(id);
      planned.push({ entry, changes });
    }
  }
}

/** Subjects that are still missing after all that is stored was read are new. */
export function applyBatch({ kind, subjects, missing, planned, changed, steps }: Work): void {
  for (const id of missing) subjects.set(id, newSubject(id));
  missing.clear();
  for (const { entry, changes } of planned) {
    const step = applyChanges(kind, subjects, changes, entry.position);
    if (step.own.length === 0) continue;
    steps.push({ entry, step });
    for (const { subject, before } of step.own) if (!changed.has(subject)) changed.set(subject, before);
  }
}

/** The members that the steps need must be in `work.groups`. */
export function factsOfBatch({ kind, projection, steps, groups }: Work): RecordedFact[] {
  return steps.flatMap(({ entry, step }) =>
    factsOf(kind, step, groups).map((fact) => ({ ...fact, projection, recordedAt: entry.receivedAt })),
  );
}
