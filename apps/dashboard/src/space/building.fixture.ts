import type { BuildingOccupancy } from '@park/contracts';

export function aBuilding(own: Partial<BuildingOccupancy> = {}): BuildingOccupancy {
  return {
    id: 'b1',
    code: 'B01',
    name: '1号楼',
    floors: 4,
    gfa_m2: 6_000,
    status: 'in_service',
    renovated: true,
    rentable_area: 1_000,
    occupied_area: 800,
    occupancy_rate: 80,
    expiring_90d_area: 80,
    ...own,
  };
}

/** The park's 26, of different sizes. */
export function thePark(): BuildingOccupancy[] {
  return Array.from({ length: 26 }, (_, i) =>
    aBuilding({ id: `b${i + 1}`, code: `B${String(i + 1).padStart(2, '0')}`, floors: 1 + (i % 7), gfa_m2: 1_500 + ((i * 977) % 9_000) }),
  );
}
