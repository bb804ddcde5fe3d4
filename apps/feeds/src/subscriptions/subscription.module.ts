import { CreateSubscription1767000000003 } from '../migrations/subscription.migration.ts';
import { BackfillService } from './backfill.service.ts';
import { PreviewService } from './preview.service.ts';
import { SubscriptionTable } from './subscription.table.ts';
import { SubscriptionsController } from './subscriptions.controller.ts';
import { SubscriptionsService } from './subscriptions.service.ts';

export const subscription = {
  controllers: [SubscriptionsController],
  providers: [BackfillService, PreviewService, SubscriptionsService],
  tables: [SubscriptionTable],
  migrations: [CreateSubscription1767000000003],
};
