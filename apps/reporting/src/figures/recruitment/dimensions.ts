/** The dimensions of the measures of recruitment. */
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';
import { industry, sectionOf } from '../industry.ts';
import { fairName } from './fair.ts';

export const atFair: Dimension = {
  code: 'fair',
  name: { zh: '招聘会', en: 'Job fair' },
  subjects: { kind: 'recruitment.fair', nameOf: fairName },
};

export const source: Dimension = {
  code: 'source',
  name: { zh: '投递来源', en: 'Source' },
  values: bilingual({
    web: ['网上投递', 'Web'],
    fair_scan: ['招聘会现场', 'At the fair'],
    referral: ['推荐', 'Referral'],
    import: ['登记导入', 'Import'],
  }),
};

/** Of no figure that the park publishes: an employer's attendance is for the park's operator, see talent/. */
export const ofEmployer: Dimension = { code: 'employer', name: { zh: '用人单位', en: 'Employer' } };

/** Of applications, offers and hires. */
export const ofApplication = [atFair, industry, source];

/** Of the funnel, whose totals are told apart by stage and days too: a dimension that nobody asks for would multiply them. */
export const ofFunnel = [atFair, industry];

export interface Facts {
  fair_id: string | null;
  industry_code: string;
  source: string;
  applied_on: string;
}

export function factsOf({ fair_id, industry_code, source: from, applied_on }: Facts): Facts {
  return { fair_id, industry_code, source: from, applied_on };
}

export function funnelValuesOf({ fair_id, industry_code }: Partial<Facts>) {
  return { fair: fair_id ?? 'none', industry: sectionOf(industry_code) };
}

export function valuesOf({ source: from = 'unknown', ...facts }: Partial<Facts>) {
  return { ...funnelValuesOf(facts), source: from };
}
