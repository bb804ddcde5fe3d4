import { aggregateTable, type Listing } from '@park/service-kit';
import type { Hire } from './hire.ts';

export const HireTable = aggregateTable<Hire>('hire', {
  posting_id: { type: 'uuid' },
  employer_id: { type: 'uuid' },
  employer_uscc: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  industry_code: { type: 'text' },
  candidate_id: { type: 'uuid' },
  candidate_masked: { type: 'text', nullable: true }, // not in the table, but in what an employer is shown
  source: { type: 'text' },
  fair_id: { type: 'uuid', nullable: true },
  applied_on: { type: 'date' },
  application_id: { type: 'uuid' },
  offer_id: { type: 'uuid' },
  wants_home: { type: 'boolean' },
  state: { type: 'text' },
  agreed_on: { type: 'date' },
  start_on: { type: 'date' },
  started_on: { type: 'date', nullable: true },
  probation_until: { type: 'date', nullable: true },
  is_fresh_graduate: { type: 'boolean', nullable: true },
  left_on: { type: 'date', nullable: true },
  within_probation: { type: 'boolean', nullable: true },
  reason: { type: 'text', nullable: true },
  ask_on: { type: 'date', nullable: true },
  asked_day: { type: 'smallint', nullable: true },
  retained: { type: 'boolean', nullable: true },
  retained_basis: { type: 'text', nullable: true },
});

/**
 * An employer's token sees its own hires, also of a candidate whose consent was taken back: it still has to say who started and who left.
 * The name is shown with the application, while the consent stands (invariant 7).
 */
export const hires: Listing<Hire> = {
  table: HireTable,
  sorts: ['code', 'start_on', 'created_at', 'updated_at'],
  search: ['code'],
  own: 't.employer_uscc = :organisation',
  operatorOnly: ['candidate_masked'],
};
