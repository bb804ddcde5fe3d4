/** An entry of the occupancy ledger 占用台账: who or what has a unit from when to when. A unit's state follows from it. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import {
  addMonths,
  dateAt,
  invalid,
  longestTerm,
  move,
  Refusal,
  requireDay,
  rowOf,
  transition,
  upToToday,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

type Content = Omit<DataOf<typeof tenants.OccupancyActivatedV1>, 'code' | 'from_state' | 'to_state'>;
export type OccupancyKind = Content['kind'];
export type OccupancySource = Content['source_type'];
export const occupancyStates = ['held', 'active', 'completed', 'expired', 'cancelled', 'released'] as const;
export type OccupancyState = (typeof occupancyStates)[number];
export type OccupancyAction = 'activate' | 'change_period' | 'release' | 'reopen' | 'complete' | 'cancel' | 'expire';

export const occupancyMachine: Machine<OccupancyState, OccupancyAction> = {
  activate: { from: ['held'], to: 'active' },
  change_period: { from: ['held', 'active'], to: 'same' },
  release: { from: ['active'], to: 'released' },
  reopen: { from: ['released', 'completed'], to: 'active' },
  complete: { from: ['active'], to: 'completed' },
  cancel: { from: ['held'], to: 'cancelled' },
  expire: { from: ['held'], to: 'expired' },
};

export interface Occupancy extends Aggregate, Content {
  hold_expires_at: Date | null;
  state: OccupancyState;
}

/** The unit as far as it matters for who may have it. */
export interface Space {
  id: string;
  building_id: string;
  use_m2: number;
  rentable: boolean;
  state: string;
}

export interface Wish {
  area_m2: number;
  start_on: LocalDate;
  end_on: LocalDate | null;
  kind: OccupancyKind;
  source_type: OccupancySource;
  source_id: string | null;
  hold_expires_at: Date | null;
}

/** Throws `invalid period_reversed`, `area_exceeds_unit`, `expiry_passed`, `conflict unit_not_available`. */
export function hold(identity: NewIdentity, unit: Space, wish: Wish): Decision<Occupancy> {
  requirePeriod(wish.start_on, wish.end_on);
  if (wish.area_m2 > unit.use_m2)
    throw invalid('/area_m2', 'area_exceeds_unit', `area_m2 must not exceed ${unit.use_m2}, the usable area of the unit.`);
  if (unit.state !== 'in_service') throw new Refusal('conflict', 'unit_not_available', `The unit is in state ${unit.state}.`);
  if (wish.kind === 'lease' && !unit.rentable) throw new Refusal('conflict', 'unit_not_available', 'The unit is not rentable.');
  if (wish.hold_expires_at !== null && wish.hold_expires_at <= identity.now)
    throw invalid('/hold_expires_at', 'expiry_passed', 'hold_expires_at must be later than now.');
  const place = { unit_id: unit.id, building_id: unit.building_id };
  const next: Occupancy = { ...wish, ...place, ...rowOf(identity), state: 'held' };
  const data = { ...transition(next, null), ...contentOf(next), hold_expires_at: next.hold_expires_at?.toISOString() ?? null };
  return { next, events: [occurred(tenants.OccupancyHeldV1, next.start_on, data)] };
}

/**
 * The days of an occupancy that a clerk enters: one that began lately or begins soon, and a hold that ends of itself. Throws
 * `invalid day_too_early`, `invalid day_too_late`.
 */
export function requireNear(
  { start_on, end_on, hold_expires_at }: Pick<Wish, 'start_on' | 'end_on' | 'hold_expires_at'>,
  today: LocalDate,
): void {
  requireDay('start_on', start_on, {
    from: { on: addMonths(today, -12), what: 'a year before today' },
    to: { on: addMonths(today, 36), what: 'three years from today' },
  });
  requireEnd(start_on, end_on);
  if (hold_expires_at === null) return;
  requireDay('hold_expires_at', dateAt(hold_expires_at), { to: { on: addMonths(today, 12), what: 'a year from today' } });
}

function requireEnd(start_on: LocalDate, end_on: LocalDate | null): void {
  if (end_on === null) return;
  requireDay('end_on', end_on, { to: longestTerm(start_on) });
}

/** Throws `conflict hold_expired`. */
export function activate(occupancy: Occupancy, now: Date): Decision<Occupancy> {
  const state = move(occupancyMachine, occupancy.state, 'activate');
  if (occupancy.hold_expires_at !== null && occupancy.hold_expires_at <= now)
    throw new Refusal('conflict', 'hold_expired', 'The hold has expired.');
  const next: Occupancy = { ...occupancy, state, hold_expires_at: null };
  return {
    next,
    events: [occurred(tenants.OccupancyActivatedV1, next.start_on, { ...transition(next, occupancy.state), ...contentOf(next) })],
  };
}

/** No event where the end stays. Throws `invalid period_reversed`, `invalid day_too_late`. */
export function changeEnd(occupancy: Occupancy, end_on: LocalDate | null): Decision<Occupancy> {
  move(occupancyMachine, occupancy.state, 'change_period');
  requirePeriod(occupancy.start_on, end_on);
  requireEnd(occupancy.start_on, end_on);
  if (end_on === occupancy.end_on) return unchanged(occupancy);
  const { code, unit_id, end_on: old_end } = occupancy;
  const effectiveOn = [old_end, end_on].filter((date) => date !== null).sort()[0] ?? occupancy.start_on;
  return {
    next: { ...occupancy, end_on },
    events: [occurred(tenants.OccupancyPeriodChangedV1, effectiveOn, { code, unit_id, old_end, new_end: end_on })],
  };
}

/** Before its end. Throws `invalid outside_period`. */
export function release(occupancy: Occupancy, { released_on, reason }: { released_on: LocalDate; reason: string }): Decision<Occupancy> {
  const state = move(occupancyMachine, occupancy.state, 'release');
  if (released_on < occupancy.start_on || (occupancy.end_on !== null && released_on > occupancy.end_on)) {
    throw invalid(
      '/released_on',
      'outside_period',
      `released_on must be from ${occupancy.start_on} to ${occupancy.end_on ?? 'any later day'}, while the occupancy lasts.`,
    );
  }
  const next: Occupancy = { ...occupancy, state, end_on: released_on };
  const data = { ...transition(next, occupancy.state), unit_id: next.unit_id, released_on, reason };
  return { next, events: [occurred(tenants.OccupancyReleasedV1, released_on, data)] };
}

/**
 * By a clerk, once it is empty; one that has not begun, on its first day. An end that lies ahead is a change of its period. Throws
 * `invalid day_too_late`, and what `release` throws.
 */
export function vacate(occupancy: Occupancy, by: { released_on: LocalDate; reason: string }, today: LocalDate): Decision<Occupancy> {
  const released = release(occupancy, by);
  const notBegun = { on: occupancy.start_on, what: 'its first day' };
  requireDay('released_on', by.released_on, { to: occupancy.start_on > today ? notBegun : upToToday(today) });
  return released;
}

/** Up to `end_on`, as it was before its end was set to a day ahead. */
export function reopen(occupancy: Occupancy, end_on: LocalDate): Decision<Occupancy> {
  const next: Occupancy = { ...occupancy, state: move(occupancyMachine, occupancy.state, 'reopen'), end_on };
  const data = { ...transition(next, occupancy.state), unit_id: next.unit_id, end_on };
  return { next, events: [occurred(tenants.OccupancyReopenedV1, occupancy.end_on ?? end_on, data)] };
}

/** At its end. Throws `conflict open_ended`. */
export function complete(occupancy: Occupancy): Decision<Occupancy> {
  const state = move(occupancyMachine, occupancy.state, 'complete');
  if (occupancy.end_on === null) throw new Refusal('conflict', 'open_ended', 'The occupancy has no end; use release.');
  const next: Occupancy = { ...occupancy, state };
  const data = { ...transition(next, occupancy.state), unit_id: next.unit_id, end_on: occupancy.end_on };
  return { next, events: [occurred(tenants.OccupancyCompletedV1, occupancy.end_on, data)] };
}

export function cancel(occupancy: Occupancy, reason: string): Decision<Occupancy> {
  const next: Occupancy = { ...occupancy, state: move(occupancyMachine, occupancy.state, 'cancel') };
  return {
    next,
    events: [
      occurred(tenants.OccupancyCancelledV1, occupancy.start_on, { ...transition(next, occupancy.state), unit_id: next.unit_id, reason }),
    ],
  };
}

export function expireHold(occupancy: Occupancy): Decision<Occupancy> {
  const next: Occupancy = { ...occupancy, state: move(occupancyMachine, occupancy.state, 'expire') };
  return {
    next,
    events: [occurred(tenants.OccupancyHoldExpiredV1, occupancy.start_on, { ...transition(next, occupancy.state), unit_id: next.unit_id })],
  };
}

function requirePeriod(start_on: LocalDate, end_on: LocalDate | null): void {
  if (end_on !== null && end_on <= start_on) throw invalid('/end_on', 'period_reversed', 'end_on must be later than start_on.');
}

function contentOf(occupancy: Occupancy): Content {
  const { unit_id, building_id, area_m2, start_on, end_on, kind, source_type, source_id } = occupancy;
  return { unit_id, building_id, area_m2, start_on, end_on, kind, source_type, source_id };
}
