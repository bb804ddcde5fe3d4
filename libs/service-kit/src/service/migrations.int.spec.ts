/** A new instance and the job that migrates its database, started in any order. */
import { eventually, testDatabase, type TestDatabase } from '@park/test-kit';
import { createLogger } from './logger.service.ts';
import { migrate, obstacleTo, untilMigrated } from './migrations.client.ts';
import { toy } from '../toy/toy.fixture.ts';
import { migrationsOf } from './event-wiring.module.ts';

let database: TestDatabase;
let lines: string[];
const log = createLogger('spec', 'info', { write: (line) => lines.push((JSON.parse(line) as { msg: string }).msg) });

beforeEach(async () => {
  database = await testDatabase({ tables: [], migrations: [] });
  lines = [];
});
afterEach(() => database.drop());

it('waits for the migrations that it knows, says so once, and goes on when they have run', async () => {
  const migrations = migrationsOf(toy);
  const waiting = untilMigrated(migrations, database.url, log);
  await eventually(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toMatch(/^not started yet: its database waits for the migrations Create\w+, /);
  await migrate(toy, database.url, log);
  await waiting;
  expect(lines).toHaveLength(1);
});

it('does not wait on a database that has more: the version after this one was there', async () => {
  await migrate(toy, database.url, log);
  await untilMigrated(migrationsOf(toy).slice(0, -1), database.url, log);
  expect(lines).toEqual([]);
});

it('says why a database does not let it in, and never with which password it was tried', async () => {
  const { href } = Object.assign(new URL(database.url), { username: 'nobody', password: 'a-secret' });
  expect(await obstacleTo([], href)).toMatch(/^its database does not let it in: (?!.*a-secret).*"nobody"/);
  const closed = 'postgres://spec:a-secret@127.0.0.1:1/spec';
  expect(await obstacleTo([], closed)).toBe('its database does not let it in: connect ECONNREFUSED 127.0.0.1:1');
});

it('runs each migration once, however many jobs start together', async () => {
  await Promise.all([migrate(toy, database.url, log), migrate(toy, database.url, log), migrate(toy, database.url, log)]);
  const [{ ran, names }] = await database.dataSource.query(
    'select count(*)::int as ran, count(distinct name)::int as names from migrations',
  );
  expect([ran, names]).toEqual([migrationsOf(toy).length, migrationsOf(toy).length]);
});
