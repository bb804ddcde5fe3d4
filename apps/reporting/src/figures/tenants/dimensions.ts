/** The dimensions of tenants' measures. */
import { isReportingPeriod } from '@park/kernel';
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';
import { building, buildingName } from './building.ts';

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
