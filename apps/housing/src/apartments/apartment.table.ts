import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Apartment } from './apartment.ts';

export const ApartmentTable = aggregateTable<Apartment>('apartment', {
  brand: { type: 'text' },
  building: { type: 'text' },
  floor: { type: 'smallint' },
  layout: { type: 'text' },
  area_m2: { type: 'numeric' },
  beds: { type: 'smallint' },
  allocatable_as: { type: 'text' },
  status: { type: 'text' },
  status_since: { type: 'date' },
});

export const apartments: Listing<Apartment> = {
  table: ApartmentTable,
  sorts: ['code', 'building', 'area_m2', 'beds', 'created_at', 'updated_at'],
  search: ['code', 'building', 'layout'],
};
