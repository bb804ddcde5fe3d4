import { Module } from '@nestjs/common';
import { HistoryController, OutboxRelay, outboxMigrations } from '@park/outbox';
import { serviceKitMigrations, SETTINGS, type Service } from '@park/service-kit';
import { MarketEntitiesController } from './market-entities/market-entities.controller.ts';
import { MarketEntitiesService } from './market-entities/market-entities.service.ts';
import { MarketEntityTable } from './market-entities/market-entity.table.ts';
import { CreateMarketEntity1761000000001 } from './migrations/market-entity.migration.ts';
import { CreateOperatingReport1761000000003 } from './migrations/operating-report.migration.ts';
import { CreateQualification1761000000002 } from './migrations/qualification.migration.ts';
import { OperatingReportsController } from './operating-reports/operating-reports.controller.ts';
import { OperatingReportsService } from './operating-reports/operating-reports.service.ts';
import { OperatingReportTable } from './operating-reports/operating-report.table.ts';
import { QualificationsController } from './qualifications/qualifications.controller.ts';
import { QualificationsService } from './qualifications/qualifications.service.ts';
import { QualificationTable } from './qualifications/qualification.table.ts';
import { tenantsSettings, type TenantsSettings } from './tenants.config.ts';

@Module({
  controllers: [HistoryController, MarketEntitiesController, QualificationsController, OperatingReportsController],
  providers: [
    MarketEntitiesService,
    OperatingReportsService,
    QualificationsService,
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
  tables: [MarketEntityTable, QualificationTable, OperatingReportTable],
  migrations: [...serviceKitMigrations, ...outboxMigrations, CreateMarketEntity1761000000001, CreateQualification1761000000002, CreateOperatingReport1761000000003],
  rules: {
    qualification_overlap: { code: 'validity_overlaps', detail: 'The entity holds a qualification of this type for a part of that time.' },
    qualification_entity: { code: 'unknown_entity', detail: 'No such market entity.' },
    operating_report_period: { code: 'report_exists', detail: 'The entity has a report for this period already.' },
    operating_report_entity: { code: 'unknown_entity', detail: 'No such market entity.' },
    market_entity_uscc: { code: 'uscc_taken', detail: 'An entity with this USCC is registered already.' },
  },
};
