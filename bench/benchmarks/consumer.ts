/**
 * `npm run bench -- consumer [rounds] [messages]`: the CPU that consuming one message takes in our process, handled by nobody or by a handler that does
 * nothing, with retries, parking, sequences, inbox and trace context on; beside a loop of kafkajs that does nothing, and NestJS's ServerKafka.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { prepareTopics } from '../../tools/park/topics.ts';
import { startCommanded, type Commanded } from '../commanded.ts';
import { built } from '../built.ts';
import { allParts } from '../parts.ts';
import { cpuMs } from '../processes.ts';
import { atMost, publish } from '../results.ts';
import { alternate, median, type Round } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const messages = Number(process.argv[3] ?? 30_000);
const parts = await allParts();
const { tenants, toHeaders, sourceOf, dataSchemaOf } = await built('libs/contracts/dist/index.js');
const type = tenants.EntityRenamedV1;
const topic = type.topic as string;
const databaseUs = new Map<string, number[]>();

async function aDatabase(): Promise<string> {
  const { intakeMigrations } = await built('libs/outbox/dist/index.js');
  const { DataSource } = await import('typeorm');
  const { url } = await parts.database('listener');
  const dataSource = await new DataSource({ type: 'postgres', url, migrations: intakeMigrations }).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  return url;
}

/** As our relay sends them, of a thousand aggregates. */
async function send(): Promise<void> {
  const kafka = new Kafka({ brokers: parts.kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
  await prepareTopics(parts.kafkaBrokers, [topic]);
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  const subjects = Array.from({ length: 1_000 }, () => randomUUID());
  for (let at = 0; at < messages; at += 1_000) {
    const page = subjects.map((subject) => ({
      key: subject,
      headers: headersOf(subject, 1 + at / 1_000),
      value: JSON.stringify({ code: `v${at}` }),
    }));
    await producer.send({ topic, acks: -1, messages: page });
  }
  await producer.disconnect();
}

function headersOf(subject: string, sequence: number): Record<string, string> {
  const now = new Date().toISOString();
  return toHeaders({
    specversion: '1.0',
    id: randomUUID(),
    source: sourceOf('bench', 'tenants'),
    type: type.type,
    subject,
    time: now,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type.type),
    sequence,
    partitionkey: subject,
    correlationid: randomUUID(),
    actorid: 'a clerk of the operator',
    actortype: 'person',
    effectivedate: '2026-06-16',
    recordedtime: now,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    visibility: 'internal',
  });
}

const databaseUrl = await aDatabase();
await send();
const db = new pg.Client({ connectionString: databaseUrl });
await db.connect();

/** Of each aggregate all events came, and each was claimed once. */
async function ensureRight(kind: string): Promise<void> {
  const { rows } = await db.query(
    `select (select count(*)::int from inbox) as claimed, (select count(*)::int from parked) as parked,
            (select sum(last)::int from intake_sequence where isempty(missing)) as came`,
  );
  const claimed = kind.startsWith('wanted') ? messages : 0;
  if (rows[0].claimed !== claimed || rows[0].parked !== 0 || rows[0].came !== messages)
    throw new Error(`Not all came: ${JSON.stringify(rows[0])}`);
}

function contestant(name: string, kind: string, process: Commanded): { name: string; round(): Promise<Round> } {
  return {
    name,
    round: async () => {
      const before = cpuMs([parts.pid]);
      process.send(`run ${kind} ${messages} ${randomUUID()}`);
      const { cpuMs: cpu, ms } = JSON.parse((await process.answer('done ')).slice(5)) as { cpuMs: number; ms: number };
      databaseUs.set(name, [...(databaseUs.get(name) ?? []), (1000 * (cpuMs([parts.pid]) - before)) / messages]);
      if (kind.includes('wanted')) await ensureRight(kind);
      return { items: messages, ms, cpuMs: cpu };
    },
  };
}

function aProcess(): Commanded {
  const file = join(import.meta.dirname, '..', 'consumer-process.ts');
  const args = [topic, databaseUrl, parts.kafkaBrokers, type.type, tenants.EntityDepartedV1.type];
  return startCommanded(process.execPath, ['--disable-warning=TimeoutNegativeWarning', file, ...args]);
}

const [own, kafkajs, nest] = [aProcess(), aProcess(), aProcess()];
try {
  const measured = await alternate(
    [
      contestant('ours, a message that nobody wants', 'unwanted', own),
      contestant('ours, a message with a handler', 'wanted', own),
      contestant('ours, nobody wants it, batches of 20', 'unwanted by twenty', own),
      contestant('ours, with a handler, batches of 20', 'wanted by twenty', own),
      contestant('kafkajs eachBatch, nothing done', 'kafkajs', kafkajs),
      contestant('NestJS ServerKafka, empty handler', 'nest', nest),
    ],
    rounds,
  );
  const [unwanted, wanted, , , bare] = measured.map(({ cpuUsPerItem }) => cpuUsPerItem!);
  publish('consumer', {
    title: 'Consuming one message',
    measured,
    targets: [
      atMost('a message that nobody wants, beyond kafkajs', 2, unwanted! - bare!, ' µs'),
      atMost('a message with a handler, beyond kafkajs', 8, wanted! - bare!, ' µs'),
    ],
    notes: [
      `${messages} messages of 17 headers a round, batches of 500 where nothing else is said. CPU of the consumer’s process; kafkajs commits its offsets after each batch.`,
      ...[...databaseUs]
        .filter(([name]) => name.startsWith('ours'))
        .map(([name, us]) => `CPU of PostgreSQL, ${name}: ${median(us).toPrecision(3)} µs a message.`),
    ],
  });
} finally {
  for (const one of [own, kafkajs, nest]) await one.end();
  await db.end();
  await parts.stop();
}
