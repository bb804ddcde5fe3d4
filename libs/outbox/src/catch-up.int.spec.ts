/** A listener that comes late gets all that was ever published, once and in order, whatever Kafka has deleted. */
import { occurred, sourceOf, tenants, topicOf } from '@park/contracts';
import { eventually, testDatabase, urls, type TestDatabase } from '@park/test-kit';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  append,
  archivePage,
  beginArchive,
  CursorRefused,
  envelopeOf,
  intakeMigrations,
  IntakeTransport,
  OutboxRelay,
  outboxMigrations,
  type Archive,
  type ArchivePlace,
  type Intake,
  type Query,
} from './index.ts';

const kafka = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING });
const pageSize = 20;

let admin: Admin;
let service: string;
let publisher: TestDatabase;
let listener: TestDatabase;
/** A connection for each of 24 writers. */
let writers: DataSource;
let relay: OutboxRelay;
let listening: IntakeTransport[];
let versions: Map<string, number>;
/** By aggregate, the sequences that the handler got, in its order. */
let handled: Map<string, number[]>;

beforeAll(async () => {
  admin = kafka.admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());
beforeEach(async () => {
  service = `spec-${randomUUID()}`;
  publisher = await testDatabase({ tables: [], migrations: outboxMigrations });
  listener = await testDatabase({ tables: [], migrations: intakeMigrations });
  await admin.createTopics({ topics: [{ topic: topicOf(service), numPartitions: 3 }], waitForLeaders: true });
  writers = await new DataSource({ type: 'postgres', url: publisher.url, extra: { max: 24 } }).initialize();
  relay = new OutboxRelay({ service, parkCode: 'spec', dataSource: writers, brokers: urls.kafka });
  relay.onApplicationBootstrap();
  versions = new Map(Array.from({ length: 24 }, () => [randomUUID(), 0]));
  handled = new Map();
  listening = [];
});
afterEach(async () => {
  await Promise.all(listening.map((transport) => transport.close()));
  await relay.beforeApplicationShutdown();
  await writers.destroy();
  await Promise.all([publisher.drop(), listener.drop()]);
});

/** Each aggregate's writer writes some events, one transaction each, all writers at once; some transactions stay open for a while. */
async function write(events: number): Promise<void> {
  await Promise.all(
    [...versions.keys()].map(async (id, writer) => {
      for (let i = 0; i < events; i++) {
        const version = versions.get(id)! + 1;
        await writers.transaction(async (tx) => {
          const cause = { actor: { id: 'spec', type: 'system' as const, organisation: 'park' }, correlationId: 'c', causationId: null };
          const command = { tx, now: new Date(), ...cause, requestId: 'r', address: null, traceparent: null };
          const event = occurred(tenants.EntityRenamedV1, '2025-06-16', { code: `v${version}` });
          await append(command, [{ aggregateId: id, version, event }]);
          if ((writer + i) % 5 === 0) await tx.query('select pg_sleep(0.02)');
        });
        versions.set(id, version);
      }
    }),
  );
}

const query: Query = (sql, values) => publisher.dataSource.query(sql, values);

/** As `GET /events/published` answers it. */
const archive: Archive = {
  async page(of, cursor, limit) {
    expect(of).toBe(service);
    const place: ArchivePlace = cursor === null ? await beginArchive(query) : JSON.parse(cursor);
    const rows = await archivePage(query, place, limit);
    const items = rows.map((row) => ({
      position: Number(row.position),
      event: { ...envelopeOf(row, sourceOf('spec', service)), data: JSON.parse(row.data) as unknown },
    }));
    return { items, next: rows.length < limit ? null : JSON.stringify({ ...place, after: rows.at(-1)!.position }) };
  },
};

async function listen(from: Archive = archive): Promise<IntakeTransport> {
  const transport = new IntakeTransport({
    service,
    parkCode: 'spec',
    brokers: urls.kafka,
    dataSource: listener.dataSource,
    now: () => new Date(),
    batchSize: pageSize,
    archive: from,
  });
  transport.addHandler(
    topicOf(service),
    async ({ events }: Intake) => {
      for (const { subject, sequence } of events) handled.set(subject, [...(handled.get(subject) ?? []), sequence]);
    },
    true,
  );
  listening.push(transport);
  await new Promise<void>((resolve, reject) => transport.listen((error) => (error ? reject(error as Error) : resolve())));
  return transport;
}

async function expectAllOnceInOrder(): Promise<void> {
  const all = new Map([...versions].map(([id, last]) => [id, Array.from({ length: last }, (_, i) => i + 1)]));
  await eventually(() => expect(handled).toEqual(all), 30_000);
}

/** Deletes all but the last `left` messages of each partition, as retention does. */
async function deleteEarly(left: number): Promise<void> {
  await eventually(async () => expect((await relay.health()).oldestUnsentAt).toBeNull());
  const partitions = (await admin.fetchTopicOffsets(topicOf(service))).map(({ partition, high }) => ({
    partition,
    offset: String(Math.max(0, Number(high) - left)),
  }));
  await admin.deleteTopicRecords({ topic: topicOf(service), partitions });
}

it('gives a new group the archive first, then Kafka, while 24 writers go on', async () => {
  await write(10);
  await deleteEarly(5);
  const writing = write(15);
  const transport = await listen();
  await writing;
  await write(2);
  await expectAllOnceInOrder();
  await eventually(async () => expect(await transport.health()).toEqual({ state: 'up', gaps: 0 }));
});

it('asks no archive while Kafka has everything', async () => {
  await write(2);
  await listen({ page: () => Promise.reject(new Error('asked')) });
  await expectAllOnceInOrder();
});

it('gives a group that was away for longer than Kafka keeps messages what it missed', async () => {
  await write(3);
  const before = await listen();
  await expectAllOnceInOrder();
  await before.close();
  await write(4);
  await deleteEarly(0);
  await write(2);
  await listen();
  await expectAllOnceInOrder();
});

it('does not read the archive again while Kafka has what came after it', async () => {
  await write(3);
  await deleteEarly(0);
  const first = await listen();
  await expectAllOnceInOrder();
  await eventually(async () => expect(await first.health()).toMatchObject({ state: 'up' }));
  await first.close();
  await listen({ page: () => Promise.reject(new Error('asked')) });
  await write(1);
  await expectAllOnceInOrder();
});

it('goes on where it was interrupted', async () => {
  await write(10);
  await deleteEarly(0);
  let pages = 0;
  const first = await listen({ page: (...asked) => (++pages <= 4 ? archive.page(...asked) : Promise.reject(new Error('away'))) });
  await eventually(async () =>
    expect(await first.health()).toMatchObject({ state: 'lagging', catchingUp: { topic: topicOf(service), reason: 'Error: away' } }),
  );
  await first.close();
  const cursors: (string | null)[] = [];
  await listen({
    page: (of, cursor, limit) => {
      cursors.push(cursor);
      return archive.page(of, cursor, limit);
    },
  });
  await expectAllOnceInOrder();
  expect(JSON.parse(cursors[0]!)).toMatchObject({ after: String(4 * pageSize) });
});

it('begins again where the publisher was restored meanwhile', async () => {
  await write(10);
  await deleteEarly(0);
  let pages = 0;
  await listen({ page: (...asked) => (++pages === 3 ? Promise.reject(new CursorRefused('of another cluster')) : archive.page(...asked)) });
  await expectAllOnceInOrder();
});

it('reads everything that was committed when it began, where a reader by position loses some', async () => {
  let isWriting = true;
  const writing = write(40).finally(() => (isWriting = false));
  const byPosition = new Set<string>();
  let last = '0';
  const goOnByPosition = async (): Promise<number> => {
    const rows = await query<{ position: string; event_id: string }>(
      'select position::text as position, event_id from outbox where position > $1 order by outbox.position limit 50',
      [last],
    );
    rows.forEach(({ event_id }) => byPosition.add(event_id));
    last = rows.at(-1)?.position ?? last;
    return rows.length;
  };
  while (isWriting) {
    await goOnByPosition();
    const place = await beginArchive(query);
    const visible = 'select event_id from outbox where pg_visible_in_snapshot(tx, $1::pg_snapshot)';
    const committed = await query<{ event_id: string }>(visible, [place.snapshot]);
    expect(await readFrom(place)).toEqual(new Set(committed.map(({ event_id }) => event_id)));
  }
  await writing;
  while ((await goOnByPosition()) > 0);
  const all = await readFrom(await beginArchive(query));
  expect(all.size).toBe(24 * 40);
  expect(byPosition.size).toBeLessThan(all.size);
});

async function readFrom(place: ArchivePlace): Promise<Set<string>> {
  const read = new Set<string>();
  for (let after = place.after; ;) {
    const rows = await archivePage(query, { ...place, after }, 50);
    rows.forEach(({ event_id }) => read.add(event_id));
    if (rows.length < 50) return read;
    after = rows.at(-1)!.position;
  }
}
