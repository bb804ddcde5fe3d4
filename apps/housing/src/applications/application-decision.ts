/** How an application is decided 资格审核: by the rules of its policy and what the reviewer adds, and then put on the waiting list 轮候. */
import { type Decision, housing, occurred, unchanged } from '@park/contracts';
import { addDays, addMonths, invalid, move, Refusal, requireDay, type LocalDate } from '@park/kernel';
import { applicationMachine, headOf, type Application } from './application.ts';
import { judge, policyOf, type Facts, type Reason } from './policy.ts';

export interface Review {
  reviewer: string;
  on: LocalDate;
  /** Of the person, and of the employer, on that day. */
  facts: Pick<Facts, 'age' | 'employerInPark'>;
  /** Further findings of the reviewer. */
  reasons: Reason[];
  valid_until?: LocalDate | undefined;
}

/**
 * Eligible is who passes every rule of the policy that was in force at the submission, and every reason of the reviewer.
 * Throws `forbidden segregation_of_duties`, `invalid before_submission`, `invalid validity_reversed`, `invalid day_too_late`.
 */
export function decide(application: Application, review: Review): Decision<Application> {
  const { reviewer, on } = review;
  move(applicationMachine, application.state, 'find_eligible');
  requireOther(application, reviewer);
  if (on < application.submitted_on!)
    throw invalid(
      '/decided_on',
      'before_submission',
      `decided_on must not be earlier than ${application.submitted_on}, the day of the submission.`,
    );
  const policy = policyOf(application.policy_version!);
  const { degree, graduated_on, social_insurance, owns_home, other_housing_benefit } = application;
  const facts = { ...review.facts, degree, graduated_on, social_insurance, owns_home, other_housing_benefit };
  const reasons = [...judge(policy, application.product, facts, on), ...review.reasons];
  const eligible = reasons.every(({ passed }) => passed);
  const longest = addMonths(on, policy.validMonths);
  if (review.valid_until !== undefined) requireWithinPolicy(application, review.valid_until, on);
  const valid_until = eligible ? (review.valid_until ?? longest) : null;
  if (valid_until !== null) requireAfterDecision(valid_until, on);
  const state = move(applicationMachine, application.state, eligible ? 'find_eligible' : 'find_ineligible');
  const next: Application = { ...application, state, decided_on: on, decided_by: reviewer, reasons, valid_until };
  const data = { ...headOf(next, application.state), eligible, reasons, policy_version: policy.version, valid_until };
  return { next, events: [occurred(housing.ApplicationEligibilityDecidedV1, on, data)] };
}

/**
 * Until it has lapsed, a finding of eligibility ends earlier, or later within what the policy grants from the decision on: after that it is
 * decided anew. An applicant with an offer stays eligible on its first day. No event where nothing changes. Throws `forbidden segregation_of_duties`,
 * `invalid in_past`, `invalid validity_reversed`, `invalid day_too_early`, `invalid day_too_late`.
 */
export function moveValidity(application: Application, valid_until: LocalDate, by: string, today: LocalDate): Decision<Application> {
  move(applicationMachine, application.state, 'move_validity');
  requireOther(application, by);
  const { decided_on, offered_start_on } = application;
  if (valid_until < today) throw invalid('/valid_until', 'in_past', 'valid_until must not be earlier than today.');
  requireAfterDecision(valid_until, decided_on!);
  if (offered_start_on !== null)
    requireDay('valid_until', valid_until, { from: { on: addDays(offered_start_on, 1), what: 'the day after the home on offer begins' } });
  requireWithinPolicy(application, valid_until, decided_on!);
  if (valid_until === application.valid_until) return unchanged(application);
  const next: Application = { ...application, valid_until };
  return { next, events: [occurred(housing.ApplicationValidityMovedV1, today, { ...headOf(next, application.state), valid_until })] };
}

/** Throws `invalid before_decision`. */
export function waitlist(application: Application, on: LocalDate): Decision<Application> {
  const state = move(applicationMachine, application.state, 'waitlist');
  if (on < application.decided_on!)
    throw invalid(
      '/waitlisted_on',
      'before_decision',
      `waitlisted_on must not be earlier than ${application.decided_on}, the day of the decision.`,
    );
  const next: Application = { ...application, state, waitlisted_on: on };
  return { next, events: [occurred(housing.ApplicationWaitlistedV1, on, { ...headOf(next, application.state), entered_on: on })] };
}

function requireOther({ submitted_by }: Application, reviewer: string): void {
  if (reviewer === submitted_by) {
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted an application must not decide on it.');
  }
}

function requireWithinPolicy({ policy_version }: Application, valid_until: LocalDate, decided_on: LocalDate): void {
  const { validMonths } = policyOf(policy_version!);
  requireDay('valid_until', valid_until, {
    to: { on: addMonths(decided_on, validMonths), what: `${validMonths} months after the decision` },
  });
}

function requireAfterDecision(valid_until: LocalDate, decided_on: LocalDate): void {
  if (valid_until <= decided_on)
    throw invalid('/valid_until', 'validity_reversed', 'valid_until must be later than the day of the decision.');
}
