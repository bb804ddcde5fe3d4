import { alliance } from '@park/contracts';
import { Choice, Choices, Flag, Id, Ids, InstantField, ListQuery, NestedList, Sha256, SomeOf, Text, Texts, Whole } from '@park/service-kit';
import { modeText, ownCode } from '../needs/needs.dto.ts';
import type { ActivityState, AllianceMode } from './activity.ts';

const mostPeople = 100_000;
const mostHosts = 10;
const mostCohosts = 50;

class ActivityContentDto {
  @Text(200, { example: '联合主题党日' })
  title: string;

  @Choices(alliance.allianceModes, { description: `At least one: ${modeText}` })
  modes: AllianceMode[];

  @Ids(mostHosts, {
    description: 'Memberships of active members, no observers; the one that drafts it is the first of them',
    optional: true,
  })
  host_membership_ids?: string[];

  @Ids(mostCohosts, { description: 'Memberships of active members', optional: true })
  cohost_membership_ids?: string[];

  @Text(200, { example: '党群服务中心' })
  place: string;

  @InstantField({ description: 'Later than now, at most a year ahead', example: '2025-09-20T14:00:00+08:00' })
  starts_at: string;

  @InstantField({ description: 'Exclusive; at most 31 days after starts_at', example: '2025-09-20T16:00:00+08:00' })
  ends_at: string;

  @Whole(1, mostPeople, { example: 60 })
  expected_participants: number;
}

export class DraftActivityDto extends ActivityContentDto {
  @Id({ description: 'The member that hosts it; a member’s token drafts for itself', optional: true })
  membership_id?: string;

  @Flag({
    description: 'It takes place at the park’s doors: the events service drafts a gathering of it and counts who comes',
    default: true,
    optional: true,
  })
  has_gathering?: boolean;
}

export class ChangeActivityDto extends SomeOf(ActivityContentDto) {}

export class ActivityReasonDto {
  @Text(1000, { description: 'Names no person', example: 'too few members' })
  reason: string;
}

export class MemberAttendanceDto {
  @Id()
  membership_id: string;

  @Whole(0, mostPeople)
  count: number;
}

export class RecordAttendanceDto {
  @NestedList(() => MemberAttendanceDto, 0, 300, { description: 'Each member once' })
  attendance_by_member: MemberAttendanceDto[];

  @Whole(0, mostPeople, { description: 'Of no member', default: 0, optional: true })
  others?: number;

  @Sha256({ description: 'Of the list of those who came, hex' })
  evidence_sha256: string;
}

export class ActivitiesQuery extends ListQuery {
  @Choice(alliance.activityStates, { optional: true })
  state?: ActivityState;

  @Choice(alliance.allianceModes, { description: 'That is among its modes', optional: true })
  modes?: AllianceMode;

  @Id({ description: 'The member that drafted it', optional: true })
  membership_id?: string;

  @Id({ description: 'A member that is among its hosts', optional: true })
  host_membership_ids?: string;

  @Flag({ optional: true })
  has_gathering?: boolean;

  @InstantField({ description: 'Begins at this moment or later', optional: true })
  starts_at_from?: string;

  @InstantField({ description: 'Begins before this moment', optional: true })
  starts_at_to?: string;

  @Text(100, { description: 'Part of the title, the place or the code', optional: true })
  q?: string;
}

/** A row of the import, by code: an activity as far as it has come; a known one stays as it is. */
export class ActivityRow {
  @ownCode('AC')
  code: string;

  @Text(200)
  title: string;

  @Choices(alliance.allianceModes, { description: `Separated by ;: ${modeText}` })
  modes: AllianceMode[];

  @Texts(mostHosts, 18, { description: 'USCCs of the hosts, separated by ;' })
  host_usccs: string[];

  @Texts(mostCohosts, 18, { description: 'USCCs of the co-hosts, separated by ;', optional: true })
  cohost_usccs?: string[];

  @InstantField()
  starts_at: string;

  @InstantField()
  ends_at: string;

  @Text(200)
  place: string;

  @Whole(1, mostPeople, { description: 'As many as came where it is left out', optional: true })
  expected_participants?: number;

  @Choice(['published', 'held'])
  state: 'published' | 'held';

  @Flag({ description: 'Of one that is still to come', default: false, optional: true })
  has_gathering?: boolean;

  @Texts(300, 25, { description: 'Who came to one that was held: USCC:count, separated by ;', optional: true })
  attendance?: string[];

  @Whole(0, mostPeople, { description: 'Of no member', optional: true })
  others?: number;

  @Sha256({ description: 'Of the list of those who came, hex', optional: true })
  evidence_sha256?: string;
}
