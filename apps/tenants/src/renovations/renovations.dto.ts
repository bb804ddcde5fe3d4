import { tenants } from '@park/contracts';
import { Area, Choice, DateField, Fen, Id, ListQuery, Text } from '@park/service-kit';
import { type RenovationKind, type RenovationState, renovationStates } from './renovation.ts';

class ProjectDto {
  @Text(20, { description: 'Unique, never reused', example: 'RN-01' })
  code: string;

  @Text(100)
  name: string;

  @Choice(tenants.renovationKinds)
  kind: RenovationKind;

  @Area({ description: 'Indoor area 室内面积, m²' })
  indoor_area_m2: number;

  @Area({ description: 'Outdoor area 室外面积, m²' })
  outdoor_area_m2: number;

  @Fen({ optional: true })
  cost_fen?: number;
}

export class PlanRenovationDto extends ProjectDto {
  @Id({ description: 'Required for kind building', optional: true })
  building_id?: string;
}

export class StartRenovationDto {
  @DateField()
  started_on: string;
}

export class AcceptRenovationDto {
  @DateField()
  accepted_on: string;
}

export class CloseRenovationDto {
  @DateField()
  closed_on: string;
}

export class CancelRenovationDto {
  @Text(500)
  reason: string;
}

export class RenovationsQuery extends ListQuery {
  @Choice(renovationStates, { optional: true })
  state?: RenovationState;

  @Choice(tenants.renovationKinds, { optional: true })
  kind?: RenovationKind;

  @Id({ optional: true })
  building_id?: string;

  @Text(100, { description: 'Part of the name or the code', optional: true })
  q?: string;
}

/** A row of the import: a project as far as it has come. */
export class RenovationRow extends ProjectDto {
  @Text(20, { description: 'Required for kind building', optional: true })
  building_code?: string;

  @DateField({ optional: true })
  started_on?: string;

  @DateField({ description: 'Needs started_on', optional: true })
  accepted_on?: string;
}
