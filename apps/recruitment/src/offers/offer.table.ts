import { aggregateTable, type Listing } from '@park/service-kit';
import { ownWithConsent } from '../consents/consent.store.ts';
import type { Offer } from './offer.ts';

export const OfferTable = aggregateTable<Offer>('offer', {
  posting_id: { type: 'uuid' },
  employer_id: { type: 'uuid' },
  employer_uscc: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  industry_code: { type: 'text' },
  candidate_id: { type: 'uuid' },
  candidate_masked: { type: 'text' },
  source: { type: 'text' },
  fair_id: { type: 'uuid', nullable: true },
  applied_on: { type: 'date' },
  application_id: { type: 'uuid' },
  offer_version: { type: 'integer' },
  state: { type: 'text' },
  salary_fen: { type: 'bigint' },
  start_on: { type: 'date' },
  drafted_by: { type: 'text', nullable: true }, // not in the table, but in what an employer is shown
  expires_at: { type: 'timestamptz', nullable: true },
  extended_on: { type: 'date', nullable: true },
  answered_on: { type: 'date', nullable: true },
  opening: { type: 'integer', nullable: true },
  wants_home: { type: 'boolean' },
  reason: { type: 'text', nullable: true },
});

/** An employer's token sees an offer as it sees the application: while the candidate's consent for that employer stands (invariant 7). */
export const offers: Listing<Offer> = {
  table: OfferTable,
  sorts: ['code', 'start_on', 'created_at', 'updated_at'],
  search: ['code'],
  own: ownWithConsent,
  operatorOnly: ['drafted_by'],
};
