/**
 * `npm run bench -- commit-to-frame [commands a round] [rounds]`: from the answer to a command, which comes after its commit, to the board's
 * frame at a browser, one command at a time, in the park that runs here (`npm start -- --detach` first). It registers buildings, so do not
 * use it on a park that anybody needs. Our relay and a relay that polls each second take turns, in the same park; both must deliver
 * a frame for every command and leave no gap and nothing parked, or no number counts.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { median, percentile } from '../rounds.ts';
import { inPark } from '../../tools/park/places.ts';
import { parkCode } from '../../tools/park/services.ts';
import type { RunFile } from '../../tools/park/run-file.ts';

const commands = Number(process.argv[2] ?? 30);
const rounds = Number(process.argv[3] ?? 5);
const run = JSON.parse(readFileSync(inPark('run.json'), 'utf8')) as RunFile & { postgres: Record<string, string> };
const electionLock = `hashtextextended('outbox-relay', 11)`;

const token = await accessToken();
const authorization = `Bearer ${token}`;
let frames = 0;
let seen: () => void = () => undefined;
await watchBoard();

const ours: number[][] = [];
const theirs: number[][] = [];
await measure(5); // warms up
for (let round = 0; round < rounds; round++) {
  ours.push(await measure(commands));
  theirs.push(await withPeer(() => measure(Math.min(commands, 8))));
}
await ensureWell();
report('our relay', ours);
report('a relay that polls each second', theirs);
process.exit();

async function accessToken(): Promise<string> {
  const { clientId, clientSecret } = run.clients.operations;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(run.tokenEndpoint, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function watchBoard(): Promise<void> {
  const answer = await fetch(`${run.services['reporting']!.url}/board/live`, { headers: { authorization } });
  if (!answer.ok || !answer.body) throw new Error(`The board answered ${answer.status}.`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let text = ''; ;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('The board’s stream ended.');
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        if (text.startsWith('event: board')) {
          frames++;
          seen();
        }
        text = text.slice(end + 2);
      }
    }
  })();
  while (frames === 0) await pause(10);
}

/** Milliseconds from each command's answer to the next frame; a frame that came before the answer counts as 0. */
async function measure(times: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = frames;
    const framed = new Promise<number>((resolve) => (seen = () => resolve(performance.now())));
    const code = `L${Date.now().toString(36)}${i}`.slice(-18);
    const answer = await fetch(`${run.services['tenants']!.url}/buildings`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ code, name: code, floors: 1, gfa_m2: 10, state: 'planned' }),
    });
    if (!answer.ok) throw new Error(`The command was answered ${answer.status}: ${await answer.text()}`);
    const answeredAt = performance.now();
    const framedAt = await Promise.race([framed, pause(10_000, null, { ref: false })]);
    if (framedAt === null) throw new Error('No frame within 10 s.');
    if (frames !== before + 1) throw new Error(`${frames - before} frames for one command.`);
    latencies.push(Math.max(0, framedAt - answeredAt));
    await pause(20 + (i % 10) * 30); // no step with a poll
  }
  return latencies;
}

/** Takes the lock of the relay's election, so that the service's own relay stands by, and relays in its place. */
async function withPeer<T>(work: () => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: run.postgres['tenants'] });
  await db.connect();
  const producer = new Kafka({ brokers: run.kafka.brokers.split(','), logLevel: logLevel.NOTHING }).producer({ idempotent: true });
  await producer.connect();
  const closing = new AbortController();
  try {
    const taken = db.query(`select pg_advisory_lock(${electionLock})`);
    await pause(100);
    const other = new pg.Client({ connectionString: run.postgres['tenants'] });
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

async function ensureWell(): Promise<void> {
  for (const { url } of Object.values(run.services)) {
    const { parts } = (await (await fetch(`${url}/health/ready`)).json()) as { parts: Record<string, { state: string; gaps?: number }> };
    for (const part of Object.values(parts)) if (part.state !== 'up' || part.gaps) throw new Error(`Not well: ${JSON.stringify(parts)}`);
  }
}

function report(name: string, taken: number[][]): void {
  const p50 = taken.map((round) => percentile(round, 0.5));
  const all = taken.flat();
  console.log(
    `${name}: p50 ${median(p50).toFixed(1)} ms (median of ${taken.length} rounds), p99 ${percentile(all, 0.99).toFixed(1)} ms of ${all.length}`,
  );
}
