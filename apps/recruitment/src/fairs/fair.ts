/** A job fair 招聘会: filed with the authority, opened phase by phase, held on the day of its gathering. Its end is in fair-end.ts. */
import { occurred, recruitment, unchanged, type DataOf, type Decision } from '@park/contracts';
import {
  addDays,
  amended,
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
import type { KnownGathering } from '../gatherings/gathering.ts';
import { nextPhaseAt, requirePhasesAhead, requireSchedule, type Schedule } from './fair-schedule.ts';

export type FairState = (typeof recruitment.fairStates)[number];
export type FairAction =
  | 'change'
  | 'file'
  | 'open_employer_registration'
  | 'open_booth_selection'
  | 'open_candidate_registration'
  | 'begin'
  | 'reschedule'
  | 'put_back'
  | 'close'
  | 'note_report_overdue'
  | 'report'
  | 'cancel';

const beforeItBegins = ['draft', 'filed', 'employer_registration', 'booth_selection', 'candidate_registration'] as const;

export const fairMachine: Machine<FairState, FairAction> = {
  change: { from: beforeItBegins, to: 'same' },
  file: { from: ['draft'], to: 'filed' },
  open_employer_registration: { from: ['filed'], to: 'employer_registration' },
  open_booth_selection: { from: ['employer_registration'], to: 'booth_selection' },
  open_candidate_registration: { from: ['booth_selection'], to: 'candidate_registration' },
  begin: { from: ['candidate_registration'], to: 'ongoing' },
  reschedule: { from: beforeItBegins, to: 'same' },
  // Its gathering was moved in the very minute in which it began by the clock.
  put_back: { from: ['ongoing'], to: 'candidate_registration' },
  close: { from: ['ongoing'], to: 'closed' },
  note_report_overdue: { from: ['closed'], to: 'same' },
  report: { from: ['closed'], to: 'reported' },
  cancel: { from: [...beforeItBegins, 'ongoing'], to: 'cancelled' },
};

/** 北京市人力资源市场招聘会管理: an irregular fair is filed so many days before it. */
export const filedDaysBefore = 15;

export type FairTotals = Pick<
  DataOf<typeof recruitment.FairClosedV1>,
  'employers_confirmed' | 'employers' | 'booth_no_shows' | 'postings' | 'headcount' | 'entries' | 'resumes' | 'intentions' | 'onsite_offers'
>;

export interface Fair extends Aggregate, Schedule, Record<keyof FairTotals, number | null> {
  gathering_id: string;
  state: FairState;
  /** Its gathering has no day for now; the times are those from before. */
  is_postponed: boolean;
  /** Phases change by the clock. Not of history that a clerk brings in: that goes on by hand. */
  is_timed: boolean;
  /** When the clock takes it to its next phase; null where it does not. */
  next_phase_at: Date | null;
  filing_no: string | null;
  filed_on: LocalDate | null;
  report_due_on: LocalDate | null;
  is_report_overdue: boolean;
  reported_on: LocalDate | null;
  cancel_reason: string | null;
}

const noTotals: Record<keyof FairTotals, null> = {
  employers_confirmed: null,
  employers: null,
  booth_no_shows: null,
  postings: null,
  headcount: null,
  entries: null,
  resumes: null,
  intentions: null,
  onsite_offers: null,
};

/** Throws `invalid not_a_job_fair`, `conflict gathering_cancelled`, and what `requireSchedule` throws. */
export function draft(
  identity: NewIdentity,
  gathering: Pick<KnownGathering, 'id' | 'type' | 'state'>,
  schedule: Schedule,
  isTimed: boolean,
): Decision<Fair> {
  if (gathering.type !== 'job_fair')
    throw invalid('/gathering_id', 'not_a_job_fair', 'gathering_id must be a gathering of the type job_fair.');
  if (gathering.state === 'cancelled') throw new Refusal('conflict', 'gathering_cancelled', 'The gathering of the fair is cancelled.');
  requireSchedule(schedule);
  const next: Fair = {
    ...rowOf(identity),
    ...schedule,
    ...noTotals,
    gathering_id: gathering.id,
    state: 'draft',
    is_postponed: gathering.state === 'postponed',
    is_timed: isTimed,
    next_phase_at: null,
    filing_no: null,
    filed_on: null,
    report_due_on: null,
    is_report_overdue: false,
    reported_on: null,
    cancel_reason: null,
  };
  return { next, events: [occurred(recruitment.FairDraftedV1, identity.today, headOf(next, null))] };
}

/** No event where nothing changes. Throws what `requirePhasesAhead` and `requireSchedule` throw. */
export function changeSchedule(fair: Fair, change: Partial<Schedule>, now: Date): Decision<Fair> {
  move(fairMachine, fair.state, 'change');
  const amendedFair = amended(fair, change);
  if (amendedFair === fair) return unchanged(fair);
  requirePhasesAhead(fair, amendedFair, now);
  requireSchedule(amendedFair);
  const next = clocked(amendedFair);
  const data = {
    ...headOf(next, fair.state),
    employer_registration_from: next.employer_registration_from.toISOString(),
    booth_selection_from: next.booth_selection_from.toISOString(),
    candidate_registration_from: next.candidate_registration_from.toISOString(),
    check_in_until: next.check_in_until.toISOString(),
    free_cancel_until: next.free_cancel_until.toISOString(),
    hold_minutes: next.hold_minutes,
    offer_minutes: next.offer_minutes,
  };
  return { next, events: [occurred(recruitment.FairChangedV1, dateAt(now), data)] };
}

export interface Filing {
  filing_no: string;
  filed_on: LocalDate;
}

/** Throws `invalid in_future`, `invalid filed_too_late`. */
export function file(fair: Fair, { filing_no, filed_on }: Filing, today: LocalDate): Decision<Fair> {
  const state = move(fairMachine, fair.state, 'file');
  if (filed_on > today) throw invalid('/filed_on', 'in_future', 'filed_on must not be later than today.');
  const last = addDays(dateAt(fair.starts_at), -filedDaysBefore);
  if (filed_on > last)
    throw invalid('/filed_on', 'filed_too_late', `A fair is filed at least ${filedDaysBefore} days before it: by ${last} at the latest.`);
  if (filed_on < addDays(last, -farthestFilingDays))
    throw invalid('/filed_on', 'filed_too_early', `A fair is filed at most ${farthestFilingDays} days before the last day for it.`);
  const next = clocked({ ...fair, state, filing_no, filed_on });
  const data = { ...headOf(next, fair.state), filing_no, filed_on, starts_at: next.starts_at.toISOString() };
  return { next, events: [occurred(recruitment.FairFiledV1, filed_on, data)] };
}

const farthestFilingDays = 365;

const phaseActions: Partial<Record<FairState, FairAction>> = {
  filed: 'open_employer_registration',
  employer_registration: 'open_booth_selection',
  booth_selection: 'open_candidate_registration',
  candidate_registration: 'begin',
};

/**
 * To the next phase: by the clock at its moment, by hand also before. It closes by `close`, with its totals.
 * Throws `conflict fair_postponed`, `conflict not_begun`.
 */
export function enterNextPhase(fair: Fair, now: Date): Decision<Fair> {
  const state = move(fairMachine, fair.state, phaseActions[fair.state] ?? 'begin');
  if (state === 'ongoing') {
    requireDay(fair);
    if (now < fair.starts_at) throw new Refusal('conflict', 'not_begun', 'The fair has not begun yet.');
  }
  const due = fair.next_phase_at;
  const next = clocked({ ...fair, state });
  const on = dateAt(due !== null && due < now ? due : now);
  return { next, events: [occurred(recruitment.FairPhaseChangedV1, on, headOf(next, fair.state))] };
}

/** Throws `conflict fair_postponed`. */
export function requireDay({ is_postponed }: Pick<Fair, 'is_postponed'>): void {
  if (is_postponed) throw new Refusal('conflict', 'fair_postponed', 'The fair has no day for now, as its gathering is postponed.');
}

export function cancel(fair: Fair, reason: string, today: LocalDate): Decision<Fair> {
  const state = move(fairMachine, fair.state, 'cancel');
  const next: Fair = { ...fair, state, cancel_reason: reason, next_phase_at: null };
  return { next, events: [occurred(recruitment.FairCancelledV1, today, { ...headOf(next, fair.state), reason })] };
}

/** The fair with the moment at which the clock moves it on. */
export function clocked(fair: Fair): Fair {
  return { ...fair, next_phase_at: fair.is_timed && !fair.is_postponed ? nextPhaseAt(fair.state, fair) : null };
}

/** Shared by its own events and by those of its booth applications. */
export function fairOn({ is_postponed, starts_at }: Pick<Fair, 'is_postponed' | 'starts_at'>): LocalDate | null {
  return is_postponed ? null : dateAt(starts_at);
}

export function headOf(fair: Fair, from: FairState | null) {
  return { ...transition(fair, from), gathering_id: fair.gathering_id, fair_on: fairOn(fair) };
}
