import type { Deal } from './deal.ts';

/** Opened on 1 June 2025, of a meeting on 20 May. */
export function aDeal(wish: Partial<Deal> = {}): Deal {
  return {
    id: '0197a0c0-0000-7000-8000-000000000043',
    code: 'DL-000001',
    investor_id: '0197a0c0-0000-7000-8000-000000000040',
    project_id: '0197a0c0-0000-7000-8000-000000000027',
    entity_id: null,
    sector: 'marine_industry',
    match_request_id: '0197a0c0-0000-7000-8000-000000000042',
    pitch_id: null,
    met_on: '2025-05-20',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    season_id: null,
    state: 'open',
    opened_on: '2025-06-01',
    stage_since: '2025-06-01',
    amount_kcny: null,
    round: null,
    funded_on: null,
    evidence_sha256: null,
    evidence_file_name: null,
    version: 1,
    created_at: new Date('2025-06-01T02:00:00Z'),
    updated_at: new Date('2025-06-01T02:00:00Z'),
    ...wish,
  };
}

export const funding = {
  amount_kcny: 3000,
  round: 'angel' as const,
  funded_on: '2025-06-10',
  evidence_sha256: 'e'.repeat(64),
  evidence_file_name: null,
};

/** On 10 June. */
export function aFundedDeal(wish: Partial<Deal> = {}): Deal {
  return aDeal({ state: 'funded', version: 5, ...funding, stage_since: funding.funded_on, ...wish });
}
