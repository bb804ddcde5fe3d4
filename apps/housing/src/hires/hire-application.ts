/**
 * The application for a home that an accepted offer of recruitment leads to (flow F3): due until recruitment has handed on the identity of
 * the candidate, then done, or refused with the reason.
 */
import type { recruitment } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import type { Degree } from '../applications/policy.ts';

export const hireApplicationStates = ['due', 'done', 'refused'] as const;
export type HireApplicationState = (typeof hireApplicationStates)[number];

export interface HireApplication {
  offer_id: string;
  /** Of the event that told of it: what follows is caused by it, and stands on its trace. */
  event_id: string;
  correlation_id: string;
  traceparent: string | null;
  candidate_id: string;
  /** Null for an employer that is not a market entity of the park. */
  employer_uscc: string | null;
  /** Null where the hire reneged before the offer was heard of. */
  start_on: LocalDate | null;
  state: HireApplicationState;
  attempts: number;
  next_try_at: Date;
  /** Why it was refused; while it is due, why the last attempt failed. */
  reason: string | null;
  application_id: string | null;
  /** It was open before, so that none was drafted. */
  is_linked: boolean;
  reneged_on: LocalDate | null;
  received_at: Date;
}

/** Refusals by recruitment that are final: another attempt would be answered alike. */
export const finalRefusals = ['candidate_not_found', 'candidate_anonymised', 'housing_consent_required', 'unknown_offer'] as const;
export type FinalRefusal = (typeof finalRefusals)[number];

export const renegedReason = 'hire_reneged';

const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;

/** After 1, 2, 4 … minutes, at most an hour. `attempts`: those that failed. */
export function nextTryAt(attempts: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1)));
}

/** So many attempts wait for tenants to tell of an employer; then the application goes on without. */
const attemptsForEmployer = 5;

export function waitsForEmployer({ employer_uscc, attempts }: HireApplication, isKnown: boolean): boolean {
  return employer_uscc !== null && !isKnown && attempts < attemptsForEmployer;
}

const degreeOfEducation: Record<(typeof recruitment.educations)[number], Degree> = {
  none: 'none',
  secondary: 'secondary',
  vocational: 'secondary',
  junior_college: 'associate',
  bachelor: 'bachelor',
  master: 'master',
  doctor: 'doctor',
};

export function degreeOf(education: keyof typeof degreeOfEducation): Degree {
  return degreeOfEducation[education];
}

/** The school year ends with June; recruitment knows the year alone. */
export function graduatedOn(year: number | null): LocalDate | undefined {
  return year === null ? undefined : `${year}-07-01`;
}

/** From the start of the work on, or from today where recruitment did not answer until then. */
export function requestedStart({ start_on }: HireApplication, today: LocalDate): LocalDate {
  return start_on! < today ? today : start_on!;
}
