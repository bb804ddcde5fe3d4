/** A need 需求: what a member asks the alliance for, until others have given it and its owner has confirmed that. */
import { alliance, followedBy, occurred, unchanged, type Decision } from '@park/contracts';
import {
  addDays,
  amended,
  daysBetween,
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

export type NeedState = (typeof alliance.needStates)[number];
export type AllianceMode = (typeof alliance.allianceModes)[number];
export type AllianceCategory = (typeof alliance.allianceCategories)[number];
export type NeedAction =
  'change' | 'publish' | 'match' | 'unmatch' | 'start' | 'deliver' | 'confirm' | 'return' | 'withdraw' | 'expire' | 'escalate';

export const needMachine: Machine<NeedState, NeedAction> = {
  change: { from: ['draft', 'published'], to: 'same' },
  publish: { from: ['draft'], to: 'published' },
  match: { from: ['published'], to: 'matched' },
  unmatch: { from: ['matched', 'in_progress'], to: 'published' },
  // Also from published: one that is covered in part goes on with that part when `needed_by` has passed.
  start: { from: ['published', 'matched'], to: 'in_progress' },
  deliver: { from: ['matched', 'in_progress'], to: 'delivered' },
  confirm: { from: ['delivered'], to: 'confirmed' },
  return: { from: ['delivered'], to: 'in_progress' },
  withdraw: { from: ['draft', 'published', 'matched', 'in_progress'], to: 'withdrawn' },
  expire: { from: ['published', 'matched', 'in_progress'], to: 'expired' },
  escalate: { from: ['published'], to: 'same' },
};

/** Days after the publication within which a need should have its first claim; after that it is brought before the chair. */
export const answerWithinDays = 14;
/** `needed_by` lies at most so many days ahead when it is said. */
export const longestNeedDays = 366;

export interface NeedContent {
  mode: AllianceMode;
  category: AllianceCategory;
  title: string;
  quantity: number;
  unit: string;
  /** Exclusive. */
  needed_by: LocalDate;
}

export interface Need extends Aggregate, NeedContent {
  /** The owner. */
  membership_id: string;
  member_uscc: string;
  member_name: string;
  state: NeedState;
  published_on: LocalDate | null;
  /** Exclusive. */
  answer_by: LocalDate | null;
  is_escalated: boolean;
  /** Quantity of the claims that are accepted or fulfilled; a check constraint keeps it within `quantity`. */
  claimed: number;
  /** Quantity of the claims that are fulfilled. */
  fulfilled: number;
  /** Number of the claims that are proposed, accepted or fulfilled. */
  live_claims: number;
  started_on: LocalDate | null;
  delivered_on: LocalDate | null;
  confirmed_on: LocalDate | null;
  satisfaction: number | null;
  /** Of the owner’s written word, where the park confirmed for it. */
  confirmation_sha256: string | null;
  /** Why it was returned or withdrawn. */
  reason: string | null;
}

export type Owner = Pick<Membership, 'id' | 'uscc' | 'organisation_name'>;

/** Throws `invalid needed_by_out_of_range`. */
export function draft(identity: NewIdentity, owner: Owner, content: NeedContent): Decision<Need> {
  requireNeededBy(content.needed_by, identity.today);
  const next: Need = {
    ...rowOf(identity),
    ...content,
    membership_id: owner.id,
    member_uscc: owner.uscc,
    member_name: owner.organisation_name,
    state: 'draft',
    published_on: null,
    answer_by: null,
    is_escalated: false,
    claimed: 0,
    fulfilled: 0,
    live_claims: 0,
    started_on: null,
    delivered_on: null,
    confirmed_on: null,
    satisfaction: null,
    confirmation_sha256: null,
    reason: null,
  };
  return { next, events: [occurred(alliance.NeedDraftedV1, identity.today, headOf(next, null))] };
}

/** Throws `invalid needed_by_out_of_range`. */
export function publish(need: Need, today: LocalDate): Decision<Need> {
  const state = move(needMachine, need.state, 'publish');
  requireNeededBy(need.needed_by, today);
  const answer_by = answerBy(today, need.needed_by);
  const next: Need = { ...need, state, published_on: today, answer_by };
  const data = { ...headOf(next, need.state), ...wantedOf(next), answer_by };
  return { next, events: [occurred(alliance.NeedPublishedV1, today, data)] };
}

/**
 * A published need keeps what claims rest on: mode, category and unit. One whose claims now cover it is matched. No event where nothing
 * changes. Throws `conflict fixed_after_publication`, `conflict below_claimed`, `invalid needed_by_out_of_range`.
 */
export function changeContent(need: Need, change: Partial<NeedContent>, today: LocalDate): Decision<Need> {
  const state = move(needMachine, need.state, 'change');
  const amendment = amended(need, change);
  if (amendment === need) return unchanged(need);
  if (amendment.needed_by !== need.needed_by) requireNeededBy(amendment.needed_by, today);
  if (state === 'draft') return changed(need, amendment, today);
  const fixed = (['mode', 'category', 'unit'] as const).find((name) => amendment[name] !== need[name]);
  if (fixed !== undefined) {
    const detail = `${fixed} of a published need stays; withdraw it and publish another.`;
    throw new Refusal('conflict', 'fixed_after_publication', detail, { errors: [{ pointer: `/${fixed}`, detail }] });
  }
  if (amendment.quantity < need.claimed) {
    const detail = `quantity must not be less than the ${need.claimed} that are accepted.`;
    throw new Refusal('conflict', 'below_claimed', detail, {
      errors: [{ pointer: '/quantity', detail }],
      extra: { claimed: need.claimed },
    });
  }
  const answer_by = answerBy(need.published_on!, amendment.needed_by);
  const decision = changed(need, { ...amendment, answer_by }, today);
  return isCovered(amendment) ? followedBy(decision, (row) => match(row, today)) : decision;
}

/** Of a draft nobody outside the park learns. */
function changed(need: Need, next: Need, today: LocalDate): Decision<Need> {
  const data = { ...headOf(next, need.state), ...wantedOf(next), claimed: next.claimed };
  const event = occurred(alliance.NeedChangedV1, today, data, next.state === 'draft' ? 'internal' : 'alliance');
  return { next, events: [event] };
}

export function isCovered({ claimed, quantity }: Pick<Need, 'claimed' | 'quantity'>): boolean {
  return claimed >= quantity;
}

export function match(need: Need, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'match') };
  return { next, events: [occurred(alliance.NeedMatchedV1, today, { ...headOf(next, need.state), ...coveredOf(next) })] };
}

export function unmatch(need: Need, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'unmatch'), started_on: null };
  return { next, events: [occurred(alliance.NeedUnmatchedV1, today, { ...headOf(next, need.state), ...coveredOf(next) })] };
}

/** By hand only where the claims cover it. Throws `conflict not_covered`. */
export function startByHand(need: Need, today: LocalDate): Decision<Need> {
  move(needMachine, need.state, 'start');
  if (!isCovered(need)) throw new Refusal('conflict', 'not_covered', 'The accepted claims do not cover the need.');
  return start(need, today);
}

export function start(need: Need, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'start'), started_on: today };
  return { next, events: [occurred(alliance.NeedStartedV1, today, { ...headOf(next, need.state), started_on: today })] };
}

export function deliver(need: Need, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'deliver'), delivered_on: today, reason: null };
  return { next, events: [occurred(alliance.NeedDeliveredV1, today, { ...headOf(next, need.state), delivered_on: today })] };
}

export interface Confirmation {
  satisfaction: number;
  confirmation_sha256: string | null;
}

/** By the owner alone (invariant 5); for the park, `confirmation_sha256` is the owner’s word. */
export function confirm(need: Need, { satisfaction, confirmation_sha256 }: Confirmation, today: LocalDate): Decision<Need> {
  const state = move(needMachine, need.state, 'confirm');
  const next: Need = { ...need, state, confirmed_on: today, satisfaction, confirmation_sha256 };
  const days_to_resolve = daysBetween(need.published_on!, today);
  const data = { ...headOf(next, need.state), confirmed_on: today, days_to_resolve, satisfaction };
  return { next, events: [occurred(alliance.NeedConfirmedV1, today, data)] };
}

/** The claims stay fulfilled; it is delivered anew by the park. */
export function sendBack(need: Need, reason: string, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'return'), delivered_on: null, reason };
  return { next, events: [occurred(alliance.NeedReturnedV1, today, { ...headOf(next, need.state), reason })] };
}

export function withdraw(need: Need, reason: string, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'withdraw'), reason };
  const visibility = need.state === 'draft' ? 'internal' : 'alliance';
  return { next, events: [occurred(alliance.NeedWithdrawnV1, today, { ...headOf(next, need.state), reason }, visibility)] };
}

/** It dates from the day by which it was needed, however late the job runs. Throws `conflict not_over`. */
export function expire(need: Need, today: LocalDate): Decision<Need> {
  const next: Need = { ...need, state: move(needMachine, need.state, 'expire') };
  if (need.needed_by > today) throw new Refusal('conflict', 'not_over', 'needed_by has not passed.');
  const { needed_by } = next;
  return { next, events: [occurred(alliance.NeedExpiredV1, needed_by, { ...headOf(next, need.state), needed_by })] };
}

/** Once, where nobody has claimed it by `answer_by`. Throws `conflict not_over`. */
export function escalate(need: Need, chair_membership_id: string | null, today: LocalDate): Decision<Need> {
  move(needMachine, need.state, 'escalate');
  if (need.is_escalated || need.live_claims > 0) return unchanged(need);
  if (need.answer_by! > today) throw new Refusal('conflict', 'not_over', 'answer_by has not passed.');
  const next: Need = { ...need, is_escalated: true };
  const data = { ...headOf(next, need.state), answer_by: need.answer_by!, chair_membership_id };
  return { next, events: [occurred(alliance.NeedEscalatedV1, today, data)] };
}

function answerBy(published_on: LocalDate, needed_by: LocalDate): LocalDate {
  const day = addDays(published_on, answerWithinDays);
  return day < needed_by ? day : needed_by;
}

function requireNeededBy(needed_by: LocalDate, today: LocalDate): void {
  const days = daysBetween(today, needed_by);
  if (days < 1 || days > longestNeedDays)
    throw invalid('/needed_by', 'needed_by_out_of_range', `needed_by must lie 1 to ${longestNeedDays} days ahead.`);
}

export function headOf(next: Need, from: NeedState | null) {
  const { membership_id, mode, category } = next;
  return { ...transition(next, from), membership_id, mode, category };
}

function wantedOf({ title, quantity, unit, needed_by }: Need) {
  return { title, quantity, unit, needed_by };
}

function coveredOf({ claimed, quantity }: Need) {
  return { claimed, quantity };
}
