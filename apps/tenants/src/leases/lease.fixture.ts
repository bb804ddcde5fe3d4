import type { Lease } from './lease.ts';
import type { Terms } from './lease-terms.ts';

const unit = {
  unit_id: '0197a0c0-0000-7000-8000-000000000041',
  building_id: '0197a0c0-0000-7000-8000-000000000021',
  area_m2: 100,
  start_on: '2025-07-01',
  end_on: '2026-07-01',
  price_fen_per_m2_day: 150,
};

export const someTerms: Terms = {
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  units: [unit],
  rent_steps: [],
  start_on: '2025-07-01',
  end_on: '2026-07-01',
  cycle: 'quarter',
  rent_free_days: 0,
  deposit_fen: 1_000_000,
  renewal_of_id: null,
};

/** 100 m² at 1.50 CNY a day. */
export function aLease(wish: Partial<Lease> = {}): Lease {
  return {
    ...someTerms,
    id: '0197a0c0-0000-7000-8000-000000000061',
    code: 'LS-000001',
    annual_amount_fen: 5_475_000,
    monthly_rent_fen: 456_250,
    discount_pct: 0,
    approval_route: 'manager',
    next_step_on: null,
    state: 'draft',
    submitted_by: null,
    sign_on: null,
    file_sha256: null,
    deposit_received_fen: 0,
    reminded_days: null,
    ended_on: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

export const aFile = 'a'.repeat(64);

/** The body of a draft. */
export function aDraft(entity_id: string, unit_ids: string[], wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    entity_id,
    units: unit_ids.map((unit_id) => ({ unit_id, price_fen_per_m2_day: 150 })),
    start_on: '2025-06-16',
    end_on: '2026-06-16',
    cycle: 'quarter',
    deposit_fen: 1_000_000,
    ...wish,
  };
}
