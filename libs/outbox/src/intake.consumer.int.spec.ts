import { dataSchemaOf, sourceOf, tenants, toHeaders } from '@park/contracts';
import { eventually, testDatabase, urls, type TestDatabase } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { IntakeTransport, intakeMigrations, type Intake, type IntakePoint } from './index.ts';
import { killAll, startProcess, type KillableProcess } from './processes.fixture.ts';

const kafka = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING });
let producer: Producer;
let database: TestDatabase;
let group: string;

class CreateTally1790000000000 {
  name = 'CreateTally1790000000000';
  async up(db: { query(sql: string): Promise<unknown> }): Promise<void> {
    await db.query(
      'create table tally (subject text primary key, count int not null, last_sequence int not null, in_order boolean not null)',
    );
  }
  async down(): Promise<void> {}
}

beforeAll(async () => {
  producer = kafka.producer({ idempotent: true });
  await producer.connect();
});
afterAll(() => producer.disconnect());
beforeEach(async () => {
  group = `spec-${randomUUID()}`;
  database = await testDatabase({ tables: [], migrations: [...intakeMigrations, CreateTally1790000000000] });
});
afterEach(async () => {
  await killAll();
  await database.drop();
});

interface Message {
  key: string;
  headers: Record<string, string>;
  value: string;
}

function renamed(subject: string, sequence: number, wish: { headers?: Record<string, string>; value?: string } = {}): Message {
  const now = new Date().toISOString();
  const headers = toHeaders({
    specversion: '1.0',
    id: randomUUID(),
    source: sourceOf(group, 'tenants'),
    type: tenants.EntityRenamedV1.type,
    subject,
    time: now,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(tenants.EntityRenamedV1.type),
    sequence,
    partitionkey: subject,
    correlationid: 'c',
    actorid: 'spec',
    actortype: 'system',
    effectivedate: '2025-06-16',
    recordedtime: now,
    visibility: 'internal',
  });
  return { key: subject, headers: { ...headers, ...wish.headers }, value: wish.value ?? JSON.stringify({ code: `v${sequence}` }) };
}

async function publish(messages: Message[]): Promise<void> {
  await producer.send({ topic: tenants.EntityRenamedV1.topic, messages });
}

function consumer(point?: IntakePoint, times = 1): KillableProcess {
  return startProcess('intake-process.fixture.ts', [group, database.url, urls.kafka.join(), ...(point ? [point, String(times)] : [])]);
}

async function tally(subjects: string[]): Promise<{ count: number; in_order: boolean }[]> {
  return await database.dataSource.query('select count, in_order from tally where subject = any ($1)', [subjects]);
}

it.each<IntakePoint>(['mid batch', 'before commit', 'before offsets'])(
  'counts each event once and in order when it is killed %s',
  async (point) => {
    const subjects = Array.from({ length: 10 }, () => randomUUID());
    const messages = Array.from({ length: 12 }, (_, i) => subjects.map((subject) => renamed(subject, i + 1))).flat();
    await publish(messages);
    // Kafka keeps at-least-once only: some come twice.
    await publish(messages.slice(-20));
    await consumer(point, 2).died;
    consumer();
    await eventually(async () => {
      const rows = await tally(subjects);
      expect(rows).toHaveLength(10);
      expect(rows.every(({ count }) => count === 12)).toBe(true);
    }, 40_000);
    expect((await tally(subjects)).every(({ in_order }) => in_order)).toBe(true);
  },
);

describe('a message that cannot be taken in', () => {
  let transport: IntakeTransport;
  let dataSource: DataSource;
  let handled: string[];
  let failOn: string | null;

  beforeEach(async () => {
    handled = [];
    failOn = null;
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    transport = new IntakeTransport({ service: group, brokers: urls.kafka, dataSource, now: () => new Date() });
    transport.addHandler(
      tenants.EntityRenamedV1.type,
      async ({ events }: Intake<{ code: string }>) => {
        const own = events.filter(({ source }) => source === sourceOf(group, 'tenants'));
        if (own.some(({ data }) => data.code === failOn)) throw new TypeError('a bug in the handler');
        handled.push(...own.map(({ subject, data }) => `${subject} ${data.code}`));
      },
      true,
    );
    await new Promise<void>((resolve, reject) => transport.listen((error) => (error ? reject(error as Error) : resolve())));
  });
  afterEach(async () => {
    await transport.close();
    await dataSource.destroy();
  });

  const parked = (keys: string[]): Promise<{ id: string; topic: string; key: string; state: string; reason: string }[]> =>
    dataSource.query('select * from parked where key = any ($1) order by id', [keys]);

  it('is parked with its reason, its key waits behind it in order, and other keys go on', async () => {
    const [poisoned, healthy] = [randomUUID(), randomUUID()];
    await publish([
      renamed(poisoned, 1, { value: '{"code":7}' }),
      renamed(healthy, 1),
      renamed(poisoned, 2),
      renamed(healthy, 2),
      renamed(poisoned, 3),
    ]);
    await eventually(() => expect(handled.filter((entry) => entry.startsWith(healthy))).toEqual([`${healthy} v1`, `${healthy} v2`]));
    await eventually(async () => expect((await parked([poisoned])).map(({ state }) => state)).toEqual(['parked', 'behind', 'behind']));
    const [head] = await parked([poisoned]);
    expect(head!.reason).toContain('data: code');

    expect(await transport.replay(head!)).toEqual({ replayed: 0, reason: expect.stringContaining('data: code') });
    await dataSource.query(`update parked set value = '{"code":"v1"}' where id = $1`, [head!.id]);
    expect(await transport.replay(head!)).toEqual({ replayed: 3, reason: null });
    expect(handled.filter((entry) => entry.startsWith(poisoned))).toEqual([1, 2, 3].map((n) => `${poisoned} v${n}`));
    await publish([renamed(poisoned, 4)]);
    await eventually(() => expect(handled).toContain(`${poisoned} v4`));
  });

  it.each([
    ['an unknown type', { headers: { ce_type: 'park.moon.rocket.launched.v1' } }, 'unknown type'],
    ['no CloudEvent', { headers: { ce_specversion: '' } }, 'no CloudEvent'],
    ['a broken sequence', { headers: { ce_sequence: '-1' } }, 'ce_sequence'],
    ['no JSON', { value: '{' }, 'not JSON'],
  ])('says so of %s', async (_, wish, reason) => {
    const subject = randomUUID();
    await publish([renamed(subject, 1, wish)]);
    await eventually(async () => expect((await parked([subject]))[0]?.reason).toContain(reason));
  });

  it('is only the one in a batch that makes a handler fail', async () => {
    const subjects = [randomUUID(), randomUUID(), randomUUID()] as const;
    failOn = 'poison';
    await publish([renamed(subjects[0], 1), renamed(subjects[1], 1, { value: '{"code":"poison"}' }), renamed(subjects[2], 1)]);
    await eventually(() => expect([...handled].sort()).toEqual([`${subjects[0]} v1`, `${subjects[2]} v1`].sort()));
    await eventually(async () =>
      expect(await parked([...subjects])).toMatchObject([{ key: subjects[1], state: 'parked', reason: 'handler: a bug in the handler' }]),
    );
    failOn = null;
    expect(await transport.replay((await parked([...subjects]))[0]!)).toEqual({ replayed: 1, reason: null });
  });
});
