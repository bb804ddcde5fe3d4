/** Events of the applications 申请 for talent apartments. Persons appear as references only. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, id, instant, reason, transitionData } from '../fields.ts';
import { brands, products } from './apartment.ts';

export const reviewGrounds = ['employer_left', 'hire_reneged'] as const;
/** Of version 1 of the events of a review, which are not published any more. */
export const reviewGroundsV1 = ['employer_left'] as const;
/** Of version 2. */
export const reviewFlag = {
  ground: z.enum(reviewGrounds),
  entity_id: id.nullable().describe('The employer that left; null on another ground'),
  offer_id: id.nullable().describe('The offer of recruitment whose hire did not start; null on another ground'),
};

const applicationHead = {
  ...transitionData,
  person_id: id.describe(
    'Reference; the person is known to housing alone. Until the park has acted on what an employer claims of its nominee, it stands for that claim',
  ),
  product: z.enum(products),
};
const offer_id = id.nullable().optional().describe('The offer of recruitment that it came of');
const application = { code: 'HA-000001', person_id: '0197a0c0-0000-7000-8000-000000000007', product: 'long_let' as const };

export const ApplicationDraftedV1 = eventType('park.housing.application.drafted.v1', {
  summary: { zh: '申请起草', en: 'A housing application was drafted' },
  data: { ...applicationHead, offer_id },
  example: { ...application, from_state: null, to_state: 'draft' },
});
export const ApplicationSubmittedV1 = eventType('park.housing.application.submitted.v1', {
  summary: { zh: '申请提交', en: 'A housing application was submitted' },
  data: {
    ...applicationHead,
    brand_preference: z.array(z.enum(brands)),
    employer_entity_id: id.nullable(),
    requested_start: date,
    household_size: count,
    policy_version: z.string(),
  },
  example: {
    ...application,
    from_state: 'draft',
    to_state: 'submitted',
    brand_preference: ['xihai'],
    employer_entity_id: '0197a0c0-0000-7000-8000-000000000002',
    requested_start: '2025-09-01',
    household_size: 1,
    policy_version: '2023-1',
  },
});
export const ApplicationSupplementRequestedV1 = eventType('park.housing.application.supplement-requested.v1', {
  summary: { zh: '要求补正', en: 'Further documents were asked for, or the day for them was moved' },
  data: { ...applicationHead, items: z.array(z.string()), due_on: date },
  example: { ...application, from_state: 'submitted', to_state: 'supplement_required', items: ['labour_contract'], due_on: '2025-08-15' },
});
export const ApplicationSupplementedV1 = eventType('park.housing.application.supplemented.v1', {
  summary: { zh: '补正提交', en: 'The documents asked for were handed in' },
  data: applicationHead,
  example: { ...application, from_state: 'supplement_required', to_state: 'submitted' },
});
export const ApplicationEligibilityDecidedV1 = eventType('park.housing.application.eligibility-decided.v1', {
  summary: { zh: '资格审核结果', en: 'Eligibility was decided' },
  data: {
    ...applicationHead,
    eligible: z.boolean(),
    reasons: z.array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() })),
    policy_version: z.string(),
    valid_until: date.nullable(),
  },
  example: {
    ...application,
    from_state: 'submitted',
    to_state: 'eligible',
    eligible: true,
    reasons: [{ rule: 'employer', passed: true, detail: 'employed in the park' }],
    policy_version: '2023-1',
    valid_until: '2026-08-01',
  },
});
export const ApplicationValidityMovedV1 = eventType('park.housing.application.validity-moved.v1', {
  summary: { zh: '资格有效期调整', en: 'The end of eligibility was moved' },
  data: { ...applicationHead, valid_until: date },
  example: { ...application, from_state: 'waitlisted', to_state: 'waitlisted', valid_until: '2026-03-01' },
});
export const ApplicationWaitlistedV1 = eventType('park.housing.application.waitlisted.v1', {
  summary: { zh: '进入轮候', en: 'An application entered the waiting list' },
  data: { ...applicationHead, entered_on: date },
  example: { ...application, from_state: 'eligible', to_state: 'waitlisted', entered_on: '2025-08-02' },
});
export const ApplicationOfferedV1 = eventType('park.housing.application.offered.v1', {
  summary: { zh: '发出配租通知', en: 'A home was offered to the head of the waiting list' },
  data: {
    ...applicationHead,
    apartment_id: id,
    bed: z.number().int().nullable(),
    offer_expires_at: instant,
    skipped: z
      .object({ application_ids: z.array(id).min(1), reason })
      .optional()
      .describe('Who stood before them in the queue, and why it was not their turn'),
  },
  example: {
    ...application,
    from_state: 'waitlisted',
    to_state: 'offered',
    apartment_id: '0197a0c0-0000-7000-8000-000000000006',
    bed: 1,
    offer_expires_at: '2025-08-10T10:00:00Z',
  },
});
export const ApplicationOfferExpiryMovedV1 = eventType('park.housing.application.offer-expiry-moved.v1', {
  summary: { zh: '配租期限调整', en: 'The expiry of an offer was moved' },
  data: { ...applicationHead, offer_expires_at: instant },
  example: { ...application, from_state: 'offered', to_state: 'offered', offer_expires_at: '2025-08-17T10:00:00Z' },
});
export const ApplicationOfferDeclinedV1 = eventType('park.housing.application.offer-declined.v1', {
  summary: { zh: '放弃配租', en: 'An offer was declined' },
  data: { ...applicationHead, decline_count: count, requeued: z.boolean() },
  example: { ...application, from_state: 'offered', to_state: 'waitlisted', decline_count: 1, requeued: true },
});
export const ApplicationOfferExpiredV1 = eventType('park.housing.application.offer-expired.v1', {
  summary: { zh: '配租通知过期', en: 'An offer expired' },
  data: { ...applicationHead, decline_count: count, requeued: z.boolean() },
  example: { ...application, from_state: 'offered', to_state: 'waitlisted', decline_count: 1, requeued: true },
});
export const ApplicationConvertedV1 = eventType('park.housing.application.converted.v1', {
  summary: { zh: '申请转为租住', en: 'An application led to a tenancy' },
  data: { ...applicationHead, tenancy_id: id, offer_id },
  example: { ...application, from_state: 'offered', to_state: 'converted', tenancy_id: '0197a0c0-0000-7000-8000-000000000008' },
});
export const ApplicationWithdrawnV1 = eventType('park.housing.application.withdrawn.v1', {
  summary: { zh: '申请撤回', en: 'An application was withdrawn' },
  data: { ...applicationHead, reason },
  example: { ...application, from_state: 'waitlisted', to_state: 'withdrawn', reason: 'found another home' },
});
export const ApplicationLapsedV1 = eventType('park.housing.application.lapsed.v1', {
  summary: { zh: '申请失效', en: 'An application lapsed' },
  data: { ...applicationHead, reason },
  example: { ...application, from_state: 'waitlisted', to_state: 'lapsed', reason: 'eligibility ran out' },
});
export const ApplicationReviewFlaggedV1 = eventType('park.housing.application.review-flagged.v1', {
  summary: { zh: '申请待复核', en: 'An application was flagged for review' },
  data: { code, ground: z.enum(reviewGroundsV1), entity_id: id },
  example: { code: 'HA-000001', ground: 'employer_left', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const ApplicationReviewClearedV1 = eventType('park.housing.application.review-cleared.v1', {
  summary: { zh: '申请复核完成', en: 'An application’s review was concluded' },
  data: { code, ground: z.enum(reviewGroundsV1), outcome: reason },
  example: { code: 'HA-000001', ground: 'employer_left', outcome: 'new employer in the park' },
});
export const ApplicationReviewFlaggedV2 = eventType('park.housing.application.review-flagged.v2', {
  summary: { zh: '申请待复核', en: 'An application was flagged for review' },
  data: { code, ...reviewFlag },
  example: { code: 'HA-000001', ground: 'hire_reneged', entity_id: null, offer_id: '0197a0c0-0000-7000-8000-000000000066' },
});
export const ApplicationReviewClearedV2 = eventType('park.housing.application.review-cleared.v2', {
  summary: { zh: '申请复核完成', en: 'An application’s review was concluded' },
  data: { code, ground: z.enum(reviewGrounds), outcome: reason },
  example: { code: 'HA-000001', ground: 'hire_reneged', outcome: 'found another job in the park' },
});
