/** A registration 报名 for a gathering: one person, one or several places; pending, waiting, confirmed, and in the end there or not. */
import { type DataOf, type Decision, events, occurred } from '@park/contracts';
import {
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
import { gatheringOn, type Gathering } from '../gatherings/gathering.ts';

export type RegistrationState = (typeof events.registrationStates)[number];
export type RegistrationSource = (typeof events.registrationSources)[number];
export type CancelledBy = (typeof events.cancelledBy)[number];
export type ReviewGround = (typeof events.registrationReviewGrounds)[number];
export type RegistrationAction =
  | 'confirm'
  | 'reject'
  | 'lapse'
  | 'waitlist'
  | 'offer'
  | 'accept'
  | 'decline'
  | 'expire_offer'
  | 'cancel'
  | 'check_in'
  | 'revert_check_in'
  | 'mark_no_show'
  | 'reissue_ticket'
  | 'reschedule'
  | 'flag_for_review'
  | 'clear_review';

/** One person has at most one registration in these for a gathering. */
export const liveStates = ['pending', 'waitlisted', 'offered', 'confirmed', 'checked_in'] as const;
const everyState = events.registrationStates;

export const registrationMachine: Machine<RegistrationState, RegistrationAction> = {
  confirm: { from: ['pending'], to: 'confirmed' },
  reject: { from: ['pending'], to: 'rejected' },
  lapse: { from: ['pending', 'waitlisted', 'offered'], to: 'lapsed' },
  waitlist: { from: ['pending'], to: 'waitlisted' },
  offer: { from: ['waitlisted'], to: 'offered' },
  accept: { from: ['offered'], to: 'confirmed' },
  decline: { from: ['offered'], to: 'declined' },
  expire_offer: { from: ['offered'], to: 'offer_expired' },
  cancel: { from: liveStates, to: 'cancelled' },
  // Also after the end: a device that was offline brings its scans later.
  check_in: { from: ['confirmed', 'checked_in', 'no_show'], to: 'checked_in' },
  revert_check_in: { from: ['checked_in'], to: 'confirmed' },
  mark_no_show: { from: ['confirmed'], to: 'no_show' },
  reissue_ticket: { from: ['confirmed'], to: 'same' },
  reschedule: { from: liveStates, to: 'same' },
  flag_for_review: { from: liveStates, to: 'same' },
  clear_review: { from: everyState, to: 'same' },
};

export interface Registration extends Aggregate {
  gathering_id: string;
  /** Null: the general type, with the gathering's own rules. */
  type_id: string | null;
  /** Of the register of persons, also once that has forgotten them. Null where it is shown to member organisations. */
  person_id: string | null;
  /** The name but for its first character; empty once the person was forgotten. */
  person_masked: string;
  organisation_uscc: string | null;
  entity_id: string | null;
  places: number;
  source: RegistrationSource;
  state: RegistrationState;
  registered_at: Date;
  /** Of a pending one. */
  hold_until: Date | null;
  waitlist_number: number | null;
  offer_expires_at: Date | null;
  /** Rises with every ticket that replaces one. */
  ticket_issue: number;
  ticket_hash: string | null;
  review_ground: ReviewGround | null;
}

/** What a registration tells of its gathering. */
export type Of = Pick<Gathering, 'type' | 'season_id' | 'state' | 'starts_at'>;

export type Wish = Pick<
  Registration,
  'gathering_id' | 'type_id' | 'person_id' | 'person_masked' | 'organisation_uscc' | 'entity_id' | 'places' | 'source'
>;

/** Pending; `hold_until` where it is to be confirmed by hand. Confirmed or put on the waiting list in the same command otherwise. */
export function create(identity: NewIdentity, wish: Wish, hold_until: Date | null, of: Of): Decision<Registration> {
  const next: Registration = {
    ...wish,
    ...rowOf(identity),
    state: 'pending',
    registered_at: identity.now,
    hold_until,
    waitlist_number: null,
    offer_expires_at: null,
    ticket_issue: 1,
    ticket_hash: null,
    review_ground: null,
  };
  const data = { ...headOf(next, null, of), source: next.source, hold_until: hold_until?.toISOString() ?? null };
  return { next, events: [occurred(events.RegistrationCreatedV1, identity.today, data)] };
}

/** Throws `conflict hold_over`. */
export function confirm(registration: Registration, ticket_hash: string, of: Of, now: Date): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'confirm');
  const { hold_until } = registration;
  if (hold_until !== null && hold_until <= now) throw new Refusal('conflict', 'hold_over', 'The places are not held for it any more.');
  return confirmed(registration, state, ticket_hash, of, dateAt(now));
}

/** An offer from the waiting list. Throws `conflict offer_expired`. */
export function accept(registration: Registration, ticket_hash: string, of: Of, now: Date): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'accept');
  if (registration.offer_expires_at! <= now) throw new Refusal('conflict', 'offer_expired', 'The offer has expired.');
  return confirmed(registration, state, ticket_hash, of, dateAt(now));
}

function confirmed(
  registration: Registration,
  state: RegistrationState,
  ticket_hash: string,
  of: Of,
  on: LocalDate,
): Decision<Registration> {
  const next: Registration = { ...registration, state, hold_until: null, offer_expires_at: null, ticket_hash };
  const data = { ...headOf(next, registration.state, of), ticket_code_hash: ticket_hash };
  return { next, events: [occurred(events.RegistrationConfirmedV1, on, data)] };
}

export function reject(registration: Registration, reason: string, of: Of, today: LocalDate): Decision<Registration> {
  const next: Registration = { ...registration, state: move(registrationMachine, registration.state, 'reject'), hold_until: null };
  return { next, events: [occurred(events.RegistrationRejectedV1, today, { ...headOf(next, registration.state, of), reason })] };
}

/** Once its hold is over, or with the end of the gathering. Throws `conflict not_over`. */
export function lapse(registration: Registration, of: Of, now: Date): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'lapse');
  const isHoldOver = registration.hold_until !== null && registration.hold_until <= now;
  if (of.state !== 'ended' && !isHoldOver) throw new Refusal('conflict', 'not_over', 'Its places are still held for it.');
  const next: Registration = { ...registration, state, hold_until: null, offer_expires_at: null };
  return { next, events: [occurred(events.RegistrationLapsedV1, dateAt(now), headOf(next, registration.state, of))] };
}

export function waitlist(registration: Registration, position: number, of: Of, today: LocalDate): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'waitlist');
  const next: Registration = { ...registration, state, hold_until: null, waitlist_number: position };
  return { next, events: [occurred(events.RegistrationWaitlistedV1, today, { ...headOf(next, registration.state, of), position })] };
}

export function offer(registration: Registration, expires_at: Date, of: Of, today: LocalDate): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'offer');
  const next: Registration = { ...registration, state, offer_expires_at: expires_at };
  const data = { ...headOf(next, registration.state, of), expires_at: expires_at.toISOString() };
  return { next, events: [occurred(events.RegistrationOfferedV1, today, data)] };
}

export function decline(registration: Registration, of: Of, today: LocalDate): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'decline');
  const next: Registration = { ...registration, state, offer_expires_at: null };
  return { next, events: [occurred(events.RegistrationOfferDeclinedV1, today, headOf(next, registration.state, of))] };
}

/** Throws `conflict not_over`. */
export function expireOffer(registration: Registration, of: Of, now: Date): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'expire_offer');
  if (registration.offer_expires_at! > now) throw new Refusal('conflict', 'not_over', 'The offer has not expired yet.');
  const next: Registration = { ...registration, state, offer_expires_at: null };
  return { next, events: [occurred(events.RegistrationOfferExpiredV1, dateAt(now), headOf(next, registration.state, of))] };
}

export interface Cancellation {
  by: CancelledBy;
  reason: string;
  /** After registration was closed. */
  late: boolean;
}

/** Throws `conflict checked_in` where the holder or the organiser cancels what has been used: it is reverted first. */
export function cancel(registration: Registration, { by, reason, late }: Cancellation, of: Of, today: LocalDate): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'cancel');
  if (registration.state === 'checked_in' && by !== 'gathering')
    throw new Refusal('conflict', 'checked_in', 'Somebody has checked in with it; revert the check-in first.');
  const next: Registration = { ...registration, state, hold_until: null, offer_expires_at: null };
  const data = { ...headOf(next, registration.state, of), by, late, reason };
  return { next, events: [occurred(events.RegistrationCancelledV1, today, data)] };
}

export type Admission = Omit<DataOf<typeof events.RegistrationCheckedInV1>, keyof ReturnType<typeof headOf>>;

/** Effective on the day of the scan. */
export function checkIn(registration: Registration, admission: Admission, of: Of): Decision<Registration> {
  const next: Registration = { ...registration, state: move(registrationMachine, registration.state, 'check_in') };
  const data = { ...headOf(next, registration.state, of), ...admission };
  return { next, events: [occurred(events.RegistrationCheckedInV1, dateAt(new Date(admission.scanned_at)), data)] };
}

/** `isElsewhere`: another list has a check-in of it. Throws `conflict gathering_over`. */
export function revertCheckIn(
  registration: Registration,
  { list_id, reason, isElsewhere }: { list_id: string; reason: string; isElsewhere: boolean },
  of: Of,
  today: LocalDate,
): Decision<Registration> {
  const reverted = move(registrationMachine, registration.state, 'revert_check_in');
  if (of.state !== 'published' && of.state !== 'ongoing')
    throw new Refusal('conflict', 'gathering_over', 'A check-in is reverted before the gathering ends.');
  const next: Registration = { ...registration, state: isElsewhere ? 'checked_in' : reverted };
  const data = { ...headOf(next, registration.state, of), list_id, reason };
  return { next, events: [occurred(events.RegistrationCheckInRevertedV1, today, data)] };
}

/** Effective on the day of the gathering. */
export function markNoShow(registration: Registration, of: Of): Decision<Registration> {
  const next: Registration = { ...registration, state: move(registrationMachine, registration.state, 'mark_no_show') };
  return { next, events: [occurred(events.RegistrationNoShowV1, dateAt(of.starts_at), headOf(next, registration.state, of))] };
}

export function reissueTicket(
  registration: Registration,
  { ticket_hash, reason }: { ticket_hash: string; reason: string },
  of: Of,
  today: LocalDate,
): Decision<Registration> {
  const state = move(registrationMachine, registration.state, 'reissue_ticket');
  const next: Registration = { ...registration, state, ticket_issue: registration.ticket_issue + 1, ticket_hash };
  const data = { ...headOf(next, registration.state, of), ticket_code_hash: ticket_hash, reason };
  return { next, events: [occurred(events.RegistrationTicketReissuedV1, today, data)] };
}

/** Its gathering got another day, or none for now. */
export function reschedule(registration: Registration, of: Of, today: LocalDate): Decision<Registration> {
  const next: Registration = { ...registration, state: move(registrationMachine, registration.state, 'reschedule') };
  return { next, events: [occurred(events.RegistrationRescheduledV1, today, headOf(next, registration.state, of))] };
}

/** Throws `invalid too_many_places`. */
export function requirePlaces(places: number, atMost: number): void {
  if (places > atMost) throw invalid('/places', 'too_many_places', `places must be at most ${atMost} for this registration type.`);
}

function headOf(registration: Registration, from: RegistrationState | null, of: Of) {
  const { gathering_id, person_id, entity_id, type_id, places } = registration;
  return {
    ...transition(registration, from),
    gathering_id,
    gathering_type: of.type,
    season_id: of.season_id,
    gathering_on: gatheringOn(of),
    person_id: person_id!,
    entity_id,
    type_id,
    places,
  };
}
