import { alliance } from '@park/contracts';
import { Choice, DateField, Formed, Id, ListQuery, Text, Uscc } from '@park/service-kit';
import type { AllianceMode } from '../topics/topic.ts';
import type { ResolutionProgress, ResolutionState } from './resolution.ts';

const title = { description: 'Names no person', example: '建立会议室共享排期' };

export class AdoptResolutionDto {
  @Id({ description: 'A topic that the meeting has adopted' })
  topic_id: string;

  @Id({ description: 'The active member that sees to it' })
  owner_membership_id: string;

  @Text(200, title)
  title: string;

  @Choice(alliance.allianceModes, { description: 'That of the topic where it is left out', optional: true })
  mode?: AllianceMode;

  @DateField({ description: 'Later than the meeting', example: '2025-12-01' })
  due_on: string;

  @Text(200, { description: 'Of its first task; the title of the resolution where it is left out', optional: true })
  task_title?: string;
}

export class ReportResolutionDto {
  @Choice(alliance.resolutionProgress, { description: 'on_track 正常, delayed 滞后, blocked 受阻, done 完成' })
  progress: ResolutionProgress;
}

export class ChangeResolutionDueDayDto {
  @DateField({ description: 'Later than today, at most 36 months after the meeting', example: '2025-12-15' })
  due_on: string;

  @Text(1000, { description: 'Names no person', example: 'waits for the landlord' })
  reason: string;
}

export class DropResolutionDto {
  @Id({ description: 'A later meeting that is convened' })
  by_meeting_id: string;

  @Text(1000, { description: 'Names no person', example: 'no longer needed' })
  reason: string;
}

export class ResolutionsQuery extends ListQuery {
  @Id({ optional: true })
  meeting_id?: string;

  @Id({ optional: true })
  owner_membership_id?: string;

  @Choice(alliance.resolutionStates, { optional: true })
  state?: ResolutionState;

  @Choice(alliance.resolutionProgress, { optional: true })
  progress?: ResolutionProgress;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: AllianceMode;

  @DateField({ description: 'Due on this day or later', optional: true })
  due_on_from?: string;

  @DateField({ description: 'Due before this day', optional: true })
  due_on_to?: string;

  @Text(100, { description: 'Part of the code, the title or the owner’s name', optional: true })
  q?: string;
}

/** A row of the import: a resolution of an earlier meeting with its task. A known one, by meeting, topic and title, stays as it is. */
export class ResolutionRow {
  @Formed(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'the code of a meeting', { example: 'JM-2024-Q4' })
  meeting_code: string;

  @Text(200, { description: 'The topic is brought in as adopted where the meeting has none with this title' })
  topic_title: string;

  @Choice(alliance.allianceModes)
  mode: AllianceMode;

  @Uscc({ description: 'Of the member that owns it' })
  owner_uscc: string;

  @Text(200, title)
  title: string;

  @DateField({ description: 'Later than the meeting' })
  due_on: string;

  @Choice(alliance.resolutionProgress, { description: 'Required where the meeting after is closed', optional: true })
  progress?: ResolutionProgress;

  @DateField({
    description: 'The day of the report; the day on which the task was accepted, else the due day or today, where it is left out',
    optional: true,
  })
  reported_on?: string;

  @DateField({ description: 'The day on which the task was submitted', optional: true })
  submitted_on?: string;

  @DateField({ optional: true })
  accepted_on?: string;

  @DateField({ description: 'That of accepted_on where it is left out', optional: true })
  fulfilled_on?: string;
}
