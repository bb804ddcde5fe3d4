import { aggregateTable, type Listing } from '@park/service-kit';
import type { Consent } from './consent.ts';

export const ConsentTable = aggregateTable<Consent>('consent', {
  candidate_id: { type: 'uuid' },
  purpose: { type: 'text' },
  employer_id: { type: 'uuid', nullable: true },
  employer_uscc: { type: 'text', nullable: true },
  state: { type: 'text' },
});

/** An employer's token sees those that stand for it; one that was taken back is gone for it. */
export const consents: Listing<Consent> = {
  table: ConsentTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code'],
  own: `employer_uscc = :organisation and state = 'given'`,
};
