/** How an application is decided 资格审核: by the rules of its policy and what the reviewer adds, and then put on the waiting list 轮候. */
import { type Decision, housing, occurred } from '@park/contracts';
import { addMonths, invalid, move, Refusal, requireDay, type LocalDate } from '@park/kernel';
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
  if (reviewer === application.submitted_by) {
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted an application must not decide on it.');
  }
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
  if (review.valid_until !== undefined)
    requireDay('valid_until', review.valid_until, { to: { on: longest, what: `${policy.validMonths} months after the decision` } });
  const valid_until = eligible ? (review.valid_until ?? longest) : null;
  if (valid_until !== null && valid_until <= on)
    throw invalid('/valid_until', 'validity_reversed', 'valid_until must be later than the day of the decision.');
  const state = move(applicationMachine, application.state, eligible ? 'find_eligible' : 'find_ineligible');
  const next: Application = { ...application, state, decided_on: on, decided_by: reviewer, reasons, valid_until };
  const data = { ...headOf(next, application.state), eligible, reasons, policy_version: policy.version, valid_until };
  return { next, events: [occurred(housing.ApplicationEligibilityDecidedV1, on, data)] };
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
