/**
 * The matcher 供需对接: ranks the resources and the members that might answer a need, with the reasons for each, also for those
 * that do not fit.
 */
import type { Bilingual } from '@park/contracts';
import type { MemberRole } from '../memberships/membership.ts';
import type { AllianceCategory, AllianceMode, Need } from '../needs/need.ts';
import { wordsOf, type ReasonCode, type ReasonValues } from './match-words.ts';
import { nearTo, type Criterion, type MatchingRules } from './matching-rules.ts';

export type MatchedNeed = Pick<Need, 'membership_id' | 'mode' | 'category' | 'quantity' | 'claimed' | 'unit'>;

/** The record of the member behind a candidate. */
export interface MemberRecord {
  membership_id: string;
  member_name: string;
  is_active: boolean;
  role: MemberRole | null;
  /** Claims fulfilled within a year in which it gave, and in which it got. */
  gave: number;
  got: number;
  /** Needs of the same category that it resolved within two years. */
  resolved: number;
  has_claimed: boolean;
}

export interface ResourceCandidate extends MemberRecord {
  kind: 'resource';
  id: string;
  code: string;
  title: string;
  is_listed: boolean;
  mode: AllianceMode;
  category: AllianceCategory;
  capacity: number;
  unit: string;
  /** Free slots before the day by which it is needed, and after it. */
  slots_in_time: number;
  slots_later: number;
}

export interface MemberCandidate extends MemberRecord {
  kind: 'member';
  id: string;
  code: string;
  /** That it offered or gave within two years. */
  offers: readonly { mode: AllianceMode; category: AllianceCategory }[];
}

export type Candidate = ResourceCandidate | MemberCandidate;

export interface MatchReason {
  criterion: Criterion;
  code: ReasonCode;
  fits: boolean;
  points: number;
  values: ReasonValues;
  text: Bilingual;
}

export interface Match {
  /** From 1; the same for candidates with the same points. */
  rank: number;
  kind: Candidate['kind'];
  /** Of the resource or the membership. */
  id: string;
  code: string;
  title: string | null;
  membership_id: string;
  member_name: string;
  fits: boolean;
  /** Of 100. */
  points: number;
  reasons: MatchReason[];
}

/** A criterion as it is met: `share` of its points, from 0 to 1. */
interface Finding {
  code: ReasonCode;
  share: number;
  fits?: boolean;
  values?: ReasonValues;
}

/** Those that fit come first; then by points, and by code, so that the order of the input does not matter. */
export function matches(need: MatchedNeed, candidates: readonly Candidate[], rules: MatchingRules): Match[] {
  const found = candidates
    .map((candidate) => matchOf(need, candidate, rules))
    .sort((a, b) => Number(b.fits) - Number(a.fits) || b.points - a.points || compare(a.code, b.code) || compare(a.id, b.id));
  const isTied = (i: number) => i > 0 && found[i]!.fits === found[i - 1]!.fits && found[i]!.points === found[i - 1]!.points;
  let rank = 0;
  return found.map((match, i) => {
    rank = isTied(i) ? rank : i + 1;
    return { ...match, rank };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function matchOf(need: MatchedNeed, candidate: Candidate, rules: MatchingRules): Match {
  const reasons = findings(need, candidate, rules).map(([criterion, { code, share, fits = true, values = {} }]): MatchReason => {
    const points = Math.floor(rules.weights[criterion] * share);
    return { criterion, code, fits, points, values, text: wordsOf(code, values) };
  });
  const { kind, id, code, membership_id, member_name } = candidate;
  return {
    rank: 0,
    kind,
    id,
    code,
    title: candidate.kind === 'resource' ? candidate.title : null,
    membership_id,
    member_name,
    fits: reasons.every(({ fits }) => fits),
    points: reasons.reduce((sum, { points }) => sum + points, 0),
    reasons,
  };
}

function findings(need: MatchedNeed, candidate: Candidate, rules: MatchingRules): [Criterion, Finding][] {
  const isResource = candidate.kind === 'resource';
  return [
    ['eligibility', eligibility(need, candidate)],
    ['category', isResource ? categoryOfResource(need, candidate, rules) : categoryOfMember(need, candidate, rules)],
    ['mode', modeOf(need, isResource ? [candidate.mode] : candidate.offers.map(({ mode }) => mode))],
    ['capacity', isResource ? capacityOf(need, candidate, rules) : { code: 'capacity_unknown', share: rules.halfShare }],
    ['dates', isResource ? datesOf(candidate) : { code: 'dates_unknown', share: rules.halfShare }],
    ['fairness', fairnessOf(candidate, rules)],
    ['experience', experienceOf(candidate, rules)],
  ];
}

function eligibility(need: MatchedNeed, candidate: Candidate): Finding {
  const no = (code: ReasonCode): Finding => ({ code, share: 0, fits: false });
  if (candidate.membership_id === need.membership_id) return no('own_need');
  if (!candidate.is_active) return no('inactive_member');
  if (candidate.role === 'observer') return no('observer');
  if (candidate.kind === 'resource' && !candidate.is_listed) return no('delisted');
  if (candidate.has_claimed) return no('has_claimed');
  return { code: 'eligible', share: 1 };
}

function categoryOfResource(need: MatchedNeed, { category }: ResourceCandidate, { halfShare }: MatchingRules): Finding {
  const values = { category };
  if (category === need.category) return { code: 'category_same', share: 1, values };
  if (nearTo(need.category).includes(category)) return { code: 'category_near', share: halfShare, values };
  return { code: 'category_other', share: 0, fits: false, values };
}

/** A member that never offered anything can be asked all the same. */
function categoryOfMember(need: MatchedNeed, { offers }: MemberCandidate, { halfShare }: MatchingRules): Finding {
  const near = nearTo(need.category);
  if (offers.some(({ category }) => category === need.category)) return { code: 'category_offered', share: 1 };
  if (offers.some(({ category }) => near.includes(category))) return { code: 'category_offered_near', share: halfShare };
  return { code: 'category_unknown', share: 0 };
}

function modeOf({ mode }: MatchedNeed, modes: readonly AllianceMode[]): Finding {
  return modes.includes(mode) ? { code: 'mode_same', share: 1 } : { code: 'mode_other', share: 0 };
}

/** All free slots in time together, against what is still needed. */
function capacityOf(need: MatchedNeed, resource: ResourceCandidate, { halfShare }: MatchingRules): Finding {
  const open = need.quantity - need.claimed;
  const { unit } = resource;
  if (open <= 0) return { code: 'nothing_needed', share: 0, fits: false };
  if (resource.slots_in_time + resource.slots_later === 0) return { code: 'no_capacity', share: 0, fits: false };
  if (unit !== need.unit) return { code: 'capacity_other_unit', share: halfShare, values: { unit } };
  const available = resource.capacity * resource.slots_in_time;
  const code = available >= open ? 'capacity_enough' : 'capacity_part';
  return { code, share: Math.min(1, available / open), values: { available, open, unit } };
}

function datesOf({ slots_in_time, slots_later }: ResourceCandidate): Finding {
  if (slots_in_time > 0) return { code: 'slot_in_time', share: 1, values: { slots: slots_in_time } };
  return { code: slots_later > 0 ? 'no_slot_in_time' : 'no_capacity', share: 0, fits: false };
}

/** A member that got more than it gave is asked first. */
function fairnessOf({ gave, got }: MemberRecord, { fairnessSpan }: MatchingRules): Finding {
  const balance = Math.max(-fairnessSpan, Math.min(fairnessSpan, got - gave));
  const code = balance > 0 ? 'got_more' : balance < 0 ? 'gave_more' : 'balanced';
  return { code, share: (balance + fairnessSpan) / (2 * fairnessSpan), values: { gave, got } };
}

function experienceOf({ resolved }: MemberRecord, { experienceFull }: MatchingRules): Finding {
  const share = Math.min(resolved, experienceFull) / experienceFull;
  return resolved > 0 ? { code: 'resolved_similar', share, values: { resolved } } : { code: 'resolved_none', share };
}
