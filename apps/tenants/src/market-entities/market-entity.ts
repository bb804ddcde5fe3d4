/** A market entity 市场主体: an enterprise, business or cooperative that the park knows, from first contact to departure. */
import { type DataOf, type Decision, type NewEvent, occurred, tenants, unchanged } from '@park/contracts';
import {
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

type Registered = DataOf<typeof tenants.EntityRegisteredV1>;
export type EntityKind = Registered['kind'];
export type Residency = Registered['residency'];
export type RegistrationStatus = Registered['registration_status'];
export type SizeClass = Registered['size_class'];
export type RiskLevel = DataOf<typeof tenants.EntityRiskChangedV1>['level'];
export type DepartureReason = DataOf<typeof tenants.EntityDepartedV1>['reason'];
export const entityStates = ['prospect', 'resident', 'suspended', 'departed'] as const;
export type EntityState = (typeof entityStates)[number];
export type EntityAction = 'move_in' | 'suspend' | 'reinstate' | 'depart' | 'change_registration' | 'change_risk';

export const entityMachine: Machine<EntityState, EntityAction> = {
  move_in: { from: ['prospect', 'departed'], to: 'resident' },
  suspend: { from: ['resident'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'resident' },
  depart: { from: ['resident', 'suspended'], to: 'departed' },
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
  departed_on: LocalDate | null;
}

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
    departed_on: null,
  };
  const { uscc, kind, established_on, industry_code, size_class, registration_status, residency } = next;
  const about = { uscc, kind, established_on, industry_code, size_class, registration_status, residency };
  return { next, events: [occurred(tenants.EntityRegisteredV1, identity.today, { ...transition(next, null), ...about })] };
}

export interface MoveIn {
  residency: Exclude<Residency, 'none'>;
  effective_date: LocalDate;
  building_ids: string[];
}

/** Throws `conflict not_in_operation`, `conflict blacklisted`, `invalid before_departure`, `invalid day_too_early`, `conflict invalid_transition`. */
export function moveIn(entity: MarketEntity, { residency, effective_date, building_ids }: MoveIn): Decision<MarketEntity> {
  const state = move(entityMachine, entity.state, 'move_in');
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
  const next: MarketEntity = { ...entity, state, residency, moved_in_on: effective_date, departed_on: null };
  const data = { ...transition(next, entity.state), uscc: entity.uscc, residency, effective_date, building_ids };
  return { next, events: [occurred(tenants.EntityMovedInV1, effective_date, data)] };
}

function requireExisted({ established_on }: MarketEntity, effective_date: LocalDate): void {
  requireDay('effective_date', effective_date, { from: { on: established_on, what: 'when the entity was established' } });
}

function requireResided({ moved_in_on }: MarketEntity, effective_date: LocalDate): void {
  requireDay('effective_date', effective_date, { from: { on: moved_in_on, what: 'when the entity moved in' } });
}

/** With a lease in force: who was not here moves in, who was only registered here is here in both ways. */
export function takeUpSpace(entity: MarketEntity, effective_date: LocalDate, building_ids: string[]): Decision<MarketEntity> {
  if (entity.residency === 'none') return moveIn(entity, { residency: 'physical', effective_date, building_ids });
  if (entity.residency === 'registered_only') return changeRegistration(entity, { residency: 'both' }, effective_date);
  return unchanged(entity);
}

export type RegistrationChange = Partial<Pick<MarketEntity, (typeof tenants.registrationFields)[number] | 'name'>>;

/** One event per member that really changes; none for none. Throws `conflict use_depart` where the change would end the residency, `invalid day_too_early`. */
export function changeRegistration(entity: MarketEntity, change: RegistrationChange, effective_date: LocalDate): Decision<MarketEntity> {
  if (change.residency === 'none' && entity.residency !== 'none') {
    throw new Refusal('conflict', 'use_depart', 'residency cannot be set to none; use depart.');
  }
  if (change.residency !== undefined && change.residency !== 'none' && entity.state === 'prospect') {
    throw new Refusal('conflict', 'use_move_in', 'A prospect takes up residency by moving in.');
  }
  requireExisted(entity, effective_date);
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

/** Throws `invalid day_too_early`. */
export function suspend(
  entity: MarketEntity,
  { reason, effective_date }: { reason: string; effective_date: LocalDate },
): Decision<MarketEntity> {
  const next: MarketEntity = { ...entity, state: move(entityMachine, entity.state, 'suspend') };
  requireResided(entity, effective_date);
  return {
    next,
    events: [occurred(tenants.EntitySuspendedV1, effective_date, { ...transition(next, entity.state), reason, effective_date })],
  };
}

/** Throws `invalid day_too_early`. */
export function reinstate(
  entity: MarketEntity,
  { reason, effective_date }: { reason: string; effective_date: LocalDate },
): Decision<MarketEntity> {
  const next: MarketEntity = { ...entity, state: move(entityMachine, entity.state, 'reinstate') };
  requireResided(entity, effective_date);
  return {
    next,
    events: [occurred(tenants.EntityReinstatedV1, effective_date, { ...transition(next, entity.state), reason, effective_date })],
  };
}

export interface Departure {
  effective_date: LocalDate;
  reason: DepartureReason;
  destination?: string | undefined;
}

const registrationAfter: Record<DepartureReason, RegistrationStatus | null> = {
  lease_end: null,
  moved_out: 'moved_out',
  deregistered: 'deregistered',
  revoked: 'revoked',
};

/** `liveOccupancies`: holds and active occupancies of its leases. Throws `conflict still_occupies`, `invalid before_move_in`. */
export function depart(
  entity: MarketEntity,
  { effective_date, reason, destination }: Departure,
  liveOccupancies: number,
): Decision<MarketEntity> {
  const state = move(entityMachine, entity.state, 'depart');
  if (liveOccupancies > 0) {
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
  const registration_status = registrationAfter[reason] ?? entity.registration_status;
  const next: MarketEntity = { ...entity, state, registration_status, residency: 'none', departed_on: effective_date };
  const data = { ...transition(next, entity.state), effective_date, reason, destination: destination ?? null };
  return { next, events: [occurred(tenants.EntityDepartedV1, effective_date, data)] };
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
