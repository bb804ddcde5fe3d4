import { aPanel, aRoadshow } from '../panels/panel.fixture.ts';
import { aProject } from '../projects/project.fixture.ts';
import type { Pitch, Stage } from './pitch.ts';

export function aPitch(wish: Partial<Pitch> = {}): Pitch {
  return {
    id: '0197a0c0-0000-7000-8000-000000000026',
    code: 'PT-000001',
    panel_id: '0197a0c0-0000-7000-8000-000000000024',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    project_id: '0197a0c0-0000-7000-8000-000000000027',
    stage: 'startup',
    sector: 'marine_industry',
    applicant_kind: 'enterprise',
    amount_sought_kcny: 2000,
    state: 'draft',
    submitted_on: null,
    presented_on: null,
    screening_reason: null,
    vetoed_by: null,
    earlier_round_score: null,
    position: null,
    score: null,
    rank: null,
    n_judges: null,
    n_conflicts: null,
    advice_startup_plan: null,
    advice_technical_feasibility: null,
    advice_enterprise_development: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

export function aStage(wish: Partial<Stage> = {}): Stage {
  return { panel: aPanel(), gathering: aRoadshow({ state: 'ongoing' }), project: aProject(), ...wish };
}
