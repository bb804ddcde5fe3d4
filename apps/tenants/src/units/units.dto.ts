import { tenants } from '@park/contracts';
import { Area, Choice, DateField, Flag, Id, ListQuery, SomeOf, Text, Whole } from '@park/service-kit';
import { PickType } from '@nestjs/swagger';
import type { UnitState, UnitUsage } from './unit.ts';

class UnitContentDto {
  @Text(30, { description: 'Unique, never reused', example: 'B01-0301' })
  code: string;

  @Whole(-5, 100)
  floor: number;

  @Choice(tenants.unitUsages)
  usage: UnitUsage;

  @Area({ description: 'Gross area 建筑面积, m²' })
  gfa_m2: number;

  @Area({ description: 'Usable area 使用面积, m²: what figures count' })
  use_m2: number;

  @Flag({ description: 'Whether it is there to be let' })
  rentable: boolean;

  @Whole(0, 1_000_000, { description: 'Reference price, fen per m² and day', example: 150 })
  ref_price_fen_per_m2_day: number;

  @Choice(tenants.unitStatuses)
  state: UnitState;

  @DateField({ description: 'Since when it is there; today without it', optional: true })
  added_on?: string;
}

export class AddUnitDto extends UnitContentDto {
  @Id()
  building_id: string;

  @Id({ description: 'The unit that contains it', optional: true })
  parent_unit_id?: string;
}

export class ChangeUnitDto extends SomeOf(
  PickType(UnitContentDto, ['usage', 'gfa_m2', 'use_m2', 'rentable', 'ref_price_fen_per_m2_day'] as const),
) {}

export class UnitsQuery extends ListQuery {
  @Id({ optional: true })
  building_id?: string;

  @Id({ optional: true })
  parent_unit_id?: string;

  @Whole(-5, 100, { optional: true })
  floor?: number;

  @Choice(tenants.unitUsages, { optional: true })
  usage?: UnitUsage;

  @Choice(tenants.unitStatuses, { optional: true })
  state?: UnitState;

  @Flag({ optional: true })
  rentable?: boolean;

  @Area({ description: 'At least this area, m²', optional: true })
  use_m2_from?: number;

  @Area({ description: 'Less than this area, m²', optional: true })
  use_m2_to?: number;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

export class UnitRow extends UnitContentDto {
  @Text(20)
  building_code: string;

  @Text(30, { optional: true })
  parent_code?: string;
}
