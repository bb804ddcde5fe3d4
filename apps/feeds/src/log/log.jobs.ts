/** Clock jobs of logs: positions are valid for the retention time, and what no log needs any more is deleted. */
import { Schedule, SETTINGS } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { FeedsSettings } from '../feeds.config.ts';
import { forgetEntries } from './log-retention.store.ts';
import { eventRetentionDays } from './retention.ts';

@Injectable()
export class LogJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(SETTINGS) { FEED_RETENTION_DAYS: days }: FeedsSettings) {
    schedule.add('logs: forget', (command) => forgetEntries(command, days));
    schedule.addRetention({ table: 'feed_event', at: 'received_at', days: eventRetentionDays(days) });
  }
}
