import { eventually, testDatabase, type TestDatabase } from '@park/test-kit';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Client } from 'pg';
import { LeaderElection, rest, type Term } from './leader-election.client.ts';

let database: TestDatabase;
let elections: LeaderElection[];
const warnings: string[] = [];

beforeEach(async () => {
  database = await testDatabase({ tables: [], migrations: [] });
  elections = [];
  warnings.length = 0;
});
afterEach(async () => {
  await Promise.all(elections.map((election) => election.stop()));
  await database.drop();
});

function candidate(lead: (term: Term) => Promise<void>): LeaderElection {
  const election = new LeaderElection({
    databaseUrl: database.url,
    name: 'spec-work',
    log: { warn: (message: string) => void warnings.push(message) },
    lead,
  });
  elections.push(election);
  election.start();
  return election;
}

const untilStopped = async ({ signal }: Term): Promise<void> => {
  while (!signal.aborted) await rest(1_000, signal);
};

async function locks(): Promise<number> {
  const [{ count }] = await database.dataSource.query(
    `select count(*)::int as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  return count;
}

it('lets one lead at a time, and the next within three seconds of its stop', async () => {
  const first = candidate(untilStopped);
  await eventually(() => expect(first.isLeader).toBe(true));
  const second = candidate(untilStopped);
  await first.stop();
  expect(first.isLeader).toBe(false);
  await eventually(() => expect(second.isLeader).toBe(true));
  expect(await locks()).toBe(1);
});

it('frees the lock when the leader throws, and elects anew', async () => {
  let turns = 0;
  const first = candidate(async (term) => {
    if (++turns === 1) throw new Error('a fault of the leader');
    await untilStopped(term);
  });
  await eventually(() => expect(warnings).toEqual(['spec-work: interrupted, trying again: Error: a fault of the leader']));
  expect(await locks()).toBe(0);
  await eventually(() => expect(first.isLeader).toBe(true));
  expect(await locks()).toBe(1);
});

it('tells a leader that has lost its connection, and elects another', async () => {
  const ended: string[] = [];
  const first = candidate(async (term) => {
    await untilStopped(term);
    ended.push('first');
  });
  await eventually(() => expect(first.isLeader).toBe(true));
  await eventually(async () => expect(await locks()).toBe(1));
  await database.dataSource.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'spec-work'`);
  await eventually(() => expect(ended).toEqual(['first']));
  const second = candidate(untilStopped);
  await eventually(() => expect(first.isLeader || second.isLeader).toBe(true));
  expect(await locks()).toBe(1);
});

it('does not elect a process again while its leader has not ended', async () => {
  let finish = (): void => undefined;
  let turns = 0;
  candidate(async () => {
    turns++;
    await new Promise<void>((resolve) => (finish = resolve));
  });
  await eventually(() => expect(turns).toBe(1));
  await database.dataSource.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'spec-work'`);
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await eventually(async () =>
    expect((await other.query('select pg_try_advisory_lock(hashtextextended($1, 11)) as free', ['spec-work'])).rows[0].free).toBe(true),
  );
  expect(turns).toBe(1);
  await other.end();
  finish();
  await eventually(() => expect(turns).toBe(2));
  finish();
});

it('competes again until a leader does not fail any more, and tells the same failure once', async () => {
  let turns = 0;
  const election = candidate(async (term) => {
    if (++turns <= 2) throw new Error('Kafka is away');
    await untilStopped(term);
  });
  await eventually(() => expect([turns, election.isLeader]).toEqual([3, true]));
  expect(warnings).toEqual(['spec-work: interrupted, trying again: Error: Kafka is away']);
});

it('competes again when the database was away', async () => {
  const { hostname, port } = new URL(database.url);
  const way = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const at = await portOf(way);
  await new Promise((resolve) => way.close(resolve));
  const election = new LeaderElection({
    databaseUrl: Object.assign(new URL(database.url), { hostname: '127.0.0.1', port: at }).href,
    name: 'spec-work',
    log: { warn: (message: string) => void warnings.push(message) },
    lead: untilStopped,
  });
  elections.push(election);
  election.start();
  await eventually(() => expect(warnings).toEqual([`spec-work: interrupted, trying again: Error: connect ECONNREFUSED 127.0.0.1:${at}`]));
  way.listen(at, '127.0.0.1');
  await eventually(() => expect(election.isLeader).toBe(true));
  await election.stop();
  await new Promise((resolve) => way.close(resolve));
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
