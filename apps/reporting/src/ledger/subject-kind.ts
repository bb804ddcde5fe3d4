/** A kind of subject: the smallest thing that ends and contributes to figures, such as an entity, a unit of space or a tenancy. */
import type { Bilingual } from '@park/contracts';
import type { EventMapping, Known } from './log.ts';
import type { Measure } from './measure.ts';
import type { Span } from './spans.ts';
import type { Entry } from './timeline.ts';

/** Kept as JSON and compared by it, so without structure. */
export type Flat = Record<string, string | number | boolean | null>;

/** Days on which a subject belongs to a group; `as` is all that the group knows of it on these days. */
export interface Membership<As extends Flat = Flat> extends Span {
  group: string;
  as: As;
}

export interface Member<As extends Flat = Flat> extends Membership<As> {
  /** Id of the subject. */
  member: string;
}

/**
 * Counts subjects together: an apartment let by the bed counts once. The contribution of a group on a day depends on the members of
 * that day alone, and of them on `as` and `member` alone. So an event reads only the members of the days that it changes, however
 * many came before, and a late correction of a past day is no special case. See docs/adr/0009.
 */
export interface Grouping<As extends Flat = Flat> {
  memberships(known: Known, id: string): Membership<As>[];
  timeline(members: readonly Member<As>[], group: string): Entry[];
}

/** A kind depends on no other: it maps the events of all aggregates that it needs. So it is derived, and derived anew, alone. */
export interface SubjectKind {
  /** `service.name`, unique in the park. */
  name: string;
  title: Bilingual;
  /** Raised with every change of the declaration or its code: the facts of this kind are then derived anew from the journal. */
  version: number;
  /** A measure belongs to one kind. */
  measures: readonly Measure[];
  mappings: readonly EventMapping[];
  /** The contribution of a subject by itself. It depends on `known` alone, which is the same in whatever order events arrive. */
  timeline?(known: Known, id: string): Entry[];
  grouping?: Grouping;
  /** The group that a subject is listed under, such as a unit's building. */
  belongsTo?(known: Known): string | null;
}
