import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Unit } from './unit.ts';

export const UnitTable = aggregateTable<Unit>('unit', {
  building_id: { type: 'uuid' },
  parent_unit_id: { type: 'uuid', nullable: true },
  floor: { type: 'integer' },
  usage: { type: 'text' },
  gfa_m2: { type: 'numeric' },
  use_m2: { type: 'numeric' },
  rentable: { type: 'boolean' },
  ref_price_fen_per_m2_day: { type: 'integer' },
  state: { type: 'text' },
});

export const units: Listing<Unit> = {
  table: UnitTable,
  sorts: ['code', 'floor', 'use_m2', 'ref_price_fen_per_m2_day', 'created_at', 'updated_at'],
  search: ['code'],
};
