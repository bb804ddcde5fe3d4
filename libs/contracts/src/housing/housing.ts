/** Events of the talent apartments 人才公寓: homes, applications 申请 and tenancies 租住. Persons appear as references only. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { areaM2, code, count, date, fen, id, instant, reason, transition } from '../fields.ts';

export const housingBrands = ['hiking', 'xihai'] as const;
export const housingProducts = ['short_stay', 'long_let'] as const;
export const allocationLevels = ['whole', 'bed'] as const;
export const apartmentStatuses = ['in_service', 'maintenance', 'retired'] as const;
export const reviewGrounds = ['employer_left'] as const;

const apartmentContent = {
  code,
  brand: z.enum(housingBrands).describe('hiking: Hiking青年驿站; xihai: 嘻嗨公寓'),
  building: z.string(),
  floor: z.number().int(),
  layout: z.string(),
  area_m2: areaM2,
  beds: count,
  allocatable_as: z.enum(allocationLevels),
};
const apartment = {
  code: 'HK-0301',
  brand: 'hiking' as const,
  building: 'H1',
  floor: 3,
  layout: '2-bed',
  area_m2: 36,
  beds: 2,
  allocatable_as: 'bed' as const,
};

export const ApartmentAddedV1 = eventType('park.housing.apartment.added.v1', {
  summary: { zh: '房源入库', en: 'An apartment was added' },
  visibility: 'alliance',
  data: { ...apartmentContent, status: z.enum(apartmentStatuses) },
  example: { ...apartment, status: 'in_service' },
});
export const ApartmentChangedV1 = eventType('park.housing.apartment.changed.v1', {
  summary: { zh: '房源信息变更', en: 'An apartment’s particulars changed' },
  data: apartmentContent,
  example: apartment,
});
export const ApartmentStatusChangedV1 = eventType('park.housing.apartment.status-changed.v1', {
  summary: { zh: '房源状态变更', en: 'An apartment was put into or out of service' },
  visibility: 'alliance',
  data: { ...transition, brand: z.enum(housingBrands), beds: count, reason: reason.nullable() },
  example: { code: 'HK-0301', from_state: 'in_service', to_state: 'maintenance', brand: 'hiking', beds: 2, reason: 'repairs' },
});

const applicationHead = {
  ...transition,
  person_id: id.describe('Reference; the person is known to housing alone'),
  product: z.enum(housingProducts),
};
const application = { code: 'HA-000001', person_id: '0197a0c0-0000-7000-8000-000000000007', product: 'long_let' as const };

export const ApplicationDraftedV1 = eventType('park.housing.application.drafted.v1', {
  summary: { zh: '申请起草', en: 'A housing application was drafted' },
  data: applicationHead,
  example: { ...application, from_state: null, to_state: 'draft' },
});
export const ApplicationSubmittedV1 = eventType('park.housing.application.submitted.v1', {
  summary: { zh: '申请提交', en: 'A housing application was submitted' },
  data: {
    ...applicationHead,
    brand_preference: z.array(z.enum(housingBrands)),
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
  summary: { zh: '要求补正', en: 'Further documents were asked for' },
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
  data: { ...applicationHead, tenancy_id: id },
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
  data: { code, ground: z.enum(reviewGrounds), entity_id: id },
  example: { code: 'HA-000001', ground: 'employer_left', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const ApplicationReviewClearedV1 = eventType('park.housing.application.review-cleared.v1', {
  summary: { zh: '申请复核完成', en: 'An application’s review was concluded' },
  data: { code, ground: z.enum(reviewGrounds), outcome: reason },
  example: { code: 'HA-000001', ground: 'employer_left', outcome: 'new employer in the park' },
});

const tenancyHead = {
  ...transition,
  apartment_id: id,
  bed: z.number().int().nullable().describe('Null where the whole apartment is let'),
  brand: z.enum(housingBrands),
  product: z.enum(housingProducts),
};
const tenancy = {
  code: 'HT-000001',
  apartment_id: '0197a0c0-0000-7000-8000-000000000006',
  bed: 1,
  brand: 'hiking' as const,
  product: 'long_let' as const,
};

export const TenancyReservedV1 = eventType('park.housing.tenancy.reserved.v1', {
  summary: { zh: '配租', en: 'A home was reserved' },
  data: { ...tenancyHead, person_id: id, employer_entity_id: id.nullable(), application_id: id.nullable(), start_on: date, end_on: date },
  example: {
    ...tenancy,
    from_state: null,
    to_state: 'reserved',
    person_id: application.person_id,
    employer_entity_id: '0197a0c0-0000-7000-8000-000000000002',
    application_id: null,
    start_on: '2025-09-01',
    end_on: '2026-09-01',
  },
});
export const TenancyContractedV1 = eventType('park.housing.tenancy.contracted.v1', {
  summary: { zh: '租住签约', en: 'A tenancy was contracted' },
  data: { ...tenancyHead, rent_fen_per_month: fen, discount_pct: z.number(), deposit_fen: fen, contract_sha256: z.string().length(64) },
  example: {
    ...tenancy,
    from_state: 'reserved',
    to_state: 'contracted',
    rent_fen_per_month: 120_000,
    discount_pct: 0,
    deposit_fen: 120_000,
    contract_sha256: 'b'.repeat(64),
  },
});
export const TenancyCheckedInV1 = eventType('park.housing.tenancy.checked-in.v1', {
  summary: { zh: '入住', en: 'A tenant checked in' },
  data: { ...tenancyHead, actual_on: date, end_on: date, occupants: count },
  example: { ...tenancy, from_state: 'contracted', to_state: 'checked_in', actual_on: '2025-09-01', end_on: '2026-09-01', occupants: 1 },
});
export const TenancyEndingV1 = eventType('park.housing.tenancy.ending.v1', {
  summary: { zh: '租住即将到期', en: 'A tenancy is about to end' },
  data: { code, end_on: date, days_left: z.number().int() },
  example: { code: 'HT-000001', end_on: '2026-09-01', days_left: 30 },
});
export const TenancyNoticeGivenV1 = eventType('park.housing.tenancy.notice-given.v1', {
  summary: { zh: '申请退租', en: 'Notice was given' },
  data: { ...tenancyHead, planned_on: date, early: z.boolean(), penalty_fen: fen },
  example: { ...tenancy, from_state: 'checked_in', to_state: 'notice_given', planned_on: '2026-03-01', early: true, penalty_fen: 60_000 },
});
export const TenancyHeldOverV1 = eventType('park.housing.tenancy.held-over.v1', {
  summary: { zh: '超期居住', en: 'A tenant stayed beyond the end' },
  data: { ...tenancyHead, since: date },
  example: { ...tenancy, from_state: 'checked_in', to_state: 'holdover', since: '2026-09-01' },
});
export const TenancyClosedV1 = eventType('park.housing.tenancy.closed.v1', {
  summary: { zh: '退租完成', en: 'A tenancy was closed' },
  data: { ...tenancyHead, closed_on: date, nights: count, deductions_fen: fen, refund_fen: fen },
  example: {
    ...tenancy,
    from_state: 'notice_given',
    to_state: 'closed',
    closed_on: '2026-03-01',
    nights: 181,
    deductions_fen: 0,
    refund_fen: 60_000,
  },
});
export const TenancyCancelledV1 = eventType('park.housing.tenancy.cancelled.v1', {
  summary: { zh: '配租取消', en: 'A reservation was cancelled' },
  data: { ...tenancyHead, reason },
  example: { ...tenancy, from_state: 'reserved', to_state: 'cancelled', reason: 'did not come' },
});
export const TenancyReviewFlaggedV1 = eventType('park.housing.tenancy.review-flagged.v1', {
  summary: { zh: '租住待复核', en: 'A tenancy was flagged for review' },
  data: { code, ground: z.enum(reviewGrounds), entity_id: id },
  example: { code: 'HT-000001', ground: 'employer_left', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const TenancyReviewClearedV1 = eventType('park.housing.tenancy.review-cleared.v1', {
  summary: { zh: '租住复核完成', en: 'A tenancy’s review was concluded' },
  data: { code, ground: z.enum(reviewGrounds), outcome: reason },
  example: { code: 'HT-000001', ground: 'employer_left', outcome: 'may stay until the contract ends' },
});

export const housingEvents = [
  ApartmentAddedV1,
  ApartmentChangedV1,
  ApartmentStatusChangedV1,
  ApplicationDraftedV1,
  ApplicationSubmittedV1,
  ApplicationSupplementRequestedV1,
  ApplicationSupplementedV1,
  ApplicationEligibilityDecidedV1,
  ApplicationWaitlistedV1,
  ApplicationOfferedV1,
  ApplicationOfferDeclinedV1,
  ApplicationOfferExpiredV1,
  ApplicationConvertedV1,
  ApplicationWithdrawnV1,
  ApplicationLapsedV1,
  ApplicationReviewFlaggedV1,
  ApplicationReviewClearedV1,
  TenancyReservedV1,
  TenancyContractedV1,
  TenancyCheckedInV1,
  TenancyEndingV1,
  TenancyNoticeGivenV1,
  TenancyHeldOverV1,
  TenancyClosedV1,
  TenancyCancelledV1,
  TenancyReviewFlaggedV1,
  TenancyReviewClearedV1,
];
