/** The queries of the dispatcher and of the lists of attempts use indexes, however many entries and attempts there are. */
import { randomUUID } from 'node:crypto';
import { wholeScansOfJobs, type ServiceUnderTest } from '@park/test-kit';
import type { EntityManager } from 'typeorm';
import { feedsUnderTest } from '../feeds.fixture.ts';
import { attemptsOf, deliveriesOf } from './attempts.store.ts';
import { endpointDoors, holdBehindOldest, recoverDeliveries, replaysOf } from './deliveries.store.ts';
import { entriesFor, oldestWaitingFor, replayEntriesFor, sendingEndpoints, waitingFor } from './dispatch.store.ts';
import { releaseSubjects } from './results.store.ts';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Cond'?: string;
  Plans?: PlanNode[];
}

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

const [id, now] = [randomUUID(), new Date()];
const page = { limit: 20 };
const growing = ['log_entry', 'feed_event', 'attempt', 'delivery', 'replay'];

/** Answers no rows, and notes how each query would be done. */
type Explaining = Pick<EntityManager, 'query'>;

const queries: [string, (db: Explaining) => Promise<unknown>][] = [
  ['endpoints', (db) => sendingEndpoints(db)],
  ['entries', (db) => entriesFor(db, [{ endpoint_id: id, log_no: 1, after: 5, limit: 10 }])],
  ['waiting deliveries', (db) => waitingFor(db, [{ endpoint_id: id, limit: 4 }])],
  ['oldest deliveries', (db) => oldestWaitingFor(db, [id])],
  ['replays', (db) => replayEntriesFor(db, [id], now, 100)],
  ['aggregates that are free', (db) => releaseSubjects(db, [{ endpoint_id: id, subjects: [id] }], now)],
  ['attempts', (db) => attemptsOf(db, id, page)],
  ['attempts after a page', (db) => attemptsOf(db, id, { ...page, cursor: Buffer.from(id).toString('base64url') })],
  ['failed attempts', (db) => attemptsOf(db, id, { ...page, outcome: 'failed' })],
  ['replayed attempts', (db) => attemptsOf(db, id, { ...page, kind: 'replay' })],
  ['attempts of an entry', (db) => attemptsOf(db, id, { ...page, position: 5 })],
  ['deliveries', (db) => deliveriesOf(db, id, { ...page, state: 'held' })],
  ['recovery', (db) => recoverDeliveries({ tx: db as EntityManager, now }, id, now)],
  ['deliveries behind others', (db) => holdBehindOldest({ tx: db as EntityManager }, id)],
  ['open replays', (db) => replaysOf(db, id)],
  ['doors', (db) => endpointDoors(db, 1)],
];

it.each(queries)('finds %s', async (_, ask) => {
  await park.database.dataSource.transaction(async (tx) => {
    // The tables are empty; without this, reading them whole would be the best plan for any of them.
    await tx.query('set local enable_seqscan = off');
    const plans: PlanNode[] = [];
    const db: Explaining = {
      query: async (sql: string, values?: unknown[]) => {
        const [row] = await tx.query(`explain (format json) ${sql}`, values);
        plans.push(row['QUERY PLAN'][0].Plan);
        return [{}] as never;
      },
    };
    await ask(db);
    const scans = plans.flatMap(nodesOf).filter((node) => growing.includes(node['Relation Name'] ?? ''));
    const whole = scans.filter((node) => node['Node Type'].endsWith('Scan') && node['Index Cond'] === undefined);
    expect(plans.length).toBeGreaterThan(0);
    expect(whole.filter((node) => node['Node Type'] !== 'Bitmap Heap Scan')).toEqual([]);
  });
});

it('finds what the clock’s jobs are due to change', async () => {
  expect(await wholeScansOfJobs(park)).toEqual([]);
});

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
