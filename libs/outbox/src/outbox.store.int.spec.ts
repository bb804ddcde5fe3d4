import { eventType, occurred } from '@park/contracts';
import { eventually, testDatabase, type TestDatabase } from '@park/test-kit';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { afterAppend, append, maxEventBytes, outboxMigrations } from './index.ts';

const NoteTakenV1 = eventType('park.tenants.note.taken.v1', {
  summary: { zh: '记录', en: 'A note was taken' },
  data: { text: z.string() },
  example: { text: 'a' },
});

let database: TestDatabase;
let committed: number;

beforeEach(async () => {
  database = await testDatabase({ tables: [], migrations: outboxMigrations });
  committed = 0;
  afterAppend(database.dataSource, () => committed++);
});
afterEach(() => database.drop());

async function take(tx: EntityManager, text: string): Promise<void> {
  const command = {
    tx,
    now: new Date(),
    actor: { id: 'spec', type: 'system' as const, organisation: 'park' },
    requestId: 'r',
    correlationId: 'c',
    causationId: null,
    address: null,
    traceparent: null,
  };
  await append(command, [{ aggregateId: randomUUID(), version: 1, event: occurred(NoteTakenV1, '2025-06-16', { text }) }]);
}

async function partitionsHolding(): Promise<Record<string, number>> {
  const rows: { name: string; count: number }[] = await database.dataSource.query(
    'select tableoid::regclass::text as name, count(*)::int as count from outbox group by 1',
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

const monthOf = async (): Promise<string> =>
  (await database.dataSource.query(`select 'outbox_' || to_char(now() at time zone 'UTC', 'YYYY_MM') as name`))[0].name;

it('refuses an event above 256 kB and names its type', async () => {
  await database.dataSource.transaction(async (tx) => {
    const room = maxEventBytes - '{"text":""}'.length;
    await take(tx, 'x'.repeat(room));
    await expect(take(tx, 'x'.repeat(room + 1))).rejects.toThrow(
      `The data of park.tenants.note.taken.v1 is ${maxEventBytes + 1} bytes; an event carries at most ${maxEventBytes}.`,
    );
  });
});

it('tells of a commit once, after it, and of no rollback and no savepoint', async () => {
  const { dataSource } = database;
  await dataSource.transaction(async (tx) => {
    await tx.transaction((savepoint) => take(savepoint, 'a'));
    await take(tx, 'b');
    expect(committed).toBe(0);
  });
  expect(committed).toBe(1);
  await dataSource.transaction((tx) => tx.query('select 1'));
  await expect(
    dataSource.transaction(async (tx) => {
      await take(tx, 'c');
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(committed).toBe(1);
});

describe('preparing a month', () => {
  it('waits for no writer, and no writer for it', async () => {
    const [writer, other] = [new Client({ connectionString: database.url }), new Client({ connectionString: database.url })];
    await Promise.all([writer.connect(), other.connect()]);
    const insert = (client: Client): Promise<unknown> =>
      client.query(
        `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, occurred_at, visibility, actor_id, actor_type, organisation,
                             correlation_id, request_id, data)
         values (gen_random_uuid(), 'entity', gen_random_uuid(), 1, 't', '2025-06-16', now(), 'internal', 'spec', 'system', 'park', 'c', 'r', '{}')`,
      );
    await writer.query('begin');
    await insert(writer);
    await other.query('begin');
    await other.query(`select outbox_prepare_month('2031-01-01')`);
    await insert(writer);
    await writer.query('commit');
    await other.query('commit');
    expect((await writer.query(`select to_regclass('outbox_2031_01') as name`)).rows[0].name).toBe('outbox_2031_01');
    await Promise.all([writer.end(), other.end()]);
  });

  it('gives up soon where a lock is not free, and nobody queues behind it', async () => {
    const auditor = new Client({ connectionString: database.url });
    await auditor.connect();
    await auditor.query('begin; select count(*) from outbox');
    await expect(database.dataSource.query(`select outbox_prepare_month('2031-01-01')`)).rejects.toMatchObject({ code: '55P03' });
    await auditor.query('commit');
    await database.dataSource.query(`select outbox_prepare_month('2031-01-01')`);
    await auditor.end();
  });

  it('takes what the default partition held of it along', async () => {
    const month = await monthOf();
    await database.dataSource.query(`drop table ${month}`);
    await database.dataSource.transaction((tx) => take(tx, 'a'));
    expect(await partitionsHolding()).toEqual({ outbox_other: 1 });
    const before = await database.dataSource.query('select tx::text, position, event_id from outbox');
    await database.dataSource.query(`select outbox_prepare_month((now() at time zone 'UTC')::date)`);
    await database.dataSource.transaction((tx) => take(tx, 'b'));
    await eventually(async () => expect(await partitionsHolding()).toEqual({ [month]: 2 }));
    expect(await database.dataSource.query('select tx::text, position, event_id from outbox order by position limit 1')).toEqual(before);
  });
});
