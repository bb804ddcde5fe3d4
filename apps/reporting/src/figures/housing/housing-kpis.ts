/** The talent apartments: on offer, lived in, waited for. */
import type { Kpi } from '../../kpi/kpi.ts';
import { median, percentile, stock, stockOverTime } from '../../kpi/reading.ts';
import { apartments } from './apartment.ts';
import { applicationsWaiting, decisions } from './application.ts';
import { apartmentsOccupied } from './tenancy.ts';

export const housingKpis: readonly Kpi[] = [
  {
    code: 'housing_units_supply',
    name: { zh: '人才用房', en: 'Talent apartments' },
    definition: { zh: '截至当日在用的人才公寓套数。', en: 'Talent apartments in service at the end of the day.' },
    formula: 'apartments(as_of)',
    unit: 'apartments',
    version: 1,
    value: stock(apartments),
  },
  {
    code: 'housing_units_occupied',
    name: { zh: '已入住套数', en: 'Apartments occupied' },
    definition: {
      zh: '截至当日至少有一份租住在住的公寓套数，自实际入住日至退租完成日；按床位出租的每套只计一次，超期居住仍计入。',
      en: 'Apartments in which at least one tenancy is in residence, from check-in until it is closed. An apartment let by the bed counts once; who stays over still counts.',
    },
    formula: 'apartments_occupied(as_of)',
    unit: 'apartments',
    version: 1,
    value: stock(apartmentsOccupied),
  },
  {
    code: 'housing_occupancy',
    name: { zh: '入住率', en: 'Apartment occupancy' },
    definition: {
      zh: '已入住套数 ÷ 人才用房套数；指定期间时为 Σ入住套·天 ÷ Σ在用套·天。',
      en: 'Apartments occupied of those in service; over a period, Σ occupied apartments · days ÷ Σ apartments in service · days.',
    },
    formula: 'apartments_occupied ÷ apartments',
    unit: 'percent',
    version: 1,
    value: stockOverTime(apartmentsOccupied),
    per: stockOverTime(apartments),
    times: 100,
  },
  {
    code: 'housing_waiting',
    name: { zh: '轮候申请', en: 'Applications waiting' },
    definition: {
      zh: '截至当日在轮候名单中的申请数；已发出配租通知的不计入，放弃或过期后重新轮候的再次计入。',
      en: 'Applications on the waiting list at the end of the day; not while a home is on offer to them, again when they return to the list.',
    },
    formula: 'applications_waiting(as_of)',
    unit: 'applications',
    version: 1,
    value: stock(applicationsWaiting),
  },
  {
    code: 'housing_decision_days',
    name: { zh: '资格审核天数（中位）', en: 'Days to decide eligibility (median)' },
    definition: {
      zh: '期间内作出资格审核结果的申请，自提交之日至审核之日天数的中位数；未指定期间时为截至当日的自然年度。',
      en: 'Median of the days from submission to the decision on eligibility, of the applications decided in the period; without a period, of the calendar year up to the day.',
    },
    formula: 'median(days of application_decisions[from, to))',
    unit: 'days',
    version: 1,
    value: median(decisions),
  },
  {
    code: 'housing_decision_days_p90',
    name: { zh: '资格审核天数（九成以内）', en: 'Days to decide eligibility (90th percentile)' },
    definition: {
      zh: '期间内作出资格审核结果的申请中，九成的审核天数不超过此数；未指定期间时为截至当日的自然年度。',
      en: 'The days within which nine of ten applications decided in the period were decided; without a period, of the calendar year up to the day.',
    },
    formula: 'percentile90(days of application_decisions[from, to))',
    unit: 'days',
    version: 1,
    value: percentile(decisions, 90),
  },
];
