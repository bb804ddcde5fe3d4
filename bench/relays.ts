/** Relays beside each other: ours and Debezium, each with an outbox in a database of its own on one PostgreSQL, and a topic on one Kafka. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { startCommanded, type Commanded } from './commanded.ts';
import { startDebezium } from './debezium/debezium.ts';
import { built } from './built.ts';
import { allParts, type Parts } from './parts.ts';

export interface Relay {
  name: string;
  process: Commanded;
  db: pg.Client;
  databaseUrl: string;
  topic: Topic;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface Arrived {
  subject: string;
  sequence: number;
  /** Milliseconds of the day when the broker appended it. */
  appendedAt: number;
  /** `performance.now()` when this process received it. */
  receivedAt: number;
}

export interface Topic {
  /** Messages that Kafka has, ever. */
  size(): Promise<number>;
  /** Receives from now on; otherwise what comes is left with the broker. */
  receive(): void;
  rest(): void;
  arrived: Arrived[];
  close(): Promise<void>;
}

export interface Relays {
  parts: Parts;
  ours: Relay;
  debezium: Relay;
  stop(): Promise<void>;
}

const subjects = Array.from({ length: 1_000 }, () => randomUUID());

export async function aRelayPark(): Promise<Relays> {
  const parts = await allParts({ walLevel: 'logical' });
  const ours = await ourOutbox(parts);
  const debezium = await anOutbox(parts, 'debezium', (url) =>
    startDebezium(url, parts.kafkaBrokers, 'park.debezium', mkdtempSync(join(tmpdir(), 'park-debezium-'))),
  );
  return {
    parts,
    ours,
    debezium,
    stop: async () => {
      await end(ours);
      await end(debezium);
      await parts.stop();
    },
  };
}

export async function end({ process, db, topic }: Relay): Promise<void> {
  await process.end();
  await db.end();
  await topic.close();
}

export function ourOutbox(parts: Parts): Promise<Relay> {
  const program = join(import.meta.dirname, 'relay-process.ts');
  return anOutbox(parts, 'ours', (url) =>
    startCommanded(process.execPath, ['--disable-warning=TimeoutNegativeWarning', program, 'ours', url, parts.kafkaBrokers]),
  );
}

export async function anOutbox(parts: Parts, name: string, start: (url: string) => Commanded | Promise<Commanded>): Promise<Relay> {
  const { outboxMigrations } = await built('libs/outbox/dist/index.js');
  const { DataSource } = await import('typeorm');
  const { url } = await parts.database(name);
  const dataSource = await new DataSource({ type: 'postgres', url, migrations: outboxMigrations }).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  const db = new pg.Client({ connectionString: url });
  db.on('error', () => undefined); // the server is stopped first where a run fails
  await db.connect();
  if (name === 'debezium') {
    await db.query('create publication debezium for table outbox with (publish_via_partition_root = true)');
    await db.query(`select pg_create_logical_replication_slot('debezium', 'pgoutput')`);
  }
  const topic = await aTopic(parts.kafkaBrokers, `park.${name}`);
  const process = await start(url);
  return {
    name: name === 'ours' ? 'our relay' : 'Debezium 3.6 (engine, outbox event router)',
    process,
    db,
    databaseUrl: url,
    topic,
    start: async () => process.send('start'),
    stop: async () => {
      process.send('stop');
      await process.answer('stopped');
    },
  };
}

async function aTopic(brokers: string, name: string): Promise<Topic> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
  await admin.createTopics({ topics: [{ topic: name, numPartitions: 6, configEntries }], waitForLeaders: true });
  const consumer = kafka.consumer({ groupId: `bench-${name}`, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic: name, fromBeginning: true });
  const arrived: Arrived[] = [];
  const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const receivedAt = performance.now();
      for (const { key, timestamp, headers } of batch.messages)
        arrived.push({
          subject: String(key),
          sequence: Number(String(headers!['ce_sequence'])),
          appendedAt: Number(timestamp),
          receivedAt,
        });
    },
  });
  await joined;
  consumer.pause([{ topic: name }]);
  return {
    size: async () => (await admin.fetchTopicOffsets(name)).reduce((sum, { high }) => sum + Number(high), 0),
    receive: () => consumer.resume([{ topic: name }]),
    rest: () => consumer.pause([{ topic: name }]),
    arrived,
    close: async () => {
      await consumer.disconnect();
      await admin.disconnect();
    },
  };
}

const columns =
  'event_id, aggregate, aggregate_id, version, type, effective_on, occurred_at, visibility, actor_id, actor_type, organisation, correlation_id, traceparent, request_id, data';
const values = `gen_random_uuid(), 'entity', ($1::uuid[])[1 + (place % 1000)], 1 + place / 1000, 'park.tenants.entity.renamed.v1', '2025-06-16', now(),
  'internal', 'a clerk of the operator', 'person', 'park', gen_random_uuid()::text, '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', gen_random_uuid()::text,
  jsonb_build_object('code', 'v' || place, 'name', repeat('x', 200), 'before', 'v' || (place - 1))`;

/** Events of the past year that have long been sent, of as many transactions as there can have been. */
export async function history({ db }: Relay, events: number): Promise<void> {
  for (let month = 1; month < 12; month++) await db.query(`select outbox_prepare_month((now() - $1 * interval '1 month')::date)`, [month]);
  await db.query('set synchronous_commit = off');
  await db.query(
    `insert into outbox (tx, ${columns}, recorded_at)
     select (3 + place * 400 / $2)::text::xid8, ${values.replaceAll('place / 1000', 'place')}, now() - ($2 - place) * (interval '11 months' / $2)
     from generate_series(1, $2::int) place`,
    [Array.from({ length: 1_000 }, () => randomUUID()), events],
  );
  await db.query('vacuum analyze outbox');
  await db.query('checkpoint');
  await db.query('set synchronous_commit = on');
}

const places = new WeakMap<Relay, number>();

/** Writes one event in one transaction, through a connection of the caller's. Answers its subject and sequence. */
export async function writeOne(relay: Relay, db: pg.Client): Promise<string> {
  const place = nextPlace(relay, 1);
  const text = `insert into outbox (${columns}) select ${values} from (select $2::int as place) p`;
  await db.query({ name: 'write one', text, values: [subjects, place] });
  return `${subjects[place % subjects.length]} ${1 + Math.floor(place / subjects.length)}`;
}

/** Writes so many events, in transactions of five. */
export async function fill(relay: Relay, events: number): Promise<void> {
  const { db } = relay;
  const first = nextPlace(relay, events);
  await db.query('set synchronous_commit = off');
  for (let at = first; at < first + events; at += 5_000) {
    const ids = `'{${subjects.join()}}'`;
    await db.query(`do $do$ begin
      for start in ${at} .. ${Math.min(at + 5_000, first + events) - 1} by 5 loop
        insert into outbox (${columns}) select ${values.replaceAll('$1', ids)} from generate_series(start, start + 4) place;
        commit;
      end loop; end $do$`);
  }
  await db.query('set synchronous_commit = on');
}

function nextPlace(relay: Relay, events: number): number {
  const first = places.get(relay) ?? 0;
  places.set(relay, first + events);
  return first;
}

export async function untilSize(topic: Topic, size: number, everyMs = 20): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const now = await topic.size();
    if (now > size) throw new Error(`Kafka has ${now - size} messages too many.`);
    if (now === size) return;
    if (Date.now() > deadline) throw new Error(`Kafka lacks ${size - now} messages after two minutes.`);
    await pause(everyMs);
  }
}

/** Takes out what arrived: exactly so many, in order per subject, none twice. */
export async function received(topic: Topic, events: number, lastOf: Map<string, number>): Promise<Arrived[]> {
  topic.receive();
  for (const deadline = Date.now() + 60_000; topic.arrived.length < events; await pause(10))
    if (Date.now() > deadline) throw new Error(`${topic.arrived.length} of ${events} messages can be read.`);
  topic.rest();
  const arrived = topic.arrived.splice(0);
  if (arrived.length !== events) throw new Error(`${arrived.length} messages instead of ${events}.`);
  for (const { subject, sequence } of arrived) {
    if (sequence !== (lastOf.get(subject) ?? 0) + 1) throw new Error(`${subject}: ${sequence} after ${lastOf.get(subject) ?? 0}.`);
    lastOf.set(subject, sequence);
  }
  return arrived;
}
