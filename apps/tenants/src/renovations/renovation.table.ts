import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Renovation } from './renovation.ts';

export const RenovationTable = aggregateTable<Renovation>('renovation', {
  name: { type: 'text' },
  kind: { type: 'text' },
  building_id: { type: 'uuid', nullable: true },
  indoor_area_m2: { type: 'numeric' },
  outdoor_area_m2: { type: 'numeric' },
  cost_fen: { type: 'bigint', nullable: true },
  started_on: { type: 'date', nullable: true },
  accepted_on: { type: 'date', nullable: true },
  closed_on: { type: 'date', nullable: true },
  state: { type: 'text' },
});

export const renovations: Listing<Renovation> = {
  table: RenovationTable,
  sorts: ['code', 'name', 'created_at', 'updated_at'],
  search: ['name', 'code'],
};
