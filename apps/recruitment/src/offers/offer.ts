/**
 * An offer 录用通知 to the candidate of an application: drafted, approved by a second person, extended until a moment, and answered. A new
 * version takes the place of the one that is live.
 */
import { occurred, recruitment, type DataOf, type Decision } from '@park/contracts';
import {
  addDays,
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
import { factsOf, type Application } from '../applications/application.ts';
import type { Posting } from '../postings/posting.ts';

export type OfferState = (typeof recruitment.offerStates)[number];
export type OfferAction = 'approve' | 'extend' | 'accept' | 'decline' | 'withdraw' | 'expire' | 'deprecate';

/** Neither answered nor replaced: an application has at most one of these. */
export const liveOfferStates = ['draft', 'approved', 'extended'] as const satisfies OfferState[];

export const offerMachine: Machine<OfferState, OfferAction> = {
  approve: { from: ['draft'], to: 'approved' },
  extend: { from: ['approved'], to: 'extended' },
  accept: { from: ['extended'], to: 'accepted' },
  decline: { from: ['extended'], to: 'declined' },
  withdraw: { from: liveOfferStates, to: 'withdrawn' },
  expire: { from: ['extended'], to: 'expired' },
  deprecate: { from: liveOfferStates, to: 'deprecated' },
};

/** Days for which an offer can wait for its answer. */
export const longestAnswerDays = 90;
/** Days ahead on which somebody can start. */
const longestStartDays = 366;

/** Of the application that an offer or a hire belongs to. */
export type ApplicationFacts = ReturnType<typeof factsOf> & Pick<Application, 'employer_uscc' | 'candidate_masked'>;

export function isLiveOffer({ state }: Pick<Offer, 'state'>): boolean {
  return (liveOfferStates as readonly string[]).includes(state);
}

export interface OfferTerms {
  /** A month. */
  salary_fen: number;
  start_on: LocalDate;
}

export interface Offer extends Aggregate, ApplicationFacts, OfferTerms {
  application_id: string;
  /** Counted within the application. */
  offer_version: number;
  state: OfferState;
  drafted_by: string;
  /** Both since it was extended. */
  expires_at: Date | null;
  extended_on: LocalDate | null;
  /** The day on which it was accepted or declined, or on which it expired. */
  answered_on: LocalDate | null;
  /** The number of the opening that it fills. */
  opening: number | null;
  /** The candidate wants a talent apartment, and agreed that housing may have the identity. */
  wants_home: boolean;
  /** Why it was declined or withdrawn. */
  reason: string | null;
}

export interface Draft extends OfferTerms {
  by: string;
  offer_version: number;
  on: LocalDate;
}

/** `on`: the day on which the start is agreed or moved. Throws `invalid start_on_out_of_range`. */
export function requireStart(start_on: LocalDate, on: LocalDate): void {
  const last = addDays(on, longestStartDays);
  if (start_on >= on && start_on <= last) return;
  throw invalid('/start_on', 'start_on_out_of_range', `start_on must be from ${on} to ${last}, ${longestStartDays} days later.`);
}

/** Throws `invalid start_on_out_of_range`. */
export function draft(identity: NewIdentity, application: Application, { by, on, ...terms }: Draft): Decision<Offer> {
  requireStart(terms.start_on, on);
  const next: Offer = {
    ...rowOf(identity),
    ...applicationFactsOf(application),
    ...terms,
    application_id: application.id,
    state: 'draft',
    drafted_by: by,
    expires_at: null,
    extended_on: null,
    answered_on: null,
    opening: null,
    wants_home: false,
    reason: null,
  };
  return { next, events: [occurred(recruitment.OfferDraftedV1, on, headOf(next, null))] };
}

export function applicationFactsOf(application: Application): ApplicationFacts {
  const { employer_uscc, candidate_masked } = application;
  return { ...factsOf(application), employer_uscc, candidate_masked };
}

/** Throws `conflict posting_closed`: what is not, or not yet, published has no openings to fill. */
export function requireTakesOffers({ state, code }: Posting): void {
  if (state === 'published' || state === 'paused') return;
  throw new Refusal('conflict', 'posting_closed', `Posting ${code} is ${state}; offers are made for a published or paused one.`, {
    extra: { state },
  });
}

/** Throws `forbidden segregation_of_duties`. */
export function approve(offer: Offer, by: string, today: LocalDate): Decision<Offer> {
  const next: Offer = { ...offer, state: move(offerMachine, offer.state, 'approve') };
  if (by === offer.drafted_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who drafted the offer must not approve it.');
  return { next, events: [occurred(recruitment.OfferApprovedV1, today, headOf(next, offer.state))] };
}

/** The answer comes before the work begins. Throws `conflict start_passed`, `invalid expiry_out_of_range`. */
export function extend(offer: Offer, expires_at: Date, now: Date): Decision<Offer> {
  const state = move(offerMachine, offer.state, 'extend');
  const today = dateAt(now);
  const { start_on } = offer;
  if (start_on < today) throw new Refusal('conflict', 'start_passed', `start_on, ${start_on}, has passed; draft another offer.`);
  const farthest = addDays(today, longestAnswerDays);
  const last = start_on < farthest ? start_on : farthest;
  if (expires_at <= now || dateAt(expires_at) > last)
    throw invalid(
      '/expires_at',
      'expiry_out_of_range',
      `expires_at must be later than now, and not later than ${last}: at most ${longestAnswerDays} days away, and not after start_on.`,
    );
  const next: Offer = { ...offer, state, expires_at, extended_on: today };
  const data = { ...headOf(next, offer.state), expires_at: expires_at.toISOString(), extended_on: today };
  return { next, events: [occurred(recruitment.OfferExtendedV1, today, data)] };
}

/** Also where the job that lets it expire has not run yet. Throws `conflict offer_expired`. */
export function requireAcceptable({ state, expires_at }: Offer, now: Date): void {
  move(offerMachine, state, 'accept');
  if (expires_at! <= now) throw new Refusal('conflict', 'offer_expired', 'The offer has expired.', { extra: { expires_at } });
}

/** Throws what `requireAcceptable` throws. */
export function accept(offer: Offer, { opening, wants_home }: { opening: number; wants_home: boolean }, now: Date): Decision<Offer> {
  requireAcceptable(offer, now);
  const on = dateAt(now);
  const next: Offer = { ...offer, state: move(offerMachine, offer.state, 'accept'), answered_on: on, opening, wants_home };
  const { start_on, entity_id } = next;
  const employer_uscc = entity_id === null ? null : next.employer_uscc;
  const data = { ...headOf(next, offer.state), opening, start_on, accepted_on: on, employer_uscc, wants_home };
  return { next, events: [occurred(recruitment.OfferAcceptedV1, on, data)] };
}

export function decline(offer: Offer, reason: string, today: LocalDate): Decision<Offer> {
  const next: Offer = { ...offer, state: move(offerMachine, offer.state, 'decline'), answered_on: today, reason };
  const data = { ...headOf(next, offer.state), reason, declined_on: today };
  return { next, events: [occurred(recruitment.OfferDeclinedV1, today, data)] };
}

export function withdraw(offer: Offer, reason: string, today: LocalDate): Decision<Offer> {
  const next: Offer = { ...offer, state: move(offerMachine, offer.state, 'withdraw'), reason };
  return { next, events: [occurred(recruitment.OfferWithdrawnV1, today, { ...headOf(next, offer.state), reason })] };
}

/** It dates from its last moment, however late the job runs. Throws `conflict not_over`. */
export function expire(offer: Offer, now: Date): Decision<Offer> {
  const state = move(offerMachine, offer.state, 'expire');
  if (offer.expires_at! > now) throw new Refusal('conflict', 'not_over', 'The offer has not expired yet.');
  const expired_on = dateAt(offer.expires_at!);
  const next: Offer = { ...offer, state, answered_on: expired_on };
  return { next, events: [occurred(recruitment.OfferExpiredV1, expired_on, { ...headOf(next, offer.state), expired_on })] };
}

export function deprecate(offer: Offer, today: LocalDate): Decision<Offer> {
  const next: Offer = { ...offer, state: move(offerMachine, offer.state, 'deprecate') };
  return { next, events: [occurred(recruitment.OfferDeprecatedV1, today, headOf(next, offer.state))] };
}

function headOf(next: Offer, from: OfferState | null): DataOf<typeof recruitment.OfferDraftedV1> {
  const { application_id, offer_version } = next;
  return { ...transition(next, from), ...sharedFactsOf(next), application_id, offer_version };
}

/** Of the events of an offer and of a hire: enough to count them by fair, industry and source. */
export function sharedFactsOf(of: ApplicationFacts): ReturnType<typeof factsOf> {
  const { posting_id, employer_id, entity_id, industry_code, candidate_id, source, fair_id, applied_on } = of;
  return { posting_id, employer_id, entity_id, industry_code, candidate_id, source, fair_id, applied_on };
}
