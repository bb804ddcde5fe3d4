import { EntitySchema } from 'typeorm';
import type { Listing } from '@park/service-kit';
import type { Occupancy } from './occupancy.ts';

export const OccupancyTable = new EntitySchema<Occupancy>({
  name: 'occupancy',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    unit_id: { type: 'uuid' },
    building_id: { type: 'uuid' },
    area_m2: { type: 'numeric' },
    start_on: { type: 'date' },
    end_on: { type: 'date', nullable: true },
    kind: { type: 'text' },
    source_type: { type: 'text' },
    source_id: { type: 'uuid', nullable: true },
    hold_expires_at: { type: 'timestamptz', nullable: true },
    state: { type: 'text' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const occupancies: Listing<Occupancy> = {
  table: OccupancyTable,
  sorts: ['code', 'start_on', 'created_at', 'updated_at'],
  search: ['code'],
  own: `source_id in (select l.id from lease l join market_entity e on e.id = l.entity_id where e.uscc = :organisation)`,
};
