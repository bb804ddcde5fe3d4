/** Clock jobs of the occupancy ledger. */
import { change, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { OccupanciesService } from './occupancies.service.ts';
import { complete } from './occupancy.ts';
import { OccupancyTable } from './occupancy.table.ts';

@Injectable()
export class OccupanciesJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(OccupanciesService) occupancies: OccupanciesService) {
    schedule.addForEach({
      name: 'occupancies: expire holds',
      due: `select id, hold_expires_at as due_at from occupancy where state = 'held' and hold_expires_at <= :now`,
      step: (command, id) => occupancies.expireHold(command, id),
    });
    // A unit that stays until the end of its lease is handed back with the lease; one that leaves earlier ends by itself.
    schedule.addForEach({
      name: 'occupancies: complete',
      due: `select o.id, o.end_on as due_at from occupancy o
            where o.state = 'active' and o.end_on <= :today
              and (o.source_type <> 'lease' or o.end_on < (select l.end_on from lease l where l.id = o.source_id))`,
      step: (command, id) => change(command, OccupancyTable, id, complete),
    });
  }
}
