/**
 * The follow-up 回访 of a hire 7, 30 and 90 days after the start: what each side said is kept, and whether the hire was retained is decided
 * from it, so that the park counts evidence instead of intentions.
 */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import { addDays, invalid, move, Refusal, type LocalDate } from '@park/kernel';
import { followUpDays, headOf, hireMachine, leave, type Departure, type FollowUpDay, type Hire, type RetentionBasis } from './hire.ts';

export type FollowUpSide = (typeof recruitment.followUpSides)[number];

export interface Answer {
  day: FollowUpDay;
  said_by: FollowUpSide;
  employed: boolean;
  evidence_sha256: string | null;
}

/** The day by which `retained` is decided. */
export const retentionDay = 90;

/** One event for each mark; after a pause only the latest that was reached. */
export function ask(hire: Hire, today: LocalDate): Decision<Hire> {
  move(hireMachine, hire.state, 'ask');
  const started_on = hire.started_on!;
  const open = followUpDays.filter((day) => day > (hire.asked_day ?? 0));
  const day = open.findLast((one) => addDays(started_on, one) <= today);
  if (hire.ask_on === null || day === undefined) return unchanged(hire);
  const following = open.find((one) => one > day);
  const ask_on = following === undefined ? null : addDays(started_on, following);
  const due_on = addDays(started_on, day);
  const next: Hire = { ...hire, asked_day: day, ask_on };
  return { next, events: [occurred(recruitment.HireFollowUpDueV1, due_on, { code: hire.code, day, due_on })] };
}

/**
 * `answers`: all that were given before. The same again changes nothing, another replaces it. Throws `invalid unknown_follow_up_day`,
 * `invalid follow_up_not_due`, `invalid evidence_required`.
 */
export function followUp(hire: Hire, answer: Answer, answers: readonly Answer[], today: LocalDate): Decision<Hire> {
  move(hireMachine, hire.state, 'follow_up');
  if (!(followUpDays as readonly number[]).includes(answer.day))
    throw invalid('/day', 'unknown_follow_up_day', `day must be one of ${followUpDays.join(', ')}.`);
  const due_on = addDays(hire.started_on!, answer.day);
  if (due_on > today) throw invalid('/day', 'follow_up_not_due', `Day ${answer.day} after the start is ${due_on}; it has not come yet.`);
  if (answer.said_by === 'social_insurance' && answer.evidence_sha256 === null)
    throw invalid('/evidence_sha256', 'evidence_required', 'evidence_sha256 is required for what the social insurance says.');
  const before = answers.find((one) => isOfSame(one, answer));
  if (before && before.employed === answer.employed && before.evidence_sha256 === answer.evidence_sha256) return unchanged(hire);
  const said = { next: hire, events: [occurred(recruitment.HireFollowedUpV1, today, { ...headOf(hire, hire.state), ...answer })] };
  const known = [...answers.filter((one) => !isOfSame(one, answer)), answer];
  const decided = decideRetention(hire, known, due_on);
  return { next: decided.next, events: [...said.events, ...decided.events] };
}

/** The departure, with what it decides. Throws what `leave` throws. */
export function leaveAndDecide(hire: Hire, departure: Departure, answers: readonly Answer[], today: LocalDate): Decision<Hire> {
  const left = leave(hire, departure, today);
  const decided = decideRetention(left.next, answers, departure.left_on);
  return { next: decided.next, events: [...left.events, ...decided.events] };
}

/** Throws `invalid foreign_side`: a member organisation speaks as the employer that it is. */
export function requireOwnSide(said_by: FollowUpSide, isOperator: boolean): void {
  if (!isOperator && said_by !== 'employer')
    throw invalid('/said_by', 'foreign_side', 'said_by must be employer: the park records what the other sides say.');
}

export function followUpConsentRequired(): Refusal {
  return new Refusal('conflict', 'follow_up_consent_required', 'The candidate has not agreed to be asked later.');
}

export interface Retention {
  retained: boolean | null;
  retained_basis: RetentionBasis | null;
}

/**
 * Somebody who left before the day was not there on it. Else the evidence of the social insurance decides, else both sides where they
 * agree. Where they disagree, or one has not answered, it is open.
 */
export function retentionOf({ started_on, left_on }: Pick<Hire, 'started_on' | 'left_on'>, answers: readonly Answer[]): Retention {
  if (left_on !== null && left_on < addDays(started_on!, retentionDay)) return { retained: false, retained_basis: 'left' };
  const said = (side: FollowUpSide): boolean | undefined =>
    answers.find(({ day, said_by }) => day === retentionDay && said_by === side)?.employed;
  const [insured, employer, candidate] = [said('social_insurance'), said('employer'), said('candidate')];
  if (insured !== undefined) return { retained: insured, retained_basis: 'social_insurance' };
  if (employer !== undefined && employer === candidate) return { retained: employer, retained_basis: 'both_sides' };
  return { retained: null, retained_basis: null };
}

/** No event where the decision stays. Once it is made nobody has to be asked any more. */
function decideRetention(hire: Hire, answers: readonly Answer[], on: LocalDate): Decision<Hire> {
  const decision = retentionOf(hire, answers);
  const { retained, retained_basis: basis } = decision;
  if (retained === hire.retained && basis === hire.retained_basis) return unchanged(hire);
  const next: Hire = { ...hire, ...decision, ask_on: retained === null ? hire.ask_on : null };
  const data = { ...headOf(next, hire.state), started_on: hire.started_on!, day: retentionDay, retained, basis };
  return { next, events: [occurred(recruitment.HireRetentionDecidedV1, on, data)] };
}

function isOfSame(a: Answer, b: Answer): boolean {
  return a.day === b.day && a.said_by === b.said_by;
}
