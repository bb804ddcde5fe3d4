/**
 * The standing 信誉 of an employer: kept by rule from its no-shows and late cancellations, lifted by a recorded decision. The rules of
 * public job fairs in Xiamen, Guilin and Kunshan agree on it: out for the next fair after a first no-show, for a year after a second.
 */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import { addDays, Refusal, type LocalDate } from '@park/kernel';
import type { Employer } from './employer.ts';

export const standingRule = {
  /** No-shows count for so many days. */
  countedDays: 365,
  /** So many bar the employer from all fairs. */
  banAt: 2,
  banDays: 365,
} as const;

export interface Lapse {
  ground: 'no_show' | 'late_cancellation';
  fair_id: string;
  on: LocalDate;
}

/** Either is out for the next fair; only no-shows add up. */
export function noteLapse(employer: Employer, { ground, fair_id, on }: Lapse): Decision<Employer> {
  const counted = employer.no_show_days.filter((day) => day > addDays(on, -standingRule.countedDays));
  const no_show_days = ground === 'no_show' ? [...counted, on].sort() : counted;
  const bans = ground === 'no_show' && no_show_days.length >= standingRule.banAt;
  const next: Employer = {
    ...employer,
    no_show_days,
    sits_out_after: laterOf(employer.sits_out_after, on),
    banned_until: bans ? laterOf(employer.banned_until, addDays(on, standingRule.banDays)) : employer.banned_until,
  };
  return { next, events: [occurred(recruitment.EmployerStandingChangedV1, on, { ...standingOf(next), ground, fair_id, reason: null })] };
}

/** By a decision of the park, which says why. No event where nothing is held against the employer. */
export function lift(employer: Employer, reason: string, today: LocalDate): Decision<Employer> {
  if (employer.no_show_days.length === 0 && employer.sits_out_after === null && employer.banned_until === null) return unchanged(employer);
  const next: Employer = { ...employer, no_show_days: [], sits_out_after: null, banned_until: null };
  const data = { ...standingOf(next), ground: 'lifted' as const, fair_id: null, reason };
  return { next, events: [occurred(recruitment.EmployerStandingChangedV1, today, data)] };
}

/**
 * `fairs`: the days of the other fairs, cancelled ones left out, between the day after which the employer sits out and this fair.
 * Throws `conflict employer_banned`, `conflict employer_sits_out`.
 */
export function requireGoodStanding({ banned_until, sits_out_after }: Employer, fairOn: LocalDate, fairs: readonly LocalDate[]): void {
  if (banned_until !== null && fairOn < banned_until) {
    throw new Refusal('conflict', 'employer_banned', `The employer is barred from fairs until ${banned_until}.`, {
      extra: { banned_until },
    });
  }
  const satOut = sits_out_after === null || fairs.some((day) => day > sits_out_after && day < fairOn);
  if (!satOut && fairOn > sits_out_after) {
    throw new Refusal('conflict', 'employer_sits_out', `The employer sits out the first fair after ${sits_out_after}.`, {
      extra: { sits_out_after },
    });
  }
}

function standingOf({ code, no_show_days, sits_out_after, banned_until }: Employer) {
  return { code, no_shows: no_show_days.length, sits_out_after, banned_until };
}

function laterOf(a: LocalDate | null, b: LocalDate): LocalDate {
  return a !== null && a > b ? a : b;
}
