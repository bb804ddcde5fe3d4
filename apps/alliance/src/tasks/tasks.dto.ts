import { alliance } from '@park/contracts';
import { Choice, DateField, Flag, Id, ListQuery, Sha256, Text } from '@park/service-kit';
import type { TaskState } from './task.ts';

export class AssignTaskDto {
  @Id({ description: 'A resolution that stands' })
  resolution_id: string;

  @Id({ description: 'The active member that does it' })
  owner_membership_id: string;

  @Text(200, { description: 'Names no person', example: '提交会议室清单' })
  title: string;

  @DateField({ description: 'Later than today', example: '2025-12-01' })
  due_on: string;
}

export class SubmitTaskDto {
  @Sha256({ description: 'SHA-256 of the evidence, hex' })
  evidence_sha256: string;
}

export class TaskReasonDto {
  @Text(1000, { description: 'Names no person', example: 'two rooms are missing' })
  reason: string;
}

export class ChangeDueDayDto extends TaskReasonDto {
  @DateField({ description: 'Later than today', example: '2025-12-15' })
  due_on: string;
}

export class ReassignTaskDto extends TaskReasonDto {
  @Id({ description: 'The active member that does it from now on' })
  owner_membership_id: string;
}

export class TasksQuery extends ListQuery {
  @Id({ optional: true })
  resolution_id?: string;

  @Id({ optional: true })
  owner_membership_id?: string;

  @Choice(alliance.taskStates, { optional: true })
  state?: TaskState;

  @Flag({ description: 'In hand after its due day', optional: true })
  is_overdue?: boolean;

  @DateField({ description: 'Due on this day or later', optional: true })
  due_on_from?: string;

  @DateField({ description: 'Due before this day', optional: true })
  due_on_to?: string;

  @Text(100, { description: 'Part of the code, the title or the owner’s name', optional: true })
  q?: string;
}
