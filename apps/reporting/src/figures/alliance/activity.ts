/** An activity 联盟活动: once it was held it counts on its day, and so do those who came, by member. */
import { alliance } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';
import { mode, ofMember } from './dimensions.ts';

/** Activities that were held, once each, on the day on which they began. */
export const activitiesHeld: Measure = { code: 'activities_held', dimensions: [] };
/** The same by mode: an activity of two modes is in both. */
export const activitiesByMode: Measure = { code: 'activities_held_by_mode', dimensions: [mode] };
/** Those who came, on the day of the activity; `none` are of no member. */
export const attendance: Measure = { code: 'activity_attendance', dimensions: [ofMember] };
/** The same by mode: those who came to an activity of two modes are in both. */
export const attendanceByMode: Measure = { code: 'activity_attendance_by_mode', dimensions: [mode] };

interface Activity {
  code: string;
  state: string;
  modes: readonly string[];
  activity_on: LocalDate;
  /** Memberships. */
  hosts: readonly string[];
  /** By the organisation of the member. */
  came: readonly { organisation: string; count: number }[];
}

const map = mappingsTo<Activity>();

type Head = { code: string; to_state: string; modes: readonly string[]; activity_on: LocalDate; host_membership_ids: readonly string[] };

function headOf({ code, to_state: state, modes, activity_on, host_membership_ids: hosts }: Head): Partial<Activity> {
  return { code, state, modes, activity_on, hosts };
}

function moved(data: Head): { is: Partial<Activity> } {
  return { is: headOf(data) };
}

export function activityOf(known: Known): Partial<Activity> {
  return latest(logsOf<Activity>(known, 'alliance.activity')[0]?.log ?? []);
}

function timeline(known: Known): Entry[] {
  const { state, modes = [], activity_on, came = [] } = activityOf(known);
  if (state !== 'held' || activity_on === undefined) return [];
  const all = came.reduce((sum, { count }) => sum + count, 0);
  return [
    flowEntry(activitiesHeld, {}, activity_on, 1),
    ...modes.map((one) => flowEntry(activitiesByMode, { mode: one }, activity_on, 1)),
    ...came.map(({ organisation, count }) => flowEntry(attendance, { member: organisation }, activity_on, count)),
    ...modes.map((one) => flowEntry(attendanceByMode, { mode: one }, activity_on, all)),
  ];
}

export const activity: SubjectKind = {
  name: 'alliance.activity',
  title: { zh: '联盟活动', en: 'Activity of the alliance' },
  version: 2,
  // The month in which it was held, so that the activities of a year are found without those of the years before.
  belongsTo(known) {
    const { state, activity_on } = activityOf(known);
    return state === 'held' && activity_on !== undefined ? activity_on.slice(0, 7) : null;
  },
  measures: [activitiesHeld, activitiesByMode, attendance, attendanceByMode],
  mappings: [
    map(alliance.ActivityDraftedV1, moved),
    map(alliance.ActivityPublishedV1, moved),
    map(alliance.ActivityChangedV1, moved),
    map(alliance.ActivityHeldV1, moved),
    map(alliance.ActivityAttendanceCountedV1, ({ attendance_by_member, others, ...data }) => ({
      is: {
        ...headOf(data),
        came: [
          ...attendance_by_member.map(({ organisation_id, count }) => ({ organisation: organisation_id, count })),
          { organisation: 'none', count: others },
        ],
      },
    })),
    map(alliance.ActivityCancelledV1, moved),
  ],
  timeline,
};
