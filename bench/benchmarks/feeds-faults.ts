/**
 * `npm run bench -- feeds-faults [crashes]`: members read their feeds in all doors while the service is killed at any moment (10 times without a
 * number), a receiver fails and hangs, a secret is rotated between two attempts and a membership is suspended between two deliveries.
 * The checker shares no code with the service: it knows what was sent to Kafka, and what each member got.
 *
 * Nothing lost, nothing of another member, no gap in positions, the same position in every door, each aggregate in order where that is
 * promised, and each signature good for the package `standardwebhooks`.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { aFeedsPark, type BenchMember } from '../feeds-park.ts';

const crashes = Number(process.argv[2] ?? 10);
const subjects = 200;
const eventsOfARound = 300;
const roundsBetweenCrashes = 2;
const say = (line: string): void => console.log(line);

/** As a door brings it. */
interface Entry extends Omit<Got, 'position'> {
  feedposition: number;
}

interface Got {
  position: number;
  id: string;
  subject: string;
  sequence: number;
}

const park = await aFeedsPark(4);
const [puller, streamer, ordered, unordered] = park.members as [BenchMember, BenchMember, BenchMember, BenchMember];
const sent: { id: string; subject: string; sequence: number }[] = [];
let isOver = false;

try {
  const pulled = pull(puller);
  const streamed = stream(streamer);
  const good = await receiver(ordered, { order: 'per_aggregate' });
  const bad = await receiver(unordered, { order: 'unordered' });
  for (let crash = 0; crash < crashes; crash++) {
    for (let round = 0; round < roundsBetweenCrashes; round++) {
      sent.push(...(await park.send(eventsOfARound, { subjects })));
      await pause(Math.random() * 1_500);
    }
    if (crash === Math.floor(crashes * 0.2)) good.secrets.push(await rotate(ordered, good.endpoint));
    if (crash === Math.floor(crashes * 0.4)) await park.moveMembership(unordered, 'suspended');
    if (crash === Math.floor(crashes * 0.7)) await park.moveMembership(unordered, 'active');
    await park.crash();
    say(`crash ${crash + 1} of ${crashes}: ${sent.length} events sent`);
  }
  sent.push(...(await park.send(eventsOfARound, { subjects })));
  await settled(good, bad);
  isOver = true;
  const logs = [await logOf(puller), await logOf(streamer), await logOf(ordered), await logOf(unordered)] as const;
  for (const [i, log] of logs.entries()) requireWhole(`log ${i}`, log, i < 3 ? sent : null);
  requireSame('pages', await pulled, logs[0]);
  requireSame('the stream', await streamed, logs[1]);
  requireDelivered('ordered webhooks', good.got, logs[2]);
  requireInOrder(good.got);
  requireDelivered('unordered webhooks', bad.got, logs[3]);
  if (good.rejected + bad.rejected > 0) throw new Error(`${good.rejected + bad.rejected} requests had no good signature.`);
  say(
    `${sent.length} events, ${crashes} crashes: nothing lost, positions equal in all doors, ${good.got.length} and ${bad.got.length} deliveries of ${logs[2].length} and ${logs[3].length} entries`,
  );
} finally {
  isOver = true;
  await park.stop();
}
process.exit(0);

async function pull(member: BenchMember): Promise<Got[]> {
  const got: Got[] = [];
  while (!isOver) {
    try {
      const after = got.at(-1)?.position ?? 0;
      const answer = await fetch(`${park.url}/feed?after=${after}&limit=100&wait=1`, { headers: { authorization: member.authorization } });
      if (answer.ok) got.push(...((await answer.json()) as Entry[]).map(gotOf));
      else await pause(100);
    } catch {
      await pause(100);
    }
  }
  return got;
}

async function stream(member: BenchMember): Promise<Got[]> {
  const got: Got[] = [];
  while (!isOver) {
    try {
      const headers = { authorization: member.authorization, 'last-event-id': String(got.at(-1)?.position ?? 0) };
      const answer = await fetch(`${park.url}/feed/live`, { headers, signal: AbortSignal.timeout(5_000) });
      let rest = '';
      for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
        const frames = (rest + text).split('\n\n');
        rest = frames.pop()!;
        const data = frames.flatMap((frame) => frame.split('\n').filter((line) => line.startsWith('data: ')));
        got.push(...data.map((line) => gotOf(JSON.parse(line.slice(6)) as Entry)));
      }
    } catch {
      await pause(100);
    }
  }
  return got;
}

function gotOf({ feedposition: position, id, subject, sequence }: Entry): Got {
  return { position, id, subject, sequence };
}

interface Receiver {
  endpoint: string;
  secrets: string[];
  /** What was acknowledged, in the order of the acknowledgements. */
  got: Got[];
  /** Requests whose signature no secret verifies. */
  rejected: number;
}

/** Fails on the first attempt of one entry in ten, and hangs for two seconds on one in a hundred. */
async function receiver(member: BenchMember, wish: object): Promise<Receiver> {
  const state: Receiver = { endpoint: '', secrets: [], got: [], rejected: 0 };
  const tried = new Set<string>();
  const server = createServer((request, answer) => {
    if (request.method === 'OPTIONS')
      return void answer.writeHead(200, { 'WebHook-Allowed-Origin': '*', 'WebHook-Allowed-Rate': '*' }).end();
    void textOf(request).then(async (body) => {
      const event = verified(state.secrets, body, request.headers as Record<string, string>);
      if (event === null) {
        state.rejected++;
        return answer.writeHead(401).end();
      }
      const isFirst = !tried.has(event.id);
      tried.add(event.id);
      if (isFirst && event.feedposition % 10 === 0) return answer.writeHead(500).end('not now');
      if (event.feedposition % 100 === 1) await pause(2_000);
      state.got.push(gotOf(event));
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const {
    id,
    secret,
    state: verification,
  } = await park.post(member, '/endpoints', { name: 'faults', url, concurrency: 8, start: 'beginning', ...wish });
  if (verification !== 'active') throw new Error(`The endpoint is ${verification}.`);
  return Object.assign(state, { endpoint: id, secrets: [secret] });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Null where no secret verifies it. */
function verified(secrets: readonly string[], body: string, headers: Record<string, string>): Entry | null {
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers) as Entry;
    } catch {
      continue;
    }
  }
  return null;
}

async function rotate(member: BenchMember, endpoint: string): Promise<string> {
  return (await park.post(member, `/endpoints/${endpoint}/rotate-secret`, { overlap_hours: 24 })).secret;
}

/** Until every door has all that its log has. */
async function settled(...receivers: Receiver[]): Promise<void> {
  const end = Date.now() + 180_000;
  for (;;) {
    const rows = await park.query('select organisation_id, last_position as last from member');
    const lasts = park.members.map(({ organisation_id }) => Number(rows.find((row) => row.organisation_id === organisation_id)!.last));
    const counts = receivers.map(({ got }) => new Set(got.map(({ position }) => position)).size);
    if (lasts.slice(0, 3).every((last) => last === sent.length) && counts[0] === lasts[2] && counts[1] === lasts[3]) return;
    if (Date.now() > end) {
      const endpoints = await park.query('select code, state, position, failures, failing_since, log_no from endpoint order by code');
      throw new Error(
        `After three minutes the logs have ${lasts}, the receivers ${counts}, and ${sent.length} were sent: ${JSON.stringify(endpoints)}`,
      );
    }
    await pause(200);
  }
}

async function logOf(member: BenchMember): Promise<Got[]> {
  const log: Got[] = [];
  for (;;) {
    const answer = await fetch(`${park.url}/feed?after=${log.at(-1)?.position ?? 0}&limit=500`, {
      headers: { authorization: member.authorization },
    });
    const page = (await answer.json()) as Entry[];
    if (page.length === 0) return log;
    log.push(...page.map(gotOf));
  }
}

/** Positions without gaps, no event twice, each aggregate in order; and, where all of them are known, exactly the events that were sent. */
function requireWhole(what: string, log: readonly Got[], all: readonly { id: string }[] | null): void {
  log.forEach(({ position }, i) => require(position === i + 1, `${what}: position ${position} after ${i} entries`));
  require(new Set(log.map(({ id }) => id)).size === log.length, `${what} has an event twice`);
  for (const entries of Map.groupBy(log, ({ subject }) => subject).values())
    entries.forEach(({ sequence }, i) => require(i === 0 || sequence > entries[i - 1]!.sequence, `${what}: an aggregate out of order`));
  const known = new Set(sent.map(({ id }) => id));
  for (const { id } of log) require(known.has(id), `${what} has an event that nobody sent`);
  if (all) require(all.length === log.length, `${what} has ${log.length} of ${all.length} events`);
}

function requireSame(what: string, got: readonly Got[], log: readonly Got[]): void {
  require(JSON.stringify(got) ===
    JSON.stringify(log), `${what} brought ${got.length} entries, and not the ${log.length} of the log in its order`);
}

/** Each entry at least once, at its position. */
function requireDelivered(what: string, got: readonly Got[], log: readonly Got[]): void {
  const ids = new Map(got.map(({ position, id }) => [position, id]));
  for (const { position, id } of log)
    require(ids.get(position) === id, `${what}: position ${position} was not delivered, or as another event`);
  require(ids.size === log.length, `${what}: ${ids.size} positions of ${log.length}`);
}

/** The first acknowledgements of one aggregate’s events come in its order. */
function requireInOrder(got: readonly Got[]): void {
  const last = new Map<string, number>();
  const seen = new Set<string>();
  for (const { id, subject, sequence } of got) {
    if (seen.has(id)) continue;
    seen.add(id);
    require(sequence > (last.get(subject) ?? 0), `ordered webhooks: ${subject} came to ${sequence} after ${last.get(subject)}`);
    last.set(subject, sequence);
  }
}

function require(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
