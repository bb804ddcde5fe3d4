/** Events of the match requests 对接: an investor and a project ask for a meeting at a gathering, and meet. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, instant, reason, transitionData } from '../fields.ts';
import { projectSectors } from './project.ts';

export const matchRequestStates = [
  'requested',
  'accepted',
  'scheduled',
  'held',
  'followed_up',
  'declined',
  'expired',
  'cancelled',
  'no_show',
] as const;
export const matchSides = ['investor', 'project'] as const;
export const matchAbsences = ['investor', 'project', 'both'] as const;
export const matchFollowUps = ['no_interest', 'in_contact', 'negotiating', 'deal'] as const;

/** Of every event of a match request: enough to count it by season, gathering and sector without asking back. */
const matchHead = {
  ...transitionData,
  gathering_id: id,
  season_id: id.nullable(),
  gathering_on: date.nullable().describe('The park’s date on which the gathering begins; null while it is postponed'),
  investor_id: id,
  project_id: id,
  entity_id: id.nullable().describe('The market entity that the project belongs to'),
  sector: z.enum(projectSectors).describe('Of the project'),
};
const head = {
  code: 'MR-000001',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  season_id: '0197a0c0-0000-7000-8000-000000000020',
  gathering_on: '2025-08-19',
  investor_id: '0197a0c0-0000-7000-8000-000000000040',
  project_id: '0197a0c0-0000-7000-8000-000000000041',
  entity_id: null,
  sector: 'marine_industry' as const,
};
/** A table from when until when. */
const slot = { table: count, start: instant, end: instant.describe('Exclusive') };
const morning = { table: 3, start: '2025-08-19T01:00:00.000Z', end: '2025-08-19T01:20:00.000Z' };
const interest = count.max(3).describe('0 none to 3 strong');

export const MatchRequestRequestedV1 = eventType('park.events.match-request.requested.v1', {
  summary: { zh: '申请对接', en: 'A meeting was asked for' },
  data: { ...matchHead, asked_by: z.enum(matchSides), expires_at: instant },
  example: { ...head, from_state: null, to_state: 'requested', asked_by: 'project', expires_at: '2025-08-10T02:00:00.000Z' },
});
export const MatchRequestAcceptedV1 = eventType('park.events.match-request.accepted.v1', {
  summary: { zh: '接受对接', en: 'A request for a meeting was accepted' },
  data: matchHead,
  example: { ...head, from_state: 'requested', to_state: 'accepted' },
});
export const MatchRequestDeclinedV1 = eventType('park.events.match-request.declined.v1', {
  summary: { zh: '谢绝对接', en: 'A request for a meeting was declined' },
  data: { ...matchHead, reason: reason.nullable() },
  example: { ...head, from_state: 'requested', to_state: 'declined', reason: null },
});
export const MatchRequestExpiryChangedV1 = eventType('park.events.match-request.expiry-changed.v1', {
  summary: { zh: '对接申请有效期调整', en: 'A request expires earlier, because its gathering begins earlier' },
  data: { ...matchHead, expires_at: instant },
  example: { ...head, from_state: 'requested', to_state: 'requested', expires_at: '2025-08-09T01:00:00.000Z' },
});
export const MatchRequestExpiredV1 = eventType('park.events.match-request.expired.v1', {
  summary: { zh: '对接申请过期', en: 'A request for a meeting was not answered in time' },
  data: matchHead,
  example: { ...head, from_state: 'requested', to_state: 'expired' },
});
export const MatchRequestCancelledV1 = eventType('park.events.match-request.cancelled.v1', {
  summary: { zh: '取消对接', en: 'A request, or the meeting that came of it, was cancelled' },
  data: { ...matchHead, by: z.enum([...matchSides, 'organiser', 'gathering']), reason },
  example: { ...head, from_state: 'scheduled', to_state: 'cancelled', by: 'investor', reason: 'cannot travel' },
});
export const MatchRequestMeetingScheduledV1 = eventType('park.events.match-request.meeting-scheduled.v1', {
  summary: { zh: '对接排期', en: 'A meeting got a table and a time' },
  data: { ...matchHead, ...slot },
  example: { ...head, from_state: 'accepted', to_state: 'scheduled', ...morning },
});
export const MatchRequestMeetingMovedV1 = eventType('park.events.match-request.meeting-moved.v1', {
  summary: { zh: '对接改期', en: 'A meeting got another table or time' },
  data: { ...matchHead, ...slot, old: z.object(slot) },
  example: { ...head, from_state: 'scheduled', to_state: 'scheduled', ...morning, table: 5, old: morning },
});
export const MatchRequestMeetingUnscheduledV1 = eventType('park.events.match-request.meeting-unscheduled.v1', {
  summary: { zh: '对接取消排期', en: 'A meeting lost its table and time, and waits for others' },
  data: { ...matchHead, old: z.object(slot) },
  example: { ...head, gathering_on: null, from_state: 'scheduled', to_state: 'accepted', old: morning },
});
export const MatchRequestMeetingHeldV1 = eventType('park.events.match-request.meeting-held.v1', {
  summary: { zh: '对接完成', en: 'A meeting took place' },
  data: { ...matchHead, met_on: date, investor_interest: interest, project_interest: interest },
  example: { ...head, from_state: 'scheduled', to_state: 'held', met_on: '2025-08-19', investor_interest: 2, project_interest: 3 },
});
export const MatchRequestMeetingNoShowV1 = eventType('park.events.match-request.meeting-no-show.v1', {
  summary: { zh: '对接缺席', en: 'A meeting did not take place, because somebody did not come' },
  data: { ...matchHead, who: z.enum(matchAbsences).describe('The side that did not come') },
  example: { ...head, from_state: 'scheduled', to_state: 'no_show', who: 'investor' },
});
export const MatchRequestFollowedUpV1 = eventType('park.events.match-request.followed-up.v1', {
  summary: { zh: '对接回访', en: 'The park asked what came of a meeting' },
  data: { ...matchHead, outcome: z.enum(matchFollowUps) },
  example: { ...head, from_state: 'held', to_state: 'followed_up', outcome: 'in_contact' },
});
