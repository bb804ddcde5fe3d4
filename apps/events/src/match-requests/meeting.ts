/** The meeting 对接会谈 of an accepted request: a table and a time of the gathering, and what came of it. */
import { events, occurred, type Decision } from '@park/contracts';
import { dateAt, invalid, move, Refusal, type LocalDate } from '@park/kernel';
import {
  headOf,
  matchRequestMachine,
  type MatchAbsence,
  type MatchFollowUp,
  type MatchRequest,
  type MatchRequestState,
  type Of,
  type Venue,
} from './match-request.ts';

export interface Slot {
  table_no: number;
  starts_at: Date;
  /** Exclusive. */
  ends_at: Date;
}

/** A table, an investor and a project have at most one meeting in these at any moment. */
export const standingStates: readonly MatchRequestState[] = ['scheduled', 'held', 'followed_up'];

const minuteMs = 60_000;
export const shortestMinutes = 5;
export const longestMinutes = 240;

/** Throws `invalid period_reversed`, `invalid meeting_length`, `invalid outside_gathering`. */
export function requireSlot({ starts_at, ends_at }: Slot, gathering: Venue): void {
  if (ends_at <= starts_at) throw invalid('/ends_at', 'period_reversed', 'ends_at must be later than starts_at.');
  const minutes = (ends_at.getTime() - starts_at.getTime()) / minuteMs;
  if (minutes < shortestMinutes || minutes > longestMinutes)
    throw invalid('/ends_at', 'meeting_length', `A meeting lasts from ${shortestMinutes} to ${longestMinutes} minutes.`);
  requireWithin(starts_at, ends_at, gathering, ['starts_at', 'ends_at']);
}

/** Throws `invalid outside_gathering`. */
export function requireWithin(from: Date, to: Date, gathering: Venue, [first, last]: [string, string]): void {
  const { starts_at, ends_at } = gathering;
  if (from < starts_at || from >= ends_at)
    throw invalid(`/${first}`, 'outside_gathering', `${first} must lie within the gathering, from ${starts_at.toISOString()} on.`);
  if (to > ends_at)
    throw invalid(`/${last}`, 'outside_gathering', `${last} must not be later than the gathering ends, ${ends_at.toISOString()}.`);
}

/** Throws `invalid in_past`. */
export function requireAhead(pointer: string, instant: Date, now: Date): void {
  if (instant < now) throw invalid(pointer, 'in_past', `${pointer.slice(1)} must not be earlier than now.`);
}

/** Throws `conflict matching_closed`. */
export function requireOpenForMeetings({ state, ends_at }: Venue, now: Date): void {
  if ((state === 'published' || state === 'ongoing') && now < ends_at) return;
  throw new Refusal('conflict', 'matching_closed', 'Meetings get their times while the gathering is published or ongoing.', {
    extra: { gathering_state: state, ends_at },
  });
}

/** Of 1 up to the investor's quota, the first that none of its meetings has. Throws `conflict meeting_quota_reached`. */
export function freeMeetingNumber(taken: ReadonlySet<number>, quota: number): number {
  for (let number = 1; number <= quota; number++) if (!taken.has(number)) return number;
  throw new Refusal('conflict', 'meeting_quota_reached', `The investor has ${taken.size} of at most ${quota} meetings at this gathering.`, {
    extra: { quota },
  });
}

/** Throws what `requireSlot` throws. */
export function schedule(row: MatchRequest, slot: Slot, meeting_number: number, of: Venue, today: LocalDate): Decision<MatchRequest> {
  const state = move(matchRequestMachine, row.state, 'schedule');
  requireSlot(slot, of);
  const next: MatchRequest = { ...row, ...slot, state, meeting_number };
  const data = { ...headOf(next, row.state, of), ...slotIn(slot) };
  return { next, events: [occurred(events.MatchRequestMeetingScheduledV1, today, data)] };
}

/** Throws what `requireSlot` throws. No event where it stays as it is. */
export function moveMeeting(row: MatchRequest, slot: Slot, of: Venue, today: LocalDate): Decision<MatchRequest> {
  const state = move(matchRequestMachine, row.state, 'move');
  const old = slotOf(row);
  if (JSON.stringify(slotIn(old)) === JSON.stringify(slotIn(slot))) return { next: row, events: [] };
  requireSlot(slot, of);
  const next: MatchRequest = { ...row, ...slot, state };
  const data = { ...headOf(next, row.state, of), ...slotIn(slot), old: slotIn(old) };
  return { next, events: [occurred(events.MatchRequestMeetingMovedV1, today, data)] };
}

export function unschedule(row: MatchRequest, of: Of, today: LocalDate): Decision<MatchRequest> {
  const state = move(matchRequestMachine, row.state, 'unschedule');
  const next: MatchRequest = { ...row, state, table_no: null, starts_at: null, ends_at: null, meeting_number: null };
  const data = { ...headOf(next, row.state, of), old: slotIn(slotOf(row)) };
  return { next, events: [occurred(events.MatchRequestMeetingUnscheduledV1, today, data)] };
}

export type Interests = Required<{ investor_interest: number; project_interest: number }>;

/** Effective on the day of the meeting. Throws `conflict meeting_not_begun`. */
export function hold(row: MatchRequest, { investor_interest, project_interest }: Interests, of: Of, now: Date): Decision<MatchRequest> {
  const state = move(matchRequestMachine, row.state, 'hold');
  const met_on = dayOf(row, now);
  const next: MatchRequest = { ...row, state, met_on, investor_interest, project_interest };
  const data = { ...headOf(next, row.state, of), met_on, investor_interest, project_interest };
  return { next, events: [occurred(events.MatchRequestMeetingHeldV1, met_on, data)] };
}

/** The table is free again, and the investor may have another meeting for it. Throws `conflict meeting_not_begun`. */
export function markNoShow(row: MatchRequest, who: MatchAbsence, of: Of, now: Date): Decision<MatchRequest> {
  const state = move(matchRequestMachine, row.state, 'mark_no_show');
  const next: MatchRequest = { ...row, state, absent: who, meeting_number: null };
  const data = { ...headOf(next, row.state, of), who };
  return { next, events: [occurred(events.MatchRequestMeetingNoShowV1, dayOf(row, now), data)] };
}

export function followUp(row: MatchRequest, outcome: MatchFollowUp, of: Of, today: LocalDate): Decision<MatchRequest> {
  const state = move(matchRequestMachine, row.state, 'follow_up');
  const next: MatchRequest = { ...row, state, follow_up_outcome: outcome };
  return { next, events: [occurred(events.MatchRequestFollowedUpV1, today, { ...headOf(next, row.state, of), outcome })] };
}

function dayOf(row: MatchRequest, now: Date): LocalDate {
  const { starts_at } = slotOf(row);
  if (starts_at > now) throw new Refusal('conflict', 'meeting_not_begun', 'The meeting has not begun yet.', { extra: { starts_at } });
  return dateAt(starts_at);
}

/** Of a meeting that is scheduled: the database lets none be without. */
export function slotOf({ table_no, starts_at, ends_at }: MatchRequest): Slot {
  return { table_no: table_no!, starts_at: starts_at!, ends_at: ends_at! };
}

function slotIn({ table_no, starts_at, ends_at }: Slot): { table: number; start: string; end: string } {
  return { table: table_no, start: starts_at.toISOString(), end: ends_at.toISOString() };
}
