/** The cost of a batch for the database: the statements that PostgreSQL ran for it, as its session counts them. */
import { tenants } from '@park/contracts';
import { message, parkCode, testDatabase, type TestDatabase } from '@park/test-kit';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { BatchIntake, intakeMigrations, type Handlers } from './index.ts';
import { messageOfParts, type IncomingMessage } from './intake-message.ts';
import type { IncomingBatch } from './kafka.client.ts';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await testDatabase({ tables: [], migrations: intakeMigrations });
});
beforeEach(async () => {
  dataSource = await new DataSource({ type: 'postgres', url: database.url, extra: { max: 1 } }).initialize();
});
afterEach(() => dataSource.destroy());
afterAll(() => database.drop());

function aBatch(messages: IncomingMessage[], committed: string[] = [], partition = 0): IncomingBatch {
  const { topic } = tenants.EntityRenamedV1;
  const commit = (offset: string): void => void committed.push(offset);
  return { topic, partition, messages, heartbeat: async () => undefined, isOurs: () => true, commit };
}

function renamed(offset: number, subject: string): IncomingMessage {
  return messageOfParts({ offset: String(offset), ...message(tenants.EntityRenamedV1, subject, 1, {}) });
}

const some = (count: number): IncomingMessage[] => Array.from({ length: count }, (_, i) => renamed(i, randomUUID()));

function intake(handlers: Handlers): BatchIntake {
  const log = { warn: () => undefined, error: () => undefined };
  return new BatchIntake({ parkCode, dataSource, now: () => new Date() }, handlers, log);
}

/** By name, how often this session ran a statement. */
async function runs(): Promise<Record<string, number>> {
  const rows: { name: string; runs: number }[] = await dataSource.query(
    'select name, (generic_plans + custom_plans)::int as runs from pg_prepared_statements',
  );
  return Object.fromEntries(rows.map(({ name, runs: count }) => [name, count]));
}

it('notes the sequences of a batch that nobody wants, in one statement', async () => {
  const committed: string[] = [];
  const nobody = intake({ of: () => null, call: () => Promise.reject(new Error('nobody is to be called')) });
  const messages = some(40);
  await nobody.takeIn(aBatch(messages, committed));
  await nobody.takeIn(aBatch(some(40)));
  expect(committed).toEqual(['39']);
  expect(await runs()).toEqual({ 'note sequences': 2 });
  const subjects = messages.map(({ key }) => key);
  const [{ count }] = await dataSource.query('select count(*)::int as count from intake_sequence where subject = any ($1) and last = 1', [
    subjects,
  ]);
  expect(count).toBe(40);
});

it('claims, notes and looks for parked keys once a batch, however many messages are wanted', async () => {
  let handed = 0;
  const handler = async (): Promise<unknown> => undefined;
  const everybody = intake({ of: () => handler, call: async (_, { events }) => void (handed += events.length) });
  await everybody.takeIn(aBatch(some(40)));
  await everybody.takeIn(aBatch(some(200)));
  expect(handed).toBe(240);
  expect(await runs()).toEqual({ 'parked keys': 2, 'claim events': 2, 'note sequences': 2 });
});

it('takes together what comes from several partitions at once, and cuts it where it is too much for a transaction', async () => {
  const handed: string[][] = [];
  const handler = async (): Promise<unknown> => undefined;
  const everybody = intake({ of: () => handler, call: async (_, { events }) => void handed.push(events.map(({ subject }) => subject)) });
  const committed: string[][] = [[], [], []];
  const messages = [some(3), some(600), some(4)];
  await Promise.all(messages.map((those, partition) => everybody.takeIn(aBatch(those, committed[partition], partition))));
  const subjects = messages.flat().map(({ key }) => key);
  expect(handed).toEqual([subjects.slice(0, 500), subjects.slice(500)]);
  expect(committed).toEqual([['2'], ['496', '599'], ['3']]);
});

it('leaves out a partition that is another consumer’s by now', async () => {
  const handed: string[] = [];
  const handler = async (): Promise<unknown> => undefined;
  const everybody = intake({ of: () => handler, call: async (_, { events }) => void handed.push(...events.map(({ subject }) => subject)) });
  const committed: string[] = [];
  const [lost, kept] = [some(3), some(3)];
  await Promise.all([everybody.takeIn({ ...aBatch(lost, committed), isOurs: () => false }), everybody.takeIn(aBatch(kept, committed, 1))]);
  expect(handed).toEqual(kept.map(({ key }) => key));
  expect(committed).toEqual(['2']);
});

it('reads of an unwanted message its headers alone', async () => {
  const unread = (of: IncomingMessage): IncomingMessage =>
    Object.defineProperties(
      { ...of },
      { value: { get: () => fail('the value is read') }, headers: { get: () => fail('all headers are read') } },
    );
  const nobody = intake({ of: () => null, call: () => Promise.reject(new Error('nobody is to be called')) });
  const committed: string[] = [];
  await nobody.takeIn(aBatch(some(3).map(unread), committed));
  expect(committed).toEqual(['2']);
});

function fail(reason: string): never {
  throw new Error(reason);
}
