/** Events of the hires 录用: begun, not begun, left, and what both sides say 90 days later. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';
import { applicationFacts, someFacts } from './application.ts';

export const hireStates = ['pending_start', 'started', 'reneged', 'left'] as const;
export const followUpSides = ['employer', 'candidate', 'social_insurance'] as const;
export const retentionBases = ['both_sides', 'social_insurance', 'left'] as const;

const hireHead = { ...transitionData, ...applicationFacts, application_id: id, offer_id: id };
const head = {
  code: 'HI-000001',
  ...someFacts,
  application_id: '0197a0c0-0000-7000-8000-000000000065',
  offer_id: '0197a0c0-0000-7000-8000-000000000066',
};

export const HireAgreedV1 = eventType('park.recruitment.hire.agreed.v1', {
  summary: { zh: '待入职', en: 'A hire was agreed: the offer is accepted' },
  data: { ...hireHead, start_on: date },
  example: { ...head, from_state: null, to_state: 'pending_start', start_on: '2025-09-01' },
});
export const HireStartMovedV1 = eventType('park.recruitment.hire.start-moved.v1', {
  summary: { zh: '入职日期变更', en: 'The agreed start of a hire was moved' },
  data: {
    ...hireHead,
    start_on: date,
    old_start_on: date,
    reason,
    wants_home: z.boolean().describe('Housing may have drafted an application'),
  },
  example: {
    ...head,
    from_state: 'pending_start',
    to_state: 'pending_start',
    start_on: '2025-10-01',
    old_start_on: '2025-09-01',
    reason: 'the diploma is issued in September',
    wants_home: true,
  },
});
export const HireStartedV1 = eventType('park.recruitment.hire.started.v1', {
  summary: { zh: '入职', en: 'A hire started work' },
  data: {
    ...hireHead,
    started_on: date,
    probation_until: date.nullable().describe('Exclusive'),
    is_fresh_graduate: z.boolean(),
    wants_home: z.boolean(),
  },
  example: {
    ...head,
    from_state: 'pending_start',
    to_state: 'started',
    started_on: '2025-09-01',
    probation_until: '2025-12-01',
    is_fresh_graduate: true,
    wants_home: true,
  },
});
export const HireRenegedV1 = eventType('park.recruitment.hire.reneged.v1', {
  summary: { zh: '未到岗', en: 'A hire did not start' },
  data: { ...hireHead, reason, reneged_on: date, wants_home: z.boolean().describe('Housing may have drafted an application') },
  example: {
    ...head,
    from_state: 'pending_start',
    to_state: 'reneged',
    reason: 'took another job',
    reneged_on: '2025-09-02',
    wants_home: true,
  },
});
export const HireLeftV1 = eventType('park.recruitment.hire.left.v1', {
  summary: { zh: '离职', en: 'A hire left the employer' },
  data: { ...hireHead, started_on: date, left_on: date, within_probation: z.boolean(), reason: reason.nullable() },
  example: {
    ...head,
    from_state: 'started',
    to_state: 'left',
    started_on: '2025-09-01',
    left_on: '2025-11-01',
    within_probation: true,
    reason: null,
  },
});
export const HireFollowUpDueV1 = eventType('park.recruitment.hire.follow-up-due.v1', {
  summary: { zh: '回访到期', en: 'Both sides are to be asked whether a hire is still there' },
  data: { code: z.string(), day: count.describe('Days after the start'), due_on: date },
  example: { code: 'HI-000001', day: 90, due_on: '2025-11-30' },
});
export const HireFollowedUpV1 = eventType('park.recruitment.hire.followed-up.v1', {
  summary: { zh: '回访', en: 'One side said whether a hire is still there' },
  data: {
    ...hireHead,
    day: count,
    said_by: z.enum(followUpSides),
    employed: z.boolean(),
    evidence_sha256: z.string().length(64).nullable(),
  },
  example: { ...head, from_state: 'started', to_state: 'started', day: 90, said_by: 'employer', employed: true, evidence_sha256: null },
});
export const HireRetentionDecidedV1 = eventType('park.recruitment.hire.retention-decided.v1', {
  summary: { zh: '留存认定', en: 'Whether a hire was still there after 90 days is decided from what is known' },
  data: {
    ...hireHead,
    started_on: date,
    day: count,
    retained: z.boolean().nullable().describe('Null while the two sides disagree and no evidence decides'),
    basis: z.enum(retentionBases).nullable(),
  },
  example: {
    ...head,
    from_state: 'started',
    to_state: 'started',
    started_on: '2025-09-01',
    day: 90,
    retained: true,
    basis: 'both_sides',
  },
});
