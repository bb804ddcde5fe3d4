import type { Occupancy, Wish } from './occupancy.ts';

export const aWish: Wish = {
  area_m2: 100,
  start_on: '2025-07-01',
  end_on: '2026-07-01',
  kind: 'lease',
  source_type: 'lease',
  source_id: '0197a0c0-0000-7000-8000-000000000061',
  hold_expires_at: null,
};

export function anOccupancy(wish: Partial<Occupancy> = {}): Occupancy {
  return {
    ...aWish,
    id: '0197a0c0-0000-7000-8000-000000000051',
    code: 'OC-000001',
    unit_id: '0197a0c0-0000-7000-8000-000000000041',
    building_id: '0197a0c0-0000-7000-8000-000000000021',
    state: 'held',
    version: 1,
    created_at: new Date('2025-01-01T00:00:00Z'),
    updated_at: new Date('2025-01-01T00:00:00Z'),
    ...wish,
  };
}
