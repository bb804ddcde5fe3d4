/** Events of the joint meetings 联席会议, their topics 议题 and their resolutions 决议. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';
import { mode } from './mode.ts';

export const meetingStates = [
  'draft',
  'topics_open',
  'agenda_fixed',
  'reported',
  'convened',
  'minutes_published',
  'closed',
  'cancelled',
] as const;
export const topicStates = ['submitted', 'on_agenda', 'declined', 'withdrawn', 'adopted', 'not_adopted', 'deferred'] as const;
export const resolutionStates = ['adopted', 'fulfilled', 'dropped'] as const;
export const resolutionProgress = ['on_track', 'delayed', 'done', 'blocked'] as const;
export const attendances = ['present', 'excused', 'absent'] as const;

const sha256 = z.string().length(64).describe('SHA-256 of the file, hex');
const fileOfHistory = sha256.nullable().describe('SHA-256 of the file, hex; null of history that came without it');
const meetingHead = { ...transitionData, meeting_on: date };
const meeting = { code: 'JM-2025-Q3', meeting_on: '2025-09-15' };
const aMeetingId = '0197a0c0-0000-7000-8000-000000000085';
const aTopicId = '0197a0c0-0000-7000-8000-000000000086';
const aMembershipId = '0197a0c0-0000-7000-8000-000000000081';

export const MeetingDraftedV1 = eventType('park.alliance.meeting.drafted.v1', {
  summary: { zh: '联席会议筹备', en: 'A joint meeting was planned' },
  data: meetingHead,
  example: { ...meeting, from_state: null, to_state: 'draft' },
});
export const MeetingTopicsOpenedV1 = eventType('park.alliance.meeting.topics-opened.v1', {
  summary: { zh: '议题征集', en: 'Topics for a joint meeting are collected' },
  discloses: { alliance: ['code', 'meeting_on', 'topics_until'] },
  data: { ...meetingHead, topics_until: date.describe('Exclusive') },
  example: { ...meeting, from_state: 'draft', to_state: 'topics_open', topics_until: '2025-09-08' },
});
export const MeetingAgendaFixedV1 = eventType('park.alliance.meeting.agenda-fixed.v1', {
  summary: { zh: '议程确定', en: 'The agenda of a joint meeting is fixed' },
  discloses: { alliance: ['code', 'meeting_on', 'topic_ids'] },
  data: { ...meetingHead, topic_ids: z.array(id).describe('In the order of the agenda') },
  example: { ...meeting, from_state: 'topics_open', to_state: 'agenda_fixed', topic_ids: [aTopicId] },
});
export const MeetingReportedV1 = eventType('park.alliance.meeting.reported.v1', {
  summary: { zh: '会议报备', en: 'A joint meeting was reported to the superior organisation' },
  data: { ...meetingHead, reported_on: date, sha256: fileOfHistory },
  example: { ...meeting, from_state: 'agenda_fixed', to_state: 'reported', reported_on: '2025-09-12', sha256: 'c'.repeat(64) },
});
export const MeetingMovedV1 = eventType('park.alliance.meeting.moved.v1', {
  summary: { zh: '会议改期', en: 'A joint meeting was moved to another day' },
  discloses: { alliance: ['code', 'meeting_on', 'old_meeting_on', 'topics_until'] },
  data: { ...meetingHead, old_meeting_on: date, topics_until: date.nullable().describe('Exclusive; null before topics are open'), reason },
  example: {
    ...meeting,
    from_state: 'topics_open',
    to_state: 'topics_open',
    old_meeting_on: '2025-09-10',
    topics_until: '2025-09-08',
    reason: 'the hall is taken',
  },
});
export const MeetingConvenedV1 = eventType('park.alliance.meeting.convened.v1', {
  summary: { zh: '会议召开', en: 'A joint meeting was held with a quorum' },
  data: {
    ...meetingHead,
    present: z.array(id).describe('Memberships'),
    excused: z.array(id),
    absent: z.array(id),
    quorum: count.describe('Members that had to be present'),
  },
  example: { ...meeting, from_state: 'reported', to_state: 'convened', present: [aMembershipId], excused: [], absent: [], quorum: 1 },
});
export const MeetingMinutesPublishedV1 = eventType('park.alliance.meeting.minutes-published.v1', {
  summary: { zh: '会议纪要发布', en: 'The minutes of a joint meeting were published' },
  discloses: { alliance: ['code', 'meeting_on', 'sha256'] },
  data: { ...meetingHead, sha256: fileOfHistory },
  example: { ...meeting, from_state: 'convened', to_state: 'minutes_published', sha256: 'd'.repeat(64) },
});
export const MeetingClosedV1 = eventType('park.alliance.meeting.closed.v1', {
  summary: { zh: '会议闭环', en: 'A joint meeting is closed: every resolution of the one before has a report' },
  data: { ...meetingHead, previous_meeting_id: id.nullable(), resolutions_reported: count },
  example: { ...meeting, from_state: 'minutes_published', to_state: 'closed', previous_meeting_id: null, resolutions_reported: 0 },
});
export const MeetingCancelledV1 = eventType('park.alliance.meeting.cancelled.v1', {
  summary: { zh: '会议取消', en: 'A joint meeting was cancelled' },
  discloses: { alliance: ['code', 'meeting_on'] },
  data: { ...meetingHead, reason },
  example: { ...meeting, from_state: 'topics_open', to_state: 'cancelled', reason: 'too few topics' },
});

const topicHead = { ...transitionData, meeting_id: id, membership_id: id, mode };
const topic = { code: 'TO-000001', meeting_id: aMeetingId, membership_id: aMembershipId, mode: 'resource_sharing' as const };

export const TopicSubmittedV1 = eventType('park.alliance.topic.submitted.v1', {
  summary: { zh: '提交议题', en: 'A member submitted a topic' },
  data: { ...topicHead, title: z.string() },
  example: { ...topic, from_state: null, to_state: 'submitted', title: '共享会议室排期' },
});
export const TopicWithdrawnV1 = eventType('park.alliance.topic.withdrawn.v1', {
  summary: { zh: '撤回议题', en: 'A member withdrew its topic' },
  data: topicHead,
  example: { ...topic, from_state: 'submitted', to_state: 'withdrawn' },
});
export const TopicScheduledV1 = eventType('park.alliance.topic.scheduled.v1', {
  summary: { zh: '列入议程', en: 'A topic is on the agenda' },
  data: topicHead,
  example: { ...topic, from_state: 'submitted', to_state: 'on_agenda' },
});
export const TopicDeclinedV1 = eventType('park.alliance.topic.declined.v1', {
  summary: { zh: '议题未列入', en: 'A topic is not on the agenda' },
  data: { ...topicHead, reason },
  example: { ...topic, from_state: 'submitted', to_state: 'declined', reason: 'decided at the meeting before' },
});
export const TopicDecidedV1 = eventType('park.alliance.topic.decided.v1', {
  summary: { zh: '议题表决', en: 'A joint meeting decided on a topic' },
  data: { ...topicHead, reason: reason.nullable() },
  example: { ...topic, from_state: 'on_agenda', to_state: 'adopted', reason: null },
});

const resolutionHead = { ...transitionData, meeting_id: id, topic_id: id, owner_membership_id: id, mode, due_on: date };
const resolution = {
  code: 'RS-000001',
  meeting_id: aMeetingId,
  topic_id: aTopicId,
  owner_membership_id: aMembershipId,
  mode: 'resource_sharing' as const,
  due_on: '2025-12-01',
};

export const ResolutionAdoptedV1 = eventType('park.alliance.resolution.adopted.v1', {
  summary: { zh: '形成决议', en: 'A joint meeting adopted a resolution' },
  discloses: { alliance: ['code', 'meeting_id', 'owner_membership_id', 'mode', 'due_on', 'title'] },
  data: { ...resolutionHead, title: z.string() },
  example: { ...resolution, from_state: null, to_state: 'adopted', title: '建立会议室共享排期' },
});
export const ResolutionReportedV1 = eventType('park.alliance.resolution.reported.v1', {
  summary: { zh: '决议进展报告', en: 'The owner of a resolution reported how it stands' },
  data: { ...resolutionHead, progress: z.enum(resolutionProgress), reported_on: date },
  example: { ...resolution, from_state: 'adopted', to_state: 'adopted', progress: 'on_track', reported_on: '2025-11-01' },
});
export const ResolutionDueDayChangedV1 = eventType('park.alliance.resolution.due-day-changed.v1', {
  summary: { zh: '决议改期', en: 'A resolution was given another due day' },
  discloses: { alliance: ['code', 'meeting_id', 'owner_membership_id', 'mode', 'due_on', 'old_due_on'] },
  data: { ...resolutionHead, old_due_on: date, reason },
  example: { ...resolution, from_state: 'adopted', to_state: 'adopted', old_due_on: '2025-11-15', reason: 'waits for the landlord' },
});
export const ResolutionFulfilledV1 = eventType('park.alliance.resolution.fulfilled.v1', {
  summary: { zh: '决议办结', en: 'Every task of a resolution was accepted' },
  discloses: { alliance: ['code', 'meeting_id', 'owner_membership_id', 'fulfilled_on'] },
  data: { ...resolutionHead, fulfilled_on: date, late: z.boolean() },
  example: { ...resolution, from_state: 'adopted', to_state: 'fulfilled', fulfilled_on: '2025-11-20', late: false },
});
export const ResolutionDroppedV1 = eventType('park.alliance.resolution.dropped.v1', {
  summary: { zh: '决议终止', en: 'A later joint meeting dropped a resolution' },
  data: { ...resolutionHead, by_meeting_id: id, reason },
  example: { ...resolution, from_state: 'adopted', to_state: 'dropped', by_meeting_id: aMeetingId, reason: 'no longer needed' },
});
