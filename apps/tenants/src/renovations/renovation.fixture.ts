import type { Plan, Renovation } from './renovation.ts';

export const aPlan: Plan = {
  name: '1号楼改造',
  kind: 'building',
  building_id: '0197a0c0-0000-7000-8000-000000000021',
  indoor_area_m2: 6800,
  outdoor_area_m2: 0,
  cost_fen: null,
};

export function aRenovation(wish: Partial<Renovation> = {}): Renovation {
  return {
    ...aPlan,
    id: '0197a0c0-0000-7000-8000-000000000031',
    code: 'RN-01',
    started_on: null,
    accepted_on: null,
    closed_on: null,
    state: 'planned',
    version: 1,
    created_at: new Date('2024-01-01T00:00:00Z'),
    updated_at: new Date('2024-01-01T00:00:00Z'),
    ...wish,
  };
}
