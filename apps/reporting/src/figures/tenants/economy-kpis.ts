/** Revenue and taxes of the park's entities, and how far they are reported and verified. */
import { shareVerified } from './entity-kpis.ts';
import type { Kpi } from '../../kpi/kpi.ts';
import { atQuarterEnd, flow, onQuarterEnd } from '../../kpi/reading.ts';
import { entities } from './entity.ts';
import { entitiesCovered, reportsHandedIn, reportsVerified, revenue, taxLocal, taxTotal } from './operating-report.ts';

const verified = { value: flow(reportsVerified), per: flow(reportsHandedIn) };

const basis = {
  zh: '只计已核验的报送，按报送期最后一天归入期间；报送期内至少一天在园的主体计入。同一主体同一年度既有季报又有年报的，以年报为准，年报只补季报未报的部分，绝不重复计算。',
  en: 'Verified reports only, dated on the last day of their period, of entities that were in the park on at least one day of it. Where an entity has quarters and the year, the year settles: it adds what the quarters did not say, never the same twice.',
};

export const economyKpis: readonly Kpi[] = [
  {
    code: 'economic_contribution',
    name: { zh: '经济贡献', en: 'Economic contribution' },
    definition: {
      zh: `地方留成税收；未指定期间时为截至当日的自然年度累计。${basis.zh}`,
      en: `Tax that stays local; without a period, of the calendar year up to the day. ${basis.en}`,
    },
    formula: 'Σ tax_local[from, to)',
    unit: 'kcny',
    version: 1,
    value: flow(taxLocal),
    verified,
  },
  {
    code: 'tax_total',
    name: { zh: '全口径税收', en: 'Taxes paid' },
    definition: { zh: `全口径税收（净入库）。${basis.zh}`, en: `All taxes, net paid into the treasury. ${basis.en}` },
    formula: 'Σ tax_total[from, to)',
    unit: 'kcny',
    version: 1,
    value: flow(taxTotal),
    verified,
  },
  {
    code: 'revenue',
    name: { zh: '营业收入', en: 'Revenue' },
    definition: { zh: `营业收入。${basis.zh}`, en: `Revenue. ${basis.en}` },
    formula: 'Σ revenue[from, to)',
    unit: 'kcny',
    version: 1,
    value: flow(revenue),
    verified,
  },
  {
    code: 'reporting_coverage',
    name: { zh: '报送率', en: 'Reporting coverage' },
    definition: {
      zh: '截至当日最近一个完整季度：季末在园且该季末到期的报送已核验的主体数 ÷ 季末在园主体数。',
      en: 'Of the last quarter that is complete by the day: entities in the park on its last day with a verified report of a period that ends on it, of all entities in the park on that day.',
    },
    formula: 'entities_covered(quarter end) ÷ entities(quarter end)',
    unit: 'percent',
    version: 1,
    value: onQuarterEnd(entitiesCovered),
    per: atQuarterEnd(entities),
    times: 100,
  },
  {
    code: 'verified_share',
    name: { zh: '核验占比', en: 'Share of reports verified' },
    definition: {
      zh: '截至当日最近一个完整季度：已核验的报送 ÷ 已提交或已核验的报送。',
      en: 'Of the last quarter that is complete by the day: reports verified, of those submitted or verified.',
    },
    formula: 'reports_verified(quarter end) ÷ reports_handed_in(quarter end)',
    unit: 'percent',
    version: 1,
    ...shareVerified,
    times: 100,
  },
];
