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

/** `registrations`: those that are cancelled with it. */
export function cancel(gathering: Gathering, reason: string, registrations: number, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'cancel') };
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

/** Also before `ends_at`, by hand. Effective on the day on which it ended. */
export function end(gathering: Gathering, { checked_in, no_show }: Turnout, now: Date): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'end') };
  const data = { ...headOf(next, gathering.state), capacity: next.capacity, registered: checked_in + no_show, checked_in, no_show };
  const endedOn = dateAt(now < gathering.ends_at ? now : new Date(gathering.ends_at.getTime() - 1));
  return { next, events: [occurred(events.GatheringEndedV1, endedOn, data)] };
}

export function archive(gathering: Gathering, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'archive') };
  return { next, events: [occurred(events.GatheringArchivedV1, today, headOf(next, gathering.state))] };
}
