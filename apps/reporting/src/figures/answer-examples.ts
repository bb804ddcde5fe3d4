/** The answers that the documentation shows. */
import {
  type Board,
  type BuildingOccupancy,
  type DataQuality,
  type KpiAnswer,
  type KpiFacts,
  type ReconciliationCheck,
  tenants,
  type UnitOccupancy,
} from '@park/contracts';

const building = '0197a0c0-0000-7000-8000-000000000101';

export const anAnswer: KpiAnswer = {
  code: 'occupancy_rate',
  unit: 'percent',
  as_of: '2025-06-16',
  from: null,
  to: null,
  known_at: null,
  watermark: '2025-06-16T02:00:00.000Z',
  deriving: false,
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
        title: tenants.OccupancyActivatedV1.summary,
        source: '/parks/demo/services/tenants',
        subject: '0197a0c0-0000-7000-8000-000000000301',
        code: 'OC-000301',
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
  lease_code: 'LS-000001',
  entity_id: '0197a0c0-0000-7000-8000-000000000501',
};

export const aBoard: Board = {
  version: 4711,
  as_of: '2025-06-16',
  watermark: '2025-06-16T02:00:00.000Z',
  tiles: [
    {
      code: 'market_entities_stock',
      name: { zh: '集聚市场主体', en: 'Market entities' },
      unit: 'entities',
      as_of: '2025-06-16',
      definition_version: 1,
      value: 2000,
      null_reason: null,
      numerator: null,
      denominator: null,
      verified_share: null,
      year_before: 1720,
      trend: [1720, 1745, 1768, 1790, 1815, 1840, 1866, 1890, 1911, 1934, 1958, 1979, 2000],
    },
  ],
};

export const aCheck: ReconciliationCheck = {
  code: 'market_entities_stock',
  is_figure: true,
  name: { zh: '集聚市场主体', en: 'Market entities' },
  unit: 'entities',
  reported: 2000,
  recomputed: 2000,
  difference: 0,
  state: 'agrees',
};

export const someQuality: DataQuality = {
  now: '2025-06-16T02:00:03.000Z',
  watermark: '2025-06-16T02:00:00.000Z',
  projection_lag_s: 3,
  deriving: [{ kind: 'housing.tenancy', version: 2, done: 0.4, figures: ['housing_units_occupied', 'housing_occupancy'] }],
  sources: [
    {
      service: 'tenants',
      title: { zh: '招商租赁', en: 'Leasing' },
      topic: 'park.tenants',
      events: 37615,
      last_event_at: '2025-06-16T01:58:12.000Z',
      last_received_at: '2025-06-16T01:58:12.040Z',
      backlog: 0,
    },
  ],
  parked: [{ consumer: 'reporting', title: { zh: '指标统计', en: 'Reporting' }, parked: 0, behind: 0, oldest_at: null }],
  reconciliation: { ran_at: '2025-06-16T01:50:00.000Z', checks: [aCheck] },
};
