/** Clock job of doors: now and then a summary of what went through each, for reporting. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { summariseDoor } from './summary.store.ts';

export const summaryMinutes = 5;
/** Of a door that nothing goes through, whose backlog may grow. */
export const idleSummaryMinutes = 60;
/** One that nobody has used for so long is given up, and its backlog with it. */
export const unusedDays = 30;

@Injectable()
export class DoorsJobs {
  constructor(@Inject(Schedule) schedule: Schedule) {
    schedule.addForEach({
      name: 'doors: summarise',
      due: `select id, tally_from as due_at from door
            where tally_from <= :now - interval '${summaryMinutes} minutes' and moved_at > :now - interval '${unusedDays} days'
              and (attempted > 0 or tally_from <= :now - interval '${idleSummaryMinutes} minutes')`,
      step: (command, id) => summariseDoor(command, id),
    });
  }
}
