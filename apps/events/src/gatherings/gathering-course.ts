/** The course of a gathering once it is published: postponed, rescheduled, cancelled, begun, ended, archived. */
import { events, occurred, type Decision } from '@park/contracts';
import { dateAt, invalid, move, Refusal, type LocalDate } from '@park/kernel';
import { requireEvidence } from './evidence.ts';
import { requireRegistrationFrom, requireTimes, type SeasonDays } from './gathering-times.ts';
import { announced, gatheringMachine, headOf, type Gathering } from './gathering.ts';

/** To a day that is not known yet. */
export function postpone(gathering: Gathering, reason: string, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'postpone') };
  return { next, events: [announced(next, events.GatheringPostponedV1, today, { ...headOf(next, gathering.state), reason })] };
}

export interface NewTimes {
  starts_at: Date;
  ends_at: Date;
  /** Without them, the window moves with the gathering. */
  registration_from?: Date | undefined;
  registration_to?: Date | undefined;
}

/** Throws `invalid in_past`, `conflict evidence_missing` for the new day, and what `draft` throws of times. */
export function reschedule(gathering: Gathering, times: NewTimes, season: SeasonDays | null, now: Date): Decision<Gathering> {
  const state = move(gatheringMachine, gathering.state, 'reschedule');
  if (times.starts_at <= now) throw invalid('/starts_at', 'in_past', 'starts_at must be later than now.');
  const { starts_at, ends_at } = times;
  const moved = (instant: Date): Date => new Date(instant.getTime() + starts_at.getTime() - gathering.starts_at.getTime());
  const to = moved(gathering.registration_to);
  const next: Gathering = {
    ...gathering,
    state,
    starts_at,
    ends_at,
    registration_from: times.registration_from ?? gathering.registration_from,
    registration_to: times.registration_to ?? (to > ends_at ? ends_at : to),
  };
  requireTimes(next, season, dateAt(now));
  if (times.registration_from) requireRegistrationFrom(next);
  requireEvidence(next);
  const said = (one: Pick<Gathering, 'starts_at' | 'ends_at'>) => ({
    starts_at: one.starts_at.toISOString(),
    ends_at: one.ends_at.toISOString(),
  });
  const data = { ...headOf(next, gathering.state), old: said(gathering), new: said(next) };
  return { next, events: [announced(next, events.GatheringRescheduledV1, dateAt(now), data)] };
}

/** An announced one whose last moment has passed: it took place, and ends, also before the clock has come to it. */
export function isOver({ state, ends_at }: Pick<Gathering, 'state' | 'ends_at'>, now: Date): boolean {
  return (state === 'published' || state === 'ongoing') && ends_at <= now;
}

/**
 * Until its end, also while it is ongoing: an emergency stops it at once, and nobody is a no-show. From `ends_at` on it took place, and can
 * only end. `registrations`: those that are cancelled with it. `at`: when it is called off. Throws `conflict gathering_over`.
 */
export function cancel(gathering: Gathering, reason: string, registrations: number, at: Date): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'cancel') };
  if (isOver(gathering, at)) throw new Refusal('conflict', 'gathering_over', 'The gathering is over: it ends, and is not cancelled.');
  const today = dateAt(at);
  const data = { ...headOf(next, gathering.state), reason, registrations };
  const wasAnnounced = ['published', 'postponed', 'ongoing'].includes(gathering.state);
  const event = wasAnnounced
    ? announced(next, events.GatheringCancelledV1, today, data)
    : occurred(events.GatheringCancelledV1, today, data, 'internal');
  return { next, events: [event] };
}

/** `confirmed`: places. Throws `conflict not_begun`. */
export function start(gathering: Gathering, confirmed: number, now: Date): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'start') };
  if (now < gathering.starts_at) throw new Refusal('conflict', 'not_begun', 'The gathering has not begun yet.');
  const data = { ...headOf(next, gathering.state), confirmed };
  return { next, events: [occurred(events.GatheringStartedV1, dateAt(gathering.starts_at), data)] };
}

/** Registrations by their end. */
export interface Turnout {
  checked_in: number;
  no_show: number;
}

/**
 * At `ends_at` by the clock; before, by hand, where it took place: somebody has been checked in, or nobody is expected any more. Else everybody
 * who is still on the way would be a no-show; one that is broken off before anybody came is cancelled. Effective on the day on which it
 * ended. Throws `conflict nobody_checked_in`.
 */
export function end(gathering: Gathering, { checked_in, no_show }: Turnout, now: Date): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'end') };
  if (now < gathering.ends_at && checked_in === 0 && no_show > 0)
    throw new Refusal('conflict', 'nobody_checked_in', 'Nobody has been checked in: before ends_at, the gathering is cancelled instead.');
  const data = { ...headOf(next, gathering.state), capacity: next.capacity, registered: checked_in + no_show, checked_in, no_show };
  const endedOn = dateAt(now < gathering.ends_at ? now : new Date(gathering.ends_at.getTime() - 1));
  return { next, events: [occurred(events.GatheringEndedV1, endedOn, data)] };
}

export function archive(gathering: Gathering, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'archive') };
  return { next, events: [occurred(events.GatheringArchivedV1, today, headOf(next, gathering.state))] };
}
