import { dataSchemaOf, sourceOf, tenants, toHeaders } from '@park/contracts';
import { eventually, testDatabase, urls, type TestDatabase } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { IntakeTransport, intakeMigrations, inboxDays, type Intake, type IntakeOptions, type IntakePoint } from './index.ts';
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
  await Promise.all(listeners.splice(0).map(({ transport }) => transport.close()));
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

/** Other specs write to the same topic, also what no listener can read. */
const publishedKeys = new Set<string>();

async function publish(messages: Message[]): Promise<void> {
  for (const { key } of messages) publishedKeys.add(key);
  await producer.send({ topic: tenants.EntityRenamedV1.topic, messages });
}

function consumer(point?: IntakePoint, times = 1): KillableProcess {
  return startProcess('intake-process.fixture.ts', [group, database.url, urls.kafka.join(), ...(point ? [point, String(times)] : [])]);
}

async function talliesOf(subjects: string[]): Promise<{ count: number; in_order: boolean }[]> {
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
      const rows = await talliesOf(subjects);
      expect(rows).toHaveLength(10);
      expect(rows.every(({ count }) => count === 12)).toBe(true);
    }, 40_000);
    expect((await talliesOf(subjects)).every(({ in_order }) => in_order)).toBe(true);
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
    transport = new IntakeTransport({ service: group, parkCode: group, brokers: urls.kafka, dataSource, now: () => new Date() });
    transport.addHandler(
      tenants.EntityRenamedV1.type,
      async ({ events }: Intake<{ code: string }>) => {
        if (events.some(({ data }) => data.code === failOn)) throw new TypeError('a bug in the handler');
        handled.push(...events.map(({ subject, data }) => `${subject} ${data.code}`));
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

describe('a message that a listener does not want', () => {
  it('is skipped before it is decoded, and blocks nothing: of a type that it does not handle, known or not', async () => {
    const subject = randomUUID();
    const listener = await listen({ [tenants.EntityRenamedV1.type]: tally });
    await publish([
      renamed(subject, 1),
      renamed(subject, 2, { headers: { ce_type: 'park.tenants.entity.tagged.v1' } }),
      renamed(subject, 3, { headers: { ce_type: tenants.EntityDepartedV1.type }, value: '{' }),
      renamed(subject, 4),
    ]);
    await eventually(() => expect(listener.handled).toEqual([`${subject} 1`, `${subject} 4`]));
    expect(await listener.waiting()).toEqual([]);
    expect(await gapsOf(subject)).toEqual([]);
  });

  it('is parked where the listener wants the whole topic', async () => {
    const subject = randomUUID();
    const listener = await listen({ [tenants.EntityRenamedV1.topic]: tally });
    await publish([renamed(subject, 1, { headers: { ce_type: 'park.tenants.entity.tagged.v1' } }), renamed(subject, 2)]);
    await eventually(async () =>
      expect(await listener.waiting()).toMatchObject([
        { state: 'parked', reason: 'unknown type: park.tenants.entity.tagged.v1' },
        { state: 'behind' },
      ]),
    );
  });

  it('is dropped where it is of another park on the same Kafka, also where it cannot be read', async () => {
    const [theirs, ours] = [randomUUID(), randomUUID()];
    const listener = await listen({ [tenants.EntityRenamedV1.topic]: tally });
    const foreign = { ce_source: sourceOf('another', 'tenants') };
    await publish([
      renamed(theirs, 1, { headers: foreign }),
      renamed(theirs, 2, { headers: foreign, value: '{' }),
      renamed(theirs, 9, { headers: foreign }),
      renamed(ours, 1),
    ]);
    await eventually(() => expect(listener.handled).toEqual([`${ours} 1`]));
    expect(await listener.waiting()).toEqual([]);
    expect(await gapsOf(theirs)).toEqual([]);
  });
});

describe('a batch that the database is too slow for', () => {
  it('is tried again until it works, tells operators when that lasts, and is never parked', async () => {
    const subject = randomUUID();
    let isSlow = true;
    let commits = 0;
    const listener = await listen(
      {
        [tenants.EntityRenamedV1.type]: async (intake) => {
          intake.onCommit(() => commits++);
          if (isSlow) await intake.tx.query(`set local statement_timeout = 20; select pg_sleep(5)`);
          return await tally(intake);
        },
      },
      { alarmAfterMs: 500 },
    );
    await publish([renamed(subject, 1)]);
    await eventually(async () =>
      expect(await listener.transport.health()).toMatchObject({
        state: 'lagging',
        waiting: { topic: tenants.EntityRenamedV1.topic, reason: expect.stringContaining('statement timeout') },
      }),
    );
    expect(await listener.waiting()).toEqual([]);
    expect(commits).toBe(0);
    isSlow = false;
    await eventually(() => expect(listener.handled).toEqual([`${subject} 1`]));
    await eventually(async () => expect(await listener.transport.health()).toEqual({ state: 'up', gaps: 0 }));
    expect(commits).toBe(1);
  });
});

describe('the sequence of an aggregate', () => {
  it('shows what never came, until it comes; skipped, parked and repeated events came', async () => {
    const [subject, whole] = [randomUUID(), randomUUID()];
    const listener = await listen({ [tenants.EntityRenamedV1.type]: tally });
    await publish([
      renamed(subject, 1),
      renamed(subject, 2, { headers: { ce_type: 'park.tenants.entity.tagged.v1' } }),
      renamed(subject, 5),
      renamed(subject, 5),
      renamed(subject, 8),
      renamed(whole, 1),
      renamed(whole, 2, { value: '{' }),
      renamed(whole, 3),
    ]);
    await eventually(async () => expect(await gapsOf(subject)).toEqual(['{[3,5),[6,8)}']));
    expect(await gapsOf(whole)).toEqual([]);
    expect(await listener.transport.health()).toMatchObject({ state: 'up', gaps: 1 });
    await publish([renamed(subject, 3), renamed(subject, 7), renamed(subject, 4)]);
    await eventually(async () => expect(await gapsOf(subject)).toEqual(['{[6,7)}']));
    await publish([renamed(subject, 6)]);
    await eventually(async () => expect(await listener.transport.health()).toEqual({ state: 'up', gaps: 0 }));
  });

  it('shows an aggregate of which the first events never came', async () => {
    const subject = randomUUID();
    await listen({ [tenants.EntityRenamedV1.type]: tally });
    await publish([renamed(subject, 3)]);
    await eventually(async () => expect(await gapsOf(subject)).toEqual(['{[1,3)}']));
  });

  it('tells a repetition that is older than the inbox remembers from what comes late', async () => {
    const subject = randomUUID();
    const listener = await listen({ [tenants.EntityRenamedV1.type]: tally });
    const recordedtime = new Date(Date.now() - (inboxDays + 1) * 86_400_000).toISOString();
    const old = (sequence: number): Message => renamed(subject, sequence, { headers: { ce_recordedtime: recordedtime } });
    await publish([old(1), old(3)]);
    await eventually(() => expect(listener.handled).toEqual([`${subject} 1`, `${subject} 3`]));
    await database.dataSource.query('delete from inbox');
    await publish([old(1), old(2), old(3), renamed(subject, 4)]);
    await eventually(() => expect(listener.handled.slice(2)).toEqual([`${subject} 2`, `${subject} 4`]));
  });
});

interface Listener {
  transport: IntakeTransport;
  /** Subject and sequence of what the handler got, in its order. */
  handled: string[];
  /** Rows of what is parked. */
  waiting(): Promise<{ state: string; reason: string }[]>;
}

const listeners: Listener[] = [];

type Tally = (intake: Intake) => Promise<string[]>;
const tally: Tally = async ({ events }) => events.map(({ subject, sequence }) => `${subject} ${sequence}`);

async function listen(handlers: Record<string, Tally>, options: Partial<IntakeOptions> = {}): Promise<Listener> {
  const { dataSource } = database;
  const transport = new IntakeTransport({
    service: group,
    parkCode: group,
    brokers: urls.kafka,
    dataSource,
    now: () => new Date(),
    ...options,
  });
  const handled: string[] = [];
  for (const [pattern, handler] of Object.entries(handlers)) {
    transport.addHandler(pattern, async (intake: Intake) => void handled.push(...(await handler(intake))), true);
  }
  await new Promise<void>((resolve, reject) => transport.listen((error) => (error ? reject(error as Error) : resolve())));
  const waiting = (): Promise<{ state: string; reason: string }[]> =>
    dataSource.query('select state, reason from parked where key = any ($1) order by id', [[...publishedKeys]]);
  const listener = { transport, handled, waiting };
  listeners.push(listener);
  return listener;
}

async function gapsOf(subject: string): Promise<string[]> {
  const rows: { missing: string }[] = await database.dataSource.query(
    'select missing::text as missing from intake_sequence where subject = $1 and gap_at is not null',
    [subject],
  );
  return rows.map(({ missing }) => missing);
}

it('starts while Kafka is away, says so, and listens when Kafka is there', async () => {
  const [broker] = urls.kafka;
  const [host, port] = broker!.split(':') as [string, string];
  const sockets: Socket[] = [];
  const way = createServer((socket) => {
    const onward = connect(Number(port), host);
    sockets.push(socket, onward);
    socket.pipe(onward).pipe(socket);
  });
  // A port that nobody listens on until its server is started again.
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  const { port: closedPort } = way.address() as AddressInfo;
  await new Promise((resolve) => way.close(resolve));
  const { transport, handled } = await listen({ [tenants.EntityRenamedV1.type]: tally }, { brokers: [`127.0.0.1:${closedPort}`] });
  expect(await transport.health()).toMatchObject({ state: 'lagging', notListening: expect.stringContaining('ECONNREFUSED') });
  const subject = randomUUID();
  await publish([renamed(subject, 1)]);
  way.listen(closedPort, '127.0.0.1');
  await eventually(async () => {
    expect(handled).toEqual([`${subject} 1`]);
    expect(await transport.health()).toEqual({ state: 'up', gaps: 0 });
  }, 30_000);
  await transport.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => way.close(resolve));
});

describe('the topics that a listener names', () => {
  const startWith = (topics: string[]): Promise<unknown> => {
    const { dataSource } = database;
    const transport = new IntakeTransport({
      service: group,
      parkCode: group,
      brokers: urls.kafka,
      topics,
      dataSource,
      now: () => new Date(),
    });
    transport.addHandler(tenants.EntityRenamedV1.type, async () => undefined, true);
    return new Promise((resolve) => transport.listen(resolve));
  };

  it.each([
    ['one too few', [], 'There are handlers for events of park.tenants, which listensTo does not name.'],
    ['one too many', ['park.tenants', 'park.housing'], 'There is no handler for events of park.housing, which listensTo names.'],
  ])('must be those of its handlers: %s', async (_, topics, message) => {
    expect(await startWith(topics)).toMatchObject({ message });
  });
});
