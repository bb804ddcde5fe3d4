import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Occupancy } from './occupancy.ts';

export const OccupancyTable = aggregateTable<Occupancy>('occupancy', {
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
});

export const occupancies: Listing<Occupancy> = {
  table: OccupancyTable,
  sorts: ['code', 'start_on', 'created_at', 'updated_at'],
  search: ['code'],
  own: `source_id in (select l.id from lease l join market_entity e on e.id = l.entity_id where e.uscc = :organisation)`,
};
