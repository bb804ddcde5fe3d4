/** Events of the tenancies 租住 in talent apartments. Persons appear as references only. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, fen, id, reason, transitionData } from '../fields.ts';
import { brands, products } from './apartment.ts';
import { reviewFlag, reviewGrounds, reviewGroundsV1 } from './application.ts';

const tenancyHead = {
  ...transitionData,
  apartment_id: id,
  bed: z.number().int().nullable().describe('Null where the whole apartment is let'),
  brand: z.enum(brands),
  product: z.enum(products),
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
    person_id: '0197a0c0-0000-7000-8000-000000000007',
    employer_entity_id: '0197a0c0-0000-7000-8000-000000000002',
    application_id: null,
    start_on: '2025-09-01',
    end_on: '2026-09-01',
  },
});
export const TenancyDatesMovedV1 = eventType('park.housing.tenancy.dates-moved.v1', {
  summary: { zh: '租住期限调整', en: 'The days of a tenancy were moved before the check-in' },
  data: {
    ...tenancyHead,
    start_on: date,
    end_on: date,
    contract_sha256: z.string().length(64).nullable().describe('Of the contract for these days; null while nothing is signed'),
  },
  example: {
    ...tenancy,
    from_state: 'reserved',
    to_state: 'reserved',
    start_on: '2025-09-15',
    end_on: '2026-09-15',
    contract_sha256: null,
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
  summary: { zh: '申请退租', en: 'Notice was given, or moved to another day' },
  data: { ...tenancyHead, planned_on: date, early: z.boolean(), penalty_fen: fen },
  example: { ...tenancy, from_state: 'checked_in', to_state: 'notice_given', planned_on: '2026-03-01', early: true, penalty_fen: 60_000 },
});
export const TenancyNoticeCancelledV1 = eventType('park.housing.tenancy.notice-cancelled.v1', {
  summary: { zh: '撤回退租', en: 'A notice was cancelled before its day' },
  data: { ...tenancyHead, planned_on: date.describe('The day of the notice') },
  example: { ...tenancy, from_state: 'notice_given', to_state: 'checked_in', planned_on: '2026-03-01' },
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
  data: { code, ground: z.enum(reviewGroundsV1), entity_id: id },
  example: { code: 'HT-000001', ground: 'employer_left', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const TenancyReviewClearedV1 = eventType('park.housing.tenancy.review-cleared.v1', {
  summary: { zh: '租住复核完成', en: 'A tenancy’s review was concluded' },
  data: { code, ground: z.enum(reviewGroundsV1), outcome: reason },
  example: { code: 'HT-000001', ground: 'employer_left', outcome: 'may stay until the contract ends' },
});
export const TenancyReviewFlaggedV2 = eventType('park.housing.tenancy.review-flagged.v2', {
  summary: { zh: '租住待复核', en: 'A tenancy was flagged for review' },
  data: { code, ...reviewFlag },
  example: { code: 'HT-000001', ground: 'employer_left', entity_id: '0197a0c0-0000-7000-8000-000000000002', offer_id: null },
});
export const TenancyReviewClearedV2 = eventType('park.housing.tenancy.review-cleared.v2', {
  summary: { zh: '租住复核完成', en: 'A tenancy’s review was concluded' },
  data: { code, ground: z.enum(reviewGrounds), outcome: reason },
  example: { code: 'HT-000001', ground: 'employer_left', outcome: 'may stay until the contract ends' },
});
