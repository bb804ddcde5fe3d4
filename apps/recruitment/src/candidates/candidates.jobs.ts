/** Clock jobs of candidates. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ErasuresService } from './erasures.service.ts';

@Injectable()
export class CandidatesJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(ErasuresService) erasures: ErasuresService) {
    schedule.addForEach({
      name: 'candidates: forget',
      due: 'select candidate_id as id, keep_until as due_at from candidate_use where keep_until < :today',
      step: (command, id) => erasures.forget(command, id),
    });
  }
}
