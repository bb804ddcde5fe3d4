import { aggregateTable, type Listing } from '@park/service-kit';
import type { Pitch } from './pitch.ts';

export const PitchTable = aggregateTable<Pitch>('pitch', {
  panel_id: { type: 'uuid' },
  gathering_id: { type: 'uuid' },
  project_id: { type: 'uuid' },
  stage: { type: 'text' },
  sector: { type: 'text' },
  applicant_kind: { type: 'text' },
  amount_sought_kcny: { type: 'integer' },
  state: { type: 'text' },
  submitted_on: { type: 'date', nullable: true },
  presented_on: { type: 'date', nullable: true },
  screening_reason: { type: 'text', nullable: true },
  vetoed_by: { type: 'uuid', nullable: true },
  earlier_round_score: { type: 'numeric', nullable: true },
  position: { type: 'integer', nullable: true },
  score: { type: 'numeric', nullable: true },
  rank: { type: 'integer', nullable: true },
  n_judges: { type: 'integer', nullable: true },
  n_conflicts: { type: 'integer', nullable: true },
  advice_startup_plan: { type: 'text', nullable: true },
  advice_technical_feasibility: { type: 'text', nullable: true },
  advice_enterprise_development: { type: 'text', nullable: true },
});

/** For the park's own people alone. */
export const pitches: Listing<Pitch> = {
  table: PitchTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code'],
  own: 'false',
};
