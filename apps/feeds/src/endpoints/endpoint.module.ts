import { PersonalData, SETTINGS } from '@park/service-kit';
import type { Provider } from '@nestjs/common';
import type { FeedsSettings } from '../feeds.config.ts';
import { CreateEndpoint1767000000005 } from '../migrations/endpoint.migration.ts';
import { EndpointTable } from './endpoint.table.ts';
import { EndpointsController } from './endpoints.controller.ts';
import { EndpointsJobs } from './endpoints.jobs.ts';
import { EndpointsService } from './endpoints.service.ts';
import { VerificationService } from './verification.service.ts';

/** Seals signing secrets; this service keeps no personal data. */
const seals: Provider = {
  provide: PersonalData,
  inject: [SETTINGS],
  useFactory: ({ SIGNING_SECRETS_KEY }: FeedsSettings) => new PersonalData(SIGNING_SECRETS_KEY),
};

export const endpoint = {
  controllers: [EndpointsController],
  providers: [EndpointsJobs, EndpointsService, VerificationService, seals],
  tables: [EndpointTable],
  migrations: [CreateEndpoint1767000000005],
};
