/** Events of the booths 展位 of a job fair, and of the employers' applications for them. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, id, instant, reason, transitionData, uscc } from '../fields.ts';
import { industry } from './employer.ts';

export const boothClasses = ['standard', 'vip', 'strategic'] as const;
export const boothStatuses = ['available', 'blocked'] as const;
export const boothApplicationStates = [
  'draft',
  'submitted',
  'changes_requested',
  'approved',
  'booth_held',
  'waitlisted',
  'offered',
  'confirmed',
  'checked_in',
  'completed',
  'rejected',
  'cancelled',
  'late_cancelled',
  'no_show',
] as const;
export const boothCancelledBy = ['employer', 'organiser', 'fair', 'departure'] as const;

const booth = { fair_id: id, zone: z.string(), class: z.enum(boothClasses), power_w: count, size_m2: z.number().min(0) };
const aBooth = {
  code: 'A-01',
  fair_id: '0197a0c0-0000-7000-8000-000000000060',
  zone: 'A',
  class: 'standard' as const,
  power_w: 500,
  size_m2: 9,
};

export const BoothAddedV1 = eventType('park.recruitment.booth.added.v1', {
  summary: { zh: '展位设置', en: 'A booth was added to the map of a fair' },
  data: { code, ...booth, status: z.enum(boothStatuses) },
  example: { ...aBooth, status: 'available' },
});
export const BoothChangedV1 = eventType('park.recruitment.booth.changed.v1', {
  summary: { zh: '展位信息变更', en: 'A booth’s particulars changed' },
  data: { code, ...booth },
  example: aBooth,
});
export const BoothStatusChangedV1 = eventType('park.recruitment.booth.status-changed.v1', {
  summary: { zh: '展位状态变更', en: 'A booth was blocked or made available' },
  data: { ...transitionData, fair_id: id, reason: reason.nullable() },
  example: { code: 'A-01', from_state: 'available', to_state: 'blocked', fair_id: aBooth.fair_id, reason: 'behind a pillar' },
});

/** Of every event of a booth application: enough to count it by fair and industry without asking back. */
const applicationHead = {
  ...transitionData,
  fair_id: id,
  gathering_id: id,
  fair_on: date.nullable(),
  employer_id: id,
  uscc,
  entity_id: id.nullable(),
  industry_code: industry,
};
const head = {
  code: 'BA-000001',
  fair_id: aBooth.fair_id,
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  fair_on: '2025-08-18',
  employer_id: '0197a0c0-0000-7000-8000-000000000061',
  uscc: '91370200264574251E',
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  industry_code: 'I65',
};
const place = { booth_id: id, zone: z.string() };
const aPlace = { booth_id: '0197a0c0-0000-7000-8000-000000000062', zone: 'A' };

export const BoothApplicationDraftedV1 = eventType('park.recruitment.booth-application.drafted.v1', {
  summary: { zh: '展位申请起草', en: 'An application for a booth was drafted' },
  data: applicationHead,
  example: { ...head, from_state: null, to_state: 'draft' },
});
export const BoothApplicationSubmittedV1 = eventType('park.recruitment.booth-application.submitted.v1', {
  summary: { zh: '展位申请提交', en: 'An application for a booth was submitted' },
  data: { ...applicationHead, posting_ids: z.array(id), headcount: count },
  example: {
    ...head,
    from_state: 'draft',
    to_state: 'submitted',
    posting_ids: ['0197a0c0-0000-7000-8000-000000000063'],
    headcount: 12,
  },
});
export const BoothApplicationChangesRequestedV1 = eventType('park.recruitment.booth-application.changes-requested.v1', {
  summary: { zh: '展位申请退回修改', en: 'Changes to an application for a booth were asked for' },
  data: { ...applicationHead, reason },
  example: { ...head, from_state: 'submitted', to_state: 'changes_requested', reason: 'one of the postings has run out' },
});
export const BoothApplicationApprovedV1 = eventType('park.recruitment.booth-application.approved.v1', {
  summary: { zh: '展位申请通过', en: 'An application for a booth was approved' },
  data: applicationHead,
  example: { ...head, from_state: 'submitted', to_state: 'approved' },
});
export const BoothApplicationRejectedV1 = eventType('park.recruitment.booth-application.rejected.v1', {
  summary: { zh: '展位申请驳回', en: 'An application for a booth was rejected' },
  data: { ...applicationHead, reason },
  example: { ...head, from_state: 'submitted', to_state: 'rejected', reason: 'recruits for others' },
});
export const BoothApplicationBoothHeldV1 = eventType('park.recruitment.booth-application.booth-held.v1', {
  summary: { zh: '展位占用', en: 'A booth is held for an employer for a time' },
  data: { ...applicationHead, ...place, expires_at: instant },
  example: { ...head, from_state: 'approved', to_state: 'booth_held', ...aPlace, expires_at: '2025-08-01T02:30:00.000Z' },
});
export const BoothApplicationHoldExpiredV1 = eventType('park.recruitment.booth-application.hold-expired.v1', {
  summary: { zh: '展位占用到期', en: 'A booth is not held for an employer any more' },
  data: { ...applicationHead, ...place },
  example: { ...head, from_state: 'booth_held', to_state: 'approved', ...aPlace },
});
export const BoothApplicationWaitlistedV1 = eventType('park.recruitment.booth-application.waitlisted.v1', {
  summary: { zh: '展位候补', en: 'An employer waits for a booth' },
  data: { ...applicationHead, position: count.describe('Number on the list; grows, has gaps, is never given twice') },
  example: { ...head, from_state: 'approved', to_state: 'waitlisted', position: 3 },
});
export const BoothApplicationOfferedV1 = eventType('park.recruitment.booth-application.offered.v1', {
  summary: { zh: '展位递补通知', en: 'A booth was offered to an employer who waits' },
  data: { ...applicationHead, ...place, expires_at: instant },
  example: { ...head, from_state: 'waitlisted', to_state: 'offered', ...aPlace, expires_at: '2025-08-18T01:45:00.000Z' },
});
export const BoothApplicationOfferExpiredV1 = eventType('park.recruitment.booth-application.offer-expired.v1', {
  summary: { zh: '展位递补过期', en: 'An offer of a booth expired or was declined; the employer waits for another booth' },
  data: { ...applicationHead, ...place },
  example: { ...head, from_state: 'offered', to_state: 'waitlisted', ...aPlace },
});
export const BoothApplicationConfirmedV1 = eventType('park.recruitment.booth-application.confirmed.v1', {
  summary: { zh: '展位确认', en: 'A booth was confirmed' },
  data: { ...applicationHead, ...place },
  example: { ...head, from_state: 'booth_held', to_state: 'confirmed', ...aPlace },
});
export const BoothApplicationCancelledV1 = eventType('park.recruitment.booth-application.cancelled.v1', {
  summary: { zh: '展位取消', en: 'An application for a booth was cancelled' },
  data: { ...applicationHead, booth_id: id.nullable(), by: z.enum(boothCancelledBy), late: z.boolean(), reason },
  example: {
    ...head,
    from_state: 'confirmed',
    to_state: 'cancelled',
    booth_id: aPlace.booth_id,
    by: 'employer',
    late: false,
    reason: 'the hiring plan changed',
  },
});
export const BoothApplicationCheckedInV1 = eventType('park.recruitment.booth-application.checked-in.v1', {
  summary: { zh: '展位签到', en: 'An employer checked in at its booth' },
  data: { ...applicationHead, ...place, at: instant },
  example: { ...head, from_state: 'confirmed', to_state: 'checked_in', ...aPlace, at: '2025-08-18T00:50:00.000Z' },
});
export const BoothApplicationReleasedV1 = eventType('park.recruitment.booth-application.released.v1', {
  summary: { zh: '展位释放', en: 'A booth was released, because its employer did not check in by the deadline' },
  data: { ...applicationHead, ...place },
  example: { ...head, from_state: 'confirmed', to_state: 'no_show', ...aPlace },
});
export const BoothApplicationCompletedV1 = eventType('park.recruitment.booth-application.completed.v1', {
  summary: { zh: '参会完成', en: 'An employer’s part in a fair is over' },
  data: { ...applicationHead, ...place },
  example: { ...head, from_state: 'checked_in', to_state: 'completed', ...aPlace },
});
