/** Events of the activities 联盟活动, each of one or more of the six modes, and of the gathering that each becomes in the events service (flow F6). */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, instant, reason, transitionData } from '../fields.ts';
import { modes } from './mode.ts';

export const activityStates = ['draft', 'published', 'held', 'cancelled'] as const;

/** Of every event of an activity: enough to count it by mode and host without asking back. */
const activityHead = {
  ...transitionData,
  modes,
  activity_on: date.describe('The park’s date on which it begins'),
  host_membership_ids: z.array(id).min(1),
};
const activity = {
  code: 'AC-000001',
  modes: ['org_building' as const, 'resource_sharing' as const],
  activity_on: '2025-09-20',
  host_membership_ids: ['0197a0c0-0000-7000-8000-000000000081'],
};
const content = {
  title: z.string(),
  starts_at: instant,
  ends_at: instant,
  place: z.string(),
  expected_participants: count,
  cohost_membership_ids: z.array(id),
  has_gathering: z
    .boolean()
    .describe('It takes place at the park’s doors: the events service drafts a gathering of it and counts who comes'),
};
const aPartyDay = {
  title: '联合主题党日',
  starts_at: '2025-09-20T06:00:00.000Z',
  ends_at: '2025-09-20T08:00:00.000Z',
  place: '党群服务中心',
  expected_participants: 60,
  cohost_membership_ids: [],
  has_gathering: true,
};
const gathering_id = '0197a0c0-0000-7000-8000-000000000021';

export const ActivityDraftedV1 = eventType('park.alliance.activity.drafted.v1', {
  summary: { zh: '活动起草', en: 'An activity was drafted' },
  data: activityHead,
  example: { ...activity, from_state: null, to_state: 'draft' },
});
export const ActivityChangedV1 = eventType('park.alliance.activity.changed.v1', {
  summary: { zh: '活动变更', en: 'An activity’s particulars changed' },
  discloses: { alliance: ['code', 'modes', 'activity_on', 'title', 'starts_at', 'ends_at', 'place'] },
  data: { ...activityHead, ...content },
  example: { ...activity, from_state: 'published', to_state: 'published', ...aPartyDay },
});
export const ActivityPublishedV1 = eventType('park.alliance.activity.published.v1', {
  summary: { zh: '活动发布', en: 'An activity was published; where it has a gathering, the events service drafts it' },
  discloses: {
    alliance: [
      'code',
      'modes',
      'activity_on',
      'host_membership_ids',
      'cohost_membership_ids',
      'title',
      'starts_at',
      'ends_at',
      'place',
      'expected_participants',
    ],
  },
  data: { ...activityHead, ...content },
  example: { ...activity, from_state: 'draft', to_state: 'published', ...aPartyDay },
});
export const ActivityLinkedV1 = eventType('park.alliance.activity.linked.v1', {
  summary: { zh: '活动关联', en: 'The events service has drafted the gathering of an activity' },
  discloses: { alliance: ['code', 'gathering_id'] },
  data: { code: z.string(), gathering_id: id },
  example: { code: 'AC-000001', gathering_id },
});
export const ActivityHeldV1 = eventType('park.alliance.activity.held.v1', {
  summary: { zh: '活动举办', en: 'An activity was held' },
  data: { ...activityHead, gathering_id: id.nullable(), held_on: date },
  example: { ...activity, from_state: 'published', to_state: 'held', gathering_id, held_on: '2025-09-20' },
});
export const ActivityAttendanceCountedV1 = eventType('park.alliance.activity.attendance-counted.v1', {
  summary: { zh: '活动参加人次', en: 'Who came to an activity was counted by member: as many as came through the door' },
  data: {
    ...activityHead,
    attendance_by_member: z.array(z.object({ membership_id: id, organisation_id: id, count })),
    others: count.describe('Of no member'),
    attendance: count.describe('All together'),
    evidence_sha256: z.string().length(64).nullable().describe('Of the list that the host handed in, hex; null where the door counted'),
  },
  example: {
    ...activity,
    from_state: 'held',
    to_state: 'held',
    attendance_by_member: [
      { membership_id: '0197a0c0-0000-7000-8000-000000000081', organisation_id: '0197a0c0-0000-7000-8000-000000000080', count: 12 },
    ],
    others: 3,
    attendance: 15,
    evidence_sha256: null,
  },
});
export const ActivityCancelledV1 = eventType('park.alliance.activity.cancelled.v1', {
  summary: { zh: '活动取消', en: 'An activity was cancelled' },
  discloses: { alliance: ['code', 'activity_on'] },
  data: { ...activityHead, reason },
  example: { ...activity, from_state: 'published', to_state: 'cancelled', reason: 'too few members' },
});
