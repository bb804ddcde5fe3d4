/** Events of the gatherings 活动: a job fair day, a roadshow, an evening of shared experience. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, instant, reason, transitionData } from '../fields.ts';

export const gatheringTypes = [
  'opening',
  'job_fair',
  'experience_share',
  'roadshow',
  'matchmaking',
  'competition_promo',
  'competition_round',
  'training',
  'party_activity',
  'salon',
] as const;
export const gatheringStates = [
  'draft',
  'in_review',
  'approved',
  'published',
  'postponed',
  'ongoing',
  'ended',
  'archived',
  'cancelled',
] as const;
/** The circle that a gathering is announced to. */
export const gatheringVisibilities = ['internal', 'alliance', 'public'] as const;
/** The six modes in which the alliance works together; a gathering may serve several. */
export const allianceModes = [
  'org_building',
  'industry_promotion',
  'member_management',
  'service_promotion',
  'resource_sharing',
  'youth_league_building',
] as const;
export const evidenceKinds = ['permit', 'filing', 'emergency_plan'] as const;

/** Of every event of a gathering. */
const gatheringHead = {
  ...transitionData,
  type: z.enum(gatheringTypes),
  season_id: id.nullable(),
  gathering_on: date.nullable().describe('The park’s date on which it begins; null while it is postponed'),
  activity_id: id.nullable().optional().describe('The activity of the alliance whose gathering it is'),
};
const times = { starts_at: instant, ends_at: instant };
const registration = {
  registration_from: instant,
  registration_to: instant.describe('Exclusive'),
  is_registration_open: z.boolean().describe('The switch; registration needs it and the window'),
  is_moderated: z.boolean().describe('Registrations are confirmed by hand'),
  hold_minutes: count.describe('A pending registration keeps its places for so long'),
  offer_minutes: count.describe('An offer from the waiting list holds for so long'),
  is_waiting_list_open: z.boolean(),
};
const content = {
  ...times,
  ...registration,
  title: z.string(),
  title_en: z.string().nullable(),
  venue: z.string(),
  expected_attendance: count,
  capacity: count.describe('Places'),
  visibility: z.enum(gatheringVisibilities),
  modes: z.array(z.enum(allianceModes)),
};

const head = {
  code: 'JOBFAIR-2025',
  type: 'job_fair' as const,
  season_id: '0197a0c0-0000-7000-8000-000000000020',
  gathering_on: '2025-08-18',
};
const example = {
  title: '青年人才招聘会',
  title_en: 'Youth job fair',
  venue: '梦工厂广场',
  starts_at: '2025-08-18T01:00:00.000Z',
  ends_at: '2025-08-18T08:00:00.000Z',
  expected_attendance: 1500,
  capacity: 1500,
  registration_from: '2025-07-20T00:00:00.000Z',
  registration_to: '2025-08-18T08:00:00.000Z',
  is_registration_open: true,
  is_moderated: false,
  hold_minutes: 4320,
  offer_minutes: 1440,
  is_waiting_list_open: true,
  visibility: 'public' as const,
  modes: ['service_promotion' as const],
};
const openToAll = ['code', 'to_state', 'type', 'season_id', 'gathering_on'] as const;
const announced = [...openToAll, 'title', 'title_en', 'venue', 'starts_at', 'ends_at', 'capacity', 'visibility', 'modes'] as const;

export const GatheringDraftedV1 = eventType('park.events.gathering.drafted.v1', {
  summary: { zh: '活动起草', en: 'A gathering was drafted' },
  data: { ...gatheringHead, ...content },
  example: { ...head, ...example, from_state: null, to_state: 'draft' },
});
export const GatheringChangedV1 = eventType('park.events.gathering.changed.v1', {
  summary: { zh: '活动信息变更', en: 'A gathering’s particulars changed' },
  data: { ...gatheringHead, ...content },
  discloses: { public: announced },
  example: { ...head, ...example, from_state: 'published', to_state: 'published' },
});
export const GatheringEvidenceRecordedV1 = eventType('park.events.gathering.evidence-recorded.v1', {
  summary: { zh: '报批材料登记', en: 'A permit, filing or emergency plan was recorded' },
  data: {
    ...gatheringHead,
    kind: z.enum(evidenceKinds),
    reference: z.string().nullable().describe('Number of the permit or filing'),
    applied_on: date.nullable(),
    sha256: z.string().length(64).nullable(),
  },
  example: {
    ...head,
    from_state: 'draft',
    to_state: 'draft',
    kind: 'permit',
    reference: '青西公安许〔2025〕18号',
    applied_on: '2025-07-10',
    sha256: null,
  },
});
export const GatheringSubmittedV1 = eventType('park.events.gathering.submitted.v1', {
  summary: { zh: '活动报审', en: 'A gathering was submitted for review' },
  data: gatheringHead,
  example: { ...head, from_state: 'draft', to_state: 'in_review' },
});
export const GatheringApprovedV1 = eventType('park.events.gathering.approved.v1', {
  summary: { zh: '活动审批通过', en: 'A gathering was approved' },
  data: gatheringHead,
  example: { ...head, from_state: 'in_review', to_state: 'approved' },
});
export const GatheringRejectedV1 = eventType('park.events.gathering.rejected.v1', {
  summary: { zh: '活动审批退回', en: 'A gathering was returned by the review' },
  data: { ...gatheringHead, reason },
  example: { ...head, from_state: 'in_review', to_state: 'draft', reason: 'the emergency plan names no assembly point' },
});
export const GatheringWithdrawnV1 = eventType('park.events.gathering.withdrawn.v1', {
  summary: { zh: '活动撤回修改', en: 'A gathering was taken back from the review, to be changed' },
  data: { ...gatheringHead, reason },
  example: { ...head, from_state: 'approved', to_state: 'draft', reason: 'a larger hall is needed' },
});
export const GatheringPublishedV1 = eventType('park.events.gathering.published.v1', {
  summary: { zh: '活动发布', en: 'A gathering was published' },
  data: { ...gatheringHead, ...content },
  discloses: { public: announced },
  example: { ...head, ...example, from_state: 'approved', to_state: 'published' },
});
export const GatheringPostponedV1 = eventType('park.events.gathering.postponed.v1', {
  summary: { zh: '活动延期', en: 'A gathering was postponed to a day not known yet' },
  data: { ...gatheringHead, reason },
  discloses: { public: openToAll },
  example: { ...head, from_state: 'published', to_state: 'postponed', reason: 'typhoon warning' },
});
export const GatheringRescheduledV1 = eventType('park.events.gathering.rescheduled.v1', {
  summary: { zh: '活动改期', en: 'A gathering got other times' },
  data: { ...gatheringHead, old: z.object(times), new: z.object(times) },
  discloses: { public: [...openToAll, 'old.starts_at', 'old.ends_at', 'new.starts_at', 'new.ends_at'] },
  example: {
    ...head,
    gathering_on: '2025-08-19',
    from_state: 'postponed',
    to_state: 'published',
    old: { starts_at: '2025-08-18T01:00:00.000Z', ends_at: '2025-08-18T08:00:00.000Z' },
    new: { starts_at: '2025-08-19T01:00:00.000Z', ends_at: '2025-08-19T08:00:00.000Z' },
  },
});
export const GatheringCancelledV1 = eventType('park.events.gathering.cancelled.v1', {
  summary: { zh: '活动取消', en: 'A gathering was cancelled, and every live registration with it' },
  data: { ...gatheringHead, reason, registrations: count.describe('Live registrations that were cancelled with it') },
  discloses: { public: openToAll },
  example: { ...head, from_state: 'published', to_state: 'cancelled', reason: 'typhoon', registrations: 812 },
});
export const GatheringCapacityChangedV1 = eventType('park.events.gathering.capacity-changed.v1', {
  summary: { zh: '活动容量调整', en: 'A gathering’s number of places changed' },
  data: { ...gatheringHead, old: count, new: count },
  discloses: { public: [...openToAll, 'new'] },
  example: { ...head, from_state: 'published', to_state: 'published', old: 1500, new: 1800 },
});
export const GatheringStartedV1 = eventType('park.events.gathering.started.v1', {
  summary: { zh: '活动开始', en: 'A gathering began' },
  data: { ...gatheringHead, confirmed: count.describe('Places of the registrations that were confirmed or checked in by then') },
  example: { ...head, from_state: 'published', to_state: 'ongoing', confirmed: 1310 },
});
export const GatheringEndedV1 = eventType('park.events.gathering.ended.v1', {
  summary: { zh: '活动结束', en: 'A gathering ended' },
  data: {
    ...gatheringHead,
    capacity: count,
    registered: count.describe('Registrations that were confirmed at the end: checked_in + no_show'),
    checked_in: count,
    no_show: count,
  },
  example: { ...head, from_state: 'ongoing', to_state: 'ended', capacity: 1500, registered: 1310, checked_in: 1240, no_show: 70 },
});
export const GatheringArchivedV1 = eventType('park.events.gathering.archived.v1', {
  summary: { zh: '活动归档', en: 'A gathering was archived' },
  data: gatheringHead,
  example: { ...head, from_state: 'ended', to_state: 'archived' },
});
