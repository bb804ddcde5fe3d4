/** The wiring of a service that publishes or listens, as the manifest of services says. */
import { topicOf } from '@park/contracts';
import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { inboxDays, IntakeTransport, intakeMigrations, OutboxRelay, outboxMigrations, parkingMigrations } from '@park/outbox';
import { DataSource } from 'typeorm';
import { archiveOf } from '../events/archive.client.ts';
import { ParkedController } from '../events/parked.controller.ts';
import { RecordedEventsController } from '../events/recorded-events.controller.ts';
import { parkedRetention, type Retention } from '../jobs/forget-old.store.ts';
import { serviceKitMigrations } from '../service-kit.migration.ts';
import type { Migration } from './database.client.ts';
import type { Service } from './service.ts';
import { consumerGroupOf, type CommonSettings } from './settings.config.ts';
import { BACKGROUND, CLOCK, SETTINGS, type Clock } from './tokens.ts';

type Wired = Pick<Service, 'name' | 'publishes' | 'listensTo' | 'takenInOnce' | 'gatherMs'>;

export function listens({ listensTo }: Wired): boolean {
  return listensTo.length > 0;
}

/** Of every table that the service has: those of the kit, of its events, and its own. */
export function migrationsOf(service: Wired & Pick<Service, 'migrations'>): Migration[] {
  return [
    ...serviceKitMigrations,
    ...(service.publishes ? outboxMigrations : []),
    ...(listens(service) ? (service.takenInOnce ? parkingMigrations : intakeMigrations) : []),
    ...service.migrations,
  ];
}

/** The rows that a listener need not keep for ever. */
export function retentionOf({ takenInOnce }: Wired): Retention[] {
  const inbox: Retention = { table: 'inbox', at: 'received_at', days: inboxDays };
  return takenInOnce ? [parkedRetention] : [parkedRetention, inbox];
}

@Module({})
export class EventWiring {
  static of(service: Wired): DynamicModule {
    const providers = [...(service.publishes ? [relayOf(service)] : []), ...(listens(service) ? [intakeOf(service)] : [])];
    const controllers = [...(service.publishes ? [RecordedEventsController] : []), ...(listens(service) ? [ParkedController] : [])];
    return { module: EventWiring, providers, controllers, exports: providers };
  }
}

function relayOf({ name }: Wired): FactoryProvider {
  return {
    provide: OutboxRelay,
    inject: [SETTINGS, DataSource],
    useFactory: ({ PARK_CODE, KAFKA_BROKERS }: CommonSettings, dataSource: DataSource) =>
      new OutboxRelay({ service: name, parkCode: PARK_CODE, dataSource, brokers: KAFKA_BROKERS }),
  };
}

function intakeOf({ name, listensTo, takenInOnce, gatherMs }: Wired): FactoryProvider {
  return {
    provide: IntakeTransport,
    inject: [SETTINGS, BACKGROUND, CLOCK],
    useFactory: (settings: CommonSettings, dataSource: DataSource, now: Clock) => {
      const archive = archiveOf(settings, now);
      return new IntakeTransport({
        service: name,
        parkCode: settings.PARK_CODE,
        groupId: consumerGroupOf(name, settings),
        brokers: settings.KAFKA_BROKERS,
        topics: listensTo.map(topicOf),
        dataSource,
        now,
        ...(archive && { archive }),
        ...(takenInOnce && { once: takenInOnce }),
        ...(gatherMs !== undefined && { gatherMs }),
      });
    },
  };
}
