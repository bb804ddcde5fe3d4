import { occurred, tenants, topicOf } from '@park/contracts';
import { eventually, testDatabase, urls, type TestDatabase } from '@park/test-kit';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { append, outboxMigrations, type RelayPoint } from './index.ts';
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

/** One transaction: locks its aggregate, appends, and commits or rolls back. */
async function write(aggregateId: string, version: number, { rollback = false, holdMs = 0 } = {}): Promise<void> {
  await database.dataSource
    .transaction(async (tx) => {
      await append(command(tx), [
        { aggregateId, version, event: occurred(tenants.EntityRenamedV1, '2025-06-16', { code: `v${version}` }) },
      ]);
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

/** What at-least-once and in order mean: each committed event came, none that was rolled back, and first comings per aggregate are in order. */
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
    await append(command(tx), [
      { aggregateId: slow, version: 1, event: occurred(tenants.EntityRenamedV1, '2025-06-16', { code: 'slow' }) },
    ]);
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

it('sends the outbox again after a restore into another cluster', async () => {
  await write(randomUUID(), 1);
  const first = relay();
  await eventually(() => expect(received).toHaveLength(1));
  await first.kill();
  await database.dataSource.query(`update relay_checkpoint set system_identifier = 'another', snapshot = '999999999:999999999:'`);
  relay();
  await eventually(() => expect(received).toHaveLength(2));
  expect(received[1]!.id).toBe(received[0]!.id);
});
