/** Market entities in the park, technology firms among them, people employed. */
import type { Kpi } from '../../kpi/kpi.ts';
import { beganDaysAgo, lastedDays, onQuarterEnd, stock } from '../../kpi/reading.ts';
import { entities, stays } from './entity.ts';
import { employment, reportsHandedIn, reportsVerified } from './operating-report.ts';
import { techFirms, techFirmsByType, techFirmsVerified } from './qualification.ts';

/** The share of reports that is verified. */
export const shareVerified = { value: onQuarterEnd(reportsVerified), per: onQuarterEnd(reportsHandedIn) };

export const entityKpis: readonly Kpi[] = [
  {
    code: 'market_entities_stock',
    name: { zh: '集聚市场主体', en: 'Market entities' },
    definition: {
      zh: '截至当日在园的市场主体数：企业、个体工商户、农民专业合作社，登记状态为在营，入驻方式为注册型或实体入驻；被列为异常的仍计入，服务平台不计入；自离园、注销或吊销生效之日起不再计入。',
      en: 'Market entities in the park at the end of the day: enterprises, individual businesses and farmer cooperatives that are in operation and registered or physically resident here. Irregular ones still count, service platforms never do; from the day on which a departure or deregistration takes effect they no longer count.',
    },
    formula: 'entities(as_of)',
    unit: 'entities',
    version: 1,
    value: stock(entities),
  },
  {
    code: 'tech_firms_stock',
    name: { zh: '科技型企业', en: 'Technology firms' },
    definition: {
      zh: '截至当日在园且至少持有一项有效科技类资质（高新技术企业、科技型中小企业、专精特新、“小巨人”、瞪羚、创新型中小企业、技术先进型服务企业）的市场主体数，每家只计一次。按资质类型细分时，持多项资质的在各项中均计入。',
      en: 'Market entities in the park at the end of the day that hold at least one qualification of the technology set in force, each counted once. Broken down by type of qualification, a firm that holds several is in each of them.',
    },
    formula: 'tech_firms(as_of)',
    unit: 'entities',
    version: 1,
    value: stock(techFirms, techFirmsByType),
    verified: { value: stock(techFirmsVerified), per: stock(techFirms) },
  },
  {
    code: 'employment_total',
    name: { zh: '带动就业', en: 'People employed' },
    definition: {
      zh: '在园市场主体最近一期已核验经营报送的期末从业人数之和；自该期最后一天起计，至下一期已核验报送为止。',
      en: 'People employed at the end of the period, by the latest verified operating report of each market entity in the park; counted from the last day of that period until the next verified report.',
    },
    formula: 'employment(as_of)',
    unit: 'people',
    version: 1,
    value: stock(employment),
    verified: shareVerified,
  },
  {
    code: 'survival_rate_12m',
    name: { zh: '12个月存活率', en: 'Entities still here after 12 months' },
    definition: {
      zh: '截至当日入驻已满 365 天的市场主体中，连续在园至少 365 天的占比；指定期间时只计在该期间内满 365 天的。',
      en: 'Of the market entities that moved in at least 365 days ago, the share that stayed for at least 365 days; over a period, of those whose 365th day lies in it.',
    },
    formula: 'entity_stays(began ≥ 365 days ago, lasted ≥ 365 days) ÷ entity_stays(began ≥ 365 days ago)',
    unit: 'percent',
    version: 1,
    value: lastedDays(stays, 365),
    per: beganDaysAgo(stays, 365),
    times: 100,
  },
];
