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
import { activity } from './activities/activity.module.ts';
import { allianceSettings } from './alliance.config.ts';
import { figureStatements } from './figures/figures.store.ts';
import { meeting } from './meetings/meeting.module.ts';
import { membership } from './memberships/membership.module.ts';
import { threeLists } from './needs/three-lists.module.ts';
import { MovesService } from './organisations/moves.service.ts';
import { rotation } from './rotation-plans/rotation.module.ts';

@Module({
  controllers: [
    personsController('alliance:person:correct'),
    MarketEntitiesConsumer,
    FiguresController,
    ...membership.controllers,
    ...rotation.controllers,
    ...meeting.controllers,
    ...activity.controllers,
    ...threeLists.controllers,
  ],
  providers: [
    { provide: FIGURE_STATEMENTS, useValue: figureStatements },
    { provide: MOVES, useClass: MovesService },
    personalDataProvider,
    PersonsService,
    ...membership.providers,
    ...rotation.providers,
    ...meeting.providers,
    ...activity.providers,
    ...threeLists.providers,
  ],
})
class AllianceModule {}

export const service: Service = {
  ...serviceEntry('alliance'),
  description:
    'The party-building alliance 党建联盟: its member organisations 成员单位, the rotating chair 轮值, joint meetings 联席会议 with their resolutions and tasks, needs, resources and projects 三张清单, and activities in six modes.',
  module: AllianceModule,
  settings: allianceSettings,
  tables: [...membership.tables, ...rotation.tables, ...meeting.tables, ...activity.tables, ...threeLists.tables],
  migrations: [
    ...personMigrations,
    ...marketEntityMigrations,
    ...membership.migrations,
    ...rotation.migrations,
    ...meeting.migrations,
    ...activity.migrations,
    ...threeLists.migrations,
  ],
  rules: { ...membership.rules, ...rotation.rules, ...meeting.rules, ...activity.rules, ...threeLists.rules },
};
