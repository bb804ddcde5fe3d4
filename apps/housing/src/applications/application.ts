/** An application 申请 for a talent apartment: drafted, submitted, supplemented where documents lack, and given up or run out. */
import { type Decision, housing, occurred } from '@park/contracts';
import {
  addMonths,
  amended,
  invalid,
  move,
  Refusal,
  requireDay,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { cleared, flagged, type ReviewCause, type ReviewGround } from '../review-flag.ts';
import type { Brand } from '../apartments/apartment.ts';
import type { Product } from '../tenancies/tenancy.ts';
import type { Degree, Reason } from './policy.ts';

export const openStates = ['draft', 'submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered'] as const;
const endedStates = ['ineligible', 'offer_declined', 'converted', 'withdrawn', 'lapsed'] as const;
export const applicationStates = [...openStates, ...endedStates] as const;
export type ApplicationState = (typeof applicationStates)[number];
export type ApplicationAction =
  | 'submit'
  | 'request_supplement'
  | 'supplement'
  | 'find_eligible'
  | 'find_ineligible'
  | 'move_validity'
  | 'waitlist'
  | 'offer'
  | 'move_expiry'
  | 'accept'
  | 'decline'
  | 'expire_offer'
  | 'remove'
  | 'withdraw'
  | 'lapse'
  | 'flag_for_review'
  | 'clear_review';

/** hire: drafted from an offer that somebody accepted in recruitment. */
export const applicationSources = ['direct', 'hire'] as const;

export const applicationMachine: Machine<ApplicationState, ApplicationAction> = {
  submit: { from: ['draft'], to: 'submitted' },
  request_supplement: { from: ['submitted', 'supplement_required'], to: 'supplement_required' },
  supplement: { from: ['supplement_required'], to: 'submitted' },
  find_eligible: { from: ['submitted'], to: 'eligible' },
  find_ineligible: { from: ['submitted'], to: 'ineligible' },
  move_validity: { from: ['eligible', 'waitlisted', 'offered'], to: 'same' },
  waitlist: { from: ['eligible'], to: 'waitlisted' },
  offer: { from: ['waitlisted'], to: 'offered' },
  move_expiry: { from: ['offered'], to: 'same' },
  accept: { from: ['offered'], to: 'converted' },
  decline: { from: ['offered'], to: 'waitlisted' },
  expire_offer: { from: ['offered'], to: 'waitlisted' },
  remove: { from: ['offered'], to: 'offer_declined' },
  withdraw: { from: openStates, to: 'withdrawn' },
  lapse: { from: ['supplement_required', 'eligible', 'waitlisted'], to: 'lapsed' },
  flag_for_review: { from: openStates, to: 'same' },
  clear_review: { from: applicationStates, to: 'same' },
};

/** The statements of an applicant, each with evidence. */
export interface Claims {
  degree: Degree;
  graduated_on: LocalDate | null;
  social_insurance: boolean;
  owns_home: boolean;
  other_housing_benefit: boolean;
}

/** The person that an application is about. */
export interface Applicant {
  /** Of the register of persons; null until the park has acted on what is claimed of the applicant. Not for employers. */
  person_id: string | null;
  /** The same for the same person with the same employer, and with nobody else. */
  applicant_id: string;
  /** The claimed name but for its first character. */
  person_masked: string;
}

export interface Application extends Aggregate, Applicant, Claims {
  product: Product;
  /** None: either will do. */
  brand_preference: Brand[];
  employer_uscc: string | null;
  employer_entity_id: string | null;
  source: (typeof applicationSources)[number];
  /** Of recruitment, with the source hire. */
  offer_id: string | null;
  requested_start: LocalDate;
  household_size: number;
  state: ApplicationState;
  /** The valid application time: when it was last complete. The waiting list goes by it. */
  applied_at: Date;
  submitted_on: LocalDate | null;
  submitted_by: string | null;
  policy_version: string | null;
  supplement_items: string[];
  supplement_due_on: LocalDate | null;
  decided_on: LocalDate | null;
  decided_by: string | null;
  reasons: Reason[];
  /** Exclusive. */
  valid_until: LocalDate | null;
  waitlisted_on: LocalDate | null;
  /** Offers declined or expired. */
  decline_count: number;
  offered_apartment_id: string | null;
  /** Null: the apartment as a whole. */
  offered_bed: number | null;
  offered_start_on: LocalDate | null;
  offered_end_on: LocalDate | null;
  offer_expires_at: Date | null;
  tenancy_id: string | null;
  review_ground: ReviewGround | null;
}

export type Wish = Claims &
  Applicant &
  Pick<
    Application,
    'product' | 'brand_preference' | 'employer_uscc' | 'employer_entity_id' | 'requested_start' | 'household_size' | 'source' | 'offer_id'
  >;

export const noOffer = {
  offered_apartment_id: null,
  offered_bed: null,
  offered_start_on: null,
  offered_end_on: null,
  offer_expires_at: null,
};

const nearMonths = 24;
const supplementMonths = 6;
/** The longest course is the eight years of medicine 八年制. */
const longestCourseYears = 8;

/** `on`: the day of the draft. Throws `invalid day_too_early`, `invalid day_too_late`. */
export function draft(identity: NewIdentity, wish: Wish, on: LocalDate): Decision<Application> {
  requireDay('requested_start', wish.requested_start, {
    from: { on, what: 'the day of the application' },
    to: { on: addMonths(on, nearMonths), what: 'two years after the application' },
  });
  requireGraduation(wish.graduated_on, on);
  const next: Application = {
    ...wish,
    ...noOffer,
    ...rowOf(identity),
    state: 'draft',
    applied_at: identity.now,
    submitted_on: null,
    submitted_by: null,
    policy_version: null,
    supplement_items: [],
    supplement_due_on: null,
    decided_on: null,
    decided_by: null,
    reasons: [],
    valid_until: null,
    waitlisted_on: null,
    decline_count: 0,
    tenancy_id: null,
    review_ground: null,
  };
  return { next, events: [occurred(housing.ApplicationDraftedV1, on, { ...headOf(next, null), offer_id: next.offer_id })] };
}

function requireGraduation(graduated_on: LocalDate | null, on: LocalDate): void {
  if (graduated_on === null) return;
  requireDay('graduated_on', graduated_on, {
    to: { on: addMonths(on, 12 * longestCourseYears), what: `${longestCourseYears} years after the statement` },
  });
}

export interface Submission {
  by: string;
  at: Date;
  on: LocalDate;
  policyVersion: string;
}

/** Throws `invalid start_passed`. */
export function submit(application: Application, { by, at, on, policyVersion }: Submission): Decision<Application> {
  const state = move(applicationMachine, application.state, 'submit');
  if (application.requested_start < on)
    throw invalid('/requested_start', 'start_passed', 'requested_start must not be earlier than today.');
  const next: Application = { ...application, state, applied_at: at, submitted_on: on, submitted_by: by, policy_version: policyVersion };
  const { brand_preference, employer_entity_id, requested_start, household_size } = next;
  const data = {
    ...headOf(next, application.state),
    brand_preference,
    employer_entity_id,
    requested_start,
    household_size,
    policy_version: policyVersion,
  };
  return { next, events: [occurred(housing.ApplicationSubmittedV1, on, data)] };
}

/** Asked for again, the day is moved, and the items are the new ones. Throws `invalid in_past`, `invalid day_too_late`. */
export function requestSupplement(
  application: Application,
  { items, due_on }: { items: string[]; due_on: LocalDate },
  today: LocalDate,
): Decision<Application> {
  const state = move(applicationMachine, application.state, 'request_supplement');
  if (due_on < today) throw invalid('/due_on', 'in_past', 'due_on must not be earlier than today.');
  requireDay('due_on', due_on, { to: { on: addMonths(today, supplementMonths), what: 'half a year from today' } });
  const next: Application = { ...application, state, supplement_items: items, supplement_due_on: due_on };
  return {
    next,
    events: [occurred(housing.ApplicationSupplementRequestedV1, today, { ...headOf(next, application.state), items, due_on })],
  };
}

/** From now on it is complete: this is its valid application time. Throws `invalid day_too_late`. */
export function supplement(application: Application, claims: Partial<Claims>, now: Date, today: LocalDate): Decision<Application> {
  const state = move(applicationMachine, application.state, 'supplement');
  const said = amended(application, claims);
  requireGraduation(said.graduated_on, today);
  const next: Application = { ...said, state, applied_at: now, supplement_items: [], supplement_due_on: null };
  return { next, events: [occurred(housing.ApplicationSupplementedV1, today, headOf(next, application.state))] };
}

export function withdraw(application: Application, reason: string, today: LocalDate): Decision<Application> {
  const next: Application = { ...application, ...noOffer, state: move(applicationMachine, application.state, 'withdraw') };
  return { next, events: [occurred(housing.ApplicationWithdrawnV1, today, { ...headOf(next, application.state), reason })] };
}

/** Throws `conflict not_over`. */
export function lapse(application: Application, today: LocalDate): Decision<Application> {
  const state = move(applicationMachine, application.state, 'lapse');
  const { supplement_due_on, valid_until } = application;
  const neverSupplemented = application.state === 'supplement_required' && supplement_due_on !== null && supplement_due_on < today;
  const ranOut = application.state !== 'supplement_required' && valid_until !== null && valid_until <= today;
  if (!neverSupplemented && !ranOut) throw new Refusal('conflict', 'not_over', 'The application is still valid.');
  const reason = neverSupplemented ? 'the documents asked for were not handed in' : 'eligibility ran out';
  const next: Application = { ...application, state };
  return { next, events: [occurred(housing.ApplicationLapsedV1, today, { ...headOf(next, application.state), reason })] };
}

export function isOpen({ state }: Pick<Application, 'state'>): boolean {
  return (openStates as readonly string[]).includes(state);
}

/** No event where it is flagged already. */
export function flagForReview(application: Application, cause: ReviewCause, on: LocalDate): Decision<Application> {
  move(applicationMachine, application.state, 'flag_for_review');
  return flagged(application, housing.ApplicationReviewFlaggedV2, cause, on);
}

/** Throws `conflict no_review_pending`. */
export function clearReview(application: Application, outcome: string, today: LocalDate): Decision<Application> {
  move(applicationMachine, application.state, 'clear_review');
  return cleared(application, housing.ApplicationReviewClearedV2, outcome, today);
}

export function headOf(application: Application, from: ApplicationState | null) {
  const { person_id, applicant_id, product } = application;
  return { ...transition(application, from), person_id: person_id ?? applicant_id, product };
}
