/** Events of the registrations 报名 for gatherings. Persons appear as references only. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, id, instant, reason, transitionData } from '../fields.ts';
import { gatheringTypes } from './gathering.ts';

export const registrationStates = [
  'pending',
  'confirmed',
  'checked_in',
  'waitlisted',
  'offered',
  'rejected',
  'lapsed',
  'offer_expired',
  'declined',
  'cancelled',
  'no_show',
] as const;
export const registrationSources = ['web', 'api', 'walk_in', 'import'] as const;
export const cancelledBy = ['holder', 'organiser', 'gathering'] as const;
export const registrationReviewGrounds = ['organisation_left'] as const;

/** Of every event of a registration: enough to count it by season, gathering and type without asking back. */
const registrationHead = {
  ...transitionData,
  gathering_id: id,
  gathering_type: z.enum(gatheringTypes),
  season_id: id.nullable(),
  gathering_on: date.nullable().describe('The park’s date on which the gathering begins; null while it is postponed'),
  person_id: id.describe('Reference; the person is known to events alone'),
  entity_id: id.nullable().describe('The market entity that the person comes from'),
  type_id: id.nullable().describe('The registration type; null is the general one'),
  places: count,
};
const head = {
  code: 'ER-000001',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  gathering_type: 'job_fair' as const,
  season_id: '0197a0c0-0000-7000-8000-000000000020',
  gathering_on: '2025-08-18',
  person_id: '0197a0c0-0000-7000-8000-000000000023',
  entity_id: null,
  type_id: null,
  places: 1,
};
const ticketHash = z.string().length(64).describe('SHA-256 of the ticket code, hex');

export const RegistrationCreatedV1 = eventType('park.events.registration.created.v1', {
  summary: { zh: '报名', en: 'Somebody registered' },
  data: { ...registrationHead, source: z.enum(registrationSources), hold_until: instant.nullable() },
  example: { ...head, from_state: null, to_state: 'pending', source: 'web', hold_until: null },
});
export const RegistrationConfirmedV1 = eventType('park.events.registration.confirmed.v1', {
  summary: { zh: '报名确认', en: 'A registration was confirmed' },
  data: { ...registrationHead, ticket_code_hash: ticketHash },
  example: { ...head, from_state: 'pending', to_state: 'confirmed', ticket_code_hash: 'c'.repeat(64) },
});
export const RegistrationRejectedV1 = eventType('park.events.registration.rejected.v1', {
  summary: { zh: '报名未通过', en: 'A registration was rejected' },
  data: { ...registrationHead, reason },
  example: { ...head, from_state: 'pending', to_state: 'rejected', reason: 'for residents of the park only' },
});
export const RegistrationLapsedV1 = eventType('park.events.registration.lapsed.v1', {
  summary: { zh: '报名占位到期', en: 'A pending registration lost its places' },
  data: registrationHead,
  example: { ...head, from_state: 'pending', to_state: 'lapsed' },
});
export const RegistrationWaitlistedV1 = eventType('park.events.registration.waitlisted.v1', {
  summary: { zh: '进入候补', en: 'A registration entered the waiting list' },
  data: { ...registrationHead, position: count.describe('Number on the list; grows, has gaps, is never given twice') },
  example: { ...head, from_state: 'pending', to_state: 'waitlisted', position: 17 },
});
export const RegistrationOfferedV1 = eventType('park.events.registration.offered.v1', {
  summary: { zh: '候补通知', en: 'Places were offered to somebody who waits' },
  data: { ...registrationHead, expires_at: instant },
  example: { ...head, from_state: 'waitlisted', to_state: 'offered', expires_at: '2025-08-15T02:00:00.000Z' },
});
export const RegistrationOfferExpiredV1 = eventType('park.events.registration.offer-expired.v1', {
  summary: { zh: '候补通知过期', en: 'An offer of places expired' },
  data: registrationHead,
  example: { ...head, from_state: 'offered', to_state: 'offer_expired' },
});
export const RegistrationOfferDeclinedV1 = eventType('park.events.registration.offer-declined.v1', {
  summary: { zh: '放弃候补名额', en: 'An offer of places was declined' },
  data: registrationHead,
  example: { ...head, from_state: 'offered', to_state: 'declined' },
});
export const RegistrationCancelledV1 = eventType('park.events.registration.cancelled.v1', {
  summary: { zh: '取消报名', en: 'A registration was cancelled' },
  data: { ...registrationHead, by: z.enum(cancelledBy), late: z.boolean().describe('After registration was closed'), reason },
  example: { ...head, from_state: 'confirmed', to_state: 'cancelled', by: 'holder', late: false, reason: 'cannot come' },
});
export const RegistrationRescheduledV1 = eventType('park.events.registration.rescheduled.v1', {
  summary: { zh: '报名随活动改期', en: 'The gathering of a live registration got another day, or none for now' },
  data: registrationHead,
  example: { ...head, gathering_on: '2025-08-19', from_state: 'confirmed', to_state: 'confirmed' },
});
export const RegistrationCheckedInV1 = eventType('park.events.registration.checked-in.v1', {
  summary: { zh: '签到', en: 'Somebody checked in' },
  data: {
    ...registrationHead,
    list_id: id,
    gate: z.string(),
    device_id: z.string(),
    scanned_at: instant,
    uploaded_at: instant,
    offline: z.boolean(),
  },
  example: {
    ...head,
    from_state: 'confirmed',
    to_state: 'checked_in',
    list_id: '0197a0c0-0000-7000-8000-000000000024',
    gate: '东门',
    device_id: 'gate-1',
    scanned_at: '2025-08-18T01:12:00.000Z',
    uploaded_at: '2025-08-18T01:12:00.000Z',
    offline: false,
  },
});
export const RegistrationCheckInRevertedV1 = eventType('park.events.registration.check-in-reverted.v1', {
  summary: { zh: '撤销签到', en: 'A check-in was reverted' },
  data: { ...registrationHead, list_id: id, reason },
  example: {
    ...head,
    from_state: 'checked_in',
    to_state: 'confirmed',
    list_id: '0197a0c0-0000-7000-8000-000000000024',
    reason: 'the wrong ticket was scanned',
  },
});
export const RegistrationNoShowV1 = eventType('park.events.registration.no-show.v1', {
  summary: { zh: '未到场', en: 'Somebody with a confirmed registration did not come' },
  data: registrationHead,
  example: { ...head, from_state: 'confirmed', to_state: 'no_show' },
});
export const RegistrationTicketReissuedV1 = eventType('park.events.registration.ticket-reissued.v1', {
  summary: { zh: '补发电子票', en: 'A ticket was replaced; the one before is void' },
  data: { ...registrationHead, ticket_code_hash: ticketHash, reason },
  example: { ...head, from_state: 'confirmed', to_state: 'confirmed', ticket_code_hash: 'd'.repeat(64), reason: 'passed on to others' },
});
export const RegistrationReviewFlaggedV1 = eventType('park.events.registration.review-flagged.v1', {
  summary: { zh: '报名待复核', en: 'A registration was flagged for review' },
  data: { code, ground: z.enum(registrationReviewGrounds), entity_id: id },
  example: { code: 'ER-000001', ground: 'organisation_left', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const RegistrationReviewClearedV1 = eventType('park.events.registration.review-cleared.v1', {
  summary: { zh: '报名复核完成', en: 'A registration’s review was concluded' },
  data: { code, ground: z.enum(registrationReviewGrounds), outcome: reason },
  example: { code: 'ER-000001', ground: 'organisation_left', outcome: 'may come as a guest' },
});
