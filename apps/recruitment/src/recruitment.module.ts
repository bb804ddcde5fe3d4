import { serviceEntry } from '@park/contracts';
import {
  marketEntityMigrations,
  MarketEntitiesConsumer,
  MOVES,
  personMigrations,
  personsController,
  PersonsService,
} from '@park/directory';
import { FIGURE_STATEMENTS, FiguresController, personalDataProvider, type Service } from '@park/service-kit';
import { Module } from '@nestjs/common';
import { EmployerTable } from './employers/employer.table.ts';
import { EmployersController } from './employers/employers.controller.ts';
import { EmployersJobs } from './employers/employers.jobs.ts';
import { EmployersService } from './employers/employers.service.ts';
import { MovesService } from './employers/moves.service.ts';
import { fair } from './fairs/fair.module.ts';
import { figureStatements } from './figures/figures.store.ts';
import { CreateEmployer1765000000001 } from './migrations/employer.migration.ts';
import { offer } from './offers/offer.module.ts';
import { posting } from './postings/posting.module.ts';
import { recruitmentSettings } from './recruitment.config.ts';

@Module({
  controllers: [
    EmployersController,
    personsController('recruitment:person:correct'),
    MarketEntitiesConsumer,
    FiguresController,
    ...fair.controllers,
    ...posting.controllers,
    ...offer.controllers,
  ],
  providers: [
    { provide: FIGURE_STATEMENTS, useValue: figureStatements },
    { provide: MOVES, useClass: MovesService },
    personalDataProvider,
    PersonsService,
    EmployersService,
    EmployersJobs,
    ...fair.providers,
    ...posting.providers,
    ...offer.providers,
  ],
})
class RecruitmentModule {}

export const service: Service = {
  ...serviceEntry('recruitment'),
  description:
    'Job fairs 招聘会 with their booths 展位, employers and their standing, postings 岗位, candidates and their applications, offers, hires and what becomes of them.',
  module: RecruitmentModule,
  settings: recruitmentSettings,
  tables: [EmployerTable, ...fair.tables, ...posting.tables, ...offer.tables],
  migrations: [
    ...personMigrations,
    ...marketEntityMigrations,
    CreateEmployer1765000000001,
    ...fair.migrations,
    ...posting.migrations,
    ...offer.migrations,
  ],
  rules: {
    employer_code: { code: 'code_taken', detail: 'An employer with this code exists already.' },
    employer_uscc: { code: 'uscc_taken', detail: 'An employer with this USCC is registered already.' },
    ...fair.rules,
    ...posting.rules,
    ...offer.rules,
  },
};
