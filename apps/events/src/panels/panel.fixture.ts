import { aGathering } from '../gatherings/gathering.fixture.ts';
import type { Gathering } from '../gatherings/gathering.ts';
import type { Panel } from './panel.ts';
import type { ScoringRule } from './rule.ts';

export function aRule(wish: Partial<ScoringRule> = {}): ScoringRule {
  return {
    criteria: [
      { code: 'innovation', name: '创新性', name_en: 'Innovation', max_points: 60, weight: 1 },
      { code: 'market', name: '市场前景', name_en: 'Market', max_points: 40, weight: 1 },
    ],
    method: 'mean',
    drop_high: 0,
    drop_low: 0,
    decimals: 2,
    ties: 'share',
    has_veto: true,
    panel_min: 3,
    ...wish,
  };
}

export function aPanel(wish: Partial<Panel> = {}): Panel {
  return {
    id: '0197a0c0-0000-7000-8000-000000000024',
    code: 'PN-000001',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    state: 'collecting',
    rule: aRule(),
    rule_version: 1,
    expert_ids: ['0197a0c0-0000-7000-8000-000000000025'],
    seed_hash: null,
    list_closed_at: null,
    listed_ids: [],
    drawn_at: null,
    seed: null,
    draw_order: [],
    ranking_version: 0,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

/** On 26 June 2025, from 14 to 17 o'clock. */
export function aRoadshow(wish: Partial<Gathering> = {}): Gathering {
  return aGathering({
    id: '0197a0c0-0000-7000-8000-000000000021',
    type: 'roadshow',
    season_id: '0197a0c0-0000-7000-8000-000000000020',
    starts_at: new Date('2025-06-26T06:00:00Z'),
    ends_at: new Date('2025-06-26T09:00:00Z'),
    state: 'published',
    ...wish,
  });
}

/** The body of a panel: a mean of three sheets and more. */
export function aPanelOf(gathering_id: string, wish: Record<string, unknown> = {}): Record<string, unknown> {
  const { criteria, method, has_veto } = aRule();
  return { gathering_id, criteria, method, has_veto, ...wish };
}
