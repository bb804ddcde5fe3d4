/** Clock job of offers. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { OffersService } from './offers.service.ts';

@Injectable()
export class OffersJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(OffersService) offers: OffersService) {
    schedule.addForEach({
      name: 'offers: expire',
      due: `select id, expires_at as due_at from offer where state = 'extended' and expires_at <= :now`,
      step: (command, id) => offers.expire(command, id),
    });
  }
}
