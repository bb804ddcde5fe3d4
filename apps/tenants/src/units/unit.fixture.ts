import type { Unit } from './unit.ts';

export function aUnit(wish: Partial<Unit> = {}): Unit {
  return {
    id: '0197a0c0-0000-7000-8000-000000000041',
    code: 'B01-0301',
    building_id: '0197a0c0-0000-7000-8000-000000000021',
    parent_unit_id: null,
    floor: 3,
    usage: 'office',
    gfa_m2: 120,
    use_m2: 100,
    rentable: true,
    ref_price_fen_per_m2_day: 150,
    state: 'in_service',
    version: 1,
    created_at: new Date('2024-01-01T00:00:00Z'),
    updated_at: new Date('2024-01-01T00:00:00Z'),
    ...wish,
  };
}

/** The body that adds a unit. */
export function aUnitBody(code: string, building_id: string, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    code,
    building_id,
    floor: 3,
    usage: 'office',
    gfa_m2: 120,
    use_m2: 100,
    rentable: true,
    ref_price_fen_per_m2_day: 150,
    state: 'in_service',
    ...wish,
  };
}
