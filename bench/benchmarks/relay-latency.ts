/**
 * `npm run bench -- relay-latency [rounds] [seconds]`: from a commit to Kafka at 1,000 commits a second, beside Debezium; then the same while a foreign
 * transaction stays open. Measured until a consumer has the message, which is after the broker's acknowledgement.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { cpuMs } from '../processes.ts';
import { aRelayPark, fill, received, untilSize, writeOne, type Relay } from '../relays.ts';
import { atMost, publish } from '../results.ts';
import { alternate, type Contestant, type Round } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const seconds = Number(process.argv[3] ?? 4);
const perSecond = 1_000;
const writers = 8;
const park = await aRelayPark();

async function round(relay: Relay, clients: pg.Client[], lastOf: Map<string, number>): Promise<Round> {
  const { topic, process: relaying } = relay;
  await relay.start();
  const size = await topic.size();
  await fill(relay, 5);
  await untilSize(topic, size + 5);
  await received(topic, 5, lastOf);
  topic.receive();
  const before = cpuMs([relaying.pid]);
  const started = performance.now();
  const committed = (await Promise.all(clients.map((client) => write(relay, client)))).flat();
  const arrived = await received(topic, committed.length, lastOf);
  const ms = performance.now() - started;
  const cpu = cpuMs([relaying.pid]) - before;
  await relay.stop();
  const committedAt = new Map(committed.map(({ event, at }) => [event, at]));
  const latencies = arrived.map(({ subject, sequence, receivedAt }) =>
    Math.max(0, receivedAt - committedAt.get(`${subject} ${sequence}`)!),
  );
  return { items: committed.length, ms, cpuMs: cpu, latencies };
}

/** Each event with the time at which its commit was answered. */
async function write(relay: Relay, client: pg.Client): Promise<{ event: string; at: number }[]> {
  const written: { event: string; at: number }[] = [];
  const everyMs = (1000 * writers) / perSecond;
  const started = performance.now();
  for (let due = started; due < started + seconds * 1000; due += everyMs) {
    const ahead = due - performance.now();
    if (ahead > 0) await pause(ahead);
    const event = await writeOne(relay, client);
    written.push({ event, at: performance.now() });
  }
  return written;
}

const clients: pg.Client[] = [];
const contestants: Contestant[] = [];
for (const relay of [park.ours, park.debezium]) {
  const own = Array.from({ length: writers }, () => new pg.Client({ connectionString: relay.databaseUrl }));
  for (const client of own) await client.connect();
  clients.push(...own);
  const lastOf = new Map<string, number>();
  contestants.push({ name: relay.name, round: () => round(relay, own, lastOf) });
}
const foreign = new pg.Client({ connectionString: park.ours.databaseUrl });
await foreign.connect();
try {
  const alone = await alternate(contestants, rounds);
  await foreign.query('begin; select pg_current_xact_id()');
  const opened = performance.now();
  const beside = await alternate(contestants, rounds);
  const openForS = (performance.now() - opened) / 1000;
  const named = (measured: typeof alone, when: string): typeof alone => measured.map((one) => ({ ...one, name: `${one.name}, ${when}` }));
  publish('relay-latency', {
    title: 'From a commit to Kafka at 1,000 commits a second',
    measured: [...named(alone, 'alone'), ...named(beside, 'beside an open transaction')],
    targets: [
      atMost('our relay, p99', 100, alone[0]!.p99Ms!, ' ms'),
      atMost('our relay, p99, beside an open transaction', 100, beside[0]!.p99Ms!, ' ms'),
    ],
    notes: [
      'Until a consumer of another process has the message. The relay learns of a commit by polling here: the writers are other processes.',
      `The foreign transaction of another table stayed open for ${Math.round(openForS)} s; each measurement was done while it was.`,
    ],
  });
} finally {
  for (const client of [...clients, foreign]) await client.end();
  await park.stop();
}
