import { aggregateTable, type Listing } from '@park/service-kit';
import type { Fair } from './fair.ts';

const total = { type: 'integer', nullable: true } as const;

export const FairTable = aggregateTable<Fair>('fair', {
  gathering_id: { type: 'uuid' },
  state: { type: 'text' },
  starts_at: { type: 'timestamptz' },
  ends_at: { type: 'timestamptz' },
  is_postponed: { type: 'boolean' },
  is_timed: { type: 'boolean' },
  employer_registration_from: { type: 'timestamptz' },
  booth_selection_from: { type: 'timestamptz' },
  candidate_registration_from: { type: 'timestamptz' },
  next_phase_at: { type: 'timestamptz', nullable: true },
  check_in_until: { type: 'timestamptz' },
  free_cancel_until: { type: 'timestamptz' },
  hold_minutes: { type: 'integer' },
  offer_minutes: { type: 'integer' },
  filing_no: { type: 'text', nullable: true },
  filed_on: { type: 'date', nullable: true },
  employers_confirmed: total,
  employers: total,
  booth_no_shows: total,
  postings: total,
  headcount: total,
  entries: total,
  resumes: total,
  intentions: total,
  onsite_offers: total,
  report_due_on: { type: 'date', nullable: true },
  is_report_overdue: { type: 'boolean' },
  reported_on: { type: 'date', nullable: true },
  cancel_reason: { type: 'text', nullable: true },
});

/** An employer's token sees the fairs that were filed; their totals are the park's. */
export const fairs: Listing<Fair> = {
  table: FairTable,
  sorts: ['starts_at', 'code', 'created_at', 'updated_at'],
  search: ['code'],
  own: `state <> 'draft'`,
  operatorOnly: [
    'filing_no',
    'employers_confirmed',
    'employers',
    'booth_no_shows',
    'postings',
    'headcount',
    'entries',
    'resumes',
    'intentions',
    'onsite_offers',
    'report_due_on',
    'reported_on',
  ],
};
