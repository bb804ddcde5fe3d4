/** The parts of the job fair 招聘会 for the module of the service: gatherings, fairs, booths and the applications for them. */
import { BoothApplicationTable } from '../booth-applications/booth-application.table.ts';
import { BoothApplicationsController } from '../booth-applications/booth-applications.controller.ts';
import { BoothApplicationsImportService } from '../booth-applications/booth-applications-import.service.ts';
import { BoothApplicationsJobs } from '../booth-applications/booth-applications.jobs.ts';
import { BoothApplicationsService } from '../booth-applications/booth-applications.service.ts';
import { FairBoothsService } from '../booth-applications/fair-booths.service.ts';
import { BoothWaitingListService } from '../booth-applications/booth-waiting-list.service.ts';
import { BoothTable } from '../booths/booth.table.ts';
import { BoothsController } from '../booths/booths.controller.ts';
import { BoothsJobs } from '../booths/booths.jobs.ts';
import { BoothsService } from '../booths/booths.service.ts';
import { GatheringsConsumer } from '../gatherings/gatherings.consumer.ts';
import { CreateBooth1765000000012 } from '../migrations/booth.migration.ts';
import { CreateBoothApplication1765000000013 } from '../migrations/booth-application.migration.ts';
import { CreateFair1765000000011 } from '../migrations/fair.migration.ts';
import { CreateGathering1765000000010 } from '../migrations/gathering.migration.ts';
import { FairTable } from './fair.table.ts';
import { FairsController } from './fairs.controller.ts';
import { FairsJobs } from './fairs.jobs.ts';
import { FairsService } from './fairs.service.ts';

export const fair = {
  controllers: [GatheringsConsumer, FairsController, BoothsController, BoothApplicationsController],
  providers: [
    BoothWaitingListService,
    FairBoothsService,
    FairsService,
    FairsJobs,
    BoothsService,
    BoothsJobs,
    BoothApplicationsService,
    BoothApplicationsImportService,
    BoothApplicationsJobs,
  ],
  tables: [FairTable, BoothTable, BoothApplicationTable],
  migrations: [CreateGathering1765000000010, CreateFair1765000000011, CreateBooth1765000000012, CreateBoothApplication1765000000013],
  rules: {
    fair_code: { code: 'code_taken', detail: 'A fair with this code exists already.' },
    fair_gathering: { code: 'fair_exists', detail: 'The gathering has a fair already.' },
    booth_code: { code: 'code_taken', detail: 'The fair has a booth with this code already.' },
    booth_application_code: { code: 'code_taken', detail: 'A booth application with this code exists already.' },
    booth_application_live: { code: 'already_applied', detail: 'The employer has an application for a booth of this fair already.' },
    booth_application_booth: { code: 'booth_taken', detail: 'Another employer has the booth.' },
    booth_application_waitlist: {
      code: 'concurrent_change',
      detail: 'Another request takes this number on the waiting list at the same moment.',
    },
  },
};
