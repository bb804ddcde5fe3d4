/** The residency of a market entity: it moves in and departs today, earlier, or on a day ahead, which can be moved or cancelled until it comes. */
import { type Decision, followedBy, occurred, tenants, unchanged } from '@park/contracts';
import { addDays, invalid, move, Refusal, requireDay, transition, type LocalDate } from '@park/kernel';
import {
  changeRegistration,
  entityMachine,
  nothingScheduled,
  requireExisted,
  type Departure,
  type DepartureReason,
  type MarketEntity,
  type MoveIn,
  type RegistrationStatus,
} from './market-entity.ts';

/** Days ahead for which a step can be scheduled: three years. */
export const daysAhead = 1_096;

/**
 * A day ahead is scheduled; scheduled again, it is moved. Throws `conflict not_in_operation`, `conflict blacklisted`, `invalid before_departure`,
 * `invalid day_too_early`, `invalid day_too_late`, `conflict invalid_transition`.
 */
export function moveIn(entity: MarketEntity, wish: MoveIn, today: LocalDate): Decision<MarketEntity> {
  const { effective_date } = wish;
  const step = effective_date > today ? scheduleMoveIn : moveInNow;
  move(entityMachine, entity.state, effective_date > today ? 'schedule_move_in' : 'move_in');
  requireMayMoveIn(entity, effective_date, today);
  const isMoved = entity.moves_in_on !== null && entity.moves_in_on !== effective_date;
  return isMoved ? followedBy(cancelMoveIn(entity, today), (free) => step(free, wish, today)) : step(entity, wish, today);
}

function moveInNow(entity: MarketEntity, { residency, effective_date, building_ids }: MoveIn): Decision<MarketEntity> {
  const state = move(entityMachine, entity.state, 'move_in');
  const next: MarketEntity = { ...entity, ...nothingScheduled, state, residency, moved_in_on: effective_date, departed_on: null };
  const data = { ...transition(next, entity.state), uscc: entity.uscc, residency, effective_date, building_ids };
  return { next, events: [occurred(tenants.EntityMovedInV1, effective_date, data)] };
}

function scheduleMoveIn(entity: MarketEntity, wish: MoveIn, today: LocalDate): Decision<MarketEntity> {
  const { residency, effective_date, building_ids } = wish;
  const next: MarketEntity = { ...entity, moves_in_on: effective_date, moves_in_as: residency, moves_into: building_ids };
  const data = { ...transition(next, entity.state), residency, effective_date, building_ids };
  return { next, events: [occurred(tenants.EntityMoveInScheduledV1, today, data)] };
}

function requireMayMoveIn(entity: MarketEntity, effective_date: LocalDate, today: LocalDate): void {
  if (entity.registration_status !== 'in_operation') {
    throw new Refusal('conflict', 'not_in_operation', 'The entity cannot move in: its registration is not in operation.');
  }
  if (entity.risk_level === 'blacklisted') throw new Refusal('conflict', 'blacklisted', 'The entity is blacklisted.');
  requireExisted(entity, effective_date);
  if (entity.departed_on !== null && effective_date < entity.departed_on) {
    throw invalid(
      '/effective_date',
      'before_departure',
      `effective_date must not be earlier than ${entity.departed_on}, when the entity departed.`,
    );
  }
  requireWithinReach(effective_date, today);
}

/** The scheduled step, whose day has come. Throws what `moveIn` and `depart` throw. */
export function carryOut(entity: MarketEntity, liveOccupancies: number, today: LocalDate): Decision<MarketEntity> {
  if (entity.moves_in_on !== null) {
    const { moves_in_on: effective_date, moves_in_as, moves_into } = entity;
    return moveIn(entity, { effective_date, residency: moves_in_as!, building_ids: moves_into! }, today);
  }
  const { departs_on, departs_for, departs_to } = entity;
  const departure = { effective_date: departs_on!, reason: departs_for!, destination: departs_to ?? undefined };
  return depart(entity, departure, liveOccupancies, today);
}

/** Throws `conflict nothing_scheduled`. */
export function cancelMoveIn(entity: MarketEntity, today: LocalDate): Decision<MarketEntity> {
  move(entityMachine, entity.state, 'cancel_move_in');
  if (entity.moves_in_on === null) throw nothingAhead('move-in');
  const next: MarketEntity = { ...entity, ...nothingScheduled };
  const data = { ...transition(next, entity.state), effective_date: entity.moves_in_on };
  return { next, events: [occurred(tenants.EntityMoveInCancelledV1, today, data)] };
}

/** With a lease in force: an entity that was not here moves in, one that was only registered here is here in both ways. */
export function takeUpSpace(
  entity: MarketEntity,
  effective_date: LocalDate,
  building_ids: string[],
  today: LocalDate,
): Decision<MarketEntity> {
  if (entity.residency === 'none') return moveIn(entity, { residency: 'physical', effective_date, building_ids }, today);
  if (entity.residency === 'registered_only') return changeRegistration(entity, { residency: 'both' }, effective_date, today);
  return unchanged(entity);
}

const registrationAfter: Record<DepartureReason, RegistrationStatus | null> = {
  lease_end: null,
  moved_out: 'moved_out',
  deregistered: 'deregistered',
  revoked: 'revoked',
};

/**
 * A day ahead is scheduled, also while the entity still occupies something; scheduled again, it is moved. `liveOccupancies`: what its
 * leases hold or occupy on that day or after it. Throws `conflict still_occupies`, `invalid before_move_in`, `invalid day_too_late`, `conflict invalid_transition`.
 */
export function depart(entity: MarketEntity, wish: Departure, liveOccupancies: number, today: LocalDate): Decision<MarketEntity> {
  const { effective_date } = wish;
  const isAhead = effective_date > today;
  move(entityMachine, entity.state, isAhead ? 'schedule_departure' : 'depart');
  if (!isAhead && liveOccupancies > 0) {
    throw new Refusal('conflict', 'still_occupies', `The entity still occupies or holds ${liveOccupancies} units.`, {
      extra: { occupancies: liveOccupancies },
    });
  }
  if (entity.moved_in_on !== null && effective_date < entity.moved_in_on) {
    throw invalid(
      '/effective_date',
      'before_move_in',
      `effective_date must not be earlier than ${entity.moved_in_on}, when the entity moved in.`,
    );
  }
  requireWithinReach(effective_date, today);
  const step = isAhead ? scheduleDeparture : departNow;
  const isMoved = entity.departs_on !== null && entity.departs_on !== effective_date;
  return isMoved ? followedBy(cancelDeparture(entity, today), (free) => step(free, wish, today)) : step(entity, wish, today);
}

function departNow(entity: MarketEntity, { effective_date, reason, destination }: Departure): Decision<MarketEntity> {
  const registration_status = registrationAfter[reason] ?? entity.registration_status;
  const next: MarketEntity = {
    ...entity,
    ...nothingScheduled,
    state: move(entityMachine, entity.state, 'depart'),
    registration_status,
    residency: 'none',
    departed_on: effective_date,
  };
  const data = { ...transition(next, entity.state), effective_date, reason, destination: destination ?? null };
  return { next, events: [occurred(tenants.EntityDepartedV1, effective_date, data)] };
}

function scheduleDeparture(entity: MarketEntity, wish: Departure, today: LocalDate): Decision<MarketEntity> {
  const { effective_date, reason, destination } = wish;
  const next: MarketEntity = { ...entity, departs_on: effective_date, departs_for: reason, departs_to: destination ?? null };
  const data = { ...transition(next, entity.state), effective_date, reason, destination: destination ?? null };
  return { next, events: [occurred(tenants.EntityDepartureScheduledV1, today, data)] };
}

/** Throws `conflict nothing_scheduled`. */
export function cancelDeparture(entity: MarketEntity, today: LocalDate): Decision<MarketEntity> {
  move(entityMachine, entity.state, 'cancel_departure');
  if (entity.departs_on === null) throw nothingAhead('departure');
  const next: MarketEntity = { ...entity, ...nothingScheduled };
  const data = { ...transition(next, entity.state), effective_date: entity.departs_on };
  return { next, events: [occurred(tenants.EntityDepartureCancelledV1, today, data)] };
}

function requireWithinReach(effective_date: LocalDate, today: LocalDate): void {
  requireDay('effective_date', effective_date, { to: { on: addDays(today, daysAhead), what: 'three years from today' } });
}

function nothingAhead(step: string): Refusal {
  return new Refusal('conflict', 'nothing_scheduled', `No ${step} of the entity is scheduled.`);
}
