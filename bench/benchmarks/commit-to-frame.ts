/**
 * `npm run bench -- commit-to-frame [rounds] [seconds a round] [commands a second] [watchers]`: from the answer to a command, which comes after its
 * commit, to the board's frame that counts its event, at every watcher. Commands come by the clock, whether or not the ones before are answered. Our
 * relay and a relay that polls each second take turns, with all else the same. Each event must be in a frame of each watcher, or no number counts.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { prepareTopics } from '../../tools/park/topics.ts';
import { testIssuer } from '../../libs/test-kit/src/issuer.ts';
import { Connection } from '../http-load.ts';
import { built } from '../built.ts';
import { allParts } from '../parts.ts';
import { cpuMs } from '../processes.ts';
import { atMost, publish } from '../results.ts';
import { alternate, type Round } from '../rounds.ts';
import { aService, parkCode } from '../service.ts';
import { until } from '../until.ts';
import { Watchers } from '../watchers.ts';

const [rounds = 7, seconds = 5, perSecond = 200, watching = 100] = process.argv.slice(2).map(Number);
const electionLock = `hashtextextended('outbox-relay', 11)`;
const connections = 32;

const parts = await allParts();
const issuer = await testIssuer();
const { publishers, topicOf } = await built('libs/contracts/dist/index.js');
const kafka = new Kafka({ brokers: parts.kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
await prepareTopics(parts.kafkaBrokers, publishers.map(topicOf));
const databases = { tenants: await parts.database('tenants'), reporting: await parts.database('reporting') };
const start = (name: 'tenants' | 'reporting') => aService(name, { parts, issuer, databaseUrl: databases[name].url });
const [tenants, reporting] = [await start('tenants'), await start('reporting')];
const journal = new pg.Client({ connectionString: databases.reporting.url });
await journal.connect();
const authorization = `Bearer ${await issuer.token({ scopes: await allScopes(), expiresInS: 86_400 })}`;
const commands = Array.from({ length: connections }, () => new Connection(tenants.port));
const watchers = await Watchers.open(reporting.port, authorization, watching);
let sent = 0;

const measured = await alternate(
  [
    { name: 'our relay', round },
    { name: 'a relay that polls each second', round: () => withPeer(round) },
  ],
  rounds,
);
const [ours] = measured;
publish('commit-to-frame', {
  title: `From a commit to a frame, ${perSecond} commits a second, ${watching} watchers`,
  measured,
  targets: [atMost('p50', 15, ours!.p50Ms!, ' ms'), atMost('p99', 60, ours!.p99Ms!, ' ms')],
  notes: ['CPU is that of reporting, for each event: intake, board and all frames.'],
});
watchers.close();
for (const connection of commands) connection.close();
await journal.end();
await reporting.stop();
await tenants.stop();
await issuer.close();
await parts.stop();
process.exit(0);

/** Each latency is one event at one watcher. */
async function round(): Promise<Round> {
  watchers.forget();
  const before = cpuMs([reporting.pid]);
  const started = performance.now();
  const answered = new Map<string, number>();
  const free = [...commands];
  const waiting: ((connection: Connection) => void)[] = [];
  const underWay: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = started + (1_000 * n) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    // In turn: the service closes one that is idle for long.
    const connection = free.shift() ?? (await new Promise<Connection>((resolve) => waiting.push(resolve)));
    const release = (): void => {
      const next = waiting.shift();
      if (next) next(connection);
      else free.push(connection);
    };
    underWay.push(register(connection, answered).finally(release));
  }
  await Promise.all(underWay);
  const ms = performance.now() - started;
  const counted = await countedAt([...answered.keys()]);
  const latencies = await watchers.latencies([...answered].map(([id, at]) => ({ answeredAt: at, countedAt: counted.get(id)! })));
  return { items: answered.size, ms, latencies, cpuMs: cpuMs([reporting.pid]) - before };
}

async function register(connection: Connection, answered: Map<string, number>): Promise<void> {
  const code = `L${Date.now().toString(36)}${(sent++).toString(36)}`.slice(-18);
  const body = JSON.stringify({ code, name: code, floors: 1, gfa_m2: 10, state: 'planned' });
  const answer = await connection.ask({ method: 'POST', path: '/buildings', body, headers: { authorization } });
  assert.equal(answer.status, 201, answer.body.toString());
  answered.set((JSON.parse(answer.body.toString()) as { id: string }).id, performance.now());
}

/** The instant of the ledger at which each event is counted: a frame with that watermark or a later one counts it. */
async function countedAt(ids: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  await until('every event is taken in', async () => {
    const { rows } = await journal.query('select subject, received_at from journal where subject = any ($1)', [ids]);
    for (const { subject, received_at } of rows) found.set(subject, received_at.getTime());
    return found.size === ids.length;
  });
  return found;
}

async function allScopes(): Promise<string[]> {
  const { scopes: all } = await built('libs/contracts/dist/index.js');
  return Object.keys(all);
}

/** Takes the lock of the relay's election, so that the service's own relay stands by, and relays in its place. */
async function withPeer<T>(work: () => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: databases.tenants.url });
  await db.connect();
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  const closing = new AbortController();
  try {
    const taken = db.query(`select pg_advisory_lock(${electionLock})`);
    await pause(100);
    const other = new pg.Client({ connectionString: databases.tenants.url });
    await other.connect();
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'outbox-relay' and datname = current_database()`,
    );
    await other.end();
    await taken;
    const polling = pollEachSecond(db, producer, closing.signal);
    const result = await work();
    closing.abort();
    await polling;
    return result;
  } finally {
    await db.end();
    await producer.disconnect();
    await pause(3_000); // our relay is elected again, and sends what the peer has sent once more
  }
}

async function pollEachSecond(db: pg.Client, producer: any, signal: AbortSignal): Promise<void> {
  let last = (await db.query('select coalesce(max(position), 0)::text as last from outbox')).rows[0].last as string;
  while (!signal.aborted) {
    const { rows } = await db.query(
      'select *, position::text as place, data::text as value from outbox where position > $1 order by position limit 500',
      [last],
    );
    if (rows.length > 0) await producer.send({ topic: 'park.tenants', acks: -1, messages: rows.map(messageOf) });
    last = rows.at(-1)?.place ?? last;
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
}

function messageOf(row: any): { key: string; value: string; headers: Record<string, string> } {
  const attributes = {
    specversion: '1.0',
    id: row.event_id,
    source: `/parks/${parkCode}/services/tenants`,
    type: row.type,
    subject: row.aggregate_id,
    time: row.occurred_at.toISOString(),
    dataschema: `urn:park:event:${row.type}`,
    sequence: String(row.version),
    partitionkey: row.aggregate_id,
    correlationid: row.correlation_id,
    actorid: row.actor_id,
    actortype: row.actor_type,
    effectivedate: new Date(row.occurred_at).toISOString().slice(0, 10),
    recordedtime: row.recorded_at.toISOString(),
    visibility: row.visibility,
  };
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));
  return { key: row.aggregate_id, value: row.value, headers: { 'content-type': 'application/json', ...headers } };
}
