/** The booth of an application: held for a time, confirmed, waited for, checked in at, and what becomes of it in the end. */
import { occurred, recruitment, type Decision } from '@park/contracts';
import { dateAt, move, Refusal, type LocalDate } from '@park/kernel';
import type { Booth } from '../booths/booth.ts';
import { requireDay, type Fair, type FairState } from '../fairs/fair.ts';
import {
  boothApplicationMachine,
  headOf,
  type BoothApplication,
  type BoothApplicationAction,
  type BoothApplicationState,
  type BoothCancelledBy,
  type OfFair,
} from './booth-application.ts';

export const minuteMs = 60_000;
/** An employer may set up its booth before the fair begins. */
export const checkInMinutesBefore = 90;

/** Settings of the fair that the rules of a booth apply. */
export type FairRules = OfFair & Pick<Fair, 'check_in_until' | 'free_cancel_until' | 'hold_minutes' | 'offer_minutes'>;

const phasesForBooths: readonly FairState[] = ['booth_selection', 'candidate_registration', 'ongoing'];

export function isOpenForBooths({ state, is_postponed }: Pick<Fair, 'state' | 'is_postponed'>): boolean {
  return phasesForBooths.includes(state) && !is_postponed;
}

/** Throws `conflict fair_postponed`, `conflict booths_not_open`. */
export function requireOpenForBooths(fair: Pick<Fair, 'state' | 'is_postponed'>): void {
  requireDay(fair);
  if (!isOpenForBooths(fair))
    throw new Refusal('conflict', 'booths_not_open', `The booths of the fair cannot be chosen while it is ${fair.state}.`, {
      extra: { state: fair.state },
    });
}

/** Throws `conflict booth_blocked`. */
export function hold(application: BoothApplication, booth: Booth, fair: FairRules, now: Date): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'hold');
  requireOpenForBooths(fair);
  if (booth.status === 'blocked') throw new Refusal('conflict', 'booth_blocked', 'The booth is not given to employers.');
  const expires_at = withinFair(fair, now, fair.hold_minutes);
  const next: BoothApplication = { ...application, state, booth_id: booth.id, zone: booth.zone, expires_at };
  const data = { ...placedHead(next, application.state, fair), expires_at: expires_at.toISOString() };
  return { next, events: [occurred(recruitment.BoothApplicationBoothHeldV1, dateAt(now), data)] };
}

/** Throws `conflict hold_expired`. */
export function confirm(application: BoothApplication, fair: FairRules, now: Date): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'confirm');
  requireOpenForBooths(fair);
  if (application.expires_at! <= now) throw new Refusal('conflict', 'hold_expired', 'The booth is not held for it any more.');
  return confirmed(application, state, fair, now);
}

/** Throws `conflict offer_expired`. */
export function accept(application: BoothApplication, fair: FairRules, now: Date): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'accept');
  requireOpenForBooths(fair);
  if (application.expires_at! <= now) throw new Refusal('conflict', 'offer_expired', 'The offer of the booth has expired.');
  return confirmed(application, state, fair, now);
}

function confirmed(application: BoothApplication, state: BoothApplicationState, fair: OfFair, now: Date): Decision<BoothApplication> {
  const next: BoothApplication = { ...application, state, expires_at: null, confirmed_at: now };
  return { next, events: [occurred(recruitment.BoothApplicationConfirmedV1, dateAt(now), placedHead(next, application.state, fair))] };
}

export interface BoothWish {
  wanted_class: BoothApplication['wanted_class'];
  wanted_zone: string | null;
}

export function wait(
  application: BoothApplication,
  wish: BoothWish,
  position: number,
  fair: FairRules,
  today: LocalDate,
): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'wait');
  requireOpenForBooths(fair);
  const next: BoothApplication = { ...application, ...wish, state, waitlist_number: position };
  const data = { ...headOf(next, application.state, fair), position };
  return { next, events: [occurred(recruitment.BoothApplicationWaitlistedV1, today, data)] };
}

export function offer(
  application: BoothApplication,
  booth: Pick<Booth, 'id' | 'zone'>,
  fair: FairRules,
  now: Date,
): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'offer');
  const expires_at = withinFair(fair, now, fair.offer_minutes);
  const next: BoothApplication = { ...application, state, booth_id: booth.id, zone: booth.zone, expires_at };
  const data = { ...placedHead(next, application.state, fair), expires_at: expires_at.toISOString() };
  return { next, events: [occurred(recruitment.BoothApplicationOfferedV1, dateAt(now), data)] };
}

/** It keeps its number on the list, and is not offered this booth again. */
export function decline(application: BoothApplication, fair: OfFair, today: LocalDate): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'miss_offer');
  const missed_booth_ids = [...application.missed_booth_ids, application.booth_id!];
  const next = { ...application, state, booth_id: null, zone: null, expires_at: null, missed_booth_ids };
  const data = { ...headOf(next, application.state, fair), ...placeOf(application) };
  return { next, events: [occurred(recruitment.BoothApplicationOfferExpiredV1, today, data)] };
}

/** A hold or an offer that has run out. Throws `conflict not_over`. */
export function expire(application: BoothApplication, fair: OfFair, now: Date): Decision<BoothApplication> {
  const action = application.state === 'offered' ? 'miss_offer' : 'expire_hold';
  const state = move(boothApplicationMachine, application.state, action);
  if (application.expires_at! > now) throw new Refusal('conflict', 'not_over', 'The booth is still held for it.');
  if (action === 'miss_offer') return decline(application, fair, dateAt(now));
  const next: BoothApplication = { ...application, state, booth_id: null, zone: null, expires_at: null };
  const data = { ...headOf(next, application.state, fair), ...placeOf(application) };
  return { next, events: [occurred(recruitment.BoothApplicationHoldExpiredV1, dateAt(now), data)] };
}

/** A booth that was confirmed after the deadline, from one that did not come, is checked in at until the fair ends. */
export function checkInDeadline({ confirmed_at }: BoothApplication, { check_in_until, ends_at }: FairRules): Date {
  return confirmed_at !== null && confirmed_at >= check_in_until ? ends_at : check_in_until;
}

const phasesForCheckIn: readonly FairState[] = ['candidate_registration', 'ongoing'];

/** Throws `conflict fair_postponed`, `conflict check_in_not_open`, `conflict check_in_over`. */
export function checkIn(application: BoothApplication, fair: FairRules, now: Date): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'check_in');
  requireDay(fair);
  const opensAt = new Date(fair.starts_at.getTime() - checkInMinutesBefore * minuteMs);
  if (!phasesForCheckIn.includes(fair.state) || now < opensAt)
    throw new Refusal('conflict', 'check_in_not_open', `Employers check in from ${checkInMinutesBefore} minutes before the fair on.`);
  if (now >= checkInDeadline(application, fair)) throw new Refusal('conflict', 'check_in_over', 'The time to check in is over.');
  return checkedIn(application, state, fair, now);
}

/** As the park's own file has it. */
export function checkedIn(application: BoothApplication, state: BoothApplicationState, fair: OfFair, at: Date): Decision<BoothApplication> {
  const next: BoothApplication = { ...application, state, checked_in_at: at };
  const data = { ...placedHead(next, application.state, fair), at: at.toISOString() };
  return { next, events: [occurred(recruitment.BoothApplicationCheckedInV1, dateAt(at), data)] };
}

/** Its employer did not check in by the deadline, or until the fair ended. Throws `conflict not_over`. */
export function release(application: BoothApplication, fair: FairRules, now: Date, fairIsOver = false): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'release');
  if (!fairIsOver && now < checkInDeadline(application, fair))
    throw new Refusal('conflict', 'not_over', 'The time to check in is not over yet.');
  const next: BoothApplication = { ...application, state };
  const data = placedHead(next, application.state, fair);
  return { next, events: [occurred(recruitment.BoothApplicationReleasedV1, dateAt(fair.starts_at), data)] };
}

export function complete(application: BoothApplication, fair: OfFair, on: LocalDate): Decision<BoothApplication> {
  const next: BoothApplication = { ...application, state: move(boothApplicationMachine, application.state, 'complete') };
  return { next, events: [occurred(recruitment.BoothApplicationCompletedV1, on, placedHead(next, application.state, fair))] };
}

export interface Cancellation {
  by: BoothCancelledBy;
  reason: string;
}

/** Late, where an employer gives up a confirmed booth shortly before the fair. Throws `conflict check_in_over`. */
export function cancel(application: BoothApplication, cancellation: Cancellation, fair: FairRules, now: Date): Decision<BoothApplication> {
  const isByEmployer = cancellation.by === 'employer' && application.state === 'confirmed' && !fair.is_postponed;
  if (isByEmployer && now >= checkInDeadline(application, fair))
    throw new Refusal('conflict', 'check_in_over', 'The time to check in is over; the booth is released.');
  const late = isByEmployer && now >= fair.free_cancel_until;
  return cancelled(application, late ? 'cancel_late' : 'cancel', cancellation, late, fair, dateAt(now));
}

/** With the fair as a whole: it was cancelled, or is over and the application never got a booth. */
export function endWithFair(application: BoothApplication, reason: string, fair: OfFair, today: LocalDate): Decision<BoothApplication> {
  return cancelled(application, 'end_with_fair', { by: 'fair', reason }, false, fair, today);
}

function cancelled(
  application: BoothApplication,
  action: BoothApplicationAction,
  { by, reason }: Cancellation,
  late: boolean,
  fair: OfFair,
  on: LocalDate,
): Decision<BoothApplication> {
  const next: BoothApplication = {
    ...application,
    state: move(boothApplicationMachine, application.state, action),
    expires_at: null,
  };
  const data = { ...headOf(next, application.state, fair), booth_id: next.booth_id, by, late, reason };
  return { next, events: [occurred(recruitment.BoothApplicationCancelledV1, on, data)] };
}

/** At the end of the fair: each open application comes to its end. */
export function concludeWithFair(application: BoothApplication, fair: FairRules, now: Date, on: LocalDate): Decision<BoothApplication> {
  switch (application.state) {
    case 'checked_in':
      return complete(application, fair, on);
    case 'confirmed':
      return release(application, fair, now, true);
    default:
      return endWithFair(application, 'the fair is over', fair, on);
  }
}

function withinFair({ ends_at }: Pick<Fair, 'ends_at'>, now: Date, minutes: number): Date {
  const end = new Date(now.getTime() + minutes * minuteMs);
  return end < ends_at ? end : ends_at;
}

function placeOf({ booth_id, zone }: BoothApplication) {
  return { booth_id: booth_id!, zone: zone! };
}

function placedHead(application: BoothApplication, from: BoothApplicationState, fair: OfFair) {
  return { ...headOf(application, from, fair), ...placeOf(application) };
}
