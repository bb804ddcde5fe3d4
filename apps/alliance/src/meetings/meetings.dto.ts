import { alliance } from '@park/contracts';
import { Choice, DateField, Formed, Id, Ids, ListQuery, NestedList, Sha256, Text } from '@park/service-kit';
import type { MeetingState } from './meeting.ts';

/** `JM-000001` is of the series that the service counts on by itself. */
const codeForm = /^(?!JM-[0-9]{6,}$)[A-Z0-9][A-Z0-9-]{0,39}$/;
const codeWords = 'at most 40 capital letters, digits and hyphens, and none of the series JM-000001';
const code = { description: 'Never changed, never used again', example: 'JM-2025-Q3' };

/** Members of the alliance, with room to grow. */
const mostMembers = 500;

export class DraftMeetingDto {
  @Formed(codeForm, codeWords, { ...code, description: `${code.description}; the next of a series where it is left out`, optional: true })
  code?: string;

  @DateField({ description: 'Later than today, and at most a year ahead', example: '2025-09-15' })
  meeting_on: string;
}

export class OpenTopicsDto {
  @DateField({ description: 'Exclusive: later than today, and at least 2 days before the meeting', example: '2025-09-08' })
  topics_until: string;
}

export class DeclinedTopicDto {
  @Id()
  topic_id: string;

  @Text(1000, { description: 'Names no person', example: 'decided at the meeting before' })
  reason: string;
}

export class FixAgendaDto {
  @Ids(30, { description: 'Topics in the order of the agenda, 1 to 30' })
  topic_ids: string[];

  @NestedList(() => DeclinedTopicDto, 0, 200, { description: 'All others that were submitted', optional: true })
  declined?: DeclinedTopicDto[];
}

export class ReportMeetingDto {
  @DateField({ description: 'Today where it is left out', example: '2025-09-12', optional: true })
  reported_on?: string;

  @Sha256({ description: 'SHA-256 of the report to the superior organisation, hex' })
  sha256: string;
}

export class MoveMeetingDto {
  @DateField({ example: '2025-09-22' })
  meeting_on: string;

  @Text(1000, { description: 'Names no person', example: 'the hall is taken' })
  reason: string;
}

export class ConveneDto {
  @Ids(mostMembers, { description: 'Memberships with a vote, more than half of all' })
  present: string[];

  @Ids(mostMembers, { description: 'Memberships with a vote; all others are absent', optional: true })
  excused?: string[];
}

export class PublishMinutesDto {
  @Sha256({ description: 'SHA-256 of the minutes, hex' })
  sha256: string;
}

export class MeetingReasonDto {
  @Text(1000, { description: 'Names no person', example: 'too few topics' })
  reason: string;
}

export class MeetingsQuery extends ListQuery {
  @Choice(alliance.meetingStates, { optional: true })
  state?: MeetingState;

  @DateField({ description: 'Meetings on this day or later', optional: true })
  meeting_on_from?: string;

  @DateField({ description: 'Meetings before this day', optional: true })
  meeting_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** In their order. */
export const importedStates = alliance.meetingStates.filter((state) => state !== 'cancelled');
const usccs = { description: 'USCC of members, with a semicolon between two', optional: true };

/** A row of the import: a meeting of earlier times, or one that is prepared. The rows come in the order of their days. */
export class MeetingRow {
  @Formed(codeForm, codeWords, code)
  code: string;

  @DateField()
  meeting_on: string;

  @Choice(importedStates, { description: 'How far it has come' })
  state: MeetingState;

  @DateField({ description: 'Required from the state reported on', optional: true })
  reported_on?: string;

  @Sha256({ description: 'SHA-256 of the report, hex', optional: true })
  report_sha256?: string;

  @Text(10_000, { ...usccs, description: `${usccs.description}; required from the state convened on` })
  present?: string;

  @Text(10_000, usccs)
  excused?: string;

  @Text(10_000, usccs)
  absent?: string;

  @Sha256({ description: 'SHA-256 of the minutes, hex', optional: true })
  minutes_sha256?: string;
}
