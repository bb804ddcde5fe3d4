/** Events of the projects 项目 that apply for roadshows. The founder is not in them. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, id, kcny, reason, transitionData } from '../fields.ts';

export const projectStates = ['active', 'withdrawn'] as const;
export const projectStages = ['idea', 'startup'] as const;
export const projectSectors = [
  'information_technology',
  'artificial_intelligence',
  'intelligent_equipment',
  'marine_industry',
  'biomedicine',
  'new_energy',
  'new_materials',
  'digital_culture',
  'modern_agriculture',
  'business_services',
  'other',
] as const;
export const applicantKinds = ['student', 'enterprise'] as const;
export const projectReviewGrounds = ['organisation_left'] as const;

const content = {
  code,
  name: z.string(),
  stage: z.enum(projectStages),
  sector: z.enum(projectSectors),
  applied_as: z.enum(applicantKinds).describe('The applicant_kind of the record'),
  amount_sought_kcny: kcny,
  entity_id: id.nullable().describe('The market entity that it belongs to'),
};
const project = {
  code: 'PJ-000001',
  name: '海洋观测浮标',
  stage: 'startup' as const,
  sector: 'marine_industry' as const,
  applied_as: 'enterprise' as const,
  amount_sought_kcny: 2000,
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
};

export const ProjectRegisteredV1 = eventType('park.events.project.registered.v1', {
  summary: { zh: '项目登记', en: 'A project was registered' },
  data: { ...transitionData, ...content },
  example: { ...project, from_state: null, to_state: 'active' },
});
export const ProjectChangedV1 = eventType('park.events.project.changed.v1', {
  summary: { zh: '项目信息变更', en: 'A project’s particulars changed' },
  data: content,
  example: project,
});
export const ProjectWithdrawnV1 = eventType('park.events.project.withdrawn.v1', {
  summary: { zh: '项目撤回', en: 'A project was withdrawn' },
  data: { ...transitionData, ...content, reason },
  example: { ...project, from_state: 'active', to_state: 'withdrawn', reason: 'the team has broken up' },
});
export const ProjectReviewFlaggedV1 = eventType('park.events.project.review-flagged.v1', {
  summary: { zh: '项目待复核', en: 'A project is to be reviewed' },
  data: { code, ground: z.enum(projectReviewGrounds), entity_id: id },
  example: { code: 'PJ-000001', ground: 'organisation_left', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const ProjectReviewClearedV1 = eventType('park.events.project.review-cleared.v1', {
  summary: { zh: '项目复核完成', en: 'The review of a project was concluded' },
  data: { code, ground: z.enum(projectReviewGrounds), outcome: reason },
  example: { code: 'PJ-000001', ground: 'organisation_left', outcome: 'goes on as a student project' },
});
