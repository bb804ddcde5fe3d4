import { tenants } from '@park/contracts';
import { Choice, Choices, DateField, Formed, Ids, ListQuery, Text, Uscc } from '@park/service-kit';
import {
  type DepartureReason,
  type EntityKind,
  type EntityState,
  entityStates,
  type MoveIn,
  type RegistrationStatus,
  type Residency,
  type RiskLevel,
  type SizeClass,
} from './market-entity.ts';

const founderFlags = ['student', 'returnee', 'youth'] as const;
const takenUp = tenants.residencies.filter((residency) => residency !== 'none');
const industry = { description: 'GB/T 4754: section letter, then division, e.g. I65', example: 'I65' };

export class RegisterEntityDto {
  @Uscc()
  uscc: string;

  @Text(200, { example: '青岛示例软件有限公司' })
  name: string;

  @Choice(tenants.entityKinds)
  kind: EntityKind;

  @DateField()
  established_on: string;

  @Formed(/^[A-T]\d{2,4}$/, 'a code such as I65 or I6513', industry)
  industry_code: string;

  @Choice(tenants.sizeClasses)
  size_class: SizeClass;

  @Choice(tenants.registrationStatuses, { default: 'in_operation', optional: true })
  registration_status?: RegistrationStatus;

  @Choices(founderFlags, { description: 'youth: a founder of at most 35 years', optional: true })
  founder_flags?: string[];
}

export class MoveInDto implements MoveIn {
  @Choice(takenUp)
  residency: Exclude<Residency, 'none'>;

  @DateField()
  effective_date: string;

  @Ids(20, { description: 'Buildings where it sits; none for a registration only' })
  building_ids: string[];
}

export class ChangeRegistrationDto {
  @DateField({ description: 'From when the changes count' })
  effective_date: string;

  @Text(200, { optional: true })
  name?: string;

  @Choice(tenants.registrationStatuses, { optional: true })
  registration_status?: RegistrationStatus;

  @Choice(tenants.residencies, { optional: true })
  residency?: Residency;

  @Formed(/^[A-T]\d{2,4}$/, 'a code such as I65 or I6513', { ...industry, optional: true })
  industry_code?: string;

  @Choice(tenants.sizeClasses, { optional: true })
  size_class?: SizeClass;
}

export class SuspensionDto {
  @Text(500, { description: 'Names no person' })
  reason: string;

  @DateField()
  effective_date: string;
}

export class DepartureDto {
  @DateField()
  effective_date: string;

  @Choice(tenants.departureReasons)
  reason: DepartureReason;

  @Text(100, { optional: true })
  destination?: string;
}

export class RiskDto {
  @Choice(tenants.riskLevels)
  level: RiskLevel;

  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class MarketEntitiesQuery extends ListQuery {
  @Choice(entityStates, { optional: true })
  state?: EntityState;

  @Choice(tenants.entityKinds, { optional: true })
  kind?: EntityKind;

  @Choice(tenants.residencies, { optional: true })
  residency?: Residency;

  @Choice(tenants.registrationStatuses, { optional: true })
  registration_status?: RegistrationStatus;

  @Choice(tenants.sizeClasses, { optional: true })
  size_class?: SizeClass;

  @Text(5, { optional: true })
  industry_code?: string;

  @Uscc({ optional: true })
  uscc?: string;

  @DateField({ description: 'Moved in on this day or later', optional: true })
  moved_in_on_from?: string;

  @DateField({ description: 'Moved in before this day', optional: true })
  moved_in_on_to?: string;

  @DateField({ description: 'Scheduled to depart on this day or later', optional: true })
  departs_on_from?: string;

  @DateField({ description: 'Scheduled to depart before this day', optional: true })
  departs_on_to?: string;

  @DateField({
    description: 'Those that count as market entities of the park on this day, today or later, as in the figure market_entities_stock',
    optional: true,
  })
  as_of?: string;

  @Text(100, { description: 'Part of the name, the code or the USCC', optional: true })
  q?: string;
}

/** A row of the import: an entity with the residency that it has or had. */
export class MarketEntityRow extends RegisterEntityDto {
  @Choice(takenUp, { description: 'Empty for a prospect', optional: true })
  residency?: Exclude<Residency, 'none'>;

  @DateField({ description: 'Required with residency; a day ahead is scheduled', optional: true })
  moved_in_on?: string;

  @DateField({ optional: true })
  departed_on?: string;

  @Choice(tenants.departureReasons, { description: 'Required with departed_on', optional: true })
  departure_reason?: DepartureReason;
}
