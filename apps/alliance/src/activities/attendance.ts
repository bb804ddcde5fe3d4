/** The attendance 参加人次 of an activity: by member and of others, as the door counted it or as the host's list has it. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import { invalid, move, Refusal, type LocalDate } from '@park/kernel';
import { activityMachine, headOf, hold, type Activity } from './activity.ts';

export interface MemberAttendance {
  membership_id: string;
  organisation_id: string;
  count: number;
}

export interface Attendance {
  by_member: MemberAttendance[];
  others: number;
  /** Of the host's list; null where the door counted. */
  evidence_sha256: string | null;
}

export function totalOf({ by_member, others }: Attendance): number {
  return by_member.reduce((sum, { count }) => sum + count, others);
}

/** The count of an activity that took place. No event where it is counted so already; a first count is told also where nobody came. */
export function countAttendance(activity: Activity, counted: Attendance, today: LocalDate): Decision<Activity> {
  const state = move(activityMachine, activity.state, 'count_attendance');
  const { others, evidence_sha256 } = counted;
  const attendance_by_member = counted.by_member
    .filter(({ count }) => count > 0)
    .sort((a, b) => (a.membership_id < b.membership_id ? -1 : 1));
  const attendance = totalOf(counted);
  const before = [activity.attendance, activity.others, activity.evidence_sha256, activity.attendance_by_member];
  if (JSON.stringify(before) === JSON.stringify([attendance, others, evidence_sha256, attendance_by_member])) return unchanged(activity);
  const next: Activity = { ...activity, state, attendance, attendance_by_member, others, evidence_sha256 };
  const data = { ...headOf(next, activity.state), attendance_by_member, others, attendance, evidence_sha256 };
  return { next, events: [occurred(alliance.ActivityAttendanceCountedV1, today, data)] };
}

/**
 * By the host, with its list as evidence; it can be put right later. Throws `conflict counted_at_door`, `conflict not_begun`,
 * `invalid member_twice`.
 */
export function recordAttendance(activity: Activity, counted: Attendance, now: Date, today: LocalDate): Decision<Activity> {
  if (activity.has_gathering)
    throw new Refusal('conflict', 'counted_at_door', 'Who comes to the gathering of this activity is counted at its door.');
  const held = activity.state === 'held' ? unchanged(activity) : hold(activity, now);
  const ids = counted.by_member.map(({ membership_id }) => membership_id);
  const twice = ids.findIndex((id, i) => ids.indexOf(id) < i);
  if (twice >= 0) throw invalid(`/attendance_by_member/${twice}`, 'member_twice', 'A member is named twice.');
  const counting = countAttendance(held.next, counted, today);
  return { next: counting.next, events: [...held.events, ...counting.events] };
}

/** K-18: fewer persons than these might be known by name. */
export const fewestShown = 5;

export interface ShownAttendance {
  attendance: number | null;
  by_member: { membership_id: string; count: number | null }[];
  others: number | null;
}

/**
 * As a member sees it: its own count, and of the others those of five and more. The total is left out where a count is, because it would
 * tell it.
 */
export function shownToMember(activity: Activity, ownIds: readonly string[]): ShownAttendance {
  const shown = (count: number | null): number | null => (count !== null && (count === 0 || count >= fewestShown) ? count : null);
  const by_member = (activity.attendance_by_member ?? []).map(({ membership_id, count }) => ({
    membership_id,
    count: ownIds.includes(membership_id) ? count : shown(count),
  }));
  const others = shown(activity.others);
  const isWhole = others !== null && by_member.every(({ count }) => count !== null);
  return { attendance: isWhole ? activity.attendance : null, by_member, others };
}

export function shownToPark({ attendance, attendance_by_member, others }: Activity): ShownAttendance {
  const by_member = (attendance_by_member ?? []).map(({ membership_id, count }) => ({ membership_id, count }));
  return { attendance, by_member, others };
}
