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
import { activities } from './activities/activities.module.ts';
import { CheckInListsController } from './check-in-lists/check-in-lists.controller.ts';
import { CheckInListsJobs } from './check-in-lists/check-in-lists.jobs.ts';
import { CheckInListsService } from './check-in-lists/check-in-lists.service.ts';
import { CheckInListTable } from './check-in-lists/check-in-list.table.ts';
import { CheckInsService } from './check-in-lists/check-ins.service.ts';
import { eventsSettings } from './events.config.ts';
import { figureStatements } from './figures/figures.store.ts';
import { GatheringStepsController } from './gatherings/gathering-steps.controller.ts';
import { GatheringTable } from './gatherings/gathering.table.ts';
import { GatheringsController } from './gatherings/gatherings.controller.ts';
import { GatheringsImportService } from './gatherings/gatherings-import.service.ts';
import { GatheringsJobs } from './gatherings/gatherings.jobs.ts';
import { GatheringsService } from './gatherings/gatherings.service.ts';
import { matchmaking } from './match-requests/matchmaking.module.ts';
import { CreateCheckIn1764000000005 } from './migrations/check-in.migration.ts';
import { CreateGathering1764000000002 } from './migrations/gathering.migration.ts';
import { CreateRegistration1764000000004 } from './migrations/registration.migration.ts';
import { CreateSeason1764000000001 } from './migrations/season.migration.ts';
import { CreateSeats1764000000003 } from './migrations/seats.migration.ts';
import { DeparturesService } from './organisations/departures.service.ts';
import { roadshow } from './panels/roadshow.module.ts';
import { ProgrammeController } from './programme/programme.controller.ts';
import { ProgrammeService } from './programme/programme.service.ts';
import { QuotasController } from './quotas/quotas.controller.ts';
import { QuotasService } from './quotas/quotas.service.ts';
import { QuotaTable } from './quotas/quota.table.ts';
import { RegistrationTypesController } from './registration-types/registration-types.controller.ts';
import { RegistrationTypesService } from './registration-types/registration-types.service.ts';
import { RegistrationTypeTable } from './registration-types/registration-type.table.ts';
import { RegistrationsController } from './registrations/registrations.controller.ts';
import { RegistrationsImportService } from './registrations/registrations-import.service.ts';
import { RegistrationsJobs } from './registrations/registrations.jobs.ts';
import { RegistrationsService } from './registrations/registrations.service.ts';
import { RegistrationTable } from './registrations/registration.table.ts';
import { SeasonsController } from './seasons/seasons.controller.ts';
import { SeasonsJobs } from './seasons/seasons.jobs.ts';
import { SeasonsService } from './seasons/seasons.service.ts';
import { SeasonTable } from './seasons/season.table.ts';
import { TicketsController } from './tickets/tickets.controller.ts';
import { TicketsService } from './tickets/tickets.service.ts';

@Module({
  controllers: [
    SeasonsController,
    GatheringsController,
    GatheringStepsController,
    QuotasController,
    RegistrationTypesController,
    RegistrationsController,
    TicketsController,
    CheckInListsController,
    ProgrammeController,
    ...roadshow.controllers,
    ...matchmaking.controllers,
    ...activities.controllers,
    personsController('events:person:correct'),
    MarketEntitiesConsumer,
    FiguresController,
  ],
  providers: [
    { provide: FIGURE_STATEMENTS, useValue: figureStatements },
    { provide: MOVES, useClass: DeparturesService },
    personalDataProvider,
    PersonsService,
    TicketsService,
    SeasonsService,
    SeasonsJobs,
    GatheringsService,
    GatheringsImportService,
    GatheringsJobs,
    QuotasService,
    RegistrationTypesService,
    RegistrationsService,
    RegistrationsImportService,
    RegistrationsJobs,
    CheckInListsService,
    CheckInListsJobs,
    CheckInsService,
    ProgrammeService,
    ...roadshow.providers,
    ...matchmaking.providers,
    ...activities.providers,
  ],
})
class EventsModule {}

export const service: Service = {
  ...serviceEntry('events'),
  description:
    'The youth season 青年闯创季 and the other gatherings of the park: seats, registrations, the waiting list, tickets and the door; the roadshow 路演 with its experts, draw and ranking; investor matchmaking 投融资对接 and the deals that come of it.',
  module: EventsModule,
  settings: eventsSettings,
  tables: [
    SeasonTable,
    GatheringTable,
    QuotaTable,
    RegistrationTypeTable,
    RegistrationTable,
    CheckInListTable,
    ...roadshow.tables,
    ...matchmaking.tables,
  ],
  migrations: [
    ...personMigrations,
    ...marketEntityMigrations,
    CreateSeason1764000000001,
    CreateGathering1764000000002,
    CreateSeats1764000000003,
    CreateRegistration1764000000004,
    CreateCheckIn1764000000005,
    ...roadshow.migrations,
    ...matchmaking.migrations,
    ...activities.migrations,
  ],
  rules: {
    season_code: { code: 'code_taken', detail: 'A season with this code exists already.' },
    gathering_code: { code: 'code_taken', detail: 'A gathering with this code exists already.' },
    quota_name: { code: 'name_taken', detail: 'The gathering has a quota with this name.' },
    registration_type_name: { code: 'name_taken', detail: 'The gathering has a registration type with this name.' },
    check_in_list_name: { code: 'name_taken', detail: 'The gathering has a check-in list with this name.' },
    registration_live: { code: 'already_registered', detail: 'The person has a live registration for this gathering.' },
    seat_counter_not_oversold: { code: 'sold_out', detail: 'No places are left for this registration.' },
    check_in_once: { code: 'concurrent_change', detail: 'Another request checked the registration in at the same moment.' },
    check_in_scan: { code: 'concurrent_change', detail: 'Another request records this scan at the same moment.' },
    ...roadshow.rules,
    ...matchmaking.rules,
    ...activities.rules,
  },
};
