import type { ScoreSheet } from './score-sheet.ts';

export function aScoreSheet(wish: Partial<ScoreSheet> = {}): ScoreSheet {
  return {
    id: '0197a0c0-0000-7000-8000-000000000028',
    code: 'SS-000001',
    panel_id: '0197a0c0-0000-7000-8000-000000000024',
    pitch_id: '0197a0c0-0000-7000-8000-000000000026',
    expert_id: '0197a0c0-0000-7000-8000-000000000025',
    state: 'assigned',
    scores: [],
    total: null,
    source: null,
    rule_version: null,
    conflict_kind: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

/** Points for the criteria of `aRule`. */
export function points(innovation: number, market: number): { code: string; points: number }[] {
  return [
    { code: 'innovation', points: innovation },
    { code: 'market', points: market },
  ];
}
