/**
 * Derives facts from events, for one kind of subject. In two steps, so that a batch reads the database twice, whatever its size: first
 * the subjects are changed, which tells which days of which groups changed; then the groups are worked out on these days.
 */
import type { ParkEvent } from '@park/contracts';
import { addChange, type EventMapping, type Known } from './log.ts';
import { outside, union, type Span } from './spans.ts';
import type { Member, SubjectKind } from './subject-kind.ts';
import { difference, tally, type Dimensions, type Entry, type Tally } from './timeline.ts';

export interface Subject {
  id: string;
  known: Known;
  /** The sum of the facts of its own timeline so far. */
  standing: Tally;
  memberships: Members;
}

/** By a key that holds every member of the object. */
export type Members = ReadonlyMap<string, Member>;

/** The changes of one event. */
export interface Step {
  position: number;
  subjects: Subject[];
  own: { subject: string; entries: Entry[] }[];
  groups: GroupChange[];
}

export interface GroupChange {
  group: string;
  removed: Member[];
  added: Member[];
  /** The days on which the group is not what it was. */
  days: Span[];
}

export interface Fact {
  /** Place of the event that led to it in the journal. */
  position: number;
  /** Place among the facts of this kind that the event led to. */
  ordinal: number;
  measure: string;
  dimensions: Dimensions;
  effective_on: string;
  delta: number;
  /** Id of the subject or of the group. */
  subject: string;
}

const mappingsByKind = new WeakMap<SubjectKind, Map<string, EventMapping[]>>();

function mappingsOf(kind: SubjectKind, type: string): readonly EventMapping[] {
  const byType = mappingsByKind.get(kind) ?? Map.groupBy(kind.mappings, (mapping) => mapping.type);
  mappingsByKind.set(kind, byType);
  return byType.get(type) ?? [];
}

/** Ids of the subjects that the events change. */
export function subjectsChanged(kind: SubjectKind, events: readonly ParkEvent[]): string[] {
  const ids = events.flatMap((event) => mappingsOf(kind, event.type).flatMap((mapping) => mapping.changeOf(event).subjects));
  return [...new Set(ids)];
}

export function subjectFrom(kind: SubjectKind, id: string, known: Known): Subject {
  return { id, known, standing: standingOf(kind, id, known), memberships: membershipsOf(kind, id, known) };
}

function standingOf(kind: SubjectKind, id: string, known: Known): Tally {
  return tally(kind.timeline?.(known, id) ?? []);
}

function membershipsOf(kind: SubjectKind, id: string, known: Known): Members {
  const own = (kind.grouping?.memberships(known, id) ?? []).map((one) => ({ ...one, member: id }));
  return new Map(own.map((member) => [keyOf(member), member]));
}

export function keyOf({ group, member, from, to, as }: Member): string {
  return `${group}|${member}|${from}|${to}|${JSON.stringify(as, Object.keys(as).sort())}`;
}

/** Changes `subjects`, which must hold every one that the event changes. */
export function applyEvent(kind: SubjectKind, subjects: ReadonlyMap<string, Subject>, event: ParkEvent, position: number): Step {
  const changed = new Set<Subject>();
  for (const mapping of mappingsOf(kind, event.type)) {
    const { subjects: ids, change } = mapping.changeOf(event);
    for (const id of new Set(ids)) {
      const subject = subjects.get(id);
      if (!subject) throw new Error(`${kind.name} ${id} is not loaded.`);
      if (addChange(subject.known, mapping.aggregate, event.subject, change)) changed.add(subject);
    }
  }
  const sorted = [...changed].sort((a, b) => (a.id < b.id ? -1 : 1));
  const removed: Member[] = [];
  const added: Member[] = [];
  const own = sorted.map((subject) => {
    const { standing, memberships } = subject;
    subject.standing = standingOf(kind, subject.id, subject.known);
    subject.memberships = membershipsOf(kind, subject.id, subject.known);
    removed.push(...without(memberships, subject.memberships));
    added.push(...without(subject.memberships, memberships));
    return { subject: subject.id, entries: difference(standing, subject.standing) };
  });
  return { position, subjects: sorted, own, groups: groupChanges(removed, added) };
}

/** The members of one map that the other does not have. */
export function without(members: Members, others: Members): Member[] {
  return [...members].flatMap(([key, member]) => (others.has(key) ? [] : [member]));
}

function groupChanges(removed: readonly Member[], added: readonly Member[]): GroupChange[] {
  const groups = [...new Set([...removed, ...added].map(({ group }) => group))].sort();
  return groups.map((group) => {
    const gone = removed.filter((member) => member.group === group);
    const come = added.filter((member) => member.group === group);
    return { group, removed: gone, added: come, days: union([...daysLeft(gone, come), ...daysLeft(come, gone)]) };
  });
}

/** The days of members on which no other says the same of the same subject. */
function daysLeft(members: readonly Member[], others: readonly Member[]): Span[] {
  const sayingOf = ({ member, as }: Member): string => `${member}|${JSON.stringify(as, Object.keys(as).sort())}`;
  const same = Map.groupBy(others, sayingOf);
  return members.flatMap((member) => outside([{ from: member.from, to: member.to }], same.get(sayingOf(member)) ?? []));
}

/** The members of each group, as far as they share a day with what a batch changes. */
export type Groups = Map<string, Map<string, Member>>;

/** The facts of a step. Changes `groups` by it, which must hold the members of all its days. */
export function factsOf(kind: SubjectKind, { position, own, groups: changes }: Step, groups: Groups): Fact[] {
  const ofGroups = changes.map((change) => ({ subject: change.group, entries: regroup(kind, change, groups) }));
  const entries = [...own, ...ofGroups].flatMap(({ subject, entries: some }) => some.map((entry) => ({ subject, ...entry })));
  return entries.map(({ measure, dimensions, effective_on, delta, subject }, ordinal) => ({
    position,
    ordinal,
    measure: measure.code,
    dimensions,
    effective_on,
    delta,
    subject,
  }));
}

/**
 * Before and after, of the members that have a day in common with `days`, and of those that change. On other days the two are
 * the same whichever members are missing, and so is the difference: none.
 */
function regroup(kind: SubjectKind, { group, removed, added, days }: GroupChange, groups: Groups): Entry[] {
  const members = groups.get(group) ?? new Map<string, Member>();
  groups.set(group, members);
  for (const member of removed) members.delete(keyOf(member));
  const others = [...members.values()].filter(({ from, to }) => days.some((some) => from < some.to && some.from < to));
  for (const member of added) members.set(keyOf(member), member);
  const timelineWith = (own: readonly Member[]): Tally => tally(kind.grouping!.timeline([...others, ...own].sort(byStart), group));
  return difference(timelineWith(removed), timelineWith(added));
}

function byStart(a: Member, b: Member): number {
  return a.from === b.from ? (a.member < b.member ? -1 : 1) : a.from < b.from ? -1 : 1;
}
