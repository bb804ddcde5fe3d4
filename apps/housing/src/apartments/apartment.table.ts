import type { Listing } from '@park/service-kit';
import { EntitySchema } from 'typeorm';
import type { Apartment } from './apartment.ts';

export const ApartmentTable = new EntitySchema<Apartment>({
  name: 'apartment',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    brand: { type: 'text' },
    building: { type: 'text' },
    floor: { type: 'smallint' },
    layout: { type: 'text' },
    area_m2: { type: 'numeric' },
    beds: { type: 'smallint' },
    allocatable_as: { type: 'text' },
    status: { type: 'text' },
    status_since: { type: 'date' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const apartments: Listing<Apartment> = {
  table: ApartmentTable,
  sorts: ['code', 'building', 'area_m2', 'beds', 'created_at', 'updated_at'],
  search: ['code', 'building', 'layout'],
};
