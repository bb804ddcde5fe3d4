/**
 * An activity 联盟活动 of one or more of the six modes: drafted by a member, published by the park, held on its day, and counted by
 * who came. Where it takes place at the park's doors it has a gathering in the events service (flow F6).
 */
import { alliance, occurred, unchanged, type Decision, type EventType, type NewEvent } from '@park/contracts';
import {
  addDays,
  amended,
  dateAt,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import type { MemberAttendance } from './attendance.ts';

export type ActivityState = (typeof alliance.activityStates)[number];
export type AllianceMode = (typeof alliance.allianceModes)[number];
export type ActivityAction = 'change' | 'publish' | 'link' | 'hold' | 'count_attendance' | 'cancel';

export const activityMachine: Machine<ActivityState, ActivityAction> = {
  change: { from: ['draft', 'published'], to: 'same' },
  publish: { from: ['draft'], to: 'published' },
  // The events service answers when it can: the activity may be over by then.
  link: { from: ['published', 'held', 'cancelled'], to: 'same' },
  hold: { from: ['published'], to: 'held' },
  count_attendance: { from: ['held'], to: 'same' },
  // Also where it has begun, as a gathering can be broken off; not once it was counted.
  cancel: { from: ['draft', 'published', 'held'], to: 'cancelled' },
};

export interface ActivityContent {
  title: string;
  modes: AllianceMode[];
  host_membership_ids: string[];
  cohost_membership_ids: string[];
  place: string;
  starts_at: Date;
  ends_at: Date;
  expected_participants: number;
}

export interface Activity extends Aggregate, ActivityContent {
  state: ActivityState;
  /** Of the host that drafted it and may change it, the first of the hosts. */
  membership_id: string;
  member_uscc: string;
  activity_on: LocalDate;
  has_gathering: boolean;
  gathering_id: string | null;
  published_at: Date | null;
  /** All that came; null while nobody has counted. */
  attendance: number | null;
  attendance_by_member: MemberAttendance[] | null;
  others: number | null;
  evidence_sha256: string | null;
  /** Why it was cancelled. */
  reason: string | null;
}

export interface Owner {
  id: string;
  uscc: string;
}

const mostHosts = 10;
/** As long as a gathering may be. */
const longestDays = 31;
const dayMs = 86_400_000;
const farthestDays = 366;

/** Throws what `settled` throws. */
export function draft(identity: NewIdentity, owner: Owner, content: ActivityContent, has_gathering: boolean): Decision<Activity> {
  const next: Activity = {
    ...rowOf(identity),
    ...settled(content, owner.id),
    state: 'draft',
    membership_id: owner.id,
    member_uscc: owner.uscc,
    has_gathering,
    gathering_id: null,
    published_at: null,
    attendance: null,
    attendance_by_member: null,
    others: null,
    evidence_sha256: null,
    reason: null,
  };
  return { next, events: [occurred(alliance.ActivityDraftedV1, identity.today, headOf(next, null))] };
}

/** Of one that is still to come. Throws `invalid in_past`, `invalid too_far_ahead`. */
export function requireAhead({ starts_at }: Pick<ActivityContent, 'starts_at'>, now: Date): void {
  if (starts_at <= now) throw invalid('/starts_at', 'in_past', 'starts_at must be later than now.');
  if (dateAt(starts_at) > addDays(dateAt(now), farthestDays))
    throw invalid('/starts_at', 'too_far_ahead', 'starts_at must be at most a year after today.');
}

/** No event where nothing changes. Throws `invalid in_past`, `invalid too_far_ahead` for other times, and what `settled` throws. */
export function change(activity: Activity, content: Partial<ActivityContent>, now: Date): Decision<Activity> {
  move(activityMachine, activity.state, 'change');
  const next = amended(activity, settled(amended<ActivityContent>(activity, content), activity.membership_id));
  if (next === activity) return unchanged(activity);
  if (Number(next.starts_at) !== Number(activity.starts_at) || Number(next.ends_at) !== Number(activity.ends_at)) requireAhead(next, now);
  return { next, events: [changed(next, dateAt(now))] };
}

/** Its gathering has these times. No event where it has them, and none once it is over. */
export function followGathering(
  activity: Activity,
  wish: Partial<Pick<ActivityContent, 'starts_at' | 'ends_at' | 'place'>>,
  today: LocalDate,
): Decision<Activity> {
  if (activity.state !== 'published') return unchanged(activity);
  const followed = amended(activity, wish);
  const next = amended(followed, { activity_on: dateAt(followed.starts_at) });
  return next === activity ? unchanged(activity) : { next, events: [changed(next, today)] };
}

/**
 * Throws `invalid mode_required`, `invalid period_reversed`, `invalid too_long`, `invalid too_many_hosts`, `invalid host_twice`. The modes
 * stand once each in the order of the article, the owner first among the hosts.
 */
function settled(content: ActivityContent, ownerId: string): ActivityContent & Pick<Activity, 'activity_on'> {
  const modes = alliance.allianceModes.filter((mode) => content.modes.includes(mode));
  if (modes.length === 0) throw invalid('/modes', 'mode_required', 'An activity has at least one of the six modes.');
  const { starts_at, ends_at } = content;
  if (ends_at <= starts_at) throw invalid('/ends_at', 'period_reversed', 'ends_at must be later than starts_at.');
  if (ends_at.getTime() - starts_at.getTime() > longestDays * dayMs)
    throw invalid('/ends_at', 'too_long', `ends_at must be at most ${longestDays} days after starts_at.`);
  const host_membership_ids = [...new Set([ownerId, ...content.host_membership_ids])];
  if (host_membership_ids.length > mostHosts)
    throw invalid('/host_membership_ids', 'too_many_hosts', `An activity has at most ${mostHosts} hosts.`);
  const cohost_membership_ids = [...new Set(content.cohost_membership_ids)];
  const twice = cohost_membership_ids.findIndex((id) => host_membership_ids.includes(id));
  if (twice >= 0) throw invalid(`/cohost_membership_ids/${twice}`, 'host_twice', 'A member is host or co-host, not both.');
  const { title, place, expected_participants } = content;
  return {
    title,
    place,
    expected_participants,
    starts_at,
    ends_at,
    activity_on: dateAt(starts_at),
    modes,
    host_membership_ids,
    cohost_membership_ids,
  };
}

/** Throws `conflict start_passed`. */
export function publish(activity: Activity, now: Date): Decision<Activity> {
  const published = publishAsHistory(activity, now);
  if (activity.starts_at <= now) throw new Refusal('conflict', 'start_passed', 'An activity is published before it begins.');
  return published;
}

/** For one that took place before the park kept it here. */
export function publishAsHistory(activity: Activity, now: Date): Decision<Activity> {
  const next: Activity = { ...activity, state: move(activityMachine, activity.state, 'publish'), published_at: now };
  return { next, events: [occurred(alliance.ActivityPublishedV1, dateAt(now), { ...headOf(next, activity.state), ...contentOf(next) })] };
}

/** The events service has drafted its gathering. No event where that is known. */
export function link(activity: Activity, gathering_id: string, today: LocalDate): Decision<Activity> {
  if (activity.gathering_id === gathering_id) return unchanged(activity);
  const next: Activity = { ...activity, state: move(activityMachine, activity.state, 'link'), gathering_id };
  return { next, events: [occurred(alliance.ActivityLinkedV1, today, { code: next.code, gathering_id })] };
}

/** On the day on which it begins. Throws `conflict not_begun`. */
export function hold(activity: Activity, now: Date): Decision<Activity> {
  const next: Activity = { ...activity, state: move(activityMachine, activity.state, 'hold') };
  if (now < activity.starts_at) throw new Refusal('conflict', 'not_begun', 'The activity has not begun yet.');
  const { activity_on, gathering_id } = next;
  const data = { ...headOf(next, activity.state), gathering_id, held_on: activity_on };
  return { next, events: [occurred(alliance.ActivityHeldV1, activity_on, data)] };
}

/** Throws `conflict attendance_counted`. */
export function cancel(activity: Activity, reason: string, today: LocalDate): Decision<Activity> {
  const next: Activity = { ...activity, state: move(activityMachine, activity.state, 'cancel'), reason };
  if (activity.attendance !== null)
    throw new Refusal('conflict', 'attendance_counted', 'The activity was held: those who came have been counted.');
  const data = { ...headOf(next, activity.state), reason };
  return { next, events: [internally(next, alliance.ActivityCancelledV1, today, data)] };
}

export const hostLeft = 'its host is no active member of the alliance any more';

/**
 * A member that is not active any more hosts nothing that is still to come (invariant 2). Its activity goes over to the next host, or is
 * cancelled where there is none. `usccOf`: of the memberships that are hosts.
 */
export function withoutMember(
  activity: Activity,
  membershipId: string,
  usccOf: ReadonlyMap<string, string>,
  today: LocalDate,
): Decision<Activity> {
  const host_membership_ids = activity.host_membership_ids.filter((id) => id !== membershipId);
  const cohost_membership_ids = activity.cohost_membership_ids.filter((id) => id !== membershipId);
  const [owner] = host_membership_ids;
  if (owner === undefined) return cancel(activity, hostLeft, today);
  const next = amended(activity, {
    host_membership_ids,
    cohost_membership_ids,
    membership_id: owner,
    member_uscc: usccOf.get(owner) ?? activity.member_uscc,
  });
  return { next, events: [changed(next, today)] };
}

function changed(next: Activity, today: LocalDate): NewEvent {
  const data = { ...headOf(next, next.state), ...contentOf(next) };
  return internally(next, alliance.ActivityChangedV1, today, data);
}

/** Members are told of what is published, of nothing before. */
function internally<Data>({ published_at }: Activity, of: EventType<Data>, on: LocalDate, data: Data): NewEvent {
  return published_at === null ? occurred(of, on, data, 'internal') : occurred(of, on, data);
}

export function headOf(activity: Activity, from: ActivityState | null) {
  const { modes, activity_on, host_membership_ids } = activity;
  return { ...transition(activity, from), modes, activity_on, host_membership_ids };
}

function contentOf(activity: Activity) {
  const { title, starts_at, ends_at, place, expected_participants, cohost_membership_ids, has_gathering } = activity;
  return {
    title,
    starts_at: starts_at.toISOString(),
    ends_at: ends_at.toISOString(),
    place,
    expected_participants,
    cohost_membership_ids,
    has_gathering,
  };
}
