/** A tenancy 租住 of a talent apartment, or of a bed in one: from the reservation to the day the keys come back. */
import { type DataOf, type Decision, housing, occurred } from '@park/contracts';
import {
  addMonths,
  invalid,
  longestTerm,
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
import type { Home } from './home.ts';

export type Product = DataOf<typeof housing.TenancyReservedV1>['product'];
export const liveStates = ['reserved', 'contracted', 'checked_in', 'notice_given', 'holdover'] as const;
export const tenancyStates = [...liveStates, 'closed', 'cancelled'] as const;
export type TenancyState = (typeof tenancyStates)[number];
export type TenancyAction =
  | 'move_dates'
  | 'contract'
  | 'check_in'
  | 'remind'
  | 'give_notice'
  | 'cancel_notice'
  | 'hold_over'
  | 'close'
  | 'cancel'
  | 'flag_for_review'
  | 'clear_review';

/** Somebody has the keys. */
export const residentStates = ['checked_in', 'notice_given', 'holdover'] as const;

export const tenancyMachine: Machine<TenancyState, TenancyAction> = {
  move_dates: { from: ['reserved', 'contracted'], to: 'same' },
  contract: { from: ['reserved'], to: 'contracted' },
  check_in: { from: ['contracted'], to: 'checked_in' },
  remind: { from: ['checked_in'], to: 'same' },
  give_notice: { from: ['checked_in', 'notice_given'], to: 'notice_given' },
  cancel_notice: { from: ['notice_given'], to: 'checked_in' },
  hold_over: { from: ['checked_in', 'notice_given'], to: 'holdover' },
  close: { from: residentStates, to: 'closed' },
  cancel: { from: ['reserved', 'contracted'], to: 'cancelled' },
  flag_for_review: { from: liveStates, to: 'same' },
  clear_review: { from: tenancyStates, to: 'same' },
};

export interface Tenancy extends Aggregate, Home {
  brand: Brand;
  product: Product;
  person_id: string;
  /** The name but for its first character. */
  person_masked: string;
  employer_uscc: string | null;
  employer_entity_id: string | null;
  application_id: string | null;
  start_on: LocalDate;
  /** Exclusive, as contracted. */
  end_on: LocalDate;
  /** Up to which day the home is kept for it: earlier than `end_on` after notice, null (open) while held over. */
  held_until: LocalDate | null;
  state: TenancyState;
  rent_fen_per_month: number | null;
  discount_pct: number | null;
  deposit_fen: number | null;
  contract_sha256: string | null;
  checked_in_on: LocalDate | null;
  occupants: number | null;
  keys: number | null;
  photos: number | null;
  water_m3: number | null;
  electricity_kwh: number | null;
  gas_m3: number | null;
  /** The last reminder of the end that was sent. */
  reminded_days: number | null;
  /** The day of the notice, which a second notice keeps; null without one, or where it is unknown. */
  notice_on: LocalDate | null;
  /** The day on which they leave, as their notice says. */
  planned_on: LocalDate | null;
  penalty_fen: number | null;
  closed_on: LocalDate | null;
  nights: number | null;
  deductions_fen: number | null;
  refund_fen: number | null;
  review_ground: ReviewGround | null;
}

export type Reservation = Pick<
  Tenancy,
  | 'apartment_id'
  | 'bed'
  | 'brand'
  | 'product'
  | 'person_id'
  | 'person_masked'
  | 'employer_uscc'
  | 'employer_entity_id'
  | 'application_id'
  | 'start_on'
  | 'end_on'
>;

export const nothingYet = {
  rent_fen_per_month: null,
  discount_pct: null,
  deposit_fen: null,
  contract_sha256: null,
  checked_in_on: null,
  occupants: null,
  keys: null,
  photos: null,
  water_m3: null,
  electricity_kwh: null,
  gas_m3: null,
  reminded_days: null,
  notice_on: null,
  planned_on: null,
  penalty_fen: null,
  closed_on: null,
  nights: null,
  deductions_fen: null,
  refund_fen: null,
  review_ground: null,
};

const nearMonths = 12;

/** Throws `invalid period_reversed`, `invalid day_too_late`. */
export function requirePeriod({ start_on, end_on }: Pick<Tenancy, 'start_on' | 'end_on'>): void {
  if (end_on <= start_on) throw invalid('/end_on', 'period_reversed', 'end_on must be later than start_on.');
  requireDay('end_on', end_on, { to: longestTerm(start_on) });
}

/** `on`: the day on which the period is agreed. Throws `invalid day_too_early`, `invalid day_too_late`. */
export function requireNear(start_on: LocalDate, on: LocalDate): void {
  requireDay('start_on', start_on, {
    from: { on: addMonths(on, -nearMonths), what: 'a year before the reservation' },
    to: { on: addMonths(on, nearMonths), what: 'a year after the reservation' },
  });
}

/** `on`: the day of the reservation. Throws `invalid day_too_early`, `invalid day_too_late`, `invalid period_reversed`. */
export function reserve(identity: NewIdentity, reservation: Reservation, on: LocalDate): Decision<Tenancy> {
  requireNear(reservation.start_on, on);
  requirePeriod(reservation);
  const next: Tenancy = { ...reservation, ...nothingYet, ...rowOf(identity), held_until: reservation.end_on, state: 'reserved' };
  const { person_id, employer_entity_id, application_id, start_on, end_on } = next;
  const data = { ...headOf(next, null), person_id, employer_entity_id, application_id, start_on, end_on };
  return { next, events: [occurred(housing.TenancyReservedV1, on, data)] };
}

export interface Terms {
  rent_fen_per_month: number;
  /** For talents of a level that the park subsidises; of the rent. */
  discount_pct?: number | undefined;
  deposit_fen: number;
  contract_sha256: string;
}

export function contract(tenancy: Tenancy, { discount_pct = 0, ...terms }: Terms, on: LocalDate): Decision<Tenancy> {
  const next: Tenancy = { ...tenancy, ...terms, discount_pct, state: move(tenancyMachine, tenancy.state, 'contract') };
  return { next, events: [occurred(housing.TenancyContractedV1, on, { ...headOf(next, tenancy.state), ...terms, discount_pct })] };
}

/** The handover record of a check-in. */
export interface Handover {
  checked_in_on: LocalDate;
  occupants: number;
  deposit_paid_fen: number;
  keys: number;
  photos: number;
  water_m3?: number | undefined;
  electricity_kwh?: number | undefined;
  /** Not every apartment has gas. */
  gas_m3?: number | undefined;
}

export interface Vacancy {
  /** How many people the home takes. */
  capacity: number;
  /** The day on which those left who stayed beyond their own days; null where nobody did. */
  leftOn: LocalDate | null;
}

/**
 * Throws `invalid in_future`, `invalid outside_period`, `invalid day_too_early`, `conflict deposit_unpaid`, `conflict handover_incomplete`,
 * `conflict too_many_occupants`.
 */
export function checkIn(tenancy: Tenancy, handover: Handover, { capacity, leftOn }: Vacancy, today: LocalDate): Decision<Tenancy> {
  const state = move(tenancyMachine, tenancy.state, 'check_in');
  const { checked_in_on, occupants, deposit_paid_fen, ...record } = handover;
  if (checked_in_on > today) throw invalid('/checked_in_on', 'in_future', 'checked_in_on must not be later than today.');
  if (checked_in_on < tenancy.start_on || checked_in_on >= tenancy.end_on) {
    throw invalid(
      '/checked_in_on',
      'outside_period',
      `checked_in_on must be from ${tenancy.start_on} to the day before ${tenancy.end_on}.`,
    );
  }
  if (leftOn !== null)
    requireDay('checked_in_on', checked_in_on, { from: { on: leftOn, what: 'the day on which the tenant before left' } });
  if (deposit_paid_fen !== tenancy.deposit_fen) {
    throw new Refusal('conflict', 'deposit_unpaid', 'deposit_paid_fen must be the deposit of the contract.', {
      extra: { deposit_fen: tenancy.deposit_fen, deposit_paid_fen },
    });
  }
  requireComplete(record);
  if (occupants > capacity) {
    throw new Refusal('conflict', 'too_many_occupants', `occupants must be at most ${capacity}.`, { extra: { capacity } });
  }
  const { keys, photos, water_m3 = null, electricity_kwh = null, gas_m3 = null } = record;
  const next: Tenancy = { ...tenancy, state, checked_in_on, occupants, keys, photos, water_m3, electricity_kwh, gas_m3 };
  const data = { ...headOf(next, tenancy.state), actual_on: checked_in_on, end_on: next.end_on, occupants };
  return { next, events: [occurred(housing.TenancyCheckedInV1, checked_in_on, data)] };
}

export function cancel(tenancy: Tenancy, reason: string, today: LocalDate): Decision<Tenancy> {
  const next: Tenancy = { ...tenancy, state: move(tenancyMachine, tenancy.state, 'cancel') };
  return { next, events: [occurred(housing.TenancyCancelledV1, today, { ...headOf(next, tenancy.state), reason })] };
}

/** The tenant has had the keys, or it is over. */
export function hasBegun({ state }: Pick<Tenancy, 'state'>): boolean {
  return state !== 'reserved' && state !== 'contracted';
}

/** No event where it is flagged already: a second ground to look at it changes nothing. */
export function flagForReview(tenancy: Tenancy, cause: ReviewCause, on: LocalDate): Decision<Tenancy> {
  move(tenancyMachine, tenancy.state, 'flag_for_review');
  return flagged(tenancy, housing.TenancyReviewFlaggedV2, cause, on);
}

/** Throws `conflict no_review_pending`. */
export function clearReview(tenancy: Tenancy, outcome: string, today: LocalDate): Decision<Tenancy> {
  move(tenancyMachine, tenancy.state, 'clear_review');
  return cleared(tenancy, housing.TenancyReviewClearedV2, outcome, today);
}

export function headOf(tenancy: Tenancy, from: TenancyState | null) {
  const { apartment_id, bed, brand, product } = tenancy;
  return { ...transition(tenancy, from), apartment_id, bed, brand, product };
}

function requireComplete(record: Omit<Handover, 'checked_in_on' | 'occupants' | 'deposit_paid_fen'>): void {
  const missing = [
    record.keys < 1 && 'keys',
    record.photos < 1 && 'photos',
    record.water_m3 === undefined && 'water_m3',
    record.electricity_kwh === undefined && 'electricity_kwh',
  ].filter((name) => name !== false);
  if (missing.length === 0) return;
  throw new Refusal('conflict', 'handover_incomplete', `The handover lacks ${missing.join(', ')}.`, {
    errors: missing.map((name) => ({ pointer: `/${name}`, detail: 'belongs to a handover' })),
    extra: { missing },
  });
}
