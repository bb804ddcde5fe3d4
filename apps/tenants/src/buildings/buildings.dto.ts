import { tenants } from '@park/contracts';
import { Area, Choice, Decimal, ListQuery, SomeOf, Text, Whole } from '@park/service-kit';
import { OmitType } from '@nestjs/swagger';
import type { BuildingState } from './building.ts';

export class RegisterBuildingDto {
  @Text(20, { description: 'Unique, never reused', example: 'B01' })
  code: string;

  @Text(100, { example: '1号楼' })
  name: string;

  @Whole(1, 100)
  floors: number;

  @Area({ description: 'Gross floor area 建筑面积, m²' })
  gfa_m2: number;

  @Decimal(0, 10_000, 4, { description: 'Land 占地, mu (1 亩 = 666.67 m²)', optional: true, nullable: true })
  land_area_mu?: number | null;

  @Whole(1800, 2200, { optional: true, nullable: true })
  year_built?: number | null;

  @Choice(tenants.buildingStatuses)
  state: BuildingState;
}

export class ChangeBuildingDto extends SomeOf(OmitType(RegisterBuildingDto, ['code', 'state'] as const)) {}

export class StatusReasonDto {
  @Text(500, { optional: true })
  reason?: string;
}

export class BuildingsQuery extends ListQuery {
  @Choice(tenants.buildingStatuses, { optional: true })
  state?: BuildingState;

  @Text(100, { description: 'Part of the name or the code', optional: true })
  q?: string;
}
