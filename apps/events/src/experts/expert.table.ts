import { aggregateTable, type Listing } from '@park/service-kit';
import type { Expert } from './expert.ts';

export const ExpertTable = aggregateTable<Expert>('expert', {
  fields: { type: 'text', array: true },
  term_from: { type: 'date' },
  term_to: { type: 'date' },
  employer_uscc: { type: 'text', nullable: true },
  employer_entity_id: { type: 'uuid', nullable: true },
  subject: { type: 'text', nullable: true },
  person_id: { type: 'uuid' },
  person_masked: { type: 'text' },
  state: { type: 'text' },
});

/** For the park's own people alone. */
export const experts: Listing<Expert> = {
  table: ExpertTable,
  sorts: ['code', 'term_to', 'created_at', 'updated_at'],
  search: ['code', 'employer_uscc'],
  own: 'false',
};
