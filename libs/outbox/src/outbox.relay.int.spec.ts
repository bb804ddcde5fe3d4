import { occurred, tenants, topicOf } from '@park/contracts';
import { eventually, testDatabase, urls, type TestDatabase } from '@park/test-kit';
import { ConfigResourceTypes, Kafka, logLevel, type Consumer } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { append, OutboxRelay, outboxMigrations, type RelayPoint } from './index.ts';
import { killAll, startProcess, type KillableProcess } from './processes.fixture.ts';

const kafka = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING });
let database: TestDatabase;
let service: string;
let consumer: Consumer;
let received: { id: string; subject: string; sequence: number }[];

beforeEach(async () => {
  service = `spec-${randomUUID()}`;
  database = await testDatabase({ tables: [], migrations: outboxMigrations });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: topicOf(service), numPartitions: 3 }], waitForLeaders: true });
  await admin.disconnect();
  received = [];
  consumer = kafka.consumer({ groupId: service, maxWaitTimeInMs: 20 });
  await consumer.connect();
  await consumer.subscribe({ topic: topicOf(service), fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]));
      received.push({ id: headers['ce_id']!, subject: String(message.key), sequence: Number(headers['ce_sequence']) });
    },
  });
});
afterEach(async () => {
  await killAll();
  await consumer.disconnect();
  await database.drop();
});

function relay(point?: RelayPoint, times = 1): KillableProcess {
  return startProcess('relay-process.fixture.ts', [service, database.url, urls.kafka.join(), ...(point ? [point, String(times)] : [])]);
}

function command(tx: EntityManager): Parameters<typeof append>[0] {
  return {
    tx,
    now: new Date(),
    actor: { id: 'spec', type: 'system', organisation: 'park' },
    requestId: 'r',
    correlationId: 'c',
    causationId: null,
    address: null,
    traceparent: null,
  };
}

const renamed = (aggregateId: string, version: number): Parameters<typeof append>[1][number] => ({
  aggregateId,
  version,
  event: occurred(tenants.EntityRenamedV1, '2025-06-16', { code: `v${version}` }),
});

/** One transaction: locks its aggregate, appends, and commits or rolls back. */
async function write(aggregateId: string, version: number, { rollback = false, holdMs = 0 } = {}): Promise<void> {
  await database.dataSource
    .transaction(async (tx) => {
      await append(command(tx), [renamed(aggregateId, version)]);
      if (holdMs > 0) await tx.query('select pg_sleep($1)', [holdMs / 1000]);
      if (rollback) throw new Error('rolled back');
    })
    .catch((error: Error) => {
      if (error.message !== 'rolled back') throw error;
    });
}

/** Several writers at once, some transactions slow, some rolled back; resolves with the number of committed events. */
async function writeMuch(aggregates: number, versions: number): Promise<number> {
  await Promise.all(
    Array.from({ length: aggregates }, async (_, writer) => {
      const id = randomUUID();
      for (let version = 1; version <= versions; version++) {
        if ((writer + version) % 7 === 0) await write(id, version, { rollback: true });
        await write(id, version, { holdMs: (writer + version) % 11 === 0 ? 40 : 0 });
      }
    }),
  );
  return aggregates * versions;
}

/** At least once and in order: each committed event came, none that was rolled back, and first comings per aggregate are in order. */
async function expectAllOnceInOrder(committed: number): Promise<void> {
  await eventually(() => expect(new Set(received.map(({ id }) => id)).size).toBe(committed));
  const rows: { event_id: string }[] = await database.dataSource.query('select event_id from outbox');
  expect(new Set(received.map(({ id }) => id))).toEqual(new Set(rows.map(({ event_id }) => event_id)));
  const seen = new Map<string, number>();
  for (const { subject, sequence } of received) {
    const before = seen.get(subject) ?? 0;
    expect(sequence).toBeLessThanOrEqual(before + 1);
    seen.set(subject, Math.max(before, sequence));
  }
}

it('carries every committed event once and in order, past slow and rolled-back transactions', async () => {
  relay();
  const committed = await writeMuch(12, 25);
  await expectAllOnceInOrder(committed);
  expect(received).toHaveLength(committed);
});

it('is not held up by a transaction that stays open, and does not skip what it commits at last', async () => {
  relay();
  const slow = randomUUID();
  const quick = randomUUID();
  let finishSlow = (): void => undefined;
  const released = new Promise<void>((resolve) => (finishSlow = resolve));
  const slowWrite = database.dataSource.transaction(async (tx) => {
    await append(command(tx), [renamed(slow, 1)]);
    await released;
  });
  await write(quick, 1);
  await eventually(() => expect(received.map(({ subject }) => subject)).toEqual([quick]));
  finishSlow();
  await slowWrite;
  await eventually(() => expect(received.map(({ subject }) => subject)).toEqual([quick, slow]));
});

it.each<RelayPoint>(['before send', 'after send', 'before checkpoint'])('loses nothing when it is killed %s', async (point) => {
  const doomed = relay(point);
  const writing = writeMuch(8, 20);
  await doomed.died;
  relay();
  await expectAllOnceInOrder(await writing);
});

it('is taken over by its standby when it is killed', async () => {
  const first = relay();
  await write(randomUUID(), 1);
  await eventually(() => expect(received).toHaveLength(1));
  relay();
  await first.kill();
  await write(randomUUID(), 1);
  await eventually(() => expect(received).toHaveLength(2));
});

it('carries a window of many pages on where it was killed', async () => {
  const written = 95;
  await database.dataSource.transaction(async (tx) => {
    for (let i = 0; i < written; i++) await append(command(tx), [renamed(randomUUID(), 1)]);
  });
  // The first move of the checkpoint opens the window; the fourth would note the third page.
  await relay('before checkpoint', 4).died;
  const [stored] = await database.dataSource.query('select window_after from relay_checkpoint');
  expect(Number(stored.window_after)).toBe(40);
  relay();
  await expectAllOnceInOrder(written);
  expect(received).toHaveLength(written + 20);
});

describe('after a restore into another cluster', () => {
  /** As a dump restored elsewhere: transaction ids far above this cluster's, a checkpoint that speaks of them, and one event it did not see. */
  async function restore(): Promise<void> {
    await database.dataSource.query(`
      update outbox set tx = (1000000000 + position)::text::xid8;
      insert into relay_checkpoint (system_identifier, snapshot) values ('another', '1000000050:1000000050:')`);
  }

  it.each<[RelayPoint, number]>([
    ['before republish', 1],
    ['after republish', 1],
    ['before send', 1],
    ['before send', 2],
    ['after send', 2],
    ['before checkpoint', 2],
  ])('sends everything again, in order, when it is killed %s (%i)', async (point, times) => {
    const ids = Array.from({ length: 10 }, () => randomUUID());
    for (let version = 1; version <= 5; version++) for (const id of ids) await write(id, version);
    await restore();
    await write(ids[0]!, 6);
    await relay(point, times).died;
    await write(ids[1]!, 6);
    relay();
    await expectAllOnceInOrder(52);
    await write(ids[0]!, 7);
    await expectAllOnceInOrder(53);
    const [{ rewritten }] = await database.dataSource.query(`select count(*)::int as rewritten from outbox where tx < '1000000000'`);
    expect(rewritten).toBe(3);
  });

  it('sends again from a position that an operator names, while it runs', async () => {
    relay();
    for (let version = 1; version <= 3; version++) await write(randomUUID(), version);
    await eventually(() => expect(received).toHaveLength(3));
    await database.dataSource.query('select outbox_republish((select min(position) from outbox))');
    await eventually(() => expect(received).toHaveLength(5));
    const again: { event_id: string }[] = await database.dataSource.query('select event_id from outbox order by position offset 1');
    expect(
      received
        .slice(3)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(again.map(({ event_id }) => event_id).sort());
  });
});

it('sets an event aside that Kafka refuses for its size, and goes on', async () => {
  const admin = kafka.admin();
  await admin.connect();
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topicOf(service), configEntries: [{ name: 'max.message.bytes', value: '3000' }] }],
  });
  await admin.disconnect();
  const large = randomUUID();
  await database.dataSource.transaction(async (tx) => {
    await append(command(tx), [renamed(randomUUID(), 1), renamed(large, 1), renamed(randomUUID(), 1)]);
    await tx.query(`update outbox set data = jsonb_build_object('code', repeat('x', 5000)) where aggregate_id = $1`, [large]);
  });
  relay();
  await write(randomUUID(), 1);
  await eventually(() => expect(new Set(received.map(({ id }) => id)).size).toBe(3));
  expect(received.map(({ subject }) => subject)).not.toContain(large);
  const refused = 'select o.aggregate_id, r.type from outbox_refused r join outbox o using (position, event_id)';
  await eventually(async () =>
    expect(await database.dataSource.query(refused)).toEqual([{ aggregate_id: large, type: tenants.EntityRenamedV1.type }]),
  );
});

describe('its health', () => {
  let here: OutboxRelay;
  const relayHere = (brokers: string[]): OutboxRelay =>
    (here = new OutboxRelay({ service, parkCode: 'spec', dataSource: database.dataSource, brokers }));
  afterEach(() => here.beforeApplicationShutdown());

  it('names the age of the oldest unsent event while Kafka is away, and is well again when all is sent', async () => {
    const away = relayHere(['127.0.0.1:1']);
    expect(await away.health()).toEqual({ state: 'up', oldestUnsentAt: null, refused: 0 });
    away.onApplicationBootstrap();
    await write(randomUUID(), 1);
    await write(randomUUID(), 1);
    await database.dataSource.query(`update outbox set recorded_at = recorded_at - interval '1 minute' where position = 1`);
    const [{ recorded_at: oldest }] = await database.dataSource.query('select recorded_at from outbox where position = 1');
    await eventually(async () => expect(await away.health()).toEqual({ state: 'lagging', oldestUnsentAt: oldest, refused: 0 }));
    await away.beforeApplicationShutdown();
    const well = relayHere(urls.kafka);
    well.onApplicationBootstrap();
    await eventually(async () => expect(await well.health()).toEqual({ state: 'up', oldestUnsentAt: null, refused: 0 }));
  });

  it('tells that it does not reach Kafka although nothing waits yet', async () => {
    const away = relayHere(['127.0.0.1:1']);
    away.onApplicationBootstrap();
    await eventually(async () => expect(await away.health()).toEqual({ state: 'lagging', oldestUnsentAt: null, refused: 0 }));
  });

  it('is the same where another process leads', async () => {
    relay();
    const standby = relayHere(urls.kafka);
    standby.onApplicationBootstrap();
    await write(randomUUID(), 1);
    await eventually(() => expect(received).toHaveLength(1));
    await eventually(async () => expect(await standby.health()).toEqual({ state: 'up', oldestUnsentAt: null, refused: 0 }));
  });
});
