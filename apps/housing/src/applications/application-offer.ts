/** How a home finds the one whose turn it is: offered to the head of the waiting list whose needs it fits, taken, declined or left to expire. */
import { type Decision, housing, occurred, unchanged } from '@park/contracts';
import { addDays, dateAt, invalid, move, Refusal, requireDay, type LocalDate } from '@park/kernel';
import type { Apartment } from '../apartments/apartment.ts';
import { bedsOf } from '../tenancies/home.ts';
import { requirePeriod } from '../tenancies/tenancy.ts';
import { applicationMachine, headOf, noOffer, type Application } from './application.ts';
import { policyOf } from './policy.ts';

/** A home on some days. */
export interface Vacancy {
  apartment: Apartment;
  /** Null: the apartment as a whole. */
  bed: number | null;
  start_on: LocalDate;
  end_on: LocalDate;
}

/** Whether it is what they wait for, and they may have it: who is under review, or not eligible any more by then, waits on. */
export function fits(application: Application, { apartment, bed, start_on }: Vacancy): boolean {
  const { brand_preference, household_size, requested_start, valid_until, review_ground } = application;
  return (
    (brand_preference.length === 0 || brand_preference.includes(apartment.brand)) &&
    household_size <= bedsOf(apartment, bed).length &&
    requested_start <= start_on &&
    valid_until! > start_on &&
    review_ground === null
  );
}

export interface Offer extends Vacancy {
  expires_at: Date;
  /** Why others whose turn it was are passed over. */
  skip_reason?: string | undefined;
}

const longestOfferDays = 30;

/**
 * `ahead`: who waits for the same product and applied before. Throws `invalid day_too_early`, `invalid day_too_late`,
 * `invalid period_reversed`, `invalid expiry_out_of_range`, `conflict does_not_fit`, `conflict not_their_turn`.
 */
export function offer(application: Application, offer: Offer, ahead: readonly Application[], now: Date): Decision<Application> {
  const state = move(applicationMachine, application.state, 'offer');
  const { apartment, bed, start_on, end_on, expires_at, skip_reason } = offer;
  requireDay('start_on', start_on, {
    from: { on: dateAt(now), what: 'which is today' },
    to: { on: addDays(application.valid_until!, -1), what: 'the last day on which the application is valid' },
  });
  requirePeriod({ start_on, end_on });
  requireExpiry(expires_at, now);
  if (!fits(application, offer)) {
    throw new Refusal(
      'conflict',
      'does_not_fit',
      'The home does not fit the application: compare brand_preference, household_size, requested_start, valid_until and review_ground.',
    );
  }
  const skipped = ahead.filter((other) => fits(other, offer));
  if (skipped.length > 0 && skip_reason === undefined) {
    throw new Refusal(
      'conflict',
      'not_their_turn',
      `The home fits ${skipped.length} applications ahead in the queue; skip_reason is required to pass them over.`,
      {
        extra: { ahead: skipped.map(({ code }) => code) },
      },
    );
  }
  const next: Application = {
    ...application,
    state,
    offered_apartment_id: apartment.id,
    offered_bed: bed,
    offered_start_on: start_on,
    offered_end_on: end_on,
    offer_expires_at: expires_at,
  };
  const data = {
    ...headOf(next, application.state),
    apartment_id: apartment.id,
    bed,
    offer_expires_at: expires_at.toISOString(),
    ...(skipped.length > 0 && { skipped: { application_ids: skipped.map(({ id }) => id), reason: skip_reason! } }),
  };
  return { next, events: [occurred(housing.ApplicationOfferedV1, dateAt(now), data)] };
}

/**
 * While the offer stands, it expires later or earlier. No event where nothing changes. Throws `conflict offer_expired`,
 * `invalid expiry_out_of_range`.
 */
export function moveExpiry(application: Application, expires_at: Date, now: Date): Decision<Application> {
  move(applicationMachine, application.state, 'move_expiry');
  requireStanding(application, now);
  requireExpiry(expires_at, now);
  if (expires_at.getTime() === application.offer_expires_at!.getTime()) return unchanged(application);
  const next: Application = { ...application, offer_expires_at: expires_at };
  const data = { ...headOf(next, application.state), offer_expires_at: expires_at.toISOString() };
  return { next, events: [occurred(housing.ApplicationOfferExpiryMovedV1, dateAt(now), data)] };
}

/** The home that is on offer. Throws `conflict invalid_transition`, `conflict offer_expired`, `conflict review_pending`. */
export function acceptable(
  application: Application,
  now: Date,
): { apartment_id: string; bed: number | null; start_on: LocalDate; end_on: LocalDate } {
  move(applicationMachine, application.state, 'accept');
  requireStanding(application, now);
  if (application.review_ground !== null) throw new Refusal('conflict', 'review_pending', 'The application is under review.');
  const { offered_apartment_id, offered_bed, offered_start_on, offered_end_on } = application;
  return { apartment_id: offered_apartment_id!, bed: offered_bed, start_on: offered_start_on!, end_on: offered_end_on! };
}

export function accept(application: Application, tenancy_id: string, now: Date): Decision<Application> {
  const next: Application = { ...application, ...noOffer, state: move(applicationMachine, application.state, 'accept'), tenancy_id };
  const data = { ...headOf(next, application.state), tenancy_id, offer_id: next.offer_id };
  return { next, events: [occurred(housing.ApplicationConvertedV1, dateAt(now), data)] };
}

/** Back to their place in the queue; with the last offer that the policy grants, off it. */
export function decline(application: Application, now: Date): Decision<Application> {
  const next = withoutOffer(application, 'decline');
  const data = { ...headOf(next, application.state), decline_count: next.decline_count, requeued: next.state === 'waitlisted' };
  return { next, events: [occurred(housing.ApplicationOfferDeclinedV1, dateAt(now), data)] };
}

/** Throws `conflict not_over`. */
export function expireOffer(application: Application, now: Date): Decision<Application> {
  const next = withoutOffer(application, 'expire_offer');
  if (application.offer_expires_at! > now) throw new Refusal('conflict', 'not_over', 'The offer has not expired yet.');
  const data = { ...headOf(next, application.state), decline_count: next.decline_count, requeued: next.state === 'waitlisted' };
  return { next, events: [occurred(housing.ApplicationOfferExpiredV1, dateAt(application.offer_expires_at!), data)] };
}

function requireExpiry(expires_at: Date, now: Date): void {
  if (expires_at <= now || dateAt(expires_at) > addDays(dateAt(now), longestOfferDays)) {
    throw invalid('/expires_at', 'expiry_out_of_range', `expires_at must be later than now, and at most ${longestOfferDays} days away.`);
  }
}

function requireStanding({ offer_expires_at }: Application, now: Date): void {
  if (offer_expires_at! <= now) throw new Refusal('conflict', 'offer_expired', 'The offer has expired.');
}

function withoutOffer(application: Application, action: 'decline' | 'expire_offer'): Application {
  const decline_count = application.decline_count + 1;
  const requeued = move(applicationMachine, application.state, action);
  const isLast = decline_count >= policyOf(application.policy_version!).offersAtMost;
  return { ...application, ...noOffer, state: isLast ? move(applicationMachine, application.state, 'remove') : requeued, decline_count };
}
