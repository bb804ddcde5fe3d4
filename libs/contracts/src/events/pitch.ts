/** Events of the pitches 路演申请: a project applies for a roadshow, is screened, presents and is scored. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, kcny, reason, transitionData } from '../fields.ts';
import { scoringMethods } from './panel.ts';
import { applicantKinds, projectSectors, projectStages } from './project.ts';

export const pitchStates = [
  'draft',
  'submitted',
  'screened_out',
  'shortlisted',
  'scheduled',
  'presented',
  'scored',
  'advised',
  'withdrawn',
  'absent',
] as const;
/** 创业规划, 技术可行性, 企业发展. */
export const adviceDimensions = ['startup_plan', 'technical_feasibility', 'enterprise_development'] as const;

/** Of every event of a pitch: enough to count it without asking back. */
const pitchHead = {
  ...transitionData,
  panel_id: id,
  gathering_id: id,
  season_id: id.nullable(),
  gathering_on: date.nullable().describe('The park’s date on which the gathering begins; null while it is postponed'),
  project_id: id,
  entity_id: id.nullable().describe('The market entity that the project belongs to'),
  stage: z.enum(projectStages).describe('As applied with'),
  sector: z.enum(projectSectors),
  applied_as: z.enum(applicantKinds).describe('The applicant_kind of the record'),
};
const head = {
  code: 'PT-000001',
  panel_id: '0197a0c0-0000-7000-8000-000000000024',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  season_id: '0197a0c0-0000-7000-8000-000000000020',
  gathering_on: '2025-08-18',
  project_id: '0197a0c0-0000-7000-8000-000000000027',
  entity_id: null,
  stage: 'idea' as const,
  sector: 'marine_industry' as const,
  applied_as: 'student' as const,
};

export const PitchDraftedV1 = eventType('park.events.pitch.drafted.v1', {
  summary: { zh: '路演申请起草', en: 'A pitch was drafted' },
  data: { ...pitchHead, amount_sought_kcny: kcny },
  example: { ...head, from_state: null, to_state: 'draft', amount_sought_kcny: 2000 },
});
export const PitchSubmittedV1 = eventType('park.events.pitch.submitted.v1', {
  summary: { zh: '路演申请提交', en: 'A pitch was submitted' },
  data: { ...pitchHead, amount_sought_kcny: kcny },
  example: { ...head, from_state: 'draft', to_state: 'submitted', amount_sought_kcny: 2000 },
});
export const PitchScreenedOutV1 = eventType('park.events.pitch.screened-out.v1', {
  summary: { zh: '路演申请未入围', en: 'A pitch was screened out' },
  data: { ...pitchHead, reason, vetoed_by: id.nullable().describe('The expert who vetoed it as off topic') },
  example: { ...head, from_state: 'submitted', to_state: 'screened_out', reason: 'off topic', vetoed_by: null },
});
export const PitchShortlistedV1 = eventType('park.events.pitch.shortlisted.v1', {
  summary: { zh: '入围', en: 'A pitch was shortlisted' },
  data: pitchHead,
  example: { ...head, from_state: 'submitted', to_state: 'shortlisted' },
});
export const PitchScheduledV1 = eventType('park.events.pitch.scheduled.v1', {
  summary: { zh: '路演排期', en: 'A pitch got its place in the order' },
  data: { ...pitchHead, order: count.nullable().describe('From 1 on; null where a roadshow of the past was entered without it') },
  example: { ...head, from_state: 'shortlisted', to_state: 'scheduled', order: 3 },
});
export const PitchPresentedV1 = eventType('park.events.pitch.presented.v1', {
  summary: { zh: '完成路演', en: 'A project was presented' },
  data: pitchHead,
  example: { ...head, from_state: 'scheduled', to_state: 'presented' },
});
export const PitchScoredV1 = eventType('park.events.pitch.scored.v1', {
  summary: { zh: '路演评分', en: 'A pitch got its score and its rank' },
  data: {
    ...pitchHead,
    score: z.number(),
    rank: count.describe('From 1 on'),
    method: z.enum(scoringMethods),
    n_judges: count.describe('Score sheets that count'),
    n_conflicts: count.describe('Experts who did not judge it because of a conflict of interest'),
  },
  example: {
    ...head,
    from_state: 'presented',
    to_state: 'scored',
    score: 87.25,
    rank: 1,
    method: 'trimmed_mean',
    n_judges: 5,
    n_conflicts: 1,
  },
});
export const PitchAdvisedV1 = eventType('park.events.pitch.advised.v1', {
  summary: { zh: '路演反馈', en: 'A project got the experts’ advice' },
  data: { ...pitchHead, dimensions: z.array(z.enum(adviceDimensions)) },
  example: { ...head, from_state: 'scored', to_state: 'advised', dimensions: ['startup_plan', 'technical_feasibility'] },
});
export const PitchWithdrawnV1 = eventType('park.events.pitch.withdrawn.v1', {
  summary: { zh: '路演申请撤回', en: 'A pitch was withdrawn' },
  data: { ...pitchHead, reason },
  example: { ...head, from_state: 'submitted', to_state: 'withdrawn', reason: 'the demo is not ready' },
});
export const PitchMarkedAbsentV1 = eventType('park.events.pitch.marked-absent.v1', {
  summary: { zh: '路演弃权', en: 'A project did not come to present' },
  data: pitchHead,
  example: { ...head, from_state: 'scheduled', to_state: 'absent' },
});
