import { EntitySchema } from 'typeorm';
import type { Listing } from '@park/service-kit';
import type { Building } from './building.ts';

export const BuildingTable = new EntitySchema<Building>({
  name: 'building',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    floors: { type: 'integer' },
    gfa_m2: { type: 'numeric' },
    land_area_mu: { type: 'numeric', nullable: true },
    year_built: { type: 'integer', nullable: true },
    state: { type: 'text' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const buildings: Listing<Building> = {
  table: BuildingTable,
  sorts: ['code', 'name', 'gfa_m2', 'created_at', 'updated_at'],
  search: ['name', 'code'],
};
