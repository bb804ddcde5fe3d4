/** A kind of subject: whatever contributes to the park's figures on its own - an entity, a unit of space, an apartment. */
import type { Hearing, Known, Said } from './said.ts';
import type { Entry } from './timeline.ts';

/** What one subject lets another of its kind know: the log under its own id, in place of an earlier one. */
export interface Told {
  to: string;
  aggregate: string;
  log: Said[];
}

export interface SubjectKind {
  name: string;
  hears: readonly Hearing[];
  /** Depends on nothing but what is known: the same knowledge, in whatever order it came, leads to the same timeline. */
  timeline(known: Known, id: string): Entry[];
  /** The group that it is listed under, e.g. a unit's building. */
  belongsTo?(known: Known): string | null;
  /** Where a subject's contribution depends on others: what it tells them after each event. */
  tells?(known: Known): Told[];
}
