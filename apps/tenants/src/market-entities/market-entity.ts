/** A market entity 市场主体: an enterprise, business or cooperative that the park knows. How it moves in and out stands in residency.ts. */
import { type DataOf, type Decision, type NewEvent, occurred, tenants, unchanged } from '@park/contracts';
import {
  amended,
  invalid,
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

type Registered = DataOf<typeof tenants.EntityRegisteredV1>;
export type EntityKind = Registered['kind'];
export type Residency = Registered['residency'];
export type RegistrationStatus = Registered['registration_status'];
export type SizeClass = Registered['size_class'];
export type RiskLevel = DataOf<typeof tenants.EntityRiskChangedV1>['level'];
export type DepartureReason = DataOf<typeof tenants.EntityDepartedV1>['reason'];
export const entityStates = ['prospect', 'resident', 'suspended', 'departed'] as const;
export type EntityState = (typeof entityStates)[number];
export type EntityAction =
  | 'move_in'
  | 'schedule_move_in'
  | 'cancel_move_in'
  | 'suspend'
  | 'reinstate'
  | 'depart'
  | 'schedule_departure'
  | 'cancel_departure'
  | 'change_registration'
  | 'change_risk';

export const entityMachine: Machine<EntityState, EntityAction> = {
  move_in: { from: ['prospect', 'departed'], to: 'resident' },
  schedule_move_in: { from: ['prospect', 'departed'], to: 'same' },
  cancel_move_in: { from: ['prospect', 'departed'], to: 'same' },
  suspend: { from: ['resident'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'resident' },
  depart: { from: ['resident', 'suspended'], to: 'departed' },
  schedule_departure: { from: ['resident', 'suspended'], to: 'same' },
  cancel_departure: { from: ['resident', 'suspended'], to: 'same' },
  change_registration: { from: ['prospect', 'resident', 'suspended'], to: 'same' },
  change_risk: { from: ['prospect', 'resident', 'suspended', 'departed'], to: 'same' },
};

export interface MarketEntity extends Aggregate {
  /** Normalised; unique in the park. */
  uscc: string;
  name: string;
  kind: EntityKind;
  established_on: LocalDate;
  /** GB/T 4754: section letter and division, e.g. `I65`. */
  industry_code: string;
  size_class: SizeClass;
  registration_status: RegistrationStatus;
  residency: Residency;
  founder_flags: string[];
  risk_level: RiskLevel;
  state: EntityState;
  moved_in_on: LocalDate | null;
  /** Of the present or the last suspension. */
  suspended_on: LocalDate | null;
  departed_on: LocalDate | null;
  /** The day ahead on which it moves in, with the residency and the buildings of then. */
  moves_in_on: LocalDate | null;
  moves_in_as: MoveIn['residency'] | null;
  moves_into: string[] | null;
  /** The day ahead on which it departs, with the reason and the destination. */
  departs_on: LocalDate | null;
  departs_for: DepartureReason | null;
  departs_to: string | null;
}

export interface MoveIn {
  residency: Exclude<Residency, 'none'>;
  effective_date: LocalDate;
  building_ids: string[];
}

export interface Departure {
  effective_date: LocalDate;
  reason: DepartureReason;
  destination?: string | undefined;
}

export const nothingScheduled = {
  moves_in_on: null,
  moves_in_as: null,
  moves_into: null,
  departs_on: null,
  departs_for: null,
  departs_to: null,
};

export type Registration = Pick<
  MarketEntity,
  'uscc' | 'name' | 'kind' | 'established_on' | 'industry_code' | 'size_class' | 'founder_flags'
> &
  Partial<Pick<MarketEntity, 'registration_status'>>;

/** Throws `invalid established_in_future`. `today` is the park's calendar date. */
export function register(identity: NewIdentity, registration: Registration): Decision<MarketEntity> {
  if (registration.established_on > identity.today) {
    throw invalid('/established_on', 'established_in_future', 'established_on must not be later than today.');
  }
  const next: MarketEntity = {
    ...registration,
    ...rowOf(identity),
    registration_status: registration.registration_status ?? 'in_operation',
    residency: 'none',
    risk_level: 'none',
    state: 'prospect',
    moved_in_on: null,
    suspended_on: null,
    departed_on: null,
    ...nothingScheduled,
  };
  const { uscc, kind, established_on, industry_code, size_class, registration_status, residency } = next;
  const about = { uscc, kind, established_on, industry_code, size_class, registration_status, residency };
  return { next, events: [occurred(tenants.EntityRegisteredV1, identity.today, { ...transition(next, null), ...about })] };
}

export function requireExisted({ established_on }: MarketEntity, effective_date: LocalDate): void {
  requireDay('effective_date', effective_date, { from: { on: established_on, what: 'when the entity was established' } });
}

export type RegistrationChange = Partial<Pick<MarketEntity, (typeof tenants.registrationFields)[number] | 'name'>>;

/**
 * One event per member that really changes; none for none. Throws `conflict use_depart` where the change would end the residency,
 * `invalid day_too_early`, `invalid day_too_late`.
 */
export function changeRegistration(
  entity: MarketEntity,
  change: RegistrationChange,
  effective_date: LocalDate,
  today: LocalDate,
): Decision<MarketEntity> {
  if (change.residency === 'none' && entity.residency !== 'none') {
    throw new Refusal('conflict', 'use_depart', 'residency cannot be set to none; use depart.');
  }
  if (change.residency !== undefined && change.residency !== 'none' && entity.state === 'prospect') {
    throw new Refusal('conflict', 'use_move_in', 'A prospect takes up residency by moving in.');
  }
  requireExisted(entity, effective_date);
  requireDay('effective_date', effective_date, { to: upToToday(today) });
  const events: NewEvent[] = [];
  for (const field of tenants.registrationFields) {
    const [old, value] = [entity[field], change[field]];
    if (value === undefined || value === old) continue;
    events.push(
      occurred(tenants.EntityRegistrationChangedV1, effective_date, { code: entity.code, field, old, new: value, effective_date }),
    );
  }
  if (change.name !== undefined && change.name !== entity.name)
    events.push(occurred(tenants.EntityRenamedV1, effective_date, { code: entity.code }));
  if (events.length > 0) move(entityMachine, entity.state, 'change_registration');
  return { next: amended(entity, change), events };
}

export interface Suspension {
  reason: string;
  effective_date: LocalDate;
}

/** Throws `invalid day_too_early`, `invalid day_too_late`. */
export function suspend(entity: MarketEntity, { reason, effective_date }: Suspension, today: LocalDate): Decision<MarketEntity> {
  const next: MarketEntity = { ...entity, state: move(entityMachine, entity.state, 'suspend'), suspended_on: effective_date };
  requireDay('effective_date', effective_date, {
    from: { on: entity.moved_in_on, what: 'when the entity moved in' },
    to: upToToday(today),
  });
  return {
    next,
    events: [occurred(tenants.EntitySuspendedV1, effective_date, { ...transition(next, entity.state), reason, effective_date })],
  };
}

/** Throws `invalid day_too_early`, `invalid day_too_late`. */
export function reinstate(entity: MarketEntity, { reason, effective_date }: Suspension, today: LocalDate): Decision<MarketEntity> {
  const next: MarketEntity = { ...entity, state: move(entityMachine, entity.state, 'reinstate') };
  requireDay('effective_date', effective_date, {
    // A suspension from before its day was kept is known to be after the moving in.
    from: { on: entity.suspended_on ?? entity.moved_in_on, what: 'when the entity was suspended' },
    to: upToToday(today),
  });
  return {
    next,
    events: [occurred(tenants.EntityReinstatedV1, effective_date, { ...transition(next, entity.state), reason, effective_date })],
  };
}

/** No event where the level stays. */
export function changeRisk(
  entity: MarketEntity,
  { level, reason }: { level: RiskLevel; reason: string },
  today: LocalDate,
): Decision<MarketEntity> {
  move(entityMachine, entity.state, 'change_risk');
  if (level === entity.risk_level) return unchanged(entity);
  const event = occurred(tenants.EntityRiskChangedV1, today, { code: entity.code, level, old_level: entity.risk_level, reason });
  return { next: { ...entity, risk_level: level }, events: [event] };
}
