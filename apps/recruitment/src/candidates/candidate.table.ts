import { aggregateTable, type Listing } from '@park/service-kit';
import type { Candidate } from './candidate.ts';

export const CandidateTable = aggregateTable<Candidate>('candidate', {
  person_id: { type: 'uuid', nullable: true },
  name_masked: { type: 'text' },
  education: { type: 'text' },
  graduation_year: { type: 'smallint', nullable: true },
  resume_version: { type: 'integer' },
  state: { type: 'text' },
});

/** An employer's token sees those whose consent for it stands. */
export const candidates: Listing<Candidate> = {
  table: CandidateTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code'],
  own: `exists (select 1 from consent c where c.candidate_id = t.id and c.employer_uscc = :organisation and c.purpose = 'application' and c.state = 'given')`,
  operatorOnly: ['person_id'],
};
