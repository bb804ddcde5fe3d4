/** The gatherings of the alliance's activities, for the module of the service. */
import { AddActivity1764000000030 } from '../migrations/activity.migration.ts';
import { ActivitiesConsumer } from './activities.consumer.ts';
import { ActivityGatheringsService } from './activity-gatherings.service.ts';

export const activities = {
  controllers: [ActivitiesConsumer],
  providers: [ActivityGatheringsService],
  migrations: [AddActivity1764000000030],
  rules: { gathering_activity: { code: 'concurrent_change', detail: 'The gathering of this activity was drafted at the same moment.' } },
};
