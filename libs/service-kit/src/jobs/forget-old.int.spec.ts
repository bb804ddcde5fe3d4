import { intakeMigrations } from '@park/outbox';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import { serviceKitMigrations } from '../service-kit.migration.ts';
import { forgetOld, kitRetention, nameOf, oldRowsSql, parkedRetention, type Retention } from './forget-old.store.ts';

const inbox: Retention = { table: 'inbox', at: 'received_at', days: 90 };
const all = [...kitRetention, parkedRetention, inbox];
const now = new Date('2025-06-16T02:00:00Z');
let database: TestDatabase;

/** A row of each table, so and so many days old. */
const insert: Record<string, string> = {
  idempotency_key: `insert into idempotency_key (scope, fingerprint, created_at) values (gen_random_uuid(), '', $1)`,
  import_job: `insert into import_job (id, kind, policy, dry_run, state, sha256, rows, actor, request_id, created_at, finished_at)
               values (gen_random_uuid(), 'k', 'skip_bad_rows', false, 'done', '', 1, '{}', 'r', $1, $1)`,
  audit_entry: `insert into audit_entry (at, action, actor_id, actor_type, organisation, request_id, address, target, detail)
                values ($1, 'denied', 'a', 'user', 'park', 'r', '', '', '{}')`,
  parked: `insert into parked (topic, partition, "offset", headers, state, reason, parked_at, settled_at)
           values ('t', 0, (random() * 1e15)::bigint, '{}', 'replayed', 'r', $1, $1)`,
  inbox: `insert into inbox (source, event_id, received_at) values ('s', gen_random_uuid(), $1)`,
};

beforeEach(async () => {
  database = await testDatabase({ tables: [], migrations: [...serviceKitMigrations, ...intakeMigrations] });
});
afterEach(() => database.drop());

const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

async function ages({ table, at }: Retention): Promise<number[]> {
  const rows: { days: number }[] = await database.dataSource.query(
    `select round(extract(epoch from $1::timestamptz - ${at}) / 86400)::int as days from ${table} order by 1`,
    [now],
  );
  return rows.map(({ days }) => days);
}

it.each(all.map((retention) => [nameOf(retention), retention] as const))('%s, and keeps what is younger', async (_, retention) => {
  const { table, days } = retention;
  for (const age of [days - 1, days + 1, days + 2]) await database.dataSource.query(insert[table]!, [daysAgo(age)]);
  expect(await forgetOld({ tx: database.dataSource.manager, now }, retention)).toBe(2);
  expect(await ages(retention)).toEqual([days - 1]);
  expect(await forgetOld({ tx: database.dataSource.manager, now }, retention)).toBe(0);
});

it('cannot be made to forget an audit entry before its time, or to change one', async () => {
  await database.dataSource.query(insert['audit_entry']!, [new Date()]);
  for (const change of ['delete from audit_entry', `update audit_entry set actor_id = 'nobody'`, 'truncate audit_entry'])
    await expect(database.dataSource.query(change)).rejects.toThrow('only ever added to');
});

it('keeps a message that still waits, and an audit entry of another action for longer', async () => {
  await database.dataSource.query(insert['parked']!.replace(`'replayed', 'r', $1, $1`, `'parked', 'r', $1, null`), [daysAgo(1_000)]);
  await database.dataSource.query(insert['audit_entry']!.replace(`'denied'`, `'export'`), [daysAgo(1_000)]);
  for (const retention of all) expect(await forgetOld({ tx: database.dataSource.manager, now }, retention)).toBe(0);
});

it('finds old rows by an index, a thousand at a time', async () => {
  await database.dataSource.query(
    `insert into inbox (source, event_id, received_at) select 's', gen_random_uuid(), $1::timestamptz - i * interval '1 hour' from generate_series(1, 20000) i`,
    [now],
  );
  await database.dataSource.query('analyze inbox');
  const plan = await database.dataSource.query(`explain (format json) ${oldRowsSql(inbox)}`, [now, inbox.days]);
  expect(JSON.stringify(plan)).toContain('inbox_age');
  expect(JSON.stringify(plan)).not.toContain('Seq Scan');
  expect(await forgetOld({ tx: database.dataSource.manager, now }, inbox)).toBe(1_000);
});
