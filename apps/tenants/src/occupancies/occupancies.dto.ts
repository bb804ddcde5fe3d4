import { tenants } from '@park/contracts';
import { Area, Choice, DateField, Id, InstantField, ListQuery, Text } from '@park/service-kit';
import { type OccupancyKind, type OccupancyState, occupancyStates } from './occupancy.ts';

const kinds = ['hold', 'maintenance', 'self_use'] as const;

export class HoldUnitDto {
  @Id()
  unit_id: string;

  @Choice(kinds, { description: 'Leases occupy by themselves' })
  kind: (typeof kinds)[number];

  @Area({ description: 'm²; without it the whole unit', optional: true })
  area_m2?: number;

  @DateField()
  start_on: string;

  @DateField({ description: 'Exclusive; open without it', optional: true })
  end_on?: string;

  @InstantField({ description: 'From then on the hold blocks nobody; required for kind hold', optional: true })
  hold_expires_at?: string;
}

export class ChangePeriodDto {
  @DateField({ description: 'Exclusive; open without it', optional: true })
  end_on?: string;
}

export class ReleaseDto {
  @DateField({ description: 'First day on which it is free' })
  released_on: string;

  @Text(500)
  reason: string;
}

export class CancelHoldDto {
  @Text(500)
  reason: string;
}

export class OccupanciesQuery extends ListQuery {
  @Id({ optional: true })
  unit_id?: string;

  @Id({ optional: true })
  building_id?: string;

  @Id({ description: 'The lease', optional: true })
  source_id?: string;

  @Choice(tenants.occupancyKinds, { optional: true })
  kind?: OccupancyKind;

  @Choice(occupancyStates, { optional: true })
  state?: OccupancyState;
}
