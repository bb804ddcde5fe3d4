/** The gathering 活动 that an activity of the alliance 联盟活动 becomes: announced to the members, with a place for everybody expected. */
import { followedBy, type alliance, type DataOf, type Decision, type ParkEvent } from '@park/contracts';
import { dateAt, type NewIdentity } from '@park/kernel';
import type { SeasonDays } from '../gatherings/gathering-times.ts';
import type { AllianceMode, Gathering, GatheringContent } from '../gatherings/gathering.ts';
import { changeContent, draft, setCapacity } from '../gatherings/gathering.ts';

/** As the alliance tells of it. */
export interface Activity {
  id: string;
  code: string;
  title: string;
  place: string;
  starts_at: Date;
  ends_at: Date;
  expected_participants: number;
  modes: AllianceMode[];
  /** When it was told. */
  told_at: Date;
}

export function activityOf({ subject, time, data }: ParkEvent<DataOf<typeof alliance.ActivityPublishedV1>>): Activity {
  const { code, title, place, starts_at, ends_at, expected_participants, modes } = data;
  return {
    id: subject,
    code,
    title,
    place,
    expected_participants,
    modes,
    starts_at: new Date(starts_at),
    ends_at: new Date(ends_at),
    told_at: new Date(time),
  };
}

/** Registration is open from the publication on, also where this was taken in late. */
export function draftOf(identity: NewIdentity, activity: Activity): Decision<Gathering> {
  const content: GatheringContent = {
    ...sharedContent(activity),
    type: 'party_activity',
    season_id: null,
    title_en: null,
    capacity: activity.expected_participants,
    visibility: 'alliance',
    registration_from: activity.told_at < activity.starts_at ? activity.told_at : new Date(activity.starts_at.getTime() - minuteMs),
    registration_to: activity.ends_at,
    is_registration_open: true,
    is_moderated: false,
    hold_minutes: 4_320,
    offer_minutes: 1_440,
    is_waiting_list_open: true,
  };
  return draft(identity, content, null, activity.id);
}

const minuteMs = 60_000;

/** The draft as the activity is now; its window of registration stays within it. A season whose days it leaves is left. */
export function changeOf(gathering: Gathering, activity: Activity, season: SeasonDays | null): Decision<Gathering> {
  const { starts_at, ends_at } = activity;
  const today = dateAt(activity.told_at);
  const isOpenToTheEnd = +gathering.registration_to === +gathering.ends_at || gathering.registration_to > ends_at;
  const registration_to = isOpenToTheEnd ? ends_at : gathering.registration_to;
  const registration_from =
    gathering.registration_from < registration_to ? gathering.registration_from : new Date(registration_to.getTime() - minuteMs);
  const stays = season !== null && dateAt(starts_at) >= season.starts_on && dateAt(new Date(ends_at.getTime() - 1)) < season.ends_on;
  const content = { ...sharedContent(activity), registration_from, registration_to, ...(!stays && { season_id: null }) };
  return followedBy(changeContent(gathering, content, stays ? season : null, today), (next) =>
    setCapacity(next, Math.max(next.capacity, activity.expected_participants), 0, today),
  );
}

function sharedContent({ title, place, starts_at, ends_at, expected_participants, modes }: Activity) {
  return { title, venue: place, starts_at, ends_at, expected_attendance: expected_participants, modes };
}
