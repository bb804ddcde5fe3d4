import { aggregateTable, type Listing } from '@park/service-kit';
import type { Season } from './season.ts';

export const SeasonTable = aggregateTable<Season>('season', {
  name: { type: 'text' },
  name_en: { type: 'text', nullable: true },
  starts_on: { type: 'date' },
  ends_on: { type: 'date' },
  state: { type: 'text' },
});

export const seasons: Listing<Season> = {
  table: SeasonTable,
  sorts: ['code', 'starts_on', 'created_at', 'updated_at'],
  search: ['code', 'name', 'name_en'],
  own: `state <> 'planned'`,
};
