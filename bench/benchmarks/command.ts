/**
 * `npm run bench -- command [rounds] [seconds a round]`: a command, 32 in flight, each with an Idempotency-Key, in the park that runs here
 * (`RATE_LIMIT_PER_MINUTE=100000000 RATE_LIMIT_PER_ADDRESS=100000000 npm start -- --detach` first; it registers entities, so do not use it
 * on a park that anybody needs). Everything else of the park follows meanwhile. Beside it the same service alone, and the peer of
 * bench/peers/typeorm-command.ts. Before any number counts: the service is killed under load, and each answer that was a 2xx has
 * exactly one entity, one event and one entry in reporting's journal, also after it was sent again.
 */
import { Pool } from 'undici';
import { cpuMs, parentOf, serviceProcesses } from '../processes.ts';
import { tenantsAlone, typeormPeer } from '../registrars.ts';
import { registerFor, registrationRound, send, type Sent } from '../registrations.ts';
import { atLeast, atMost, publish } from '../results.ts';
import { alternate, type Contestant, type Round } from '../rounds.ts';
import { until, untilReady } from '../until.ts';
import { connected, operationsToken, requireWell, runningPark } from '../running-park.ts';

const rounds = Number(process.argv[2] ?? 7);
const ms = 1_000 * Number(process.argv[3] ?? 5);
const run = runningPark();
const names = Object.keys(run.services);
const url = run.services['tenants']!.url;
const authorization = `Bearer ${await operationsToken(run)}`;
const tenants = await connected(run.postgres['tenants']!);
const reporting = await connected(run.postgres['reporting']!);

async function caughtUp(): Promise<void> {
  const [{ n }] = (await tenants.query('select count(*)::int as n from outbox')).rows;
  await until(
    'reporting has every event',
    async () => Number((await reporting.query(`select events from source where service = 'tenants'`)).rows[0].events) >= n,
  );
}

/** Each round of the whole park: how far reporting was behind when the last command was answered, in ms. */
const lags: number[] = [];
let parkCpuMs = 0;
let parkItems = 0;

async function wholePark(): Promise<Round> {
  const backend = Number((await tenants.query('select pg_backend_pid() as pid')).rows[0].pid);
  const services = serviceProcesses(names);
  const before = cpuMs([...services.values(), parentOf(backend)]);
  const round = await registrationRound(ms, url, authorization, [services.get('tenants')!]);
  const answered = performance.now();
  await caughtUp();
  lags.push(performance.now() - answered);
  parkCpuMs += cpuMs([...services.values(), parentOf(backend)]) - before;
  parkItems += round.items;
  return round;
}

/** Kills the service under load, sends again all that had no answer, and counts. Answers how many commands that were. */
async function survivesKills(): Promise<number> {
  const sent: Sent[] = [];
  for (let kills = 0; kills < 2; kills++) {
    const pid = serviceProcesses(names).get('tenants')!;
    setTimeout(() => process.kill(pid, 'SIGKILL'), 2_000);
    sent.push(...(await registerFor(4_000, url, authorization)));
    await untilReady(url);
  }
  const pool = new Pool(url, { connections: 8 });
  const again = [null, 201].flatMap((wanted) => sent.filter(({ status }) => status === wanted).slice(-500));
  const repeated = await Promise.all(again.map((one) => send(pool, authorization, one)));
  await pool.destroy();
  if (repeated.some(({ status }) => status !== 201)) throw new Error('A command that was sent again was refused.');
  await caughtUp();
  const done = new Set([...sent, ...repeated].filter(({ status }) => status === 201).map(({ body }) => JSON.parse(body).uscc as string));
  const { rows: found } = await tenants.query(
    `select e.id, count(o.event_id)::int as events from market_entity e left join outbox o on o.aggregate_id = e.id where e.uscc = any ($1) group by e.id`,
    [[...done]],
  );
  const { rows: entries } = await reporting.query(
    'select subject, count(*)::int as n from journal where subject = any ($1) group by subject',
    [found.map(({ id }) => id as string)],
  );
  const isOnceEach =
    found.length === done.size && entries.length === done.size && [...found, ...entries].every((one) => (one.events ?? one.n) === 1);
  if (!isOnceEach) throw new Error(`Not once each: ${done.size} answers, ${found.length} entities, ${entries.length} in the journal.`);
  return done.size;
}

const alone = await tenantsAlone(run);
const peer = await typeormPeer(run);
try {
  const checked = rounds >= 7 ? await survivesKills() : 0;
  const contestants: Contestant[] = [
    { name: 'the park, everything follows', round: wholePark },
    { name: 'NestJS + TypeORM, state and outbox row', round: () => registrationRound(ms, peer.url, authorization, [peer.pid]) },
    { name: 'tenants alone, its relay stands by', round: () => registrationRound(ms, alone.url, authorization, [alone.pid]) },
  ];
  const measured = await alternate(contestants, rounds);
  const [ours, theirs, single] = measured as [(typeof measured)[0], (typeof measured)[0], (typeof measured)[0]];
  await requireWell(run);
  publish('command', {
    title: 'POST /market-entities with Idempotency-Key, 32 in flight',
    measured,
    targets: [
      atLeast('commands with everything following', 800, ours.perSecond, '/s'),
      atMost('p99', 150, ours.p99Ms!, ' ms'),
      atMost('reporting is behind, at most', 2_000, Math.max(...lags), ' ms'),
      atLeast('everything on, beside the peer', 0.8, theirs.ratio, ' times'),
      atLeast('alone, beside the peer', 2, theirs.ratio / single.ratio, ' times'),
    ],
    notes: [
      `Killed twice under load: ${checked} commands that were answered 201 have one entity, one event and one journal entry each.`,
      `CPU of all services and of PostgreSQL: ${Math.round((1000 * parkCpuMs) / parkItems)} µs a command.`,
    ],
  });
} finally {
  await alone.stop();
  await peer.stop();
}
process.exit();
