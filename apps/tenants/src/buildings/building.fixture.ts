import type { Building } from './building.ts';

export function aBuilding(wish: Partial<Building> = {}): Building {
  return {
    id: '0197a0c0-0000-7000-8000-000000000021',
    code: 'B01',
    name: '1号楼',
    floors: 4,
    gfa_m2: 6800,
    land_area_mu: null,
    year_built: 1978,
    state: 'in_service',
    version: 1,
    created_at: new Date('2024-01-01T00:00:00Z'),
    updated_at: new Date('2024-01-01T00:00:00Z'),
    ...wish,
  };
}

/** The body of a registration. */
export function aBuildingBody(code: string, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { code, name: `${code}号楼`, floors: 4, gfa_m2: 6800, state: 'in_service', ...wish };
}
