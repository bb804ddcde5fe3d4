/** A term of the rotation 轮值期次: the days for which one member of the alliance is in the chair. */
import { alliance, occurred, type Decision } from '@park/contracts';
import {
  addDays,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import type { Membership } from '../memberships/membership.ts';

export type RotationTermState = (typeof alliance.rotationTermStates)[number];
export type RotationTermKind = (typeof alliance.rotationTermKinds)[number];
export type SkipGround = (typeof alliance.skipGrounds)[number];
export type RotationTermAction = 'reassign' | 'start' | 'hand_over' | 'skip' | 'withdraw';

export const rotationTermMachine: Machine<RotationTermState, RotationTermAction> = {
  reassign: { from: ['planned'], to: 'same' },
  start: { from: ['planned'], to: 'active' },
  hand_over: { from: ['active'], to: 'handed_over' },
  skip: { from: ['planned', 'active'], to: 'skipped' },
  withdraw: { from: ['planned'], to: 'withdrawn' },
};

export interface Chair {
  membership_id: string;
  organisation_id: string;
  member_uscc: string;
  member_name: string;
}

export interface RotationTerm extends Aggregate, Chair {
  plan_id: string;
  /** Of the period in its plan; a substitute has the number of the term that it takes. */
  number: number;
  kind: RotationTermKind;
  start_on: LocalDate;
  /** Exclusive. A term that is skipped while it runs ends there. */
  end_on: LocalDate;
  state: RotationTermState;
  /** Null where it has not begun, and where it was skipped before it had a day. */
  started_on: LocalDate | null;
  handed_over_on: LocalDate | null;
  to_membership_id: string | null;
  note_sha256: string | null;
  activities: number | null;
  ground: SkipGround | null;
  substitute_membership_id: string | null;
  reason: string | null;
}

export interface TermPlace {
  plan_id: string;
  number: number;
  kind: RotationTermKind;
  start_on: LocalDate;
  end_on: LocalDate;
}

/** A hand-over note is written in the last days of a term. */
export const lastDays = 7;

export function chairOf({ id, organisation_id, uscc, organisation_name }: Membership): Chair {
  return { membership_id: id, organisation_id, member_uscc: uscc, member_name: organisation_name };
}

export function planTerm(identity: NewIdentity, place: TermPlace, chair: Chair): Decision<RotationTerm> {
  const next: RotationTerm = {
    ...rowOf(identity),
    ...place,
    ...chair,
    state: 'planned',
    started_on: null,
    handed_over_on: null,
    to_membership_id: null,
    note_sha256: null,
    activities: null,
    ground: null,
    substitute_membership_id: null,
    reason: null,
  };
  return { next, events: [occurred(alliance.RotationTermPlannedV1, identity.today, headOf(next, null))] };
}

/** By the clock, which may be late: it counts from the first day of the term. */
export function start(term: RotationTerm): Decision<RotationTerm> {
  const state = move(rotationTermMachine, term.state, 'start');
  const next: RotationTerm = { ...term, state, started_on: term.start_on };
  return { next, events: [occurred(alliance.RotationTermStartedV1, term.start_on, headOf(next, term.state))] };
}

export interface HandOver {
  to_membership_id: string | null;
  note_sha256: string | null;
  activities: number;
}

/** The days of the term stay its own. */
export function handOver(term: RotationTerm, handing: HandOver, on: LocalDate): Decision<RotationTerm> {
  const state = move(rotationTermMachine, term.state, 'hand_over');
  const next: RotationTerm = { ...term, ...handing, state, handed_over_on: on };
  return { next, events: [occurred(alliance.RotationTermHandedOverV1, on, { ...headOf(next, term.state), ...handing })] };
}

/** Throws `conflict hand_over_too_early`. */
export function requireLastDays({ end_on }: RotationTerm, today: LocalDate): void {
  const first = addDays(end_on, -lastDays);
  if (today < first)
    throw new Refusal(
      'conflict',
      'hand_over_too_early',
      `The chair is handed over in the last ${lastDays} days of the term: from ${first} on.`,
    );
}

export interface Skip {
  ground: SkipGround;
  substitute_membership_id: string;
  reason: string | null;
}

/** From `on` another member has its days. Of a term that has begun, the days before stay its own. */
export function skip(term: RotationTerm, skipped: Skip, on: LocalDate): Decision<RotationTerm> {
  const state = move(rotationTermMachine, term.state, 'skip');
  const skipped_from = skippedFrom(term, on);
  const served = skipped_from > term.start_on;
  const next: RotationTerm = { ...term, ...skipped, state, ...(served ? { end_on: skipped_from } : { started_on: null }) };
  const data = { ...headOf(term, term.state), to_state: state, ...skipped, skipped_from };
  return { next, events: [occurred(alliance.RotationTermSkippedV1, skipped_from, data)] };
}

/** The first day that a substitute has. */
export function skippedFrom({ state, start_on }: Pick<RotationTerm, 'state' | 'start_on'>, on: LocalDate): LocalDate {
  return state === 'active' && on > start_on ? on : start_on;
}

/**
 * A member that is excused exchanges its term with a later one of the plan, so that each is in the chair once. Both change.
 * Throws `conflict term_begun`, `invalid term_not_later`.
 */
export function exchange(excused: RotationTerm, later: RotationTerm, today: LocalDate): [Decision<RotationTerm>, Decision<RotationTerm>] {
  const pair = [reassign(excused, later, today), reassign(later, excused, today)] satisfies Decision<RotationTerm>[];
  requireNotBegun(excused, today);
  if (!isLaterInCycle(excused, later))
    throw invalid('/with_term_id', 'term_not_later', 'with_term_id must be a later term of the cycle in the same plan.');
  return pair as [Decision<RotationTerm>, Decision<RotationTerm>];
}

export function isLaterInCycle(term: RotationTerm, other: RotationTerm): boolean {
  return term.kind === 'cycle' && other.kind === 'cycle' && other.plan_id === term.plan_id && other.start_on > term.start_on;
}

/** Throws `conflict term_begun`. */
export function requireNotBegun({ start_on }: RotationTerm, today: LocalDate): void {
  if (start_on <= today) throw new Refusal('conflict', 'term_begun', 'The term has begun; a member is excused before it.');
}

function reassign(term: RotationTerm, { membership_id, organisation_id, member_uscc, member_name }: Chair, today: LocalDate) {
  const state = move(rotationTermMachine, term.state, 'reassign');
  const next: RotationTerm = { ...term, state, membership_id, organisation_id, member_uscc, member_name };
  const data = { ...headOf(next, term.state), old_membership_id: term.membership_id };
  return { next, events: [occurred(alliance.RotationTermReassignedV1, today, data)] };
}

/** With its plan, before its first day. */
export function withdraw(term: RotationTerm, today: LocalDate): Decision<RotationTerm> {
  const next: RotationTerm = { ...term, state: move(rotationTermMachine, term.state, 'withdraw') };
  return { next, events: [occurred(alliance.RotationTermWithdrawnV1, today, headOf(next, term.state))] };
}

/** It has its days: all but a term that was skipped or withdrawn before it began. */
export function stands({ state, started_on }: Pick<RotationTerm, 'state' | 'started_on'>): boolean {
  return (state !== 'skipped' && state !== 'withdrawn') || started_on !== null;
}

/**
 * The next substitute of the list that is active and was not asked yet; else the member of the term before goes on; else the next one
 * that is planned begins early. Null where nobody of them is active. `terms`: of the plan, the one before it, and those to come.
 */
export function substituteFor(
  term: RotationTerm,
  substitutes: readonly string[],
  terms: readonly RotationTerm[],
  isActive: (membershipId: string) => boolean,
): { membership_id: string; kind: 'substitute' | 'acting' } | null {
  const fits = (id: string) => id !== term.membership_id && isActive(id);
  const asked = new Set(terms.filter((one) => one.plan_id === term.plan_id && one.kind === 'substitute').map((one) => one.membership_id));
  const spare = substitutes.find((id) => fits(id) && !asked.has(id));
  if (spare !== undefined) return { membership_id: spare, kind: 'substitute' };
  const before = terms.filter((one) => one.id !== term.id && stands(one) && one.end_on === term.start_on);
  const after = terms.filter((one) => one.state === 'planned' && one.start_on >= term.end_on);
  after.sort((a, b) => a.start_on.localeCompare(b.start_on));
  const acting = [...before, ...after].find(({ membership_id }) => fits(membership_id));
  return acting === undefined ? null : { membership_id: acting.membership_id, kind: 'acting' };
}

function headOf(next: RotationTerm, from: RotationTermState | null) {
  const { plan_id, membership_id, organisation_id, kind, start_on, end_on } = next;
  return { ...transition(next, from), plan_id, membership_id, organisation_id, kind, from: start_on, to: end_on };
}
