/** Events of the applications 应聘: a candidate applies for a posting, and goes from stage to stage. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';
import { industry } from './employer.ts';

export const applicationStates = [
  'submitted',
  'screening',
  'shortlisted',
  'interviewing',
  'offer_pending',
  'offered',
  'hired',
  'on_hold',
  'rejected',
  'withdrawn',
] as const;
export const applicationSources = ['web', 'fair_scan', 'referral', 'import'] as const;

/** Of every event of an application, offer and hire: enough to count it by fair, industry and source without asking back. */
export const applicationFacts = {
  posting_id: id,
  employer_id: id,
  entity_id: id.nullable(),
  industry_code: industry,
  candidate_id: id.describe('Reference; the person is known to recruitment alone'),
  source: z.enum(applicationSources),
  fair_id: id.nullable().describe('The fair that brought it'),
  applied_on: date,
};
export const someFacts = {
  posting_id: '0197a0c0-0000-7000-8000-000000000063',
  employer_id: '0197a0c0-0000-7000-8000-000000000061',
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  industry_code: 'I65',
  candidate_id: '0197a0c0-0000-7000-8000-000000000064',
  source: 'fair_scan' as const,
  fair_id: '0197a0c0-0000-7000-8000-000000000060',
  applied_on: '2025-08-18',
};
const head = { code: 'AP-000001', ...someFacts };
const data = { ...transitionData, ...applicationFacts };
const stay = { seconds_in_stage: count };

export const ApplicationSubmittedV1 = eventType('park.recruitment.application.submitted.v1', {
  summary: { zh: '投递', en: 'A candidate applied for a posting' },
  data: {
    ...data,
    resume_version: count.nullable().describe('The version that it was made with; null where an import knows of none'),
    resume_sha256: z.string().length(64).nullable(),
  },
  example: { ...head, from_state: null, to_state: 'submitted', resume_version: 1, resume_sha256: 'e'.repeat(64) },
});
export const ApplicationStageChangedV1 = eventType('park.recruitment.application.stage-changed.v1', {
  summary: { zh: '应聘阶段变更', en: 'An application reached another stage' },
  data: { ...data, ...stay },
  example: { ...head, from_state: 'submitted', to_state: 'screening', seconds_in_stage: 5_400 },
});
export const ApplicationRejectedV1 = eventType('park.recruitment.application.rejected.v1', {
  summary: { zh: '应聘淘汰', en: 'An application was rejected' },
  data: { ...data, ...stay, reason },
  example: { ...head, from_state: 'screening', to_state: 'rejected', seconds_in_stage: 86_400, reason: 'another field of study' },
});
export const ApplicationReactivatedV1 = eventType('park.recruitment.application.reactivated.v1', {
  summary: { zh: '应聘恢复', en: 'An application that was rejected is active again' },
  data: { ...data, ...stay, reason },
  example: { ...head, from_state: 'rejected', to_state: 'screening', seconds_in_stage: 3_600, reason: 'rejected by mistake' },
});
export const ApplicationWithdrawnV1 = eventType('park.recruitment.application.withdrawn.v1', {
  summary: { zh: '撤回应聘', en: 'An application was withdrawn' },
  data: { ...data, ...stay, reason },
  example: { ...head, from_state: 'interviewing', to_state: 'withdrawn', seconds_in_stage: 3_600, reason: 'took another job' },
});
export const ApplicationHiredV1 = eventType('park.recruitment.application.hired.v1', {
  summary: { zh: '录用', en: 'An application led to an accepted offer' },
  data: { ...data, ...stay, offer_id: id, hired_on: date },
  example: {
    ...head,
    from_state: 'offered',
    to_state: 'hired',
    seconds_in_stage: 172_800,
    offer_id: '0197a0c0-0000-7000-8000-000000000066',
    hired_on: '2025-08-25',
  },
});
export const ApplicationUnhiredV1 = eventType('park.recruitment.application.unhired.v1', {
  summary: { zh: '取消录用', en: 'An application is active again: the candidate did not begin' },
  data: { ...data, ...stay, reason },
  example: { ...head, from_state: 'hired', to_state: 'interviewing', seconds_in_stage: 604_800, reason: 'reneged' },
});
