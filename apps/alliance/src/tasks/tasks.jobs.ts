/** Clock job of supervision tasks. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { TasksService } from './tasks.service.ts';

@Injectable()
export class TasksJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(TasksService) tasks: TasksService) {
    schedule.addForEach({
      name: 'tasks: bring overdue ones before the chair',
      due: `select id, next_overdue_on as due_at from task where state in ('assigned', 'in_progress') and next_overdue_on <= :today`,
      step: (command, id) => tasks.tellOverdue(command, id),
    });
  }
}
