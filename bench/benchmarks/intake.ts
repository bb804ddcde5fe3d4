/**
 * `npm run bench -- intake [events] [rounds]`: reporting takes events in from Kafka (B2), exactly once, beside two ways in which others do it.
 *
 * Of the messages 5 % come twice and 2 % come later than events of other aggregates that happened after them; the process is killed (SIGKILL)
 * at a third and at two thirds. Then every event must be in the journal once, and the facts must be those that the journal leads to,
 * by their hash, or no number counts. The time from a kill until the group has its partitions again is left out: it is Kafka's
 * session timeout. The peers keep an inbox and one figure, where reporting keeps the journal, subjects, facts and day totals.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { prepareTopics } from '../../tools/park/topics.ts';
import { testIssuer } from '../../libs/test-kit/src/issuer.ts';
import { root } from '../../tools/park/places.ts';
import { run, type Child } from '../../tools/parts/child.ts';
import { freePorts } from '../../tools/parts/parts.ts';
import { built } from '../built.ts';
import { aLedger } from '../ledger.ts';
import { allParts, type Database } from '../parts.ts';
import { cpuMs } from '../processes.ts';
import { aBusyPark, type BenchEvent } from '../reporting-events.ts';
import { atLeast, atMost, publish } from '../results.ts';
import { alternate, type Round } from '../rounds.ts';

const count = Number(process.argv[2] ?? 200_000);
const rounds = Number(process.argv[3] ?? 7);
const ofPeers = 4_000;
const topics = ['park.tenants', 'park.housing'];

const parts = await allParts();
const issuer = await testIssuer();
const logs = mkdtempSync(join(tmpdir(), 'park-intake-'));
const { toHeaders, publishers, topicOf, services } = await built('libs/contracts/dist/index.js');
let runs = 0;

/** 5 % twice; 2 % behind twenty events of other aggregates. The order within an aggregate stays. */
function* asTheyCome(events: Iterable<BenchEvent>): Generator<BenchEvent> {
  let n = 0;
  let late: BenchEvent[] = [];
  let until = 0;
  for (const event of events) {
    n++;
    if (n >= until) {
      yield* late;
      late = n % 50 === 0 ? [event] : [];
      until = n + 20;
      if (late.length > 0) continue;
    }
    if (late.some(({ subject }) => subject === event.subject)) {
      late.push(event);
      continue;
    }
    yield event;
    if (n % 20 === 0) yield event;
  }
  yield* late;
}

async function fillKafka(): Promise<void> {
  const client = new Kafka({ brokers: parts.kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
  await prepareTopics(parts.kafkaBrokers, publishers.map(topicOf));
  const producer = client.producer({ idempotent: true });
  await producer.connect();
  let messages = new Map<string, any[]>();
  const send = async (): Promise<void> => {
    await producer.sendBatch({ topicMessages: [...messages].map(([topic, own]) => ({ topic, messages: own })) });
    messages = new Map();
  };
  let waiting = 0;
  for (const event of asTheyCome(aBusyPark(count))) {
    const topic = `park.${event.type.split('.')[1]}`;
    const message = { key: event.subject, headers: toHeaders(event), value: JSON.stringify(event.data) };
    messages.set(topic, [...(messages.get(topic) ?? []), message]);
    if (++waiting % 1_000 === 0) await send();
  }
  await send();
  await producer.disconnect();
}

const common = { PATH: process.env['PATH'], KAFKA_BROKERS: parts.kafkaBrokers, TOPICS: topics.join() };

async function reportingFor(database: Database): Promise<(args?: string[]) => Promise<Child>> {
  const [port] = (await freePorts(1)) as [number];
  const url = `http://127.0.0.1:${port}`;
  const others = services.filter(({ name }: any) => name !== 'reporting').map(({ name }: any) => [`${name.toUpperCase()}_URL`, url]);
  const env = {
    ...common,
    ...Object.fromEntries(others),
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    REDIS_URL: parts.redisUrl,
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: 'park',
    PARK_CODE: 'qd-ccy',
    KAFKA_GROUP: `reporting-${runs}`,
    LOG_LEVEL: 'warn',
    RECONCILE_CLIENT_ID: 'bench',
    RECONCILE_CLIENT_SECRET: 'bench',
    DASHBOARD_CLIENT_ID: 'bench',
  };
  return (args = []) => node('reporting', ['--max-semi-space-size=16', join(root, 'apps/reporting/dist/main.js'), ...args], env);
}

function node(name: string, args: string[], env: Record<string, string | undefined>): Promise<Child> {
  return run({ name, command: process.execPath, args, log: join(logs, `${name}.log`), env: env as NodeJS.ProcessEnv, ownGroup: true });
}

/** Counts the time in which the number rises: from its first step to the last look. */
async function watched(db: pg.Client, sql: string, upTo: number): Promise<{ items: number; ms: number; cpuMs: number }> {
  const read = async (): Promise<number> => Number((await db.query(sql).catch(() => ({ rows: [{ n: 0 }] }))).rows[0].n);
  const before = await read();
  let first: { n: number; at: number; cpu: number } | null = null;
  for (const end = performance.now() + 240_000; performance.now() < end; await pause(5)) {
    const n = await read();
    if (n > before) first ??= { n, at: performance.now(), cpu: cpuMs([process.pid]) };
    if (first && n >= upTo) return { items: n - first.n, ms: performance.now() - first.at, cpuMs: cpuMs([process.pid]) - first.cpu };
  }
  throw new Error(`It did not get to ${upTo} events: ${readFileSync(join(logs, 'reporting.log'), 'utf8').slice(-2_000)}`);
}

async function ours(): Promise<Round> {
  const database = await parts.database(`intake_${++runs}`);
  const start = await reportingFor(database);
  const migrated = await (await start(['migrate'])).ended;
  if (!migrated.ok) throw new Error(`The migration ${migrated.how}: ${readFileSync(join(logs, 'reporting.log'), 'utf8')}`);
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  const total: Round = { items: 0, ms: 0, cpuMs: 0 };
  for (const upTo of [count / 3, (2 * count) / 3, count]) {
    const service = await start();
    const { items, ms, cpuMs: cpu } = await watched(db, 'select position as n from ledger', Math.ceil(upTo));
    Object.assign(total, { items: total.items + items, ms: total.ms + ms, cpuMs: total.cpuMs! + cpu });
    process.kill(service.pid, 'SIGKILL');
    await service.ended;
  }
  await ensureExact(db, database);
  return total;
}

async function ensureExact(db: pg.Client, database: Database): Promise<void> {
  const { rows } = await db.query('select count(*)::int as events, count(distinct (source, event_id))::int as different from journal');
  if (rows[0].events !== count || rows[0].different !== count) throw new Error(`The journal has ${JSON.stringify(rows[0])}.`);
  await db.end();
  const ledger = await aLedger({ database: () => Promise.resolve(database) });
  await ledger.rebuild();
  await ledger.drop();
}

async function peer(file: string, sql: string): Promise<Round> {
  const database = await parts.database(`intake_${++runs}`);
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  const child = await node(file, [join(root, 'bench', 'peers', `${file}.ts`)], {
    ...common,
    DATABASE_URL: database.url,
    KAFKA_GROUP: `${file}-${runs}`,
  });
  const round = await watched(db, sql, ofPeers);
  process.kill(child.pid, 'SIGKILL');
  await child.ended;
  const { rows } = await db.query('select (select count(*) from inbox)::int as inbox, (select sum(events) from figure)::int as figures');
  if (rows[0].inbox !== rows[0].figures) throw new Error(`The peer counted ${JSON.stringify(rows[0])}.`);
  await db.end();
  await database.drop();
  return round;
}

/** CPU of Node and PostgreSQL for an event where batches are small. */
async function cpuOfSmallBatches(size: number): Promise<number> {
  const ledger = await aLedger(parts);
  const events = [...aBusyPark(30_000)];
  await ledger.take(events.slice(0, 20_000), 500);
  const before = cpuMs([process.pid]);
  await ledger.take(events.slice(20_000), size);
  const spent = cpuMs([process.pid]) - before;
  await ledger.drop();
  return (1_000 * spent) / 10_000;
}

try {
  const small = await cpuOfSmallBatches(20);
  await fillKafka();
  const measured = await alternate(
    [
      { name: 'reporting, all kinds of figures', round: ours },
      { name: 'NestJS @EventPattern, TypeORM save', round: () => peer('intake-nest', 'select count(*) as n from inbox') },
      { name: 'kafkajs eachMessage, pg', round: () => peer('intake-each-message', 'select count(*) as n from inbox') },
    ],
    rounds,
  );
  publish('intake', {
    title: `B2: ${count.toLocaleString('en')} events from Kafka, exactly once, two kill -9`,
    measured,
    targets: [
      atLeast('events a second', 15_000, measured[0]!.perSecond, '/s'),
      atLeast('times the better peer', 5, Math.min(...measured.slice(1).map(({ ratio }) => ratio))),
      atMost('CPU of an event, batches of 20', 300, small, ' µs'),
    ],
    notes: ['CPU: of all processes, with Kafka.'],
  });
} finally {
  await issuer.close();
  await parts.stop();
  rmSync(logs, { recursive: true, force: true });
}
process.exit(0);
