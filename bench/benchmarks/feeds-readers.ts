/**
 * `npm run bench -- feeds-readers [rounds]`: the two doors that members read. Pages of 100 entries, beside a bare server that sends a body of
 * the same size, taking turns (7 rounds without a number); then 1,000 streams of 20 members with 200 events a second. Each page must hold
 * its 100 positions and each stream every position once and in order, or no number counts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request, type Dispatcher } from 'undici';
import { aFeedsPark } from '../feeds-park.ts';
import { median, percentile } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const roundMs = 3_000;
const connections = 16;
const entries = 10_000;
const pageEntries = 100;
const streams = 1_000;
const [perSecond, seconds] = [200, 20];
/** Of so many streams one is read frame by frame. */
const timedEach = 20;
const expected = entries + perSecond * seconds;
const latencies: number[] = [];
const say = (line: string): void => console.log(line);

const park = await aFeedsPark(20);
try {
  await park.send(entries);
  await park.untilLogged(entries);
  await pages();
  await live();
} finally {
  await park.stop();
}
process.exit(0);

async function pages(): Promise<void> {
  const agent = new Agent({ connections });
  const [first] = park.members;
  const body = Buffer.from(await (await fetch(`${park.url}/feed?limit=${pageEntries}`, { headers: headersOf(0) })).arrayBuffer());
  if (JSON.parse(body.toString()).length !== pageEntries || !first) throw new Error('A page has not its entries.');
  const bare = createServer((_, answer) => void answer.writeHead(200, { 'content-type': 'application/json' }).end(body));
  await new Promise<void>((done) => bare.listen(0, '127.0.0.1', done));
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
  const [ours, perCore, peer]: [number[], number[], number[]] = [[], [], []];
  await load(agent, ourPage);
  for (let round = 0; round < rounds; round++) {
    const before = park.cpuSeconds();
    const count = await load(agent, ourPage);
    perCore.push(count / (park.cpuSeconds() - before));
    ours.push((1_000 * count) / roundMs);
    peer.push((1_000 * (await load(agent, () => ({ url: bareUrl })))) / roundMs);
  }
  bare.close();
  say(
    `pages of ${pageEntries} entries (${Math.round(body.length / 1024)} kB): ${Math.round(median(ours))}/s, ${Math.round(median(perCore))} a second of the service's CPU; ` +
      `a bare server in the process of the client ${Math.round(median(peer))}/s`,
  );
}

function headersOf(number: number): Record<string, string> {
  return { authorization: park.members[number]!.authorization };
}

function ourPage(turn: number): { url: string; headers: Record<string, string>; first: number } {
  const after = ((turn * 7) % (entries / pageEntries)) * pageEntries;
  return { url: `${park.url}/feed?after=${after}&limit=${pageEntries}`, headers: headersOf(turn % 4), first: after + 1 };
}

/** Answers how many were read within the time. */
async function load(
  agent: Dispatcher,
  wish: (turn: number) => { url: string; headers?: Record<string, string>; first?: number },
): Promise<number> {
  const end = performance.now() + roundMs;
  let turn = 0;
  let done = 0;
  const reader = async (): Promise<void> => {
    while (performance.now() < end) {
      const { url, headers = {}, first } = wish(turn++);
      const answer = await request(url, { dispatcher: agent, headers });
      const body = Buffer.from(await answer.body.arrayBuffer());
      if (answer.statusCode !== 200) throw new Error(`${url} was answered by ${answer.statusCode}`);
      if (first !== undefined && !body.subarray(0, 40).toString().startsWith(`[{"feedposition":${first},`))
        throw new Error(`${url}: another page`);
      done++;
    }
  };
  await Promise.all(Array.from({ length: connections }, reader));
  return done;
}

/** Reads each frame: its position and its time. */
function timed(body: NodeJS.ReadableStream, finish: () => void): void {
  let position = entries;
  let rest = '';
  body.setEncoding('utf8');
  body.on('data', (text: string) => {
    const now = Date.now();
    const frames = (rest + text).split('\n\n');
    rest = frames.pop()!;
    for (const frame of frames) {
      if (!frame.startsWith('id: ')) continue;
      if (Number(frame.slice(4, frame.indexOf('\n'))) !== ++position)
        throw new Error(`A stream came to ${frame.slice(0, 20)} after ${position - 1}`);
      latencies.push(now - Date.parse(/"time":"([^"]+)"/.exec(frame)![1]!));
      if (position === expected) finish();
    }
  });
}

/** Counts the frames, which cost the client of 1,000 streams less than reading them, and reads the last one. */
function counted(body: NodeJS.ReadableStream, finish: () => void): void {
  let count = 0;
  let last: Buffer = Buffer.alloc(0);
  body.on('data', (chunk: Buffer) => {
    const all = last.length > 0 ? Buffer.concat([last, chunk]) : chunk;
    let from = 0;
    for (let end = all.indexOf('\n\n'); end >= 0; end = all.indexOf('\n\n', from)) {
      if (all[from] === 105) count++; // i of id
      if (count === expected - entries && !all.subarray(from, end).toString().startsWith(`id: ${expected}\n`))
        throw new Error('A stream ended otherwise.');
      from = end + 2;
    }
    last = all.subarray(from);
    if (count === expected - entries) finish();
  });
}

async function live(): Promise<void> {
  const before = park.residentBytes();
  let finished = 0;
  const agent = new Agent({ connections: null, bodyTimeout: 0 });
  for (let i = 0; i < streams; i++) {
    const answer = await request(`${park.url}/feed/live?after=${entries}`, {
      dispatcher: agent,
      headers: headersOf(i % park.members.length),
    });
    if (answer.statusCode !== 200) throw new Error(`A stream was answered by ${answer.statusCode}`);
    const read = i % timedEach === 0 ? timed : counted;
    read(answer.body, () => finished++);
  }
  await pause(2_000);
  const perConnection = (park.residentBytes() - before) / streams / 1024;
  const cpu = park.cpuSeconds();
  const started = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent += 20) {
    await pause(Math.max(0, started + (1_000 * sent) / perSecond - performance.now()));
    await park.send(20);
  }
  while (finished < streams) await pause(50);
  const took = (performance.now() - started) / 1_000;
  say(
    `${streams} streams of ${park.members.length} members, ${perSecond} events/s: p50 ${percentile(latencies, 0.5)} ms, p99 ${percentile(latencies, 0.99)} ms from the event to the client; ` +
      `${streams * perSecond * seconds} frames, ${perConnection.toFixed(1)} kB a connection, ${((100 * (park.cpuSeconds() - cpu)) / took).toFixed(0)} % of a core`,
  );
}
