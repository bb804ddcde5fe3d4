import { aggregateTable, type Listing } from '@park/service-kit';
import type { Investor } from './investor.ts';

export const InvestorTable = aggregateTable<Investor>('investor', {
  name: { type: 'text' },
  organisation_uscc: { type: 'text', nullable: true },
  stages: { type: 'text', array: true },
  sectors: { type: 'text', array: true },
  ticket_from_kcny: { type: 'integer' },
  ticket_to_kcny: { type: 'integer' },
  meetings_per_gathering: { type: 'smallint' },
  contact_id: { type: 'uuid', nullable: true },
  contact_masked: { type: 'text' },
  state: { type: 'text' },
});

/** For the park's own people alone. */
export const investors: Listing<Investor> = {
  table: InvestorTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code', 'name', 'organisation_uscc'],
  own: 'false',
};
