import { EntitySchema } from 'typeorm';
import type { Listing } from '@park/service-kit';
import type { Unit } from './unit.ts';

export const UnitTable = new EntitySchema<Unit>({
  name: 'unit',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    building_id: { type: 'uuid' },
    parent_unit_id: { type: 'uuid', nullable: true },
    floor: { type: 'integer' },
    usage: { type: 'text' },
    gfa_m2: { type: 'numeric' },
    use_m2: { type: 'numeric' },
    rentable: { type: 'boolean' },
    ref_price_fen_per_m2_day: { type: 'integer' },
    state: { type: 'text' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const units: Listing<Unit> = {
  table: UnitTable,
  sorts: ['code', 'floor', 'use_m2', 'ref_price_fen_per_m2_day', 'created_at', 'updated_at'],
  search: ['code'],
};
