/** The dimensions of the measures of the alliance. */
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';
import { organisationName } from './organisation-log.ts';

export const mode: Dimension = {
  code: 'mode',
  name: { zh: '共建模式', en: 'Mode' },
  values: bilingual({
    org_building: ['组织共建', 'Organisation building'],
    industry_promotion: ['产业共促', 'Industry promotion'],
    member_management: ['党员共管', 'Member management'],
    service_promotion: ['服务共推', 'Service promotion'],
    resource_sharing: ['资源共享', 'Resource sharing'],
    youth_league_building: ['党团共建', 'Party and youth league'],
  }),
};

export const category: Dimension = {
  code: 'category',
  name: { zh: '需求类别', en: 'Category' },
  values: bilingual({
    venue: ['场地', 'Venue'],
    mentor: ['导师', 'Mentor'],
    equipment: ['设备', 'Equipment'],
    vehicle: ['车辆', 'Vehicle'],
    policy: ['政策', 'Policy'],
    financing: ['融资', 'Financing'],
    market: ['市场', 'Market'],
    talent: ['人才', 'Talent'],
    technology: ['技术', 'Technology'],
    training: ['培训', 'Training'],
    volunteers: ['志愿者', 'Volunteers'],
    other: ['其他', 'Other'],
  }),
};

export const memberRole: Dimension = {
  code: 'role',
  name: { zh: '成员职务', en: 'Role' },
  values: bilingual({
    council: ['理事单位', 'Council'],
    standing: ['常设单位', 'Standing'],
    member: ['成员单位', 'Member'],
    observer: ['观察单位', 'Observer'],
  }),
};

export const organisationKind: Dimension = {
  code: 'organisation_kind',
  name: { zh: '单位类型', en: 'Kind of organisation' },
  values: bilingual({
    enterprise: ['企业', 'Enterprise'],
    agency: ['机关', 'Agency'],
    institution: ['事业单位', 'Institution'],
    social_organisation: ['社会组织', 'Social organisation'],
  }),
};

/** How many of one member came is for the park alone (K-18). */
export const ofMember: Dimension = {
  code: 'member',
  name: { zh: '成员单位', en: 'Member' },
  subjects: { kind: 'alliance.organisation', nameOf: organisationName },
  operatorOnly: true,
};
