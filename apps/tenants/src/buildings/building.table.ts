import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Building } from './building.ts';

export const BuildingTable = aggregateTable<Building>('building', {
  name: { type: 'text' },
  floors: { type: 'integer' },
  gfa_m2: { type: 'numeric' },
  land_area_mu: { type: 'numeric', nullable: true },
  year_built: { type: 'integer', nullable: true },
  state: { type: 'text' },
});

export const buildings: Listing<Building> = {
  table: BuildingTable,
  sorts: ['code', 'name', 'gfa_m2', 'created_at', 'updated_at'],
  search: ['name', 'code'],
};
