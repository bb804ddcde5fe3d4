/** The cost of reading the outbox, as PostgreSQL counts it: pages touched, with 300,000 events behind. */
import { eventually, testDatabase, type TestDatabase } from '@park/test-kit';
import { Client } from 'pg';
import { outboxMigrations, type Checkpoint, type Query } from './index.ts';
import {
  newRows,
  newRowsSql,
  oldestUnsent,
  relaySessionSql,
  windowPage,
  windowPageSql,
  windowStart,
  windowStartSql,
} from './outbox-pages.store.ts';

const pageSize = 500;
const history = 300_000;
const months = 12;
/** With the next month, the current one and the default. */
const partitions = months + 2;
/** Two look-ups a partition, each from the root of an index of three levels to its leaf, and the row of the checkpoint. */
const idlePages = 2 * 3 * partitions + 2;

let database: TestDatabase;
let db: Client;

/** A year of events, of as many transactions as there can have been. */
beforeAll(async () => {
  database = await testDatabase({ tables: [], migrations: outboxMigrations });
  db = await connect();
  for (let month = 1; month < months; month++)
    await db.query(`select outbox_prepare_month((now() - $1 * interval '1 month')::date)`, [month]);
  await db.query(
    `insert into outbox (tx, event_id, aggregate, aggregate_id, version, type, effective_on, occurred_at, recorded_at, visibility, actor_id, actor_type,
                         organisation, correlation_id, request_id, data)
     select (3 + i * 400 / $1)::text::xid8, gen_random_uuid(), 'entity', gen_random_uuid(), 1, 'park.tenants.entity.renamed.v1', '2025-06-16', now(),
            now() - ($1 - i) * (interval '11 months' / $1), 'internal', 'spec', 'system', 'park', 'c', 'r', '{"code":"v1"}'
     from generate_series(1, $1::int) i`,
    [history],
  );
  await db.query(`insert into relay_checkpoint (snapshot, system_identifier) values (pg_current_snapshot(), '')`);
  await db.query('vacuum analyze outbox');
}, 120_000);
afterAll(async () => {
  await db.end();
  await database.drop();
});

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return client;
}

/** In one transaction, which is the client's to commit. */
async function write(client: Client, events: number): Promise<void> {
  await client.query(
    `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, occurred_at, visibility, actor_id, actor_type,
                         organisation, correlation_id, request_id, data)
     select gen_random_uuid(), 'entity', gen_random_uuid(), 1, 'park.tenants.entity.renamed.v1', '2025-06-16', now(), 'internal', 'spec', 'system',
            'park', 'c', 'r', '{"code":"v1"}' from generate_series(1, $1::int)`,
    [events],
  );
}

async function checkpointNow(): Promise<Checkpoint> {
  const { rows } = await db.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot');
  return { version: '0', snapshot: rows[0]!.snapshot, window: null, restoredTo: '0', resentTo: '0' };
}

/** A snapshot is of all databases of the server: one of a moment at which no other spec has a transaction open, beside `own` ones. */
async function quietCheckpoint(own: number): Promise<Checkpoint> {
  return await eventually(async () => {
    const checkpoint = await checkpointNow();
    expect(checkpoint.snapshot.split(':')[2]!.split(',').filter(Boolean)).toHaveLength(own);
    return checkpoint;
  });
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

/** Runs a statement by the plan that a prepared one comes to, and counts the pages that it touches. */
async function cost(sql: string, values: string[]): Promise<{ pages: number; nodes: string[] }> {
  const client = await connect();
  try {
    await client.query(relaySessionSql);
    await client.query(`prepare costed as ${sql}`);
    const given = values.map((value) => client.escapeLiteral(value)).join();
    const { rows } = await client.query(`explain (analyze, buffers, timing off, format json) execute costed (${given})`);
    const plan: Plan = rows[0]['QUERY PLAN'][0].Plan;
    return { pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], nodes: nodesOf(plan) };
  } finally {
    await client.end();
  }
}

function nodesOf(plan: Plan): string[] {
  return [`${plan['Node Type']} ${plan['Relation Name'] ?? ''}`.trim(), ...(plan.Plans ?? []).flatMap(nodesOf)];
}

const idleCost = ({ snapshot, restoredTo }: Checkpoint): ReturnType<typeof cost> => cost(newRowsSql(pageSize), [snapshot, restoredTo]);

it('finds nothing new in as many pages as there are indexes to look into', async () => {
  const { pages, nodes } = await idleCost(await quietCheckpoint(0));
  expect(pages).toBeLessThanOrEqual(idlePages);
  expect(nodes.filter((node) => node.startsWith('Seq Scan outbox'))).toEqual([]);
});

it('costs the same while a transaction of another table stays open, and when it ends', async () => {
  const other = await connect();
  await other.query('begin; select pg_current_xact_id()');
  for (let i = 0; i < 50; i++) await db.query('select pg_current_xact_id()');
  const before = await quietCheckpoint(1);
  expect((await idleCost(before)).pages).toBeLessThanOrEqual(idlePages);
  await other.query('commit');
  expect((await idleCost(before)).pages).toBeLessThanOrEqual(idlePages);
  await other.end();
});

it('does not look at what an open transaction has written so far, and finds it when it is committed', async () => {
  const importer = await connect();
  await importer.query('begin');
  await write(importer, 20_000);
  const checkpoint = await quietCheckpoint(1);
  expect((await idleCost(checkpoint)).pages).toBeLessThanOrEqual(idlePages);
  await importer.query('commit');
  expect((await newRows(db, checkpoint, pageSize)).isLarge).toBe(true);
  await importer.end();
});

it('says when the oldest unsent event was recorded, as cheaply', async () => {
  const query: Query = async (sql, values) => (await db.query(sql, values)).rows;
  const checkpoint = await checkpointNow();
  expect(await oldestUnsent(query, checkpoint)).toBeNull();
  await write(db, 3);
  const [row] = await query<{ recorded_at: Date }>(
    'select min(recorded_at) as recorded_at from (select recorded_at from outbox order by position desc limit 3) r',
  );
  await write(db, 3);
  expect(await oldestUnsent(query, checkpoint)).toEqual(row!.recorded_at);
  const window = { to: (await checkpointNow()).snapshot, after: await windowStart(db, checkpoint, (await checkpointNow()).snapshot) };
  expect(await oldestUnsent(query, { ...checkpoint, window })).toEqual(row!.recorded_at);
});

it('reads a large window in pages that cost the same from the first to the last', async () => {
  const small = await costOfWindow(25_000);
  const large = await costOfWindow(50_000);
  expect(large.total / small.total).toBeLessThan(2.2);
  expect(Math.max(...large.pages)).toBeLessThan(3 * large.pages[0]!);
  expect(large.nodes).not.toContain('Sort');
  expect(large.nodes.filter((node) => node.startsWith('Seq Scan'))).toEqual([]);
}, 120_000);

/** Pages of the shared buffers, for finding the window's start and for each page of it. */
async function costOfWindow(events: number): Promise<{ total: number; pages: number[]; nodes: string[] }> {
  const from = await checkpointNow();
  await write(db, events);
  await write(db, 1);
  const { seen, isLarge } = await newRows(db, from, pageSize);
  expect(isLarge).toBe(true);
  const start = await cost(windowStartSql, [from.snapshot, '0', seen]);
  const pages: number[] = [];
  const nodes: string[] = [];
  const found: bigint[] = [];
  for (let after = await windowStart(db, from, seen); ;) {
    const costed = await cost(windowPageSql(pageSize), [from.snapshot, '0', after, seen]);
    const rows = await windowPage(db, { ...from, window: { to: seen, after } }, pageSize);
    pages.push(costed.pages);
    nodes.push(...costed.nodes);
    found.push(...rows.map(({ position }) => BigInt(position)));
    if (rows.length < pageSize) break;
    after = rows.at(-1)!.position;
  }
  expect(found).toHaveLength(events + 1);
  expect(found).toEqual([...found].sort((a, b) => Number(a - b)));
  return { total: pages.reduce((sum, one) => sum + one, start.pages), pages, nodes };
}
