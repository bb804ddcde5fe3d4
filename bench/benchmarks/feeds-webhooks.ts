/**
 * `npm run bench -- feeds-webhooks [rounds]`: the third door, with the receiver in a thread of the client. How many deliveries of 1 kB a second
 * ten endpoints get from a log that waits, beside a plain loop of one fetch for each row of the same table, unsigned (7 rounds without a
 * number, taking turns); how long the first attempt takes at 500 a second; and what it does to the healthy ones if one endpoint in ten
 * hangs. Each entry must arrive, and each hundredth signature is verified, or no number counts.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { aFeedsPark, type BenchMember } from '../feeds-park.ts';
import { median, percentile } from '../rounds.ts';
import { startReceiver } from '../feeds-receiver.ts';

const rounds = Number(process.argv[2] ?? 7);
const members = 10;
const entriesOfARound = 1_000;
const [perSecond, seconds] = [500, 20];
const [isolatedPerSecond, isolatedSeconds, healthy] = [100, 8, 9];
const say = (line: string): void => console.log(line);

interface Endpoint {
  member: BenchMember;
  id: string;
}

const park = await aFeedsPark(members + 1 + members);
const receiver = await startReceiver();
let logged = 0;

try {
  await throughput();
  await firstAttempt();
  await isolation();
} finally {
  await park.stop();
  await receiver.stop();
}
process.exit(0);

async function endpoint(member: BenchMember, path: string, wish: object = {}): Promise<Endpoint> {
  const { id, secret, state } = await park.post(member, '/endpoints', {
    name: path,
    url: receiver.url + path,
    concurrency: 8,
    order: 'unordered',
    ...wish,
  });
  if (state !== 'active') throw new Error(`The endpoint ${path} is ${state}.`);
  receiver.trust(path, secret);
  return { member, id };
}

function act({ member, id }: Endpoint, action: string): Promise<any> {
  return park.post(member, `/endpoints/${id}/${action}`, {});
}

/** Of as many entries as a log gets: members subscribe to all. */
async function send(count: number): Promise<void> {
  await park.send(count, { isLarge: true });
  logged += count;
}

async function throughput(): Promise<void> {
  const endpoints = await Promise.all(park.members.slice(0, members).map((member, i) => endpoint(member, `/throughput/${i}`)));
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const one of endpoints) await act(one, 'pause');
    await send(entriesOfARound);
    await park.untilLogged(logged);
    const started = performance.now();
    await Promise.all(endpoints.map((one) => act(one, 'resume')));
    await untilReceived(members * entriesOfARound);
    const rate = (1_000 * members * entriesOfARound) / (performance.now() - started);
    const loop = await plainLoop(entriesOfARound);
    if (round === 0) continue; // warms up
    ours.push(rate);
    peer.push(loop);
  }
  for (const one of endpoints) await act(one, 'revoke');
  const [{ bytes }] = await park.query('select round(avg(length(json))) as bytes from feed_event');
  say(
    `${members} endpoints, bodies of ${bytes} bytes: ${Math.round(median(ours))} deliveries/s, signed twice, each attempt in the log; ` +
      `a plain loop of one fetch a row, unsigned ${Math.round(median(peer))}/s, ratio ${(median(ours) / median(peer)).toFixed(1)}`,
  );
}

/** Deliveries a second. */
async function plainLoop(count: number): Promise<number> {
  const rows = await park.query(
    'select l.position, e.json from log_entry l join feed_event e using (event_no) where log_no = 1 order by position desc limit $1',
    [count],
  );
  const started = performance.now();
  for (const { position, json } of rows)
    await (
      await fetch(`${receiver.url}/loop`, { method: 'POST', body: `{"feedposition":${position},${String(json).slice(1)}` })
    ).arrayBuffer();
  const rate = (1_000 * count) / (performance.now() - started);
  await receiver.take();
  return rate;
}

async function untilReceived(count: number): Promise<number[]> {
  const latencies: number[] = [];
  let distinct = 0;
  for (const end = performance.now() + 120_000; distinct < count;) {
    const received = await receiver.take();
    if (received.forged > 0) throw new Error(`${received.forged} signatures did not verify.`);
    distinct += received.distinct;
    latencies.push(...received.latencies);
    if (performance.now() > end) throw new Error(`${distinct} of ${count} entries arrived.`);
    await pause(5);
  }
  return latencies;
}

async function paced(rate: number, forSeconds: number): Promise<void> {
  const started = performance.now();
  const each = Math.max(1, Math.round(rate / 50));
  for (let sent = 0; sent < rate * forSeconds; sent += each) {
    await pause(Math.max(0, started + (1_000 * sent) / rate - performance.now()));
    await send(each);
  }
}

async function firstAttempt(): Promise<void> {
  const one = await endpoint(park.members[members]!, '/first', { concurrency: 32 });
  await paced(perSecond, seconds);
  const latencies = await untilReceived(perSecond * seconds);
  await act(one, 'revoke');
  say(
    `first attempt at ${perSecond}/s, one endpoint: p50 ${percentile(latencies, 0.5)} ms, p99 ${percentile(latencies, 0.99)} ms from the event to the receiver`,
  );
}

async function isolation(): Promise<void> {
  const good = await Promise.all(
    park.members.slice(members + 1, members + 1 + healthy).map((member, i) => endpoint(member, `/healthy/${i}`)),
  );
  const measure = async (): Promise<number[]> => {
    await paced(isolatedPerSecond, isolatedSeconds);
    return await untilReceived(healthy * isolatedPerSecond * isolatedSeconds);
  };
  const hanging = await endpoint(park.members[members + 1 + healthy]!, '/hang');
  const [before, after]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    await act(hanging, 'pause');
    const alone = await measure();
    await act(hanging, 'resume');
    const beside = await measure();
    if (round === 0) continue; // warms up
    before.push(...alone);
    after.push(...beside);
  }
  await act(hanging, 'revoke');
  for (const one of good) await act(one, 'revoke');
  const [alone, beside] = [percentile(before, 0.99), percentile(after, 0.99)];
  say(
    `${healthy} healthy endpoints at ${isolatedPerSecond} events/s: p50 ${percentile(before, 0.5)} ms, p99 ${alone} ms; beside one that hangs ` +
      `p50 ${percentile(after, 0.5)} ms, p99 ${beside} ms: ${((100 * (beside - alone)) / alone).toFixed(0)} % more`,
  );
}
