/** Clock job of the rotation. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { RotationChairService } from './rotation-chair.service.ts';

@Injectable()
export class RotationTermsJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(RotationChairService) chair: RotationChairService) {
    // One step brings the chair to today, whichever term is due, so that terms begin and end in the order of their days.
    schedule.addForEach({
      name: 'rotation-terms: begin and end',
      due: `select id, start_on as due_at from rotation_term where state = 'planned' and start_on <= :today
            union all select id, end_on from rotation_term where state = 'active' and end_on <= :today`,
      step: (command) => chair.settle(command),
    });
  }
}
