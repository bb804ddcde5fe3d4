/** The dimensions of the measures of events. */
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';
import { gatheringName } from './gathering-log.ts';
import { seasonName } from './season.ts';

export const inSeason: Dimension = {
  code: 'season',
  name: { zh: '活动季', en: 'Season' },
  subjects: { kind: 'events.season', nameOf: seasonName },
};

export const atGathering: Dimension = {
  code: 'gathering',
  name: { zh: '活动', en: 'Gathering' },
  subjects: { kind: 'events.gathering', nameOf: gatheringName },
};

export const gatheringType: Dimension = {
  code: 'gathering_type',
  name: { zh: '活动类型', en: 'Type of gathering' },
  values: bilingual({
    opening: ['开幕', 'Opening'],
    job_fair: ['招聘会', 'Job fair'],
    experience_share: ['经验分享', 'Experience sharing'],
    roadshow: ['路演', 'Roadshow'],
    matchmaking: ['投融资对接', 'Investor matchmaking'],
    competition_promo: ['赛事推介', 'Competition promotion'],
    competition_round: ['赛事', 'Competition'],
    training: ['培训', 'Training'],
    party_activity: ['党建活动', 'Party activity'],
    salon: ['沙龙', 'Salon'],
  }),
};

export const sector: Dimension = {
  code: 'sector',
  name: { zh: '项目领域', en: 'Sector' },
  values: bilingual({
    information_technology: ['信息技术', 'Information technology'],
    artificial_intelligence: ['人工智能', 'Artificial intelligence'],
    intelligent_equipment: ['智能装备', 'Intelligent equipment'],
    marine_industry: ['海洋产业', 'Marine industry'],
    biomedicine: ['生物医药', 'Biomedicine'],
    new_energy: ['新能源', 'New energy'],
    new_materials: ['新材料', 'New materials'],
    digital_culture: ['数字文创', 'Digital culture'],
    modern_agriculture: ['现代农业', 'Modern agriculture'],
    business_services: ['商务服务', 'Business services'],
    other: ['其他', 'Other'],
  }),
};

export const projectStage: Dimension = {
  code: 'project_stage',
  name: { zh: '项目阶段', en: 'Stage' },
  values: bilingual({ idea: ['创意', 'Idea'], startup: ['初创', 'Start-up'] }),
};

export const applicant: Dimension = {
  code: 'applicant',
  name: { zh: '申请主体', en: 'Applicant' },
  values: bilingual({ student: ['学生', 'Student'], enterprise: ['企业', 'Enterprise'] }),
};
