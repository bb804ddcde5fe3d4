/**
 * A peer of intake: NestJS's own Kafka transport, a handler by `@EventPattern` and TypeORM's `save`. Each event is one transaction: the inbox,
 * and one figure by type and day. Settings: DATABASE_URL, KAFKA_BROKERS, KAFKA_GROUP, TOPICS.
 */
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload, Transport, type KafkaContext, type MicroserviceOptions } from '@nestjs/microservices';
import { DataSource, EntitySchema } from 'typeorm';

const text = { type: 'text' } as const;
const Inbox = new EntitySchema<any>({ name: 'inbox', columns: { source: { ...text, primary: true }, id: { ...text, primary: true } } });
const Figure = new EntitySchema<any>({
  name: 'figure',
  columns: { type: { ...text, primary: true }, day: { type: 'date', primary: true }, events: { type: 'int' } },
});
const dataSource = await new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL']!,
  entities: [Inbox, Figure],
  synchronize: true,
}).initialize();

class EventsController {
  async taken(_data: object, context: KafkaContext): Promise<void> {
    const headers = context.getMessage().headers as Record<string, string>;
    await dataSource.transaction(async (tx) => {
      const inbox = { source: headers['ce_source'], id: headers['ce_id'] };
      if (await tx.existsBy(Inbox, inbox)) return;
      await tx.save(Inbox, inbox);
      const of = { type: headers['ce_type'], day: headers['ce_effectivedate'] };
      const figure = await tx.findOneBy(Figure, of);
      await tx.save(Figure, { ...of, events: (figure?.events ?? 0) + 1 });
    });
  }
}
Controller()(EventsController);
const handler = Object.getOwnPropertyDescriptor(EventsController.prototype, 'taken')!;
EventPattern(process.env['TOPICS']!.split(','))(EventsController.prototype, 'taken', handler);
Payload()(EventsController.prototype, 'taken', 0);
Ctx()(EventsController.prototype, 'taken', 1);

class PeerModule {}
Module({ controllers: [EventsController] })(PeerModule);

const app = await NestFactory.createMicroservice<MicroserviceOptions>(PeerModule, {
  transport: Transport.KAFKA,
  logger: ['error'],
  options: {
    client: { brokers: process.env['KAFKA_BROKERS']!.split(','), logLevel: 1 },
    consumer: { groupId: process.env['KAFKA_GROUP']! },
    subscribe: { fromBeginning: true },
  },
});
await app.listen();
