/** The park's space: what was renovated, what can be rented, what is let and for how long. */
import type { Kpi } from '../../kpi/kpi.ts';
import { daysToEnd, ending, endingWithin, stock, stockOverTime } from '../../kpi/reading.ts';
import { leasedArea } from './occupancy.ts';
import { buildingsRenovated, indoorArea, outdoorArea } from './renovation.ts';
import { rentableArea } from './unit.ts';

export const spaceKpis: readonly Kpi[] = [
  {
    code: 'buildings_renovated',
    name: { zh: '改造老旧楼宇', en: 'Buildings renovated' },
    definition: {
      zh: '截至当日至少有一个楼宇改造项目通过竣工验收的楼宇数。',
      en: 'Buildings with at least one renovation accepted by the day.',
    },
    formula: 'buildings_renovated(as_of)',
    unit: 'buildings',
    version: 1,
    value: stock(buildingsRenovated),
  },
  {
    code: 'indoor_area_renovated',
    name: { zh: '改造室内面积', en: 'Indoor area renovated' },
    definition: {
      zh: '截至当日已验收楼宇改造项目的室内面积；同一楼宇再次改造的只计最近一次。',
      en: 'Indoor area of the building renovations accepted by the day; of a building that was renovated again, the latest only.',
    },
    formula: 'indoor_area_renovated(as_of)',
    unit: 'm2',
    version: 1,
    value: stock(indoorArea),
  },
  {
    code: 'outdoor_area_renewed',
    name: { zh: '更新室外面积', en: 'Outdoor area renewed' },
    definition: { zh: '截至当日已验收改造项目的室外面积之和。', en: 'Outdoor area of all renovations accepted by the day.' },
    formula: 'outdoor_area_renewed(as_of)',
    unit: 'm2',
    version: 1,
    value: stock(outdoorArea),
  },
  {
    code: 'rentable_area',
    name: { zh: '可租面积', en: 'Rentable area' },
    definition: {
      zh: '截至当日可出租且在用房源的使用面积之和；已分割的房源由其下级房源计入，不重复计算。',
      en: 'Usable area of the units that can be rented and are in service. A unit that is divided is counted by its parts.',
    },
    formula: 'rentable_area(as_of)',
    unit: 'm2',
    version: 1,
    value: stock(rentableArea),
  },
  {
    code: 'occupied_area',
    name: { zh: '已租面积', en: 'Leased area' },
    definition: {
      zh: '截至当日执行中租赁占用的面积之和（占用台账）。',
      en: 'Area of the leases in force on the day, by the occupancy ledger.',
    },
    formula: 'leased_area(as_of)',
    unit: 'm2',
    version: 1,
    value: stock(leasedArea),
  },
  {
    code: 'occupancy_rate',
    name: { zh: '出租率', en: 'Occupancy rate' },
    definition: {
      zh: '已租面积 ÷ 可租面积；指定期间时为 Σ已租面积·天数 ÷ Σ可租面积·天数。',
      en: 'Leased area of the rentable area; over a period, Σ leased area · days ÷ Σ rentable area · days.',
    },
    formula: 'leased_area ÷ rentable_area',
    unit: 'percent',
    version: 1,
    value: stockOverTime(leasedArea),
    per: stockOverTime(rentableArea),
    times: 100,
  },
  {
    code: 'wale',
    name: { zh: '加权平均剩余租期', en: 'Weighted average lease expiry' },
    definition: {
      zh: '当日有到期日的执行中租赁，按面积加权的剩余租期；1 年按 365.25 天计。',
      en: 'Years until the leases in force on the day end, weighted by area; leases with an open end are left out. A year has 365.25 days.',
    },
    formula: 'Σ leased_area · (end_on − as_of) ÷ Σ leased_area ÷ 365.25',
    unit: 'years',
    version: 1,
    value: daysToEnd(leasedArea),
    per: ending(leasedArea),
    times: 1 / 365.25,
  },
  {
    code: 'expiring_90d_share',
    name: { zh: '90天到期占比', en: 'Leases ending within 90 days' },
    definition: {
      zh: '当日执行中且 90 天内到期的租赁面积 ÷ 已租面积。',
      en: 'Area of the leases in force on the day that end within 90 days, of the leased area.',
    },
    formula: 'leased_area(end_on ≤ as_of + 90) ÷ leased_area(as_of)',
    unit: 'percent',
    version: 1,
    value: endingWithin(leasedArea, 90),
    per: stock(leasedArea),
    times: 100,
  },
];
