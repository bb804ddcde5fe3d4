import { aggregateTable, type Listing } from '@park/service-kit';
import type { ScoreSheet } from './score-sheet.ts';

export const ScoreSheetTable = aggregateTable<ScoreSheet>('score_sheet', {
  panel_id: { type: 'uuid' },
  pitch_id: { type: 'uuid' },
  expert_id: { type: 'uuid' },
  state: { type: 'text' },
  scores: { type: 'jsonb' },
  total: { type: 'numeric', nullable: true },
  source: { type: 'text', nullable: true },
  rule_version: { type: 'integer', nullable: true },
  conflict_kind: { type: 'text', nullable: true },
});

/** For the park's own people alone. */
export const scoreSheets: Listing<ScoreSheet> = {
  table: ScoreSheetTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code'],
  own: 'false',
};
