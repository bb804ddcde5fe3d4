/** The cost of reading and keeping a log, as PostgreSQL counts it: pages touched, with 300,000 entries behind. */
import { databaseFor, type TestDatabase } from '@park/test-kit';
import type { EntityManager } from 'typeorm';
import { service } from '../feeds.module.ts';
import { earlierEvents, firstEventToLookAt } from '../subscriptions/backfill.store.ts';
import { entriesAfter, newestEntries } from './log.store.ts';
import { forgetEntries } from './log-retention.store.ts';

const history = 300_000;
const members = 20;
const now = new Date('2025-06-16T02:00:00Z');
let database: TestDatabase;

/** Half a year of events, each of which is in the logs of two of the members. */
beforeAll(async () => {
  database = await databaseFor(service);
  const query = (sql: string, values: unknown[] = []): Promise<unknown> => database.dataSource.query(sql, values);
  await query(
    `insert into member (organisation_id, uscc, is_open, last_position) select gen_random_uuid(), 'member ' || i, true, $1 from generate_series(1, $2::int) i`,
    [(2 * history) / members, members],
  );
  await query(
    `insert into feed_event (event_id, type, subject, sequence, occurred_at, received_at, modes, topics, resources, json)
     select gen_random_uuid(), 'park.recruitment.fair.phase-changed.v1', gen_random_uuid(), 1, at, at, '{}', '{jobs}', '{}', '{"specversion":"1.0"}'
     from generate_series(1, $1::int) i, lateral (select $2::timestamptz - ($1 - i) * (interval '80 days' / $1) as at) t`,
    [history, now],
  );
  await query(
    `insert into log_entry (log_no, position, event_no, appended_at, is_backfill)
     select 1 + (e.event_no + k) % $1, 1 + (e.event_no - 1) / $1 * 2 + k, e.event_no, e.received_at, false
     from feed_event e, generate_series(0, 1) k`,
    [members],
  );
  await query('vacuum analyze');
}, 120_000);
afterAll(() => database.drop());

/** Pages of the shared buffers that the statements of `work` touch, and the tables that they read as a whole. */
async function cost(work: (db: Pick<EntityManager, 'query'>) => Promise<unknown>): Promise<{ pages: number; whole: string[] }> {
  let pages = 0;
  const whole: string[] = [];
  await database.dataSource.transaction(async (tx) => {
    const explained = async (sql: string, values: unknown[] = []): Promise<unknown> => {
      const [row] = await tx.query(`explain (analyze, buffers, timing off, format json) ${sql}`, values);
      const plan = row['QUERY PLAN'][0].Plan;
      pages += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
      const walk = (node: any): void => {
        if (node['Node Type'] === 'Seq Scan') whole.push(node['Relation Name']);
        node.Plans?.forEach(walk);
      };
      walk(plan);
      return await tx.query(sql, values);
    };
    await work({ query: explained as EntityManager['query'] });
  });
  return { pages, whole };
}

it.each([
  ['a page at the beginning of a log', (db: any) => entriesAfter(db, 7, 0, 100)],
  ['a page in its middle', (db: any) => entriesAfter(db, 7, 15_000, 100)],
  ['the page after the newest entry', (db: any) => entriesAfter(db, 7, 30_000, 100)],
  ['the newest entries', (db: any) => newestEntries(db, 7, 100)],
])('%s costs as much as its entries', async (_, read) => {
  const { pages, whole } = await cost(read);
  expect(whole).toEqual([]);
  expect(pages).toBeLessThan(100 * 5 + 20);
});

it('a page of earlier events, and the event at which a subscription begins, are found by indexes', async () => {
  const page = await cost((db) => earlierEvents(db as EntityManager, 150_000, 500));
  expect(page.whole).toEqual([]);
  expect(page.pages).toBeLessThan(200);
  const begin = await cost((db) =>
    firstEventToLookAt(
      db as EntityManager,
      { start: 'time', start_at: new Date('2025-05-01T00:00:00Z') },
      new Date('2025-04-01T00:00:00Z'),
    ),
  );
  expect(begin.whole).toEqual([]);
  expect(begin.pages).toBeLessThan(20);
});

it('looks at the oldest entry of each log alone to find that nothing is too old', async () => {
  const { pages, whole } = await cost((db) => forgetEntries({ tx: db as EntityManager, now }, 90));
  expect(whole.filter((table) => table !== 'member')).toEqual([]);
  expect(pages).toBeLessThan(20 * members);
});
