/** A hire 录用: agreed with the accepted offer, started on a day or not at all, and left, within the probation or later. */
import { occurred, recruitment, unchanged, type DataOf, type Decision } from '@park/contracts';
import {
  addDays,
  addMonths,
  invalid,
  move,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { requireStart, sharedFactsOf, type ApplicationFacts, type Offer } from '../offers/offer.ts';

export type HireState = (typeof recruitment.hireStates)[number];
export type RetentionBasis = (typeof recruitment.retentionBases)[number];
export type HireAction = 'move_start' | 'start' | 'renege' | 'leave' | 'ask' | 'follow_up';

export const hireMachine: Machine<HireState, HireAction> = {
  move_start: { from: ['pending_start'], to: 'same' },
  start: { from: ['pending_start'], to: 'started' },
  renege: { from: ['pending_start'], to: 'reneged' },
  leave: { from: ['started'], to: 'left' },
  ask: { from: ['started'], to: 'same' },
  follow_up: { from: ['started', 'left'], to: 'same' },
};

/** 劳动合同法 第十九条: the longest probation, of a contract for three years or more. */
const longestProbationMonths = 6;
/** 择业期: two years after the graduation. */
const freshYears = 2;

export interface Hire extends Aggregate, ApplicationFacts {
  application_id: string;
  offer_id: string;
  wants_home: boolean;
  state: HireState;
  /** The day on which the offer was accepted. */
  agreed_on: LocalDate;
  /** As agreed, or moved since. */
  start_on: LocalDate;
  started_on: LocalDate | null;
  /** Exclusive. */
  probation_until: LocalDate | null;
  is_fresh_graduate: boolean | null;
  /** The first day on which they did not work there any more. */
  left_on: LocalDate | null;
  within_probation: boolean | null;
  /** Why they did not start, or left. */
  reason: string | null;
  /** The day on which both sides are to be asked next; null where there is nothing to ask. */
  ask_on: LocalDate | null;
  /** Days after the start of the last time that both sides were to be asked. */
  asked_day: number | null;
  /** Still there 90 days after the start; null while it is not decided. */
  retained: boolean | null;
  retained_basis: RetentionBasis | null;
}

/** Days after the start at which both sides are asked. */
export const followUpDays = [7, 30, 90] as const;
export type FollowUpDay = (typeof followUpDays)[number];

export function agree(identity: NewIdentity, offer: Offer): Decision<Hire> {
  const { id: offer_id, application_id, wants_home, start_on, employer_uscc, candidate_masked } = offer;
  const agreed_on = offer.answered_on!;
  const next: Hire = {
    ...rowOf(identity),
    ...sharedFactsOf(offer),
    employer_uscc,
    candidate_masked,
    application_id,
    offer_id,
    wants_home,
    state: 'pending_start',
    agreed_on,
    start_on,
    started_on: null,
    probation_until: null,
    is_fresh_graduate: null,
    left_on: null,
    within_probation: null,
    reason: null,
    ask_on: null,
    asked_day: null,
    retained: null,
    retained_basis: null,
  };
  return { next, events: [occurred(recruitment.HireAgreedV1, agreed_on, { ...headOf(next, null), start_on })] };
}

export interface StartMove {
  start_on: LocalDate;
  reason: string;
}

/**
 * Earlier or later, also where the agreed day has passed and nobody has come. The same day again changes nothing. What follows counts from
 * the first day of work, so that it moves along. Throws `invalid start_on_out_of_range`.
 */
export function moveStart(hire: Hire, { start_on, reason }: StartMove, today: LocalDate): Decision<Hire> {
  const state = move(hireMachine, hire.state, 'move_start');
  requireStart(start_on, today);
  const { start_on: old_start_on, wants_home } = hire;
  if (start_on === old_start_on) return unchanged(hire);
  const next: Hire = { ...hire, state, start_on };
  const data = { ...headOf(next, hire.state), start_on, old_start_on, reason, wants_home };
  return { next, events: [occurred(recruitment.HireStartMovedV1, today, data)] };
}

export interface Start {
  started_on: LocalDate;
  probation_until: LocalDate | null;
  /** Of the candidate. */
  graduation_year: number | null;
}

/** Throws `invalid in_future`, `invalid before_agreement`, `invalid probation_out_of_range`. */
export function start(hire: Hire, { started_on, probation_until, graduation_year }: Start, today: LocalDate): Decision<Hire> {
  const state = move(hireMachine, hire.state, 'start');
  if (started_on > today) throw invalid('/started_on', 'in_future', 'started_on must not be later than today.');
  if (started_on < hire.agreed_on)
    throw invalid(
      '/started_on',
      'before_agreement',
      `started_on must not be earlier than ${hire.agreed_on}, the day on which the offer was accepted.`,
    );
  requireProbation(probation_until, started_on);
  const is_fresh_graduate = isFreshGraduate(graduation_year, started_on);
  const ask_on = addDays(started_on, followUpDays[0]);
  const next: Hire = { ...hire, state, started_on, probation_until, is_fresh_graduate, ask_on };
  const { wants_home } = next;
  const data = { ...headOf(next, hire.state), started_on, probation_until, is_fresh_graduate, wants_home };
  return { next, events: [occurred(recruitment.HireStartedV1, started_on, data)] };
}

function requireProbation(until: LocalDate | null, startedOn: LocalDate): void {
  if (until === null || (until > startedOn && until <= addMonths(startedOn, longestProbationMonths))) return;
  throw invalid(
    '/probation_until',
    'probation_out_of_range',
    `probation_until must be later than started_on, by at most ${longestProbationMonths} months.`,
  );
}

/** From the year of the graduation on, also of one that lies some months ahead in it. */
export function isFreshGraduate(graduationYear: number | null, startedOn: LocalDate): boolean {
  if (graduationYear === null) return false;
  const years = Number(startedOn.slice(0, 4)) - graduationYear;
  return years >= 0 && years <= freshYears;
}

export function renege(hire: Hire, reason: string, today: LocalDate): Decision<Hire> {
  const next: Hire = { ...hire, state: move(hireMachine, hire.state, 'renege'), reason };
  const data = { ...headOf(next, hire.state), reason, reneged_on: today, wants_home: next.wants_home };
  return { next, events: [occurred(recruitment.HireRenegedV1, today, data)] };
}

export interface Departure {
  left_on: LocalDate;
  reason: string | null;
}

/** Whether they were retained is decided by it in follow-up.ts. Throws `invalid in_future`, `invalid before_start`. */
export function leave(hire: Hire, { left_on, reason }: Departure, today: LocalDate): Decision<Hire> {
  const state = move(hireMachine, hire.state, 'leave');
  const started_on = hire.started_on!;
  if (left_on > today) throw invalid('/left_on', 'in_future', 'left_on must not be later than today.');
  if (left_on < started_on) throw invalid('/left_on', 'before_start', `left_on must not be earlier than ${started_on}, the first day.`);
  const within_probation = hire.probation_until !== null && left_on < hire.probation_until;
  const next: Hire = { ...hire, state, left_on, within_probation, reason, ask_on: null };
  const data = { ...headOf(next, hire.state), started_on, left_on, within_probation, reason };
  return { next, events: [occurred(recruitment.HireLeftV1, left_on, data)] };
}

export function headOf(next: Hire, from: HireState | null): Omit<DataOf<typeof recruitment.HireAgreedV1>, 'start_on'> {
  const { application_id, offer_id } = next;
  return { ...transition(next, from), ...sharedFactsOf(next), application_id, offer_id };
}
