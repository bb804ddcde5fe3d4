import { CLOCK, PersonalData, SETTINGS, type Clock } from '@park/service-kit';
import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FeedsSettings } from '../feeds.config.ts';
import { LogNotices } from '../log/log-notices.client.ts';
import { CreateDelivery1767000000006 } from '../migrations/delivery.migration.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { DeliveriesJobs } from './deliveries.jobs.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { Dispatcher } from './dispatcher.service.ts';
import { WebhookClient } from './webhook.client.ts';

const webhookClient: Provider = {
  provide: WebhookClient,
  inject: [SETTINGS],
  useFactory: ({ ALLOW_LOCAL_ENDPOINTS }: FeedsSettings) => new WebhookClient({ allowLocal: ALLOW_LOCAL_ENDPOINTS }),
};

const dispatcher: Provider = {
  provide: Dispatcher,
  inject: [DataSource, CLOCK, WebhookClient, PersonalData, LogNotices],
  useFactory: (dataSource: DataSource, clock: Clock, client: WebhookClient, seals: PersonalData, notices: LogNotices) =>
    new Dispatcher({
      dataSource,
      clock,
      client,
      seals,
      watch: (log_no, whenGrown) => notices.watch(log_no, whenGrown),
      chance: Math.random,
    }),
};

export const delivery = {
  controllers: [DeliveriesController],
  providers: [DeliveriesJobs, DeliveriesService, dispatcher, webhookClient],
  migrations: [CreateDelivery1767000000006],
};
