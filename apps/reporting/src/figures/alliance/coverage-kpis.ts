/** The coverages 两个覆盖: nothing is typed in, all of it is counted from what members and tenants tell. */
import type { Kpi } from '../../kpi/kpi.ts';
import { stock } from '../../kpi/reading.ts';
import {
  enterprises,
  enterprisesCovered,
  enterprisesWithLeague,
  enterprisesWithOrg,
  enterprisesWithOwnOrg,
  enterprisesWithYouth,
} from './enterprise.ts';

const ofEnterprises = {
  zh: '截至当日在园且登记状态为在营的企业（含注册型）',
  en: 'Of the enterprises that are in operation and in the park at the end of the day, those registered only among them,',
};

export const coverageKpis: readonly Kpi[] = [
  {
    code: 'org_coverage',
    name: { zh: '党的组织覆盖率', en: 'Party organisations' },
    definition: {
      zh: `${ofEnterprises.zh}中，单独或联合建立党组织的比例；党组织情况自清点之日起计。`,
      en: `${ofEnterprises.en} the share with a party organisation of their own or a joint one, as last counted by that day.`,
    },
    formula: 'enterprises_with_party_org ÷ enterprises_operating',
    unit: 'percent',
    version: 1,
    value: stock(enterprisesWithOrg),
    per: stock(enterprises),
    times: 100,
  },
  {
    code: 'own_org_rate',
    name: { zh: '单独组建率', en: 'Party organisations of their own' },
    definition: {
      zh: `${ofEnterprises.zh}中，单独建立党支部、党总支或党委的比例。`,
      en: `${ofEnterprises.en} the share with a branch, general branch or committee of their own.`,
    },
    formula: 'enterprises_with_own_party_org ÷ enterprises_operating',
    unit: 'percent',
    version: 1,
    value: stock(enterprisesWithOwnOrg),
    per: stock(enterprises),
    times: 100,
  },
  {
    code: 'work_coverage',
    name: { zh: '党的工作覆盖率', en: 'Party work' },
    definition: {
      zh: `${ofEnterprises.zh}中，已建党组织，或有党建指导员、联络员、工会、团组织之一的比例。`,
      en: `${ofEnterprises.en} the share with a party organisation, or with a party-building instructor, a liaison, a trade union or a league organisation.`,
    },
    formula: 'enterprises_covered_by_party_work ÷ enterprises_operating',
    unit: 'percent',
    version: 1,
    value: stock(enterprisesCovered),
    per: stock(enterprises),
    times: 100,
  },
  {
    code: 'league_coverage',
    name: { zh: '团组织覆盖率', en: 'League organisations' },
    definition: {
      zh: `${ofEnterprises.zh}中有35周岁及以下青年的，单独或联合建立团组织的比例。`,
      en: `${ofEnterprises.en} and have at least one person of 35 or younger, the share with a league organisation of their own or a joint one.`,
    },
    formula: 'enterprises_with_league_org ÷ enterprises_with_youth',
    unit: 'percent',
    version: 1,
    value: stock(enterprisesWithLeague),
    per: stock(enterprisesWithYouth),
    times: 100,
  },
];
