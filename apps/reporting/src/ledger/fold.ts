/** Takes events in, one by one in the order of the journal, and answers the facts that each of them leads to. */
import type { ParkEvent } from '@park/contracts';
import { subjectKinds } from '../subjects/subject-kinds.ts';
import { remember, type Hearing, type Known, type Said } from './said.ts';
import type { SubjectKind } from './subject-kind.ts';
import { difference, tally, type Entry, type Tally } from './timeline.ts';

export interface Address {
  kind: string;
  id: string;
}

export interface Subject extends Address {
  known: Known;
  /** What the facts written so far add up to. */
  standing: Tally;
}

/** The subjects at hand: all that the events of a batch are about, and those that these tell. */
export type World = Map<string, Subject>;

export interface Fact extends Entry {
  /** Place of the event that led to it in the journal. */
  position: number;
  /** Place among the facts of the event. */
  ordinal: number;
  kind: string;
  subject: string;
}

interface Heard {
  kind: SubjectKind;
  id: string;
  aggregate: string;
  said: Said;
}

const kinds = new Map(subjectKinds.map((kind) => [kind.name, kind]));
const hearings = Map.groupBy(
  subjectKinds.flatMap((kind) => kind.hears.map((hearing): [SubjectKind, Hearing] => [kind, hearing])),
  ([, { type }]) => type,
);

const heardOf = new WeakMap<ParkEvent, Heard[]>();

/** Worked out once per event, and asked for three times. */
function heard(event: ParkEvent): Heard[] {
  const known = heardOf.get(event) ?? listenTo(event);
  heardOf.set(event, known);
  return known;
}

function listenTo(event: ParkEvent): Heard[] {
  return (hearings.get(event.type) ?? []).flatMap(([kind, { aggregate, listen }]) => {
    const { about, said } = listen(event);
    return [...new Set(about)].map((id) => ({ kind, id, aggregate, said }));
  });
}

export function nameOf({ kind, id }: Address): string {
  return `${kind} ${id}`;
}

/** The subjects that the events are about. */
export function addressed(events: readonly ParkEvent[]): Address[] {
  return distinct(events.flatMap((event) => heard(event).map(({ kind, id }) => ({ kind: kind.name, id }))));
}

/** The subjects, not at hand yet, that those at hand will have something to tell, by what is known of them or by the events. */
export function told(world: World, events: readonly ParkEvent[]): Address[] {
  const before = [...world.values()].flatMap(({ kind, known }) => listeners(kinds.get(kind)!, known));
  const now = events.flatMap((event) =>
    heard(event).flatMap(({ kind, id, aggregate, said }) => listeners(kind, { [aggregate]: { [id]: [said] } })),
  );
  return distinct([...before, ...now]).filter((address) => !world.has(nameOf(address)));
}

function listeners(kind: SubjectKind, known: Known): Address[] {
  return (kind.tells?.(known) ?? []).map(({ to }) => ({ kind: kind.name, id: to }));
}

function distinct(addresses: readonly Address[]): Address[] {
  return [...new Map(addresses.map((address) => [nameOf(address), address])).values()];
}

export function subject(address: Address, known: Known): Subject {
  return { ...address, known, standing: tally(kinds.get(address.kind)!.timeline(known, address.id)) };
}

export function belongsTo({ kind, known }: Subject): string | null {
  return kinds.get(kind)!.belongsTo?.(known) ?? null;
}

/** Every subject that the event is about or leads to must be in the world. */
export function takeIn(world: World, event: ParkEvent, position: number): { facts: Fact[]; changed: Subject[] } {
  const changed = new Set<Subject>();
  for (const { kind, id, aggregate, said } of heard(event)) {
    const one = at(world, { kind: kind.name, id });
    if (!remember(one.known, aggregate, event.subject, said)) continue;
    changed.add(one);
    for (const { to, aggregate: about, log } of kind.tells?.(one.known) ?? []) {
      const other = at(world, { kind: kind.name, id: to });
      (other.known[about] ??= {})[id] = log;
      changed.add(other);
    }
  }
  const subjects = [...changed].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const facts = subjects.flatMap((one) => advance(one).map((entry) => ({ ...entry, kind: one.kind, subject: one.id })));
  return { facts: facts.map((fact, ordinal) => ({ ...fact, position, ordinal })), changed: subjects };
}

function at(world: World, address: Address): Subject {
  const one = world.get(nameOf(address));
  if (!one) throw new Error(`The world lacks ${nameOf(address)}.`);
  return one;
}

function advance(one: Subject): Entry[] {
  const now = tally(kinds.get(one.kind)!.timeline(one.known, one.id));
  const entries = difference(one.standing, now);
  one.standing = now;
  return entries;
}
