/** Events of the offers 录用通知: drafted, approved, extended, answered; a new version deprecates the one before. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, instant, reason, transitionData } from '../fields.ts';
import { applicationFacts, someFacts } from './application.ts';

export const offerStates = ['draft', 'approved', 'extended', 'accepted', 'declined', 'expired', 'withdrawn', 'deprecated'] as const;

const offerHead = { ...transitionData, ...applicationFacts, application_id: id, offer_version: count };
const head = { code: 'OF-000001', ...someFacts, application_id: '0197a0c0-0000-7000-8000-000000000065', offer_version: 1 };

export const OfferDraftedV1 = eventType('park.recruitment.offer.drafted.v1', {
  summary: { zh: '录用通知起草', en: 'An offer was drafted' },
  data: offerHead,
  example: { ...head, from_state: null, to_state: 'draft' },
});
export const OfferApprovedV1 = eventType('park.recruitment.offer.approved.v1', {
  summary: { zh: '录用通知审批通过', en: 'An offer was approved' },
  data: offerHead,
  example: { ...head, from_state: 'draft', to_state: 'approved' },
});
export const OfferExtendedV1 = eventType('park.recruitment.offer.extended.v1', {
  summary: { zh: '发出录用通知', en: 'An offer was extended to the candidate' },
  data: { ...offerHead, expires_at: instant, extended_on: date },
  example: { ...head, from_state: 'approved', to_state: 'extended', expires_at: '2025-08-25T10:00:00.000Z', extended_on: '2025-08-18' },
});
export const OfferAcceptedV1 = eventType('park.recruitment.offer.accepted.v1', {
  summary: { zh: '接受录用', en: 'An offer was accepted, and fills an opening' },
  data: {
    ...offerHead,
    opening: count.describe('Its number in the posting'),
    start_on: date,
    accepted_on: date,
    employer_uscc: z.string().nullable().describe('Where the employer is a market entity of the park'),
    wants_home: z.boolean().describe('The candidate wants a talent apartment, and agreed that housing may have the identity'),
  },
  example: {
    ...head,
    from_state: 'extended',
    to_state: 'accepted',
    opening: 1,
    start_on: '2025-09-01',
    accepted_on: '2025-08-20',
    employer_uscc: '91370200264574251E',
    wants_home: true,
  },
});
export const OfferDeclinedV1 = eventType('park.recruitment.offer.declined.v1', {
  summary: { zh: '谢绝录用', en: 'An offer was declined' },
  data: { ...offerHead, reason, declined_on: date },
  example: { ...head, from_state: 'extended', to_state: 'declined', reason: 'the pay', declined_on: '2025-08-20' },
});
export const OfferExpiredV1 = eventType('park.recruitment.offer.expired.v1', {
  summary: { zh: '录用通知过期', en: 'An offer was not answered in time' },
  data: { ...offerHead, expired_on: date },
  example: { ...head, from_state: 'extended', to_state: 'expired', expired_on: '2025-08-25' },
});
export const OfferWithdrawnV1 = eventType('park.recruitment.offer.withdrawn.v1', {
  summary: { zh: '撤回录用通知', en: 'An offer was withdrawn' },
  data: { ...offerHead, reason },
  example: { ...head, from_state: 'extended', to_state: 'withdrawn', reason: 'the candidate withdrew the application' },
});
export const OfferDeprecatedV1 = eventType('park.recruitment.offer.deprecated.v1', {
  summary: { zh: '录用通知被取代', en: 'Another version took the place of an offer' },
  data: offerHead,
  example: { ...head, from_state: 'extended', to_state: 'deprecated' },
});
