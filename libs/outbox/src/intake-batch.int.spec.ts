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

function aBatch(messages: IncomingMessage[], committed: string[] = []): IncomingBatch {
  const { topic } = tenants.EntityRenamedV1;
  const commit = (offset: string): void => void committed.push(offset);
  return { topic, partition: 0, messages, heartbeat: async () => undefined, isOurs: () => true, commit };
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
