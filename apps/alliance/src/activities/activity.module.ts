/** The parts of activities for the module of the service. */
import { CreateActivity1766000000040 } from '../migrations/activity.migration.ts';
import { ActivitiesController } from './activities.controller.ts';
import { ActivitiesImportService } from './activities-import.service.ts';
import { ActivitiesJobs } from './activities.jobs.ts';
import { ActivitiesService } from './activities.service.ts';
import { ActivityFlowService } from './activity-flow.service.ts';
import { ActivityTable } from './activity.table.ts';
import { AttendanceService } from './attendance.service.ts';
import { GatheringsConsumer } from './gatherings.consumer.ts';

export const activity = {
  controllers: [ActivitiesController, GatheringsConsumer],
  providers: [ActivitiesService, ActivitiesImportService, ActivitiesJobs, ActivityFlowService, AttendanceService],
  tables: [ActivityTable],
  migrations: [CreateActivity1766000000040],
  rules: {
    activity_code: { code: 'code_taken', detail: 'An activity with this code exists already.' },
    activity_gathering_once: { code: 'concurrent_change', detail: 'Another activity has this gathering.' },
  },
};
