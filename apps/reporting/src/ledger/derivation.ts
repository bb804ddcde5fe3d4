/**
 * Derives facts from events, for one kind of subject. In two steps, so that a batch reads the database twice, whatever its size: first
 * the subjects are changed, which tells which days of which groups changed; then the groups are worked out on these days.
 */
import type { ParkEvent } from '@park/contracts';
import { addChange, type Change, type EventMapping, type Known } from './log.ts';
import { outside, union, type Span } from './spans.ts';
import type { Member, SubjectKind } from './subject-kind.ts';
import { difference, type Dimensions, type Entry } from './timeline.ts';

export interface Subject {
  id: string;
  known: Known;
  /** Its own timeline; the facts so far add up to it. */
  standing: readonly Entry[];
  memberships: readonly Member[];
  /** Place of the last event that changed it. */
  position: number;
  /** The same as it is stored; 0 where it is not. */
  storedAt: number;
}

/** The change that an event makes to some subjects of a kind. */
export interface SubjectChange {
  /** Ids. */
  subjects: string[];
  /** `service.aggregate`, and its id. */
  aggregate: string;
  of: string;
  change: Change;
}

/** The changes of one event. */
export interface Step {
  position: number;
  own: OwnChange[];
  groups: GroupChange[];
}

export interface OwnChange {
  subject: Subject;
  /** Its memberships before. */
  before: readonly Member[];
  /** The changes of its own timeline. */
  entries: Entry[];
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
  let byType = mappingsByKind.get(kind);
  if (!byType) mappingsByKind.set(kind, (byType = Map.groupBy(kind.mappings, (mapping) => mapping.type)));
  return byType.get(type) ?? [];
}

export function isChangedBy(kind: SubjectKind, type: string): boolean {
  return mappingsOf(kind, type).length > 0;
}

export function changesOf(kind: SubjectKind, event: ParkEvent): SubjectChange[] {
  return mappingsOf(kind, event.type).map((mapping) => {
    const { subjects, change } = mapping.changeOf(event);
    return { subjects, aggregate: mapping.aggregate, of: event.subject, change };
  });
}

export function newSubject(id: string): Subject {
  return { id, known: {}, standing: [], memberships: [], position: 0, storedAt: 0 };
}

export function storedSubject(kind: SubjectKind, id: string, known: Known, position: number): Subject {
  const standing = kind.timeline?.(known, id) ?? [];
  return { id, known, standing, memberships: membershipsOf(kind, id, known), position, storedAt: position };
}

function membershipsOf(kind: SubjectKind, id: string, known: Known): Member[] {
  return kind.grouping?.memberships(known, id).map(({ group, from, to, as }) => ({ group, from, to, as, member: id })) ?? [];
}

/** Holds every member of the object. */
export function keyOf(one: Member): string {
  return `${one.group}|${one.from}|${one.to}|${sayingOf(one)}`;
}

/** All that a member says of its subject. */
function sayingOf({ member, as }: Member): string {
  let saying = member;
  for (const name of Object.keys(as).sort()) {
    const value = as[name]!;
    saying += `|${name}:${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
  }
  return saying;
}

/** Changes `subjects`, which must hold every one that the event changes. */
export function applyChanges(
  kind: SubjectKind,
  subjects: ReadonlyMap<string, Subject>,
  changes: readonly SubjectChange[],
  position: number,
): Step {
  const changed = new Set<Subject>();
  for (const { subjects: ids, aggregate, of, change } of changes) {
    for (const id of ids.length > 1 ? new Set(ids) : ids) {
      const subject = subjects.get(id);
      if (!subject) throw new Error(`${kind.name} ${id} is not loaded.`);
      if (addChange(subject.known, aggregate, of, change)) changed.add(subject);
    }
  }
  const sorted = changed.size > 1 ? [...changed].sort((a, b) => (a.id < b.id ? -1 : 1)) : [...changed];
  const removed: Member[] = [];
  const added: Member[] = [];
  const own = sorted.map((subject): OwnChange => {
    const { standing, memberships: before } = subject;
    subject.position = position;
    subject.standing = kind.timeline?.(subject.known, subject.id) ?? [];
    subject.memberships = membershipsOf(kind, subject.id, subject.known);
    removed.push(...without(before, subject.memberships));
    added.push(...without(subject.memberships, before));
    return { subject, before, entries: difference(standing, subject.standing) };
  });
  return { position, own, groups: groupChanges(removed, added) };
}

/** The members of one list that the other does not have. */
export function without(members: readonly Member[], others: readonly Member[]): Member[] {
  if (members.length === 0) return [];
  const keys = new Set(others.map(keyOf));
  const left = new Map<string, Member>();
  for (const member of members) {
    const key = keyOf(member);
    if (!keys.has(key)) left.set(key, member);
  }
  return [...left.values()];
}

function groupChanges(removed: readonly Member[], added: readonly Member[]): GroupChange[] {
  if (removed.length + added.length === 0) return [];
  const groups = [...new Set([...removed, ...added].map(({ group }) => group))].sort();
  return groups.map((group) => {
    const gone = removed.filter((member) => member.group === group);
    const come = added.filter((member) => member.group === group);
    return { group, removed: gone, added: come, days: union([...daysLeft(gone, come), ...daysLeft(come, gone)]) };
  });
}

/** The days of members on which no other says the same of the same subject. */
function daysLeft(members: readonly Member[], others: readonly Member[]): Span[] {
  if (others.length === 0) return members.map(({ from, to }) => ({ from, to }));
  const same = Map.groupBy(others, sayingOf);
  return members.flatMap((member) => outside([{ from: member.from, to: member.to }], same.get(sayingOf(member)) ?? []));
}

/** The members of each group, as far as they share a day with what a batch changes. */
export type Groups = Map<string, Map<string, Member>>;

/** The facts of a step. Changes `groups` by it, which must hold the members of all its days. */
export function factsOf(kind: SubjectKind, { position, own, groups: changes }: Step, groups: Groups): Fact[] {
  const facts: Fact[] = [];
  const add = (subject: string, entries: readonly Entry[]): void => {
    for (const { measure, dimensions, effective_on, delta } of entries)
      facts.push({ position, ordinal: facts.length, measure: measure.code, dimensions, effective_on, delta, subject });
  };
  for (const { subject, entries } of own) add(subject.id, entries);
  for (const change of changes) add(change.group, regroup(kind, change, groups));
  return facts;
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
  const timelineWith = (own: readonly Member[]): Entry[] => kind.grouping!.timeline([...others, ...own].sort(byStart), group);
  return difference(timelineWith(removed), timelineWith(added));
}

function byStart(a: Member, b: Member): number {
  return a.from === b.from ? (a.member < b.member ? -1 : 1) : a.from < b.from ? -1 : 1;
}
