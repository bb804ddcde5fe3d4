/**
 * `npm run bench -- command [rounds] [seconds a round]`: a command, 32 in flight, each with an Idempotency-Key, in the park that runs here
 * (`RATE_LIMIT_PER_MINUTE=100000000 RATE_LIMIT_PER_ADDRESS=100000000 npm start -- --detach` first; it registers entities, so do not use it
 * on a park that anybody needs). Everything else of the park follows meanwhile. Beside it the same service alone, and the peer of
 * bench/peers/typeorm-command.ts. Before any number counts: the service is killed under load, and each answer that was a 2xx has
 * exactly one entity, one event and one entry in reporting's journal, also after it was sent again.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'undici';
import { usccCheckCharacter } from '../../libs/kernel/src/uscc.ts';
import { root } from '../../tools/park/places.ts';
import { run as start, type Child } from '../../tools/parts/child.ts';
import { freePorts } from '../../tools/parts/parts.ts';
import { cpuMs } from '../processes.ts';
import { atLeast, atMost, publish } from '../results.ts';
import { alternate, type Contestant, type Round } from '../rounds.ts';
import { adminUrl, connected, operationsToken, requireWell, runningPark, until } from '../running-park.ts';

const rounds = Number(process.argv[2] ?? 7);
const seconds = Number(process.argv[3] ?? 5);
const inFlight = 32;
const run = runningPark();
const authorization = `Bearer ${await operationsToken(run)}`;
const tenants = await connected(run.postgres['tenants']!);
const reporting = await connected(run.postgres['reporting']!);
const postgresPid = Number((await tenants.query('select pg_backend_pid() as pid')).rows[0].pid);
const postmaster = parentOf(postgresPid);

interface Sent {
  key: string;
  body: string;
  /** Null where no answer came. */
  status: number | null;
  ms: number;
}

let serial = Date.now();

function aRegistration(): { key: string; body: string } {
  const organisation = (serial++).toString(27).toUpperCase().replaceAll('I', 'R').replaceAll('O', 'T').padStart(9, '0').slice(-9);
  const first17 = `91370211${organisation}`;
  const entity = {
    uscc: first17 + usccCheckCharacter(first17),
    name: `青岛示例${serial}科技有限公司`,
    kind: 'enterprise',
    established_on: '2024-03-01',
    industry_code: 'I65',
    size_class: 'small',
  };
  return { key: randomUUID(), body: JSON.stringify(entity) };
}

/** Keeps 32 commands in flight until `done`. */
async function load(url: string, done: () => boolean): Promise<Sent[]> {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  const all: Sent[] = [];
  const worker = async (): Promise<void> => {
    while (!done()) all.push(await send(pool, aRegistration()));
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  await pool.destroy();
  return all;
}

async function send(pool: Pool, { key, body }: { key: string; body: string }): Promise<Sent> {
  const began = performance.now();
  try {
    const { statusCode: status, body: answer } = await pool.request({
      path: '/market-entities',
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body,
    });
    await answer.dump();
    return { key, body, status, ms: performance.now() - began };
  } catch {
    return { key, body, status: null, ms: performance.now() - began };
  }
}

async function round(url: string, pids: readonly number[]): Promise<Round> {
  const [before, began] = [cpuMs(pids), performance.now()];
  const end = began + seconds * 1_000;
  const sent = await load(url, () => performance.now() > end);
  const [ms, cpu] = [performance.now() - began, cpuMs(pids) - before];
  const refused = sent.filter(({ status }) => status !== 201);
  if (refused.length > 0) throw new Error(`${refused.length} of ${sent.length} were refused, the first with ${refused[0]!.status}.`);
  return { items: sent.length, ms, cpuMs: cpu, latencies: sent.map((one) => one.ms) };
}

/** How far reporting is behind the commands, in ms: the largest that was seen each 100 ms. */
const lags: number[] = [];

async function withLag(work: () => Promise<Round>): Promise<Round> {
  let lag = 0;
  let last = performance.now();
  const look = setInterval(() => {
    void reporting
      .query(`select extract(epoch from clock_timestamp() - last_event_at) * 1000 as lag from source where service = 'tenants'`)
      .then(({ rows }) => (lag = performance.now() - last < 500 ? 0 : Math.max(lag, Number(rows[0].lag))));
  }, 100);
  last = performance.now();
  const result = await work();
  clearInterval(look);
  const ended = performance.now();
  await caughtUp();
  lags.push(Math.max(lag, performance.now() - ended));
  return result;
}

async function caughtUp(): Promise<void> {
  const [{ n }] = (await tenants.query('select count(*)::int as n from outbox')).rows;
  await until(async () => Number((await reporting.query(`select events from source where service = 'tenants'`)).rows[0].events) >= n);
}

/** Kills the service under load, sends again all that had no answer, and counts. Answers how many commands that were. */
async function survivesKills(): Promise<number> {
  const sent: Sent[] = [];
  for (let kills = 0; kills < 2; kills++) {
    const end = performance.now() + 4_000;
    const pid = await pidOf('tenants');
    setTimeout(() => process.kill(pid, 'SIGKILL'), 2_000);
    sent.push(...(await load(run.services['tenants']!.url, () => performance.now() > end)));
    await until(async () => (await fetch(`${run.services['tenants']!.url}/health/ready`).catch(() => null))?.ok ?? false);
  }
  const pool = new Pool(run.services['tenants']!.url, { connections: inFlight });
  const again = [...sent.filter(({ status }) => status === null).slice(-500), ...sent.filter(({ status }) => status === 201).slice(-500)];
  const repeated = await Promise.all(again.map((one) => send(pool, one)));
  await pool.destroy();
  if (repeated.some(({ status }) => status !== 201)) throw new Error('A command that was sent again was refused.');
  await caughtUp();
  const done = [
    ...new Set([...sent, ...repeated].filter(({ status }) => status === 201).map(({ body }) => JSON.parse(body).uscc as string)),
  ];
  const [counts] = (
    await tenants.query(
      `select count(*)::int as entities, count(distinct e.id)::int as ids, count(o.event_id)::int as events
       from market_entity e left join outbox o on o.aggregate_id = e.id where e.uscc = any ($1)`,
      [done],
    )
  ).rows;
  const ids = (await tenants.query('select id from market_entity where uscc = any ($1)', [done])).rows.map(({ id }) => id as string);
  const [{ entries }] = (await reporting.query('select count(*)::int as entries from journal where subject = any ($1)', [ids])).rows;
  const figures = { asked: done.length, ...counts, entries };
  if (new Set(Object.values(figures)).size !== 1) throw new Error(`Not once each: ${JSON.stringify(figures)}`);
  return done.length;
}

/** The park starts a service again under another pid, so that it is looked up by its command line. */
async function pidOf(name: string): Promise<number> {
  const { readdirSync, readFileSync } = await import('node:fs');
  const program = join(root, 'apps', name, 'dist', 'main.js');
  const found = readdirSync('/proc').find(
    (pid) => /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program) && Number(pid) !== alone?.pid,
  );
  if (!found) throw new Error(`${name} does not run.`);
  return Number(found);
}

function parentOf(pid: number): number {
  return Number(process.getBuiltinModule('fs').readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
}

let alone: Child | null = null;

async function program(name: string, database: string, file: string, port: number): Promise<Child> {
  const address = adminUrl(run);
  const admin = await connected(address.href);
  await admin.query(`drop database if exists ${database} with (force)`);
  await admin.query(`create database ${database}`);
  await admin.end();
  address.pathname = `/${database}`;
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: address.href,
    KAFKA_BROKERS: run.kafka.brokers,
    REDIS_URL: run.redis.url,
    OIDC_ISSUER: run.issuer,
    OIDC_AUDIENCE: 'park',
    PARK_CODE: 'bench',
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '100000000',
    RATE_LIMIT_PER_ADDRESS: '100000000',
    ISSUER: run.issuer,
    JWKS_URL: ((await (await fetch(`${run.issuer}/.well-known/openid-configuration`)).json()) as { jwks_uri: string }).jwks_uri,
  };
  const begin = (...args: string[]): Promise<Child> =>
    start({ name, command: process.execPath, args: [file, ...args], log: `/tmp/bench-${database}.log`, env, ownGroup: false });
  if (name === 'tenants alone') {
    await (
      await begin('migrate')
    ).ended;
    // Takes the lock of the relay's election for as long as this program runs: the relay stands by.
    await (await connected(address.href)).query(`select pg_advisory_lock(hashtextextended('outbox-relay', 11))`);
  }
  const child = await begin();
  await until(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) !== null);
  return child;
}

const [alonePort, peerPort] = (await freePorts(2)) as [number, number];
alone = await program('tenants alone', 'bench_alone', join(root, 'apps/tenants/dist/main.js'), alonePort);
const peer = await program('peer', 'bench_peer', join(root, 'bench/peers/typeorm-command.ts'), peerPort);
try {
  const checked = rounds >= 7 ? await survivesKills() : 0;
  const pid = await pidOf('tenants');
  const all = Object.keys(run.services);
  const park = [...(await Promise.all(all.map(pidOf))), postmaster];
  const contestants: Contestant[] = [
    { name: 'the park, everything follows', round: () => withLag(() => round(run.services['tenants']!.url, [pid])) },
    { name: 'NestJS + TypeORM, state and outbox row', round: () => round(`http://127.0.0.1:${peerPort}`, [peer.pid!]) },
    { name: 'tenants alone, its relay stands by', round: () => round(`http://127.0.0.1:${alonePort}`, [alone!.pid!]) },
  ];
  const before = cpuMs(park);
  const measured = await alternate(contestants, rounds);
  const [ours, theirs, single] = measured as [(typeof measured)[0], (typeof measured)[0], (typeof measured)[0]];
  await requireWell(run);
  console.log(`CPU of the whole park since: ${cpuMs(park) - before} ms`);
  const lag = Math.max(...lags);
  const result = {
    title: 'POST /market-entities with Idempotency-Key, 32 in flight',
    measured,
    targets: [
      atLeast('commands with everything following', 800, ours.perSecond, '/s'),
      atMost('p99', 150, ours.p99Ms!, ' ms'),
      atMost('reporting behind', 2_000, lag, ' ms'),
      atLeast('everything on, beside the peer', 0.8, 1 / (1 / theirs.ratio), ' times'),
      atLeast('alone, beside the peer', 2, theirs.ratio / single.ratio, ' times'),
    ],
    notes: [`killed twice under load: ${checked} commands answered 201 have one entity, one event and one journal entry each`],
  };
  if (rounds >= 7) publish('command', result);
  else console.log(result.measured, result.targets);
} finally {
  await alone.stop();
  await peer.stop();
}
process.exit();
