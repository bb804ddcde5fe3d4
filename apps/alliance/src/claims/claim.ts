/** A claim 认领: a member takes over a need, in whole or in part, or asks for one slot of a resource. */
import { alliance, occurred, type Decision } from '@park/contracts';
import {
  dateAt,
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
import type { CoverMove } from '../needs/need-cover.ts';
import type { AllianceCategory, AllianceMode, Need, Owner } from '../needs/need.ts';
import type { Resource } from '../resources/resource.ts';
import { taken, type Slot } from '../resources/slot.ts';

export type ClaimState = (typeof alliance.claimStates)[number];
export type ClaimKind = (typeof alliance.claimKinds)[number];
export type ClaimAction = 'accept' | 'decline' | 'withdraw' | 'fulfil' | 'fail' | 'close';

export const claimMachine: Machine<ClaimState, ClaimAction> = {
  accept: { from: ['proposed'], to: 'accepted' },
  decline: { from: ['proposed'], to: 'declined' },
  withdraw: { from: ['proposed', 'accepted'], to: 'withdrawn' },
  fulfil: { from: ['accepted'], to: 'fulfilled' },
  fail: { from: ['accepted'], to: 'failed' },
  // With the need or the resource that it was for.
  close: { from: ['proposed', 'accepted'], to: 'declined' },
};

/** It waits for something, and its member has no other one for the same need or slot. */
export const liveStates = ['proposed', 'accepted'] as const satisfies readonly ClaimState[];

export interface Claim extends Aggregate {
  kind: ClaimKind;
  need_id: string | null;
  resource_id: string | null;
  slot_id: string | null;
  /** Of the need or the resource. */
  mode: AllianceMode;
  category: AllianceCategory;
  by_membership_id: string;
  by_uscc: string;
  by_name: string;
  /** The owner of the need or the resource. */
  of_membership_id: string;
  of_uscc: string;
  of_name: string;
  /** Of a need in its unit; 1 of a resource, which is one slot. */
  quantity: number;
  /** The day on which it is to be given: what the claimer promises, or the first day of the slot. */
  due_on: LocalDate;
  /** Of the slot. */
  starts_at: Date | null;
  ends_at: Date | null;
  state: ClaimState;
  accepted_on: LocalDate | null;
  fulfilled_on: LocalDate | null;
  /** Why it was declined or withdrawn, or failed. */
  reason: string | null;
}

export interface NeedClaim {
  quantity: number;
  due_on: LocalDate;
}

/** Throws `conflict need_not_open`, `conflict claims_own`, `conflict exceeds_need`, `invalid due_on_out_of_range`. */
export function proposeForNeed(identity: NewIdentity, need: Need, by: Owner, { quantity, due_on }: NeedClaim): Decision<Claim> {
  const { today } = identity;
  requireOpen(need, today);
  if (due_on < today || due_on >= need.needed_by)
    throw invalid('/due_on', 'due_on_out_of_range', `due_on must not be earlier than today, and must be before ${need.needed_by}.`);
  requireWithin(need, quantity);
  return begun(identity, need, by, { kind: 'need', need_id: need.id, quantity, due_on });
}

/** Throws `conflict resource_not_listed`, `conflict claims_own`, `conflict slot_taken`, `conflict slot_begun`. */
export function proposeForSlot(identity: NewIdentity, resource: Resource, slot: Slot, by: Owner): Decision<Claim> {
  requireListed(resource);
  if (slot.state !== 'free') throw taken();
  requireNotBegun(slot, identity.now);
  return begunForSlot(identity, resource, slot, by);
}

/** Throws `conflict resource_not_listed`. */
export function requireListed({ state }: Resource): void {
  if (state === 'listed') return;
  throw new Refusal('conflict', 'resource_not_listed', 'Slots are given only of a resource that is listed.', { extra: { state } });
}

/** As a file of history has it, of an earlier time. */
export function begunForSlot(identity: NewIdentity, resource: Resource, slot: Slot, by: Owner): Decision<Claim> {
  const { starts_at, ends_at } = slot;
  const ofSlot = { slot_id: slot.id, starts_at, ends_at, due_on: dateAt(starts_at), quantity: 1 };
  return begun(identity, resource, by, { kind: 'resource', resource_id: resource.id, ...ofSlot });
}

type Wish = Pick<Claim, 'kind' | 'quantity' | 'due_on'> & Partial<Claim>;

/** Throws `conflict claims_own`. */
export function begun(identity: NewIdentity, of: Need | Resource, by: Owner, wish: Wish): Decision<Claim> {
  if (of.membership_id === by.id) throw new Refusal('conflict', 'claims_own', 'A member does not claim its own need or resource.');
  const next: Claim = {
    ...rowOf(identity),
    need_id: null,
    resource_id: null,
    slot_id: null,
    mode: of.mode,
    category: of.category,
    by_membership_id: by.id,
    by_uscc: by.uscc,
    by_name: by.organisation_name,
    of_membership_id: of.membership_id,
    of_uscc: of.member_uscc,
    of_name: of.member_name,
    starts_at: null,
    ends_at: null,
    state: 'proposed',
    accepted_on: null,
    fulfilled_on: null,
    reason: null,
    ...wish,
  };
  return { next, events: [occurred(alliance.ClaimProposedV1, identity.today, headOf(next, null))] };
}

/** Throws `conflict need_not_open`, `conflict exceeds_need`. */
export function requireAcceptable(need: Need, { quantity }: Claim, today: LocalDate): void {
  requireOpen(need, today);
  requireWithin(need, quantity);
}

function requireOpen({ state, needed_by }: Need, today: LocalDate): void {
  if (state === 'published' && needed_by > today) return;
  throw new Refusal('conflict', 'need_not_open', 'Only a published need whose needed_by has not passed is claimed.', { extra: { state } });
}

/** Throws `conflict exceeds_need`. */
export function requireWithin({ quantity, claimed }: Need, wanted: number): void {
  const open = quantity - claimed;
  if (wanted <= open) return;
  const detail = `quantity must not exceed the ${open} that are still needed.`;
  throw new Refusal('conflict', 'exceeds_need', detail, { errors: [{ pointer: '/quantity', detail }], extra: { open } });
}

export function accept(claim: Claim, on: LocalDate): Decision<Claim> {
  const next: Claim = { ...claim, state: move(claimMachine, claim.state, 'accept'), accepted_on: on };
  return { next, events: [occurred(alliance.ClaimAcceptedV1, on, headOf(next, claim.state))] };
}

export function decline(claim: Claim, reason: string, on: LocalDate): Decision<Claim> {
  return ended(claim, 'decline', alliance.ClaimDeclinedV1, reason, on);
}

/** The need or the resource is not to be had any more. */
export function close(claim: Claim, reason: string, on: LocalDate): Decision<Claim> {
  return ended(claim, 'close', alliance.ClaimDeclinedV1, reason, on);
}

/** By its member. Throws `conflict slot_begun`: from then on it is fulfilled or it failed. */
export function withdraw(claim: Claim, reason: string, now: Date): Decision<Claim> {
  const decision = giveUp(claim, reason, dateAt(now));
  if (claim.starts_at !== null) requireNotBegun({ starts_at: claim.starts_at }, now);
  return decision;
}

/** Its member is inactive. */
export function giveUp(claim: Claim, reason: string, on: LocalDate): Decision<Claim> {
  return ended(claim, 'withdraw', alliance.ClaimWithdrawnV1, reason, on);
}

/** Throws `conflict slot_not_begun`. */
export function fulfil(claim: Claim, now: Date): Decision<Claim> {
  const state = move(claimMachine, claim.state, 'fulfil');
  if (claim.starts_at !== null && claim.starts_at > now)
    throw new Refusal('conflict', 'slot_not_begun', 'The slot has not begun yet.', { extra: { starts_at: claim.starts_at.toISOString() } });
  return fulfilled(claim, state, dateAt(now));
}

/** As a file of history has it. */
export function fulfilledOn(claim: Claim, on: LocalDate): Decision<Claim> {
  return fulfilled(claim, move(claimMachine, claim.state, 'fulfil'), on);
}

function fulfilled(claim: Claim, state: ClaimState, on: LocalDate): Decision<Claim> {
  const next: Claim = { ...claim, state, fulfilled_on: on };
  return { next, events: [occurred(alliance.ClaimFulfilledV1, on, { ...headOf(next, claim.state), fulfilled_on: on })] };
}

/** After the day on which it was due, or after the end of the slot. Throws `conflict not_due_yet`. */
export function fail(claim: Claim, reason: string, now: Date): Decision<Claim> {
  const decision = failedOn(claim, reason, dateAt(now));
  const isOver = claim.ends_at === null ? claim.due_on < dateAt(now) : claim.ends_at <= now;
  if (!isOver) throw new Refusal('conflict', 'not_due_yet', 'A claim fails only after the day, or the slot, in which it was due.');
  return decision;
}

/** As a file of history has it. */
export function failedOn(claim: Claim, reason: string, on: LocalDate): Decision<Claim> {
  return ended(claim, 'fail', alliance.ClaimFailedV1, reason, on);
}

function ended(claim: Claim, action: ClaimAction, event: typeof alliance.ClaimDeclinedV1, reason: string, on: LocalDate): Decision<Claim> {
  const next: Claim = { ...claim, state: move(claimMachine, claim.state, action), reason };
  return { next, events: [occurred(event, on, { ...headOf(next, claim.state), reason })] };
}

/** By which the counters of its need move. `before`: null where the claim is new. */
export function coverMove(before: Claim | null, after: Claim): CoverMove {
  const [from, to] = [coverOf(before), coverOf(after)];
  return {
    claimed: to.claimed - from.claimed,
    fulfilled: to.fulfilled - from.fulfilled,
    live_claims: to.live_claims - from.live_claims,
  };
}

export function sumOf(moves: readonly CoverMove[]): CoverMove {
  const total = (name: keyof CoverMove) => moves.reduce((sum, move) => sum + move[name], 0);
  return { claimed: total('claimed'), fulfilled: total('fulfilled'), live_claims: total('live_claims') };
}

function coverOf(claim: Claim | null): CoverMove {
  const state = claim?.state;
  const [isFulfilled, isAccepted] = [state === 'fulfilled', state === 'accepted'];
  const quantity = claim?.quantity ?? 0;
  return {
    claimed: isFulfilled || isAccepted ? quantity : 0,
    fulfilled: isFulfilled ? quantity : 0,
    live_claims: isFulfilled || isAccepted || state === 'proposed' ? 1 : 0,
  };
}

/** Throws `conflict slot_begun`. */
export function requireNotBegun({ starts_at }: Pick<Slot, 'starts_at'>, now: Date): void {
  if (starts_at <= now) throw new Refusal('conflict', 'slot_begun', 'The slot has begun.');
}

function headOf(next: Claim, from: ClaimState | null) {
  const { kind, need_id, resource_id, slot_id, by_membership_id, of_membership_id, quantity } = next;
  return { ...transition(next, from), kind, need_id, resource_id, slot_id, by_membership_id, of_membership_id, quantity };
}
