/** The providers and controllers of every service. */
import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditController } from '../audit/audit.controller.ts';
import { Commands } from '../commands/commands.service.ts';
import { HealthController } from './health.controller.ts';
import { ImportFilesController } from '../imports/import-files.controller.ts';
import { ImportsController } from '../imports/imports.controller.ts';
import { Imports } from '../imports/imports.service.ts';
import { Lists } from '../lists/lists.service.ts';
import type { ConstraintRules } from '../commands/postgres-fault.ts';
import { Metrics } from './metrics.service.ts';
import { Readiness } from './readiness.service.ts';
import { JobsController } from '../jobs/jobs.controller.ts';
import { Schedule } from '../jobs/schedule.service.ts';
import type { CommonSettings } from './settings.config.ts';
import { BACKGROUND, CLOCK, CONSTRAINTS, SERVICE_NAME, SETTINGS, type Clock } from './tokens.ts';

export interface ServiceParts {
  name: string;
  settings: CommonSettings;
  dataSource: DataSource;
  background: DataSource;
  clock: Clock;
  rules: ConstraintRules;
}

@Module({})
export class ServiceModule {
  static of({ name, settings, dataSource, background, clock, rules }: ServiceParts): DynamicModule {
    const shared = [
      { provide: SERVICE_NAME, useValue: name },
      { provide: SETTINGS, useValue: settings },
      { provide: CLOCK, useValue: clock },
      { provide: CONSTRAINTS, useValue: rules },
      { provide: DataSource, useValue: dataSource },
      { provide: BACKGROUND, useValue: background },
      Commands,
      Imports,
      Lists,
      Metrics,
      Readiness,
      Schedule,
    ];
    return {
      module: ServiceModule,
      global: true,
      providers: shared,
      exports: shared,
      controllers: [AuditController, HealthController, ImportFilesController, ImportsController, JobsController],
    };
  }
}
