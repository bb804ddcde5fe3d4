/**
 * `npm run bench -- door [registrations]`: a fair day at the door of the park that runs here (`RATE_LIMIT_PER_MINUTE=100000 npm start --
 * --detach` first; it makes records, so do not use it on a park that anybody needs). First 50 scans a second, open loop; then eight devices as fast as they can, a tenth of the scans
 * repeated and a twentieth brought later by a device that was offline. The peer is a bare server that only writes down who came, with neither
 * token nor rules nor events; it takes turns with us. Exactly one check-in of each registration, in the service and in reporting, or no number counts.
 */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { percentile } from '../rounds.ts';
import { csvOf } from '../../tools/sample-park/folder.ts';
import { importFile, type JobNotes } from '../../tools/sample-park/import-job.ts';
import { ParkApi } from '../../tools/sample-park/park-api.ts';
import { sampleCitizenId } from '../../tools/sample-park/sample-codes.ts';
import { inPark, root } from '../../tools/park/places.ts';
import type { RunFile } from '../../tools/park/run-file.ts';

const count = Number(process.argv[2] ?? 20_000);
const devices = 8;
const [repeated, offline] = [0.1, 0.05];
const pacedPerSecond = 50;
const pacedSeconds = 30;
const run = JSON.parse(readFileSync(inPark('run.json'), 'utf8')) as RunFile & { postgres: Record<string, string> };
const { personalDataKey } = JSON.parse(readFileSync(inPark('secrets.json'), 'utf8')) as { personalDataKey: string };
const { TicketsService } = await import(join(root, 'apps/events/dist/tickets/tickets.service.js'));
const api = new ParkApi(run);
const events = run.services['events']!.url;
const say = (line: string): void => console.log(line);
let scans = 0;

interface Scan {
  code: string;
  scan_id: string;
  scanned_at?: string;
}

const code = `DOOR-${Date.now()}`;
const { gathering, list, tickets } = await prepared();
const authorization = `Bearer ${await accessToken()}`;

const warmUp = tickets.slice(0, 300);
const paced = tickets.slice(warmUp.length, warmUp.length + pacedPerSecond * pacedSeconds);
const rest = tickets.slice(warmUp.length + paced.length);
const late = rest.slice(0, Math.round(rest.length * offline));
const online = rest.slice(late.length);

await openLoop(warmUp);
const latencies = await openLoop(paced);
say(
  `${pacedPerSecond} scans a second for ${pacedSeconds} s     p50 ${Math.round(percentile(latencies, 0.5))} ms, p99 ${Math.round(percentile(latencies, 0.99))} ms`,
);
const peerRates: number[] = [];
const ourRates: number[] = [];
const parts = 4;
for (let part = 0; part < parts; part++) {
  const share = online.slice((part * online.length) / parts, ((part + 1) * online.length) / parts);
  ourRates.push(await eightDevices(share));
  peerRates.push(await withPeer(share.length / 2));
}
await offlineBatches(late);
const settled = await everythingCounted();
say(
  `eight devices                       ${ourRates.map(Math.round).join(', ')} scans/s; a bare server that writes rows ${peerRates.map(Math.round).join(', ')}`,
);
say(`${count} check-ins, each once; reporting had counted them ${settled.toFixed(1)} s after the last`);
process.exit(0);

async function prepared(): Promise<{ gathering: string; list: string; tickets: string[] }> {
  const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
  const day = (n: number): string => hours(24 * n).slice(0, 10);
  const files = [
    [
      'gatherings',
      [
        {
          code,
          type: 'salon',
          title: 'door',
          venue: 'door',
          starts_at: hours(1),
          ends_at: hours(9),
          expected_attendance: count,
          capacity: count,
          state: 'published',
          approved_by: 'bench',
          permit_no: 'x',
          permit_applied_on: day(-40),
          emergency_plan_sha256: 'a'.repeat(64),
        },
      ],
    ],
    ['check-in-lists', [{ gathering_code: code, name: 'door', gate: 'door', opens_at: hours(-2), closes_at: hours(9) }]],
    ...Array.from({ length: Math.ceil(count / 5_000) }, (_, file) => ['registrations', registrationsOf(file)] as const),
  ] as const;
  const notes: JobNotes = { idOf: () => undefined, note: () => undefined };
  const started = performance.now();
  for (const [i, [kind, rows]] of files.entries()) {
    const file = { name: `${code}-${i}`, service: 'events' as const, kind, rows, content: csvOf(rows) };
    await importFile(api, file, notes, () => undefined);
  }
  say(`${count} registrations imported          ${Math.round((1_000 * count) / (performance.now() - started))} rows/s`);
  const found = await api.ask<{ items: { id: string }[] }>('events', '/gatherings', { query: { q: code } });
  const id = found!.items[0]!.id;
  const lists = await api.ask<{ items: { id: string }[] }>('events', '/check-in-lists', { query: { gathering_id: id } });
  const signer = new TicketsService({ PERSONAL_DATA_KEY: personalDataKey });
  const ids = await registrationIds(id);
  return {
    gathering: id,
    list: lists!.items[0]!.id,
    tickets: ids.map((registration_id) => signer.code({ gathering_id: id, registration_id, issue: 1 })),
  };
}

function registrationsOf(file: number): object[] {
  const from = file * 5_000;
  return Array.from({ length: Math.min(5_000, count - from) }, (_, i) => ({
    gathering_code: code,
    name: '门样本',
    citizen_id: sampleCitizenId('2001-01-01', 2_000_000 + from + i),
  }));
}

async function registrationIds(gatheringId: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: run.postgres['events']! });
  await client.connect();
  const { rows } = await client.query('select id from registration where gathering_id = $1 order by id', [gatheringId]);
  await client.end();
  return rows.map(({ id }: { id: string }) => id);
}

async function accessToken(): Promise<string> {
  const { clientId, clientSecret } = run.clients.operations;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(run.tokenEndpoint, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function post(path: string, body: object): Promise<any> {
  const answer = await fetch(events + path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was answered by ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}

/** Milliseconds. Throws where the answer is not the one that must come. */
async function scan(ticket: string, device: string, expected = 'ok'): Promise<number> {
  const started = performance.now();
  const body: Scan & { device_id: string } = { code: ticket, device_id: `${code} ${device}`, scan_id: String(++scans) };
  const { result } = await post(`/check-in-lists/${list}/scans`, body);
  if (result !== expected) throw new Error(`A scan was answered by ${result} and not by ${expected}.`);
  return performance.now() - started;
}

/** Sent by the clock, whether or not the ones before have been answered. */
async function openLoop(codes: readonly string[]): Promise<number[]> {
  const started = performance.now();
  const answers = codes.map(async (ticket, i) => {
    await pause(Math.max(0, started + (1_000 * i) / pacedPerSecond - performance.now()));
    return await scan(ticket, 'paced');
  });
  return await Promise.all(answers);
}

/** Scans a second. */
async function eightDevices(codes: readonly string[]): Promise<number> {
  const started = performance.now();
  let next = 0;
  let done = 0;
  const device = async (name: string): Promise<void> => {
    for (let ticket = codes[next++]; ticket !== undefined; ticket = codes[next++]) {
      await scan(ticket, name);
      done++;
      if (done % (1 / repeated) < 1) {
        await scan(ticket, name, 'already');
        done++;
      }
    }
  };
  await Promise.all(Array.from({ length: devices }, (_, i) => device(`gate-${i}`)));
  return (1_000 * done) / (performance.now() - started);
}

async function offlineBatches(codes: readonly string[]): Promise<void> {
  for (let from = 0; from < codes.length; from += 100) {
    const items = codes.slice(from, from + 100).map((ticket) => ({
      code: ticket,
      device_id: `${code} offline`,
      scan_id: String(++scans),
      scanned_at: new Date(Date.now() - 600_000).toISOString(),
    }));
    const answer = await post(`/check-in-lists/${list}/scans/batch`, { scans: items });
    const wrong = answer.items.find(({ result }: { result: string }) => result !== 'ok');
    if (wrong) throw new Error(`An offline scan was answered by ${JSON.stringify(wrong)}.`);
  }
}

/** Seconds until reporting has counted everybody. */
async function everythingCounted(): Promise<number> {
  const started = performance.now();
  const came = await api.ask<{ count: number }>('events', '/registrations', {
    query: { gathering_id: gathering, state: 'checked_in', count: 'true', limit: '1' },
  });
  if (came!.count !== count) throw new Error(`${came!.count} of ${count} registrations are checked in.`);
  for (;;) {
    const figure = await api.ask<{ value: number | null }>('reporting', '/kpis/participants', { query: { gathering } });
    if (figure!.value === count) return (performance.now() - started) / 1_000;
    if (figure!.value !== null && figure!.value > count) throw new Error(`Reporting has counted ${figure!.value} of ${count}.`);
    if (performance.now() - started > 300_000) throw new Error(`Reporting has counted ${figure!.value} of ${count} after five minutes.`);
    await pause(200);
  }
}

/** A bare server on the same database: reads the registration, writes the check-in and its state, commits; for half as many scans. */
async function withPeer(scansOfPeer: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: run.postgres['events']!, max: devices });
  await pool.query('create unlogged table if not exists bench_visit (id uuid primary key, state text not null, at timestamptz)');
  await pool.query('truncate bench_visit');
  await pool.query(`insert into bench_visit select gen_random_uuid(), 'confirmed' from generate_series(1, $1)`, [Math.round(scansOfPeer)]);
  const { rows } = await pool.query('select id from bench_visit');
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const { id } = JSON.parse(text) as { id: string };
      const client = await pool.connect();
      await client.query('begin');
      await client.query('select state from bench_visit where id = $1 for update', [id]);
      await client.query(`update bench_visit set state = 'checked_in', at = now() where id = $1`, [id]);
      await client.query('commit');
      client.release();
      response.setHeader('content-type', 'application/json').end('{"result":"ok"}');
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  const started = performance.now();
  let next = 0;
  const device = async (): Promise<void> => {
    for (let row = rows[next++]; row !== undefined; row = rows[next++])
      await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(row) }).then((answer) => answer.json());
  };
  await Promise.all(Array.from({ length: devices }, device));
  const rate = (1_000 * rows.length) / (performance.now() - started);
  server.close();
  await pool.query('drop table bench_visit');
  await pool.end();
  return rate;
}
