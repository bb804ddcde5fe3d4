import { serviceEntry } from '@park/contracts';
import type { Service } from '@park/service-kit';
import { Module } from '@nestjs/common';
import { CatalogueController } from './catalogue/catalogue.controller.ts';
import { delivery } from './deliveries/delivery.module.ts';
import { door } from './doors/door.module.ts';
import { endpoint } from './endpoints/endpoint.module.ts';
import { feed } from './feed/feed.module.ts';
import { feedsSettings } from './feeds.config.ts';
import { log } from './log/log.module.ts';
import { member } from './members/member.module.ts';
import { page } from './page/page.module.ts';
import { subscription } from './subscriptions/subscription.module.ts';

@Module({
  controllers: [
    CatalogueController,
    ...log.controllers,
    ...subscription.controllers,
    ...feed.controllers,
    ...endpoint.controllers,
    ...delivery.controllers,
    ...member.controllers,
    ...page.controllers,
  ],
  providers: [
    ...log.providers,
    ...subscription.providers,
    ...feed.providers,
    ...door.providers,
    ...endpoint.providers,
    ...delivery.providers,
    ...page.providers,
  ],
})
class FeedsModule {}

export const service: Service = {
  ...serviceEntry('feeds'),
  description:
    'The feeds of the alliance’s members: one log for each, filled by its subscriptions 订阅 with what may leave the park, and three doors to it: pages, server-sent events and webhooks. An entry has the same position in all of them.',
  module: FeedsModule,
  settings: feedsSettings,
  tables: [...subscription.tables, ...door.tables, ...endpoint.tables],
  migrations: [...log.migrations, ...subscription.migrations, ...door.migrations, ...endpoint.migrations, ...delivery.migrations],
  gatherMs: 20,
  rules: {},
};
