/** The dimensions of tenants' measures. */
import { isReportingPeriod } from '@park/kernel';
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';
import { building, buildingName } from './building.ts';

/** GB/T 4754-2017, sections. */
const industries = bilingual({
  A: ['农、林、牧、渔业', 'Agriculture, forestry, fishing'],
  B: ['采矿业', 'Mining'],
  C: ['制造业', 'Manufacturing'],
  D: ['电力、热力、燃气及水生产和供应业', 'Electricity, heat, gas and water supply'],
  E: ['建筑业', 'Construction'],
  F: ['批发和零售业', 'Wholesale and retail trade'],
  G: ['交通运输、仓储和邮政业', 'Transport, storage and post'],
  H: ['住宿和餐饮业', 'Accommodation and catering'],
  I: ['信息传输、软件和信息技术服务业', 'Information technology and software'],
  J: ['金融业', 'Finance'],
  K: ['房地产业', 'Real estate'],
  L: ['租赁和商务服务业', 'Leasing and business services'],
  M: ['科学研究和技术服务业', 'Scientific research and technical services'],
  N: ['水利、环境和公共设施管理业', 'Water, environment and public facilities'],
  O: ['居民服务、修理和其他服务业', 'Household, repair and other services'],
  P: ['教育', 'Education'],
  Q: ['卫生和社会工作', 'Health and social work'],
  R: ['文化、体育和娱乐业', 'Culture, sports and entertainment'],
  S: ['公共管理、社会保障和社会组织', 'Public administration and social organisations'],
  T: ['国际组织', 'International organisations'],
});

export const entityKind: Dimension = {
  code: 'kind',
  name: { zh: '主体类型', en: 'Kind' },
  values: bilingual({
    enterprise: ['企业', 'Enterprise'],
    individual_business: ['个体工商户', 'Individual business'],
    farmer_coop: ['农民专业合作社', 'Farmer cooperative'],
  }),
};

export const residency: Dimension = {
  code: 'residency',
  name: { zh: '入驻方式', en: 'Residency' },
  values: bilingual({
    registered_only: ['注册型', 'Registered only'],
    physical: ['实体入驻', 'Physically resident'],
    both: ['注册并实体入驻', 'Registered and resident'],
  }),
};

export const industry: Dimension = { code: 'industry', name: { zh: '行业门类', en: 'Industry' }, values: industries };

export const sizeClass: Dimension = {
  code: 'size_class',
  name: { zh: '企业规模', en: 'Size' },
  values: bilingual({ large: ['大型', 'Large'], medium: ['中型', 'Medium'], small: ['小型', 'Small'], micro: ['微型', 'Micro'] }),
};

export const qualificationType: Dimension = {
  code: 'qualification',
  name: { zh: '资质类型', en: 'Qualification' },
  values: bilingual({
    hnte: ['高新技术企业', 'High and new technology enterprise'],
    tech_sme: ['科技型中小企业', 'Technology SME'],
    srdi: ['专精特新中小企业', 'Specialised and innovative SME'],
    little_giant: ['专精特新“小巨人”', '“Little giant”'],
    gazelle: ['瞪羚企业', 'Gazelle'],
    innovative_sme: ['创新型中小企业', 'Innovative SME'],
    tase: ['技术先进型服务企业', 'Technologically advanced service enterprise'],
  }),
};

export const period: Dimension = { code: 'period', name: { zh: '报送期', en: 'Reporting period' }, isValue: isReportingPeriod };

export const inBuilding: Dimension = {
  code: 'building',
  name: { zh: '楼宇', en: 'Building' },
  subjects: { kind: building.name, nameOf: buildingName },
};

export const usage: Dimension = {
  code: 'usage',
  name: { zh: '用途', en: 'Usage' },
  values: bilingual({
    office: ['办公', 'Office'],
    desk: ['工位', 'Desk'],
    retail: ['商业', 'Retail'],
    canteen: ['餐饮', 'Canteen'],
    lab: ['实验室', 'Laboratory'],
    exhibition: ['展示', 'Exhibition'],
    workshop: ['车间', 'Workshop'],
    public: ['公共', 'Public'],
  }),
};
