/** A dispatcher that dies at any point loses nothing, and keeps the order of aggregates. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { catalogue } from '@park/contracts';
import { commandOfSystem, newIdentity, PersonalData, save } from '@park/service-kit';
import { databaseFor, eventually, type TestDatabase } from '@park/test-kit';
import type { EntityManager } from 'typeorm';
import { register, verify } from '../endpoints/endpoint.ts';
import { anEndpointContent } from '../endpoints/endpoint.fixture.ts';
import { keepSecret } from '../endpoints/endpoint-secrets.store.ts';
import { EndpointTable } from '../endpoints/endpoint.table.ts';
import { newSigningSecret } from '../endpoints/signing-keys.service.ts';
import { aFair } from '../feeds.fixture.ts';
import { service } from '../feeds.module.ts';
import { appendEntries, keepEvents, lockFanOut } from '../log/log.store.ts';
import { outgoing } from '../log/outgoing-event.ts';
import type { DispatchPoint } from './attempt-sender.service.ts';
import { aReceiver, type Receiver } from './receiver.fixture.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const aggregates = 20;
const eventsOfEach = 15;
const begun = Date.now();

let database: TestDatabase;
let receiver: Receiver;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  database = await databaseFor(service);
  receiver = await aReceiver();
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => once(child, 'exit')));
  running.clear();
  await receiver.close();
  await database.drop();
});

function dispatcher(point?: DispatchPoint, times = 1): Promise<unknown> {
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const flags = ['--conditions=@park/source', '--import', path('swc-hooks.fixture.mjs'), path('dispatcher-process.fixture.ts')];
  const child = spawn(process.execPath, [...flags, database.url, key, String(begun), ...(point ? [point, String(times)] : [])], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  running.add(child);
  return once(child, 'exit').then(() => running.delete(child));
}

it('is killed at every point, and everything arrives, in the order of its aggregate', async () => {
  const subjects = Array.from({ length: aggregates }, () => randomUUID());
  const acknowledged = new Map<string, number[]>(subjects.map((subject) => [subject, []]));
  const early: string[] = [];
  let requests = 0;
  receiver.behave(({ event: { subject, sequence } }) => {
    const known = acknowledged.get(subject)!;
    // Again or next, but never one that lies ahead.
    if (sequence > known.length + 1) early.push(`${subject} ${sequence} after ${known.join()}`);
    if (++requests % 17 === 0) return 500;
    if (!known.includes(sequence)) known.push(sequence);
    return 200;
  });
  const id = await database.dataSource.transaction((tx) => anEndpointWithEntries(tx, subjects));
  const points: [DispatchPoint, number][] = [
    ['before send', 30],
    ['after send', 40],
    ['before store', 3],
    ['after store', 2],
  ];
  for (const [point, times] of points) await dispatcher(point, times);
  void dispatcher();
  const all = Array.from({ length: eventsOfEach }, (_, i) => i + 1);
  await eventually(() => {
    for (const sequences of acknowledged.values()) expect(sequences.toSorted((a, b) => a - b)).toEqual(all);
  }, 30_000);
  expect(early).toEqual([]);
  await eventually(async () => {
    const [row] = await database.dataSource.query(
      'select position, (select count(*) from delivery where endpoint_id = id) as waiting from endpoint where id = $1',
      [id],
    );
    expect(row).toEqual({ position: aggregates * eventsOfEach, waiting: 0 });
  });
  const [{ attempts }] = await database.dataSource.query(`select count(*) as attempts from attempt where outcome = 'acknowledged'`);
  expect(attempts).toBeGreaterThanOrEqual(aggregates * eventsOfEach);
});

/** A member with entries of several aggregates in turn, and its endpoint. Answers the endpoint's id. */
async function anEndpointWithEntries(tx: EntityManager, subjects: string[]): Promise<string> {
  const now = new Date();
  const command = commandOfSystem('spec', tx, now);
  const [organisation_id, uscc] = [randomUUID(), '91370200264574251E'];
  const [{ log_no }] = await tx.query(
    `insert into member (organisation_id, uscc, name, is_open) values ($1, $2, '会员', true) returning log_no`,
    [organisation_id, uscc],
  );
  await lockFanOut(tx);
  const events = Array.from({ length: eventsOfEach }, (_, i) => subjects.map((subject) => aFair(subject, i + 1))).flat();
  const leaving = events.map((event) => outgoing(event, catalogue.get(event.type)!)!);
  const numbers = await keepEvents(tx, leaving, now);
  await appendEntries(
    tx,
    numbers.map((event_no) => ({ log_no, event_no })),
    { now, isBackfill: false },
  );
  const content = { ...anEndpointContent, url: receiver.url, concurrency: 8 };
  const registered = register(await newIdentity(command, 'EP'), { organisation_id, uscc, log_no }, content, 0);
  const row = await save(command, EndpointTable, registered);
  await save(command, EndpointTable, verify(row, { url: row.url, allowed_rate: null }, now, '2025-06-16'));
  await keepSecret(command, row.id, newSigningSecret(new PersonalData(key)));
  return row.id;
}
