import { aggregateTable, type Listing } from '@park/service-kit';
import { ownWithConsent } from '../consents/consent.store.ts';
import type { Application } from './application.ts';

export const ApplicationTable = aggregateTable<Application>('application', {
  posting_id: { type: 'uuid' },
  employer_id: { type: 'uuid' },
  employer_uscc: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  industry_code: { type: 'text' },
  candidate_id: { type: 'uuid' },
  candidate_masked: { type: 'text' },
  resume_version: { type: 'integer', nullable: true },
  source: { type: 'text' },
  fair_id: { type: 'uuid', nullable: true },
  applied_on: { type: 'date' },
  state: { type: 'text' },
  stage: { type: 'text' },
  stage_since: { type: 'timestamptz' },
  reached_shortlist: { type: 'boolean' },
  rejection_reason: { type: 'text', nullable: true },
  offer_id: { type: 'uuid', nullable: true },
  hired_on: { type: 'date', nullable: true },
});

/** An employer's token sees an application only while the candidate's consent for that employer stands (invariant 7). */
export const applications: Listing<Application> = {
  table: ApplicationTable,
  sorts: ['applied_on', 'code', 'created_at', 'updated_at'],
  search: ['code'],
  own: ownWithConsent,
};
