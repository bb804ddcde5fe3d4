/**
 * `npm run bench -- last-seats [requests] [seats] [rounds]`: many people at once for the last seats of a gathering, then cancellations while the
 * others wait, in the park that runs here (`RATE_LIMIT_PER_MINUTE=100000 npm start -- --detach` first; it makes records). Exactly as many as
 * there are seats are confirmed, the others wait in the order in which they were decided on, each seat that becomes free is offered to the first
 * of them, and the counters say what the registrations take, or no number counts.
 */
import { readFileSync } from 'node:fs';
import { inPark } from '../../tools/park/places.ts';
import type { RunFile } from '../../tools/park/run-file.ts';
import { sampleCitizenId } from '../../tools/sample-park/sample-codes.ts';

const [requests, seats, rounds] = [Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 20), Number(process.argv[4] ?? 3)];
const waitAfterwards = 300;
const run = JSON.parse(readFileSync(inPark('run.json'), 'utf8')) as RunFile;
const url = run.services['events']!.url;
const operations = await tokenOf(run.clients.operations);
const system = await tokenOf(run.clients.parkSystem);
let persons = Math.floor(Date.now() / 1_000) % 1_000_000;

interface Registration {
  id: string;
  state: string;
  waitlist_number: number | null;
}

for (let round = 0; round < rounds; round++) await race();

async function race(): Promise<void> {
  const gathering = await published();
  const started = performance.now();
  const made = await Promise.all(Array.from({ length: requests }, () => register(gathering)));
  const registered = performance.now() - started;
  const confirmed = made.filter(({ state }) => state === 'confirmed');
  const waiting = made.filter(({ state }) => state === 'waitlisted').sort((a, b) => a.waitlist_number! - b.waitlist_number!);
  must(confirmed.length === seats && waiting.length === requests - seats, `${confirmed.length} of ${seats} seats were given`);
  must(
    waiting.every(({ waitlist_number }, i) => waitlist_number === i + 1),
    'the numbers of the waiting list have gaps',
  );
  const leaving = waiting.slice(0, Math.max(0, waiting.length - waitAfterwards));
  await Promise.all(leaving.map(({ id }) => post(`/registrations/${id}/cancel`, { reason: 'bench' })));

  const again = performance.now();
  await Promise.all(confirmed.map(({ id }) => post(`/registrations/${id}/cancel`, { reason: 'bench' })));
  const cancelled = performance.now() - again;
  const next = waiting.slice(leaving.length);
  const states = await Promise.all(next.map(async ({ id }) => (await get<Registration>(`/registrations/${id}`)).state));
  must(
    states.every((state, i) => state === (i < seats ? 'offered' : 'waitlisted')),
    'the seats were not offered in the order of the list',
  );
  await Promise.all(next.slice(0, seats).map(({ id }) => post(`/registrations/${id}/accept`)));
  const { items, waiting: left } = await get<{ items: { used: number; held: number; free: number }[]; waiting: number }>(
    `/gatherings/${gathering}/seats`,
  );
  const [house] = items;
  must(house!.used === seats && house!.held === 0 && left === next.length - seats, `the counters say ${JSON.stringify(items)}`);
  console.log(
    `${requests} at once for ${seats} seats: ${Math.round(registered)} ms (${Math.round((1_000 * requests) / registered)}/s); ` +
      `${seats} cancellations with ${next.length} waiting: ${Math.round(cancelled)} ms`,
  );
}

async function published(): Promise<string> {
  const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
  const { id } = await post<{ id: string }>('/gatherings', {
    code: `SEATS-${Date.now()}`,
    type: 'salon',
    title: 'seats',
    venue: 'seats',
    starts_at: hours(240),
    ends_at: hours(243),
    expected_attendance: seats,
    capacity: seats,
  });
  await post(`/gatherings/${id}/submit`, undefined, system);
  await post(`/gatherings/${id}/approve`);
  await post(`/gatherings/${id}/publish`);
  return id;
}

async function register(gathering_id: string): Promise<Registration> {
  return await post('/registrations', { gathering_id, name: '席样本', citizen_id: sampleCitizenId('2002-01-01', 3_000_000 + ++persons) });
}

async function tokenOf({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(run.tokenEndpoint, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${operations}` } });
  if (!answer.ok) throw new Error(`${path} was answered by ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function post<T>(path: string, body?: object, token = operations): Promise<T> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} was answered by ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`No number counts: ${otherwise}.`);
}
