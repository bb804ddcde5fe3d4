/** The moments of a job fair: when its phases begin, until when an employer checks in, until when it may cancel without a mark. */
import type { recruitment } from '@park/contracts';
import { invalid, Refusal } from '@park/kernel';

/** The times of its gathering. */
export interface Times {
  starts_at: Date;
  ends_at: Date;
}

export interface Schedule extends Times {
  employer_registration_from: Date;
  booth_selection_from: Date;
  candidate_registration_from: Date;
  /** Exclusive. A booth whose employer has not checked in by then is released. */
  check_in_until: Date;
  /** Exclusive. A confirmed booth that is cancelled later counts against the employer. */
  free_cancel_until: Date;
  hold_minutes: number;
  offer_minutes: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const earliestDays = 366;

export const usualMinutes = { checkIn: 30, hold: 30, offer: 30 } as const;

export type ScheduleWish = Pick<Schedule, 'employer_registration_from' | 'booth_selection_from' | 'candidate_registration_from'> &
  Partial<Pick<Schedule, 'check_in_until' | 'free_cancel_until' | 'hold_minutes' | 'offer_minutes'>>;

/** With what is usual where nothing else is wished: checked in half an hour after the beginning, cancelled freely up to a day before. */
export function scheduleOf(wish: ScheduleWish, { starts_at, ends_at }: Times): Schedule {
  const halfAnHourLater = new Date(starts_at.getTime() + usualMinutes.checkIn * minuteMs);
  return {
    employer_registration_from: wish.employer_registration_from,
    booth_selection_from: wish.booth_selection_from,
    candidate_registration_from: wish.candidate_registration_from,
    starts_at,
    ends_at,
    check_in_until: wish.check_in_until ?? (halfAnHourLater < ends_at ? halfAnHourLater : ends_at),
    free_cancel_until: wish.free_cancel_until ?? new Date(starts_at.getTime() - dayMs),
    hold_minutes: wish.hold_minutes ?? usualMinutes.hold,
    offer_minutes: wish.offer_minutes ?? usualMinutes.offer,
  };
}

const phases = ['employer_registration_from', 'booth_selection_from', 'candidate_registration_from', 'starts_at'] as const;

/** Throws `invalid phases_out_of_order`, `invalid phase_too_early`, `invalid check_in_outside_fair`, `invalid cancellation_outside_fair`. */
export function requireSchedule(schedule: Schedule): void {
  for (const [i, phase] of phases.entries()) {
    const before = phases[i - 1];
    if (before !== undefined && schedule[phase] <= schedule[before]) throw outOfOrder(before, phase);
  }
  const { employer_registration_from, starts_at, ends_at, check_in_until, free_cancel_until } = schedule;
  if (starts_at.getTime() - employer_registration_from.getTime() > earliestDays * dayMs)
    throw invalid(
      '/employer_registration_from',
      'phase_too_early',
      `employer_registration_from must be at most ${earliestDays} days before the fair.`,
    );
  if (check_in_until <= starts_at || check_in_until > ends_at)
    throw invalid('/check_in_until', 'check_in_outside_fair', 'check_in_until must lie between the beginning and the end of the fair.');
  if (free_cancel_until > starts_at || free_cancel_until < employer_registration_from)
    throw invalid(
      '/free_cancel_until',
      'cancellation_outside_fair',
      'free_cancel_until must lie between employer_registration_from and the beginning of the fair.',
    );
}

type State = (typeof recruitment.fairStates)[number];

/** How many of the phases have begun. */
const begun: Partial<Record<State, number>> = { employer_registration: 1, booth_selection: 2, candidate_registration: 3 };

/**
 * Of a change to a fair that is filed. A phase that has begun keeps its beginning, which is the end of the one before it: by the state, and
 * where the clock moves the fair (`next_phase_at`) also by the moment. A phase that is still to come begins later than now. A draft may name
 * any moment. Throws `conflict phase_begun`, `invalid in_past`.
 */
export function requirePhasesAhead(
  fair: Schedule & { state: State; next_phase_at: Date | null },
  changed: Pick<Schedule, (typeof phases)[number]>,
  now: Date,
): void {
  if (fair.state === 'draft') return;
  const moved = [...phases.entries()].filter(([, phase]) => +changed[phase] !== +fair[phase]);
  const hasBegun = ([i, phase]: [number, (typeof phases)[number]]): boolean =>
    i < (begun[fair.state] ?? 0) || (fair.next_phase_at !== null && fair[phase] <= now);
  const fixed = moved.filter(hasBegun).map(([, phase]) => phase);
  if (fixed.length > 0)
    throw new Refusal('conflict', 'phase_begun', `${fixed.join(', ')} cannot be changed: the phase has begun.`, {
      errors: fixed.map((phase) => ({ pointer: `/${phase}`, detail: 'The phase has begun and keeps its beginning.' })),
    });
  for (const [, phase] of moved) if (changed[phase] <= now) throw invalid(`/${phase}`, 'in_past', `${phase} must be later than now.`);
}

/** Points to both; the beginning is that of the gathering. */
function outOfOrder(before: string, phase: string): Refusal {
  const detail = `${before} must be earlier than ${phase}.`;
  const members = [before, phase].filter((member) => member !== 'starts_at');
  return new Refusal('invalid', 'phases_out_of_order', detail, { errors: members.map((member) => ({ pointer: `/${member}`, detail })) });
}

/** Everything moves by as much as the beginning; nobody checks in after the end. */
export function shifted(schedule: Schedule, { starts_at, ends_at }: Times): Schedule {
  const by = starts_at.getTime() - schedule.starts_at.getTime();
  const later = (instant: Date): Date => new Date(instant.getTime() + by);
  const check_in_until = later(schedule.check_in_until);
  return {
    ...schedule,
    starts_at,
    ends_at,
    employer_registration_from: later(schedule.employer_registration_from),
    booth_selection_from: later(schedule.booth_selection_from),
    candidate_registration_from: later(schedule.candidate_registration_from),
    check_in_until: check_in_until > ends_at ? ends_at : check_in_until,
    free_cancel_until: later(schedule.free_cancel_until),
  };
}

/** When the clock ends this phase; null where it does not. */
export function nextPhaseAt(state: State, schedule: Schedule): Date | null {
  switch (state) {
    case 'filed':
      return schedule.employer_registration_from;
    case 'employer_registration':
      return schedule.booth_selection_from;
    case 'booth_selection':
      return schedule.candidate_registration_from;
    case 'candidate_registration':
      return schedule.starts_at;
    case 'ongoing':
      return schedule.ends_at;
    default:
      return null;
  }
}
