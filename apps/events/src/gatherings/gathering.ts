/** A gathering 活动: drafted, reviewed, and published with the evidence that the law asks for. Its times are in gathering-times.ts, its course in gathering-course.ts. */
import { type DataOf, type Decision, type EventType, events, type NewEvent, occurred, unchanged } from '@park/contracts';
import {
  amended,
  dateAt,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { requireEvidence, type Evidence } from './evidence.ts';
import { requireAhead, requireRegistrationFrom, requireTimes, type GatheringTimes, type SeasonDays } from './gathering-times.ts';

export type GatheringType = (typeof events.gatheringTypes)[number];
export type GatheringState = (typeof events.gatheringStates)[number];
export type GatheringVisibility = (typeof events.gatheringVisibilities)[number];
export type AllianceMode = (typeof events.allianceModes)[number];
export type GatheringAction =
  | 'change'
  | 'record_evidence'
  | 'submit'
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'publish'
  | 'set_capacity'
  | 'postpone'
  | 'reschedule'
  | 'cancel'
  | 'start'
  | 'end'
  | 'archive';

const beforeEnd = ['draft', 'in_review', 'approved', 'published', 'postponed', 'ongoing'] as const;

export const gatheringMachine: Machine<GatheringState, GatheringAction> = {
  change: { from: ['draft', 'approved', 'published', 'postponed', 'ongoing'], to: 'same' },
  record_evidence: { from: ['draft', 'in_review', 'approved', 'published', 'postponed'], to: 'same' },
  submit: { from: ['draft'], to: 'in_review' },
  approve: { from: ['in_review'], to: 'approved' },
  reject: { from: ['in_review'], to: 'draft' },
  withdraw: { from: ['in_review', 'approved'], to: 'draft' },
  publish: { from: ['approved'], to: 'published' },
  set_capacity: { from: beforeEnd, to: 'same' },
  postpone: { from: ['published'], to: 'postponed' },
  reschedule: { from: ['published', 'postponed'], to: 'published' },
  cancel: { from: beforeEnd, to: 'cancelled' },
  start: { from: ['published'], to: 'ongoing' },
  end: { from: ['ongoing'], to: 'ended' },
  archive: { from: ['ended'], to: 'archived' },
};

/** How people register for it. */
export interface RegistrationSettings {
  is_registration_open: boolean;
  /** Registrations are confirmed by hand. */
  is_moderated: boolean;
  hold_minutes: number;
  offer_minutes: number;
  is_waiting_list_open: boolean;
}

export interface GatheringContent extends GatheringTimes, RegistrationSettings {
  type: GatheringType;
  season_id: string | null;
  title: string;
  title_en: string | null;
  venue: string;
  expected_attendance: number;
  capacity: number;
  visibility: GatheringVisibility;
  modes: AllianceMode[];
}

export interface Gathering extends Aggregate, GatheringContent, Evidence {
  state: GatheringState;
  submitted_by: string | null;
  approved_by: string | null;
  /** Of the alliance, whose gathering it is (flow F6). */
  activity_id: string | null;
  /** When it was published for the first time. */
  announced_at: Date | null;
}

/**
 * Throws `invalid day_too_late`, `invalid day_too_early`, `invalid period_reversed`, `invalid too_long`, `invalid outside_season`,
 * `invalid registration_after_end`.
 */
export function draft(
  identity: NewIdentity,
  content: GatheringContent,
  season: SeasonDays | null,
  activity_id: string | null = null,
): Decision<Gathering> {
  requireTimes(content, season, identity.today);
  requireRegistrationFrom(content);
  const next: Gathering = {
    ...content,
    ...rowOf(identity),
    state: 'draft',
    permit_no: null,
    permit_applied_on: null,
    filing_no: null,
    filing_filed_on: null,
    emergency_plan_sha256: null,
    submitted_by: null,
    approved_by: null,
    activity_id,
    announced_at: null,
  };
  return { next, events: [occurred(events.GatheringDraftedV1, identity.today, { ...headOf(next, null), ...contentOf(next) })] };
}

/** What a review has decided on: afterwards it changes by a transition of its own, or from a draft again. */
const fixedAfterReview = ['type', 'season_id', 'starts_at', 'ends_at', 'expected_attendance'] as const;

/** No event where nothing changes. Throws `conflict fixed_after_review`, `conflict activity_decides`, `invalid in_past`, and what `draft` throws. */
export function changeContent(
  gathering: Gathering,
  change: Partial<Omit<GatheringContent, 'capacity'>>,
  season: SeasonDays | null,
  today: LocalDate,
): Decision<Gathering> {
  move(gatheringMachine, gathering.state, 'change');
  const next = amended(gathering, change);
  if (next === gathering) return unchanged(gathering);
  const fixed = fixedAfterReview.filter((member) => String(next[member]) !== String(gathering[member]));
  if (gathering.state !== 'draft' && fixed.length > 0) {
    throw new Refusal('conflict', 'fixed_after_review', `${fixed.join(', ')} cannot be changed once the gathering was submitted.`, {
      errors: fixed.map((member) => ({ pointer: `/${member}`, detail: 'Fixed by the review: reschedule the gathering, or withdraw it.' })),
    });
  }
  if (gathering.activity_id !== null && next.type !== gathering.type)
    throw new Refusal('conflict', 'activity_decides', 'The gathering of an activity of the alliance keeps its type.');
  if (change.starts_at) requireAhead(next, today);
  requireTimes(next, season, today);
  if (+next.registration_from !== +gathering.registration_from) requireRegistrationFrom(next);
  return { next, events: [announced(next, events.GatheringChangedV1, today, { ...headOf(next, gathering.state), ...contentOf(next) })] };
}

/** `taken`: places used and held. Throws `conflict below_taken`, and `conflict evidence_missing` where more people need more evidence. */
export function setCapacity(gathering: Gathering, capacity: number, taken: number, today: LocalDate): Decision<Gathering> {
  move(gatheringMachine, gathering.state, 'set_capacity');
  if (capacity === gathering.capacity) return unchanged(gathering);
  requireNotBelowTaken('/capacity', capacity, taken);
  const next: Gathering = { ...gathering, capacity };
  if (['published', 'postponed', 'ongoing'].includes(gathering.state)) requireEvidence(next);
  const data = { ...headOf(next, gathering.state), old: gathering.capacity, new: capacity };
  return { next, events: [announced(next, events.GatheringCapacityChangedV1, today, data)] };
}

/** Throws `conflict below_taken`. */
export function requireNotBelowTaken(pointer: string, capacity: number, taken: number): void {
  if (capacity >= taken) return;
  throw new Refusal('conflict', 'below_taken', `${taken} places are taken or held; the capacity must not be lower.`, {
    errors: [{ pointer, detail: `must be at least ${taken}` }],
    extra: { taken },
  });
}

/** The event, for the circle that the gathering is announced to. */
export function announced<Data>({ visibility }: Gathering, of: EventType<Data>, on: LocalDate, data: Data): NewEvent<Data> {
  return occurred(of, on, data, visibility);
}

/** Shared by its own events and, as their gathering, by those of registrations. */
export function gatheringOn({ state, starts_at }: Pick<Gathering, 'state' | 'starts_at'>): LocalDate | null {
  return state === 'postponed' ? null : dateAt(starts_at);
}

export function headOf(gathering: Gathering, from: GatheringState | null) {
  const { type, season_id, activity_id } = gathering;
  return { ...transition(gathering, from), type, season_id, gathering_on: gatheringOn(gathering), activity_id };
}

type Head = 'code' | 'from_state' | 'to_state' | 'type' | 'season_id' | 'gathering_on' | 'activity_id';
type Content = Omit<DataOf<typeof events.GatheringDraftedV1>, Head>;

export function contentOf(gathering: Gathering): Content {
  const { title, title_en, venue, starts_at, ends_at, expected_attendance, capacity, visibility, modes } = gathering;
  const { registration_from, registration_to, is_registration_open, is_moderated } = gathering;
  const { hold_minutes, offer_minutes, is_waiting_list_open } = gathering;
  return {
    title,
    title_en,
    venue,
    starts_at: starts_at.toISOString(),
    ends_at: ends_at.toISOString(),
    expected_attendance,
    capacity,
    visibility,
    modes,
    registration_from: registration_from.toISOString(),
    registration_to: registration_to.toISOString(),
    is_registration_open,
    is_moderated,
    hold_minutes,
    offer_minutes,
    is_waiting_list_open,
  };
}
