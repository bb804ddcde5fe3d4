/** A kind of subject: the smallest thing that ends and contributes to figures, such as an entity, a unit of space or a tenancy. */
import type { EventMapping, Known } from './log.ts';
import type { Measure } from './measure.ts';
import type { Span } from './spans.ts';
import type { Entry } from './timeline.ts';

/** Kept as JSON and compared by it, so without structure. */
export type Flat = Record<string, string | number | boolean | null>;

/** Days on which a subject belongs to a group, and what the group must know of it on these days. */
export interface Membership<As extends Flat = Flat> extends Span {
  group: string;
  as: As;
}

export interface Member<As extends Flat = Flat> extends Membership<As> {
  /** Id of the subject. */
  member: string;
}

/**
 * Where things are counted together: an apartment let by the bed counts once. What a group contributes on a day may depend on the
 * members of that day alone, and on nothing of theirs but `as` and `member`. So a change is worked out from the members
 * of the days that it changes, however many came before; and a late correction of a past day is no special case.
 */
export interface Grouping<As extends Flat = Flat> {
  memberships(known: Known, id: string): Membership<As>[];
  timeline(members: readonly Member<As>[], group: string): Entry[];
}

/** Stands by itself: what it needs of other aggregates it takes from their events. So it is derived, and derived anew, alone. */
export interface SubjectKind {
  /** `service.name`, unique in the park. */
  name: string;
  /** Raised with every change of what follows, or of its code: the facts of this kind are then derived anew from the journal. */
  version: number;
  /** What it contributes to; a measure belongs to one kind. */
  measures: readonly Measure[];
  mappings: readonly EventMapping[];
  /** What a subject contributes by itself. Depends on nothing but what is known, in whatever order that came. */
  timeline?(known: Known, id: string): Entry[];
  grouping?: Grouping;
  /** The group that a subject is listed under, such as a unit's building. */
  belongsTo?(known: Known): string | null;
}
