import { serviceEntry } from '@park/contracts';
import { Module } from '@nestjs/common';
import {
  MOVES,
  marketEntityMigrations,
  MarketEntitiesConsumer,
  personMigrations,
  personsController,
  PersonsService,
} from '@park/directory';
import { FIGURE_STATEMENTS, FiguresController, personalDataProvider, type Service } from '@park/service-kit';
import { figureStatements } from './figures/figures.store.ts';
import { ApartmentsController } from './apartments/apartments.controller.ts';
import { ApartmentsJobs } from './apartments/apartments.jobs.ts';
import { ApartmentsService } from './apartments/apartments.service.ts';
import { ApartmentTable } from './apartments/apartment.table.ts';
import { ApplicantsService } from './applications/applicants.service.ts';
import { ApplicationOffersService } from './applications/application-offers.service.ts';
import { ApplicationReviewsService } from './applications/application-reviews.service.ts';
import { ApplicationStepsController } from './applications/application-steps.controller.ts';
import { ApplicationTable } from './applications/application.table.ts';
import { ApplicationsController } from './applications/applications.controller.ts';
import { ApplicationsJobs } from './applications/applications.jobs.ts';
import { ApplicationsImportService } from './applications/applications-import.service.ts';
import { ApplicationsService } from './applications/applications.service.ts';
import { HiresConsumer } from './hires/hires.consumer.ts';
import { HiresController } from './hires/hires.controller.ts';
import { HiresJobs } from './hires/hires.jobs.ts';
import { HiresService } from './hires/hires.service.ts';
import { IdentityClient } from './hires/identity.client.ts';
import { housingSettings } from './housing.config.ts';
import { NomineesService } from './employers/nominees.service.ts';
import { CreateApartment1762000000001 } from './migrations/apartment.migration.ts';
import { CreateApplication1762000000005, IndexApplicationsByPerson1762000000010 } from './migrations/application.migration.ts';
import { CreateHireApplication1762000000006 } from './migrations/hire-application.migration.ts';
import { AddNoticeDay1762000000011, CreateTenancy1762000000003 } from './migrations/tenancy.migration.ts';
import { TenanciesController } from './tenancies/tenancies.controller.ts';
import { TenanciesJobs } from './tenancies/tenancies.jobs.ts';
import { TenanciesImportService } from './tenancies/tenancies-import.service.ts';
import { TenanciesService } from './tenancies/tenancies.service.ts';
import { TenancyTable } from './tenancies/tenancy.table.ts';

@Module({
  controllers: [
    ApartmentsController,
    ApplicationsController,
    ApplicationStepsController,
    TenanciesController,
    personsController('housing:person:correct'),
    MarketEntitiesConsumer,
    HiresConsumer,
    HiresController,
    FiguresController,
  ],
  providers: [
    { provide: FIGURE_STATEMENTS, useValue: figureStatements },
    ApartmentsService,
    ApartmentsJobs,
    PersonsService,
    TenanciesService,
    TenanciesImportService,
    TenanciesJobs,
    ApplicationsService,
    ApplicationReviewsService,
    ApplicationOffersService,
    ApplicationsImportService,
    ApplicationsJobs,
    ApplicantsService,
    HiresService,
    HiresJobs,
    IdentityClient,
    { provide: MOVES, useClass: NomineesService },
    personalDataProvider,
  ],
})
class HousingModule {}

export const service: Service = {
  ...serviceEntry('housing'),
  description:
    'Talent apartments of the brands Hiking青年驿站 and 嘻嗨公寓, the applications for them, also those of people who were hired in the park, and the tenancies in them.',
  module: HousingModule,
  settings: housingSettings,
  tables: [ApartmentTable, ApplicationTable, TenancyTable],
  migrations: [
    ...personMigrations,
    ...marketEntityMigrations,
    CreateApartment1762000000001,
    CreateTenancy1762000000003,
    CreateApplication1762000000005,
    CreateHireApplication1762000000006,
    IndexApplicationsByPerson1762000000010,
    AddNoticeDay1762000000011,
  ],
  rules: {
    apartment_code: { code: 'code_taken', detail: 'An apartment with this code exists already.' },
    application_open: { code: 'application_open', detail: 'The person has an open application for this product.' },
    application_open_applicant: { code: 'application_open', detail: 'The person has an open application for this product.' },
    application_of_offer: { code: 'already_drafted', detail: 'The offer has led to an application already.' },
    application_one_offer: { code: 'person_has_offer', detail: 'The person has an open offer already.' },
    bed_claim_free: { code: 'home_taken', detail: 'The home, or one of its beds, is taken on some of these days.' },
    bed_claim_resident: { code: 'home_still_occupied', detail: 'The home is still occupied; close the tenancy of its occupant first.' },
    tenancy_person: { code: 'person_has_tenancy', detail: 'The person has a home of the park on some of these days.' },
  },
};
