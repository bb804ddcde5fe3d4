/** A match request 对接: an investor or a project asks for a meeting at a gathering, and the other side answers. The meeting is in meeting.ts. */
import { type Decision, events, occurred } from '@park/contracts';
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
import { gatheringOn, type Gathering } from '../gatherings/gathering.ts';
import type { Project, ProjectSector } from '../projects/project.ts';

export type MatchRequestState = (typeof events.matchRequestStates)[number];
export type MatchSide = (typeof events.matchSides)[number];
export type MatchAbsence = (typeof events.matchAbsences)[number];
export type MatchFollowUp = (typeof events.matchFollowUps)[number];
export type CancelledBy = MatchSide | 'organiser' | 'gathering';
export type MatchRequestAction =
  'accept' | 'decline' | 'change_expiry' | 'expire' | 'cancel' | 'schedule' | 'move' | 'unschedule' | 'hold' | 'mark_no_show' | 'follow_up';

/** An investor and a project have at most one request in these for a gathering. */
export const openStates = ['requested', 'accepted', 'scheduled'] as const;

export const matchRequestMachine: Machine<MatchRequestState, MatchRequestAction> = {
  accept: { from: ['requested'], to: 'accepted' },
  decline: { from: ['requested'], to: 'declined' },
  change_expiry: { from: ['requested'], to: 'same' },
  expire: { from: ['requested'], to: 'expired' },
  cancel: { from: openStates, to: 'cancelled' },
  schedule: { from: ['accepted'], to: 'scheduled' },
  move: { from: ['scheduled'], to: 'same' },
  unschedule: { from: ['scheduled'], to: 'accepted' },
  hold: { from: ['scheduled'], to: 'held' },
  mark_no_show: { from: ['scheduled'], to: 'no_show' },
  follow_up: { from: ['held'], to: 'followed_up' },
};

export interface MatchRequest extends Aggregate {
  gathering_id: string;
  investor_id: string;
  project_id: string;
  /** Of the project at the time of the request. */
  entity_id: string | null;
  sector: ProjectSector;
  asked_by: MatchSide;
  message: string | null;
  state: MatchRequestState;
  requested_on: LocalDate;
  expires_at: Date;
  /** Of the meeting; those of a meeting that was cancelled stay. */
  table_no: number | null;
  starts_at: Date | null;
  ends_at: Date | null;
  /** 1 up to the investor's meetings at the gathering: the database keeps two meetings from having the same. */
  meeting_number: number | null;
  met_on: LocalDate | null;
  investor_interest: number | null;
  project_interest: number | null;
  absent: MatchAbsence | null;
  follow_up_outcome: MatchFollowUp | null;
}

/** What a request tells of its gathering. */
export type Of = Pick<Gathering, 'season_id' | 'state' | 'starts_at'>;
export type Venue = Of & Pick<Gathering, 'type' | 'ends_at'>;

export type Wish = Pick<
  MatchRequest,
  'gathering_id' | 'investor_id' | 'project_id' | 'entity_id' | 'sector' | 'asked_by' | 'message' | 'expires_at'
>;

const matchingTypes = ['matchmaking', 'roadshow'];

/** Throws `invalid not_for_matching`. */
export function requireForMatching(pointer: string, { type }: Pick<Venue, 'type'>): void {
  if (matchingTypes.includes(type)) return;
  throw invalid(pointer, 'not_for_matching', `Meetings are asked for at gatherings of the types ${matchingTypes.join(', ')}.`);
}

/** Throws `conflict matching_closed`. */
export function requireOpenForRequests({ state, starts_at }: Of, now: Date): void {
  if (state === 'published' && now < starts_at) return;
  throw new Refusal('conflict', 'matching_closed', 'Meetings are asked for while the gathering is published and has not begun.', {
    extra: { gathering_state: state, starts_at },
  });
}

/** Throws `conflict project_withdrawn`. */
export function requireNotWithdrawn({ state }: Pick<Project, 'state'>): void {
  if (state === 'withdrawn') throw new Refusal('conflict', 'project_withdrawn', 'The project was withdrawn.');
}

const longestAnswerDays = 60;
const dayMs = 86_400_000;

/** Seven days from now unless the wish says otherwise; never later than the gathering begins. Throws `invalid in_past`, `invalid expiry_too_late`. */
export function expiryOf(wish: Date | undefined, { starts_at }: Of, now: Date): Date {
  if (wish === undefined) return new Date(Math.min(now.getTime() + 7 * dayMs, starts_at.getTime()));
  if (wish <= now) throw invalid('/expires_at', 'in_past', 'expires_at must be later than now.');
  const latest = Math.min(now.getTime() + longestAnswerDays * dayMs, starts_at.getTime());
  if (wish.getTime() > latest) {
    const detail = `expires_at must not be later than ${new Date(latest).toISOString()}: ${longestAnswerDays} days from now, or the start of the gathering.`;
    throw invalid('/expires_at', 'expiry_too_late', detail);
  }
  return wish;
}

export function request(identity: NewIdentity, wish: Wish, of: Of): Decision<MatchRequest> {
  const next: MatchRequest = {
    ...wish,
    ...rowOf(identity),
    state: 'requested',
    requested_on: identity.today,
    table_no: null,
    starts_at: null,
    ends_at: null,
    meeting_number: null,
    met_on: null,
    investor_interest: null,
    project_interest: null,
    absent: null,
    follow_up_outcome: null,
  };
  const data = { ...headOf(next, null, of), asked_by: next.asked_by, expires_at: next.expires_at.toISOString() };
  return { next, events: [occurred(events.MatchRequestRequestedV1, identity.today, data)] };
}

/** Throws `conflict request_expired`. */
export function accept(row: MatchRequest, of: Of, now: Date): Decision<MatchRequest> {
  const next: MatchRequest = { ...row, state: move(matchRequestMachine, row.state, 'accept') };
  requireNotExpired(row, now);
  return { next, events: [occurred(events.MatchRequestAcceptedV1, dateAt(now), headOf(next, row.state, of))] };
}

/** Throws `conflict request_expired`. */
export function decline(row: MatchRequest, reason: string | null, of: Of, now: Date): Decision<MatchRequest> {
  const next: MatchRequest = { ...row, state: move(matchRequestMachine, row.state, 'decline') };
  requireNotExpired(row, now);
  return { next, events: [occurred(events.MatchRequestDeclinedV1, dateAt(now), { ...headOf(next, row.state, of), reason })] };
}

function requireNotExpired({ expires_at }: MatchRequest, now: Date): void {
  if (expires_at <= now) throw new Refusal('conflict', 'request_expired', 'The request has expired.', { extra: { expires_at } });
}

/** With the gathering, which begins earlier now. */
export function changeExpiry(row: MatchRequest, expires_at: Date, of: Of, today: LocalDate): Decision<MatchRequest> {
  const next: MatchRequest = { ...row, state: move(matchRequestMachine, row.state, 'change_expiry'), expires_at };
  const data = { ...headOf(next, row.state, of), expires_at: expires_at.toISOString() };
  return { next, events: [occurred(events.MatchRequestExpiryChangedV1, today, data)] };
}

/** Effective on the day on which it expired. Throws `conflict not_over`. */
export function expire(row: MatchRequest, of: Of, now: Date): Decision<MatchRequest> {
  const next: MatchRequest = { ...row, state: move(matchRequestMachine, row.state, 'expire') };
  if (row.expires_at > now) throw new Refusal('conflict', 'not_over', 'The request has not expired yet.');
  return { next, events: [occurred(events.MatchRequestExpiredV1, dateAt(row.expires_at), headOf(next, row.state, of))] };
}

export function cancel(row: MatchRequest, by: CancelledBy, reason: string, of: Of, today: LocalDate): Decision<MatchRequest> {
  const next: MatchRequest = { ...row, state: move(matchRequestMachine, row.state, 'cancel'), meeting_number: null };
  return { next, events: [occurred(events.MatchRequestCancelledV1, today, { ...headOf(next, row.state, of), by, reason })] };
}

export function headOf(row: MatchRequest, from: MatchRequestState | null, of: Of) {
  const { gathering_id, investor_id, project_id, entity_id, sector } = row;
  return {
    ...transition(row, from),
    gathering_id,
    season_id: of.season_id,
    gathering_on: gatheringOn(of),
    investor_id,
    project_id,
    entity_id,
    sector,
  };
}
