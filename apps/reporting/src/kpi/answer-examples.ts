/** What the documentation shows as an answer. */
import type { BuildingOccupancy, KpiAnswer, KpiFacts, UnitOccupancy } from '@park/contracts';

const building = '0197a0c0-0000-7000-8000-000000000101';

export const anAnswer: KpiAnswer = {
  code: 'occupancy_rate',
  unit: 'percent',
  as_of: '2025-06-16',
  from: null,
  to: null,
  known_at: null,
  watermark: '2025-06-16T02:00:00.000Z',
  definition_version: 1,
  value: 75,
  null_reason: null,
  numerator: 150,
  denominator: 200,
  verified_share: null,
  filters: {},
  groups: [{ key: building, label: { zh: '1号楼', en: 'B01' }, value: 75, null_reason: null, numerator: 150, denominator: 200 }],
};

export const someFacts: KpiFacts = {
  code: 'occupied_area',
  side: 'numerator',
  total: 150,
  count: 1,
  items: [
    {
      measure: 'leased_area',
      dimensions: { building, usage: 'office', end_on: '2026-03-01' },
      effective_on: '2025-03-01',
      recorded_at: '2025-02-20T06:30:00.000Z',
      delta: 150,
      event: {
        id: '0197a0c0-0000-7000-8000-000000000201',
        type: 'park.tenants.occupancy.activated.v1',
        source: '/parks/demo/services/tenants',
        subject: '0197a0c0-0000-7000-8000-000000000301',
        time: '2025-02-20T06:29:59.000Z',
      },
    },
  ],
  next: null,
};

export const aBuilding: BuildingOccupancy = {
  id: building,
  code: 'B01',
  name: '1号楼',
  floors: 6,
  gfa_m2: 7200,
  status: 'in_service',
  renovated: true,
  rentable_area: 200,
  occupied_area: 150,
  occupancy_rate: 75,
  expiring_90d_area: 0,
};

export const aUnit: UnitOccupancy = {
  id: '0197a0c0-0000-7000-8000-000000000401',
  code: 'B01-0301',
  floor: 3,
  usage: 'office',
  area_m2: 200,
  rentable: true,
  status: 'in_service',
  occupied_area: 150,
  lease_end_on: '2026-03-01',
  entity_id: '0197a0c0-0000-7000-8000-000000000501',
};
