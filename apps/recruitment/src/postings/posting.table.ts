import { aggregateTable, type Listing } from '@park/service-kit';
import type { Posting } from './posting.ts';

export const PostingTable = aggregateTable<Posting>('posting', {
  employer_id: { type: 'uuid' },
  employer_uscc: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  industry_code: { type: 'text' },
  fair_id: { type: 'uuid', nullable: true },
  title: { type: 'text' },
  category: { type: 'text' },
  headcount: { type: 'integer' },
  salary_min_fen: { type: 'bigint' },
  salary_max_fen: { type: 'bigint' },
  education: { type: 'text' },
  experience_years: { type: 'smallint' },
  location: { type: 'text' },
  terms: { type: 'text' },
  fee_fen: { type: 'bigint' },
  closes_on: { type: 'date' },
  state: { type: 'text' },
  content_version: { type: 'integer' },
  approved_version: { type: 'integer', nullable: true },
  rules_version: { type: 'text', nullable: true },
  findings: { type: 'jsonb' },
  submitted_by: { type: 'text', nullable: true },
  rejected_rules: { type: 'text', array: true },
  rejection_reason: { type: 'text', nullable: true },
  published_on: { type: 'date', nullable: true },
  filled: { type: 'integer' },
  close_reason: { type: 'text', nullable: true },
  closed_on: { type: 'date', nullable: true },
});

/** An employer's token sees its own postings. */
export const postings: Listing<Posting> = {
  table: PostingTable,
  sorts: ['code', 'title', 'closes_on', 'created_at', 'updated_at'],
  search: ['code', 'title'],
  own: 'employer_uscc = :organisation',
  operatorOnly: ['submitted_by'],
};
