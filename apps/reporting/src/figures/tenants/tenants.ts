/** Everything that reporting counts of tenants. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { building } from './building.ts';
import { economyKpis } from './economy-kpis.ts';
import { entityKpis } from './entity-kpis.ts';
import { entity } from './entity.ts';
import { lease } from './lease.ts';
import { occupancy } from './occupancy.ts';
import { operatingReport } from './operating-report.ts';
import { qualification } from './qualification.ts';
import { renovation } from './renovation.ts';
import { spaceKpis } from './space-kpis.ts';
import { unit } from './unit.ts';

export const tenants: ServiceFigures = {
  service: 'tenants',
  kinds: [entity, qualification, operatingReport, building, renovation, unit, occupancy, lease],
  kpis: [...entityKpis, ...economyKpis, ...spaceKpis],
  recounted: [
    'market_entities_stock',
    'tech_firms_stock',
    'employment_total',
    'economic_contribution',
    'tax_total',
    'revenue',
    'buildings_renovated',
    'indoor_area_renovated',
    'outdoor_area_renewed',
    'rentable_area',
    'occupied_area',
  ],
  checks: [
    {
      code: 'leases_and_occupancies',
      name: { zh: '执行中合同面积 = 占用台账面积', en: 'Area of contracts in force = area in the occupancy ledger' },
      unit: 'm2',
    },
  ],
};
