/**
 * A peer of intake: kafkajs's `eachMessage` and `pg`. Each event is one transaction: the inbox, and one figure by type and day. Settings:
 * DATABASE_URL, KAFKA_BROKERS, KAFKA_GROUP, TOPICS.
 */
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';

const db = new pg.Client({ connectionString: process.env['DATABASE_URL']! });
await db.connect();
await db.query('create table inbox (source text, id text, primary key (source, id))');
await db.query('create table figure (type text, day date, events int not null, primary key (type, day))');
const kafka = new Kafka({ brokers: process.env['KAFKA_BROKERS']!.split(','), logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: process.env['KAFKA_GROUP']! });
await consumer.connect();
await consumer.subscribe({ topics: process.env['TOPICS']!.split(','), fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message: { headers = {} } }) => {
    const of = (name: string): string => String(headers[`ce_${name}`]);
    await db.query('begin');
    const { rowCount } = await db.query('insert into inbox values ($1, $2) on conflict do nothing', [of('source'), of('id')]);
    if (rowCount === 1)
      await db.query('insert into figure values ($1, $2, 1) on conflict (type, day) do update set events = figure.events + 1', [
        of('type'),
        of('effectivedate'),
      ]);
    await db.query('commit');
  },
});
