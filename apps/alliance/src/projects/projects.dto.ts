import { alliance } from '@park/contracts';
import { Choice, DateField, Flag, Id, Ids, Kcny, ListQuery, Text, Texts, Uscc, Whole } from '@park/service-kit';
import { PickType } from '@nestjs/swagger';
import type { AllianceMode } from '../needs/need.ts';
import { modeText, ownCode } from '../needs/needs.dto.ts';
import type { ProjectContent, ProjectState } from './project.ts';

export const mostPartners = 20;

export class ProposeProjectDto implements ProjectContent {
  @Id({ description: 'The leading member: for the park; a member proposes its own', optional: true })
  membership_id?: string;

  @Choice(alliance.allianceModes, { description: modeText })
  mode: AllianceMode;

  @Text(200, { description: 'Names no person', example: '冷链设备联合攻关' })
  title: string;

  @Ids(mostPartners, { description: 'Active members, without the leading one', optional: true })
  partners?: string[];

  @Id({ description: 'The published need that it answers', optional: true })
  need_id?: string;

  @Kcny()
  budget_kcny: number;

  @DateField({ description: 'The last day, 1 to 1,096 days after the proposal', example: '2025-12-01' })
  due_on: string;
}

export class ProjectReasonDto {
  @Text(1000, { description: 'Names no person', example: 'no partner yet' })
  reason: string;
}

export class ChangeProjectDueDayDto extends ProjectReasonDto {
  @DateField({ description: 'Later than today, at most 1,096 days after the proposal', example: '2025-12-15' })
  due_on: string;
}

export class CompleteProjectDto {
  @Text(1000, { description: 'Names no person', example: '联合申请专利两项' })
  result: string;
}

export class EvaluateProjectDto {
  @Whole(1, 5, { example: 4 })
  score: number;
}

export class ProjectsQuery extends ListQuery {
  @Choice(alliance.projectStates, { optional: true })
  state?: ProjectState;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: AllianceMode;

  @Id({ description: 'The leading member', optional: true })
  membership_id?: string;

  @Id({ optional: true })
  need_id?: string;

  @Flag({ optional: true })
  is_overdue?: boolean;

  @DateField({ description: 'Due on this day or later', optional: true })
  due_on_from?: string;

  @DateField({ description: 'Due before this day', optional: true })
  due_on_to?: string;

  @Text(100, { description: 'Part of the code, the title or the name of the leading member', optional: true })
  q?: string;
}

/** A row of the import: a project of earlier times. By code; a known project stays as it is. */
export class ProjectRow extends PickType(ProposeProjectDto, ['mode', 'title', 'budget_kcny']) {
  @ownCode('PR')
  code: string;

  @Uscc()
  lead_uscc: string;

  @Texts(mostPartners, 18, { description: 'USCCs of members, without the leading one', optional: true })
  partner_usccs?: string[];

  @Text(40, { optional: true })
  need_code?: string;

  @DateField()
  proposed_on: string;

  @DateField({ description: 'The last day' })
  due_on: string;

  @Choice(alliance.projectStates)
  state: ProjectState;

  @DateField({ description: 'Of one that was approved, rejected or more; left out: the day of the proposal', optional: true })
  decided_on?: string;

  @DateField({ description: 'Of one that is under way, completed or evaluated', optional: true })
  started_on?: string;

  @DateField({ description: 'Of one that was completed or evaluated', optional: true })
  completed_on?: string;

  @Text(1000, { description: 'Of one that was completed or evaluated', optional: true })
  result?: string;

  @Whole(1, 5, { description: 'Of one that was evaluated', optional: true })
  score?: number;

  @Text(1000, { description: 'Of one that was rejected or cancelled', optional: true })
  reason?: string;
}
