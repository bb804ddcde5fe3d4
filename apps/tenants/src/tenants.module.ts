import { Module } from '@nestjs/common';
import { HistoryController, OutboxRelay, outboxMigrations } from '@park/outbox';
import { serviceKitMigrations, SETTINGS, type Service } from '@park/service-kit';
import { MarketEntitiesController } from './market-entities/market-entities.controller.ts';
import { MarketEntitiesService } from './market-entities/market-entities.service.ts';
import { MarketEntityTable } from './market-entities/market-entity.table.ts';
import { CreateMarketEntity1761000000001 } from './migrations/market-entity.migration.ts';
import { tenantsSettings, type TenantsSettings } from './tenants.config.ts';

@Module({
  controllers: [HistoryController, MarketEntitiesController],
  providers: [
    MarketEntitiesService,
    {
      provide: OutboxRelay,
      inject: [SETTINGS],
      useFactory: (settings: TenantsSettings) =>
        new OutboxRelay({ service: 'tenants', parkCode: settings.PARK_CODE, databaseUrl: settings.DATABASE_URL, brokers: settings.KAFKA_BROKERS }),
    },
  ],
})
class TenantsModule {}

export const tenants: Service = {
  name: 'tenants',
  title: 'Tenants 招商租赁',
  description: 'Market entities, their qualifications and reports; buildings, renovations and units; occupancy and leases.',
  module: TenantsModule,
  settings: tenantsSettings,
  tables: [MarketEntityTable],
  migrations: [...serviceKitMigrations, ...outboxMigrations, CreateMarketEntity1761000000001],
  rules: {
    market_entity_uscc: { code: 'uscc_taken', detail: 'An entity with this USCC is registered already.' },
  },
};
