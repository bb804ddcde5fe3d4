/** Attempts, and deliveries that were given up, are kept for as long as the entries of logs. */
import { Schedule, SETTINGS } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { FeedsSettings } from '../feeds.config.ts';

@Injectable()
export class DeliveriesJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(SETTINGS) { FEED_RETENTION_DAYS: days }: FeedsSettings) {
    schedule.addRetention({ table: 'attempt', at: 'at', days });
    schedule.addRetention({ table: 'delivery', at: 'given_up_at', days, where: `state = 'given_up'` });
  }
}
