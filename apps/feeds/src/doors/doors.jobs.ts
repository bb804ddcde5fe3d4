/** Clock job of doors: now and then a summary of what went through each, for reporting. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { summariseDoor } from './summary.store.ts';

/** A door that nothing goes through is summarised as often: its backlog grows. */
export const summaryMinutes = 5;
/** One that nobody has used for so long is given up, and its backlog with it. */
export const unusedDays = 30;

@Injectable()
export class DoorsJobs {
  constructor(@Inject(Schedule) schedule: Schedule) {
    schedule.addForEach({
      name: 'doors: summarise',
      due: `select id, tally_from as due_at from door
            where tally_from <= :now - interval '${summaryMinutes} minutes' and moved_at > :now - interval '${unusedDays} days'`,
      step: (command, id) => summariseDoor(command, id),
    });
  }
}
