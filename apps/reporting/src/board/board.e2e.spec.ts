/** The board over HTTP: what it shows, how soon it moves, and that every instance of the service shows the same. */
import { randomUUID } from 'node:crypto';
import { type Board, tenants } from '@park/contracts';
import { eventually, urls, type ServiceUnderTest } from '@park/test-kit';
import { createClient } from 'redis';
import { Story } from '../figures/events.fixture.ts';
import { analyst, reportingUnderTest, Sender, Watcher } from '../reporting.fixture.ts';

const sender = new Sender();
const [leaver, stayer, building, unit] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
let park: ServiceUnderTest;
let other: ServiceUnderTest;

beforeAll(async () => {
  await sender.connect();
  park = await reportingUnderTest(sender);
  other = await reportingUnderTest(sender, { database: park.database });
  const story = new Story();
  for (const entity of [leaver, stayer]) {
    story
      .tell(tenants.EntityRegisteredV1, entity, '2024-01-01')
      .tell(tenants.EntityMovedInV1, entity, '2024-03-01', { effective_date: '2024-03-01' });
  }
  story
    .tell(tenants.BuildingRegisteredV1, building, '2024-01-01', { code: 'B01' })
    .tell(tenants.OperatingReportVerifiedV1, `report of ${stayer}`, '2025-04-20', {
      entity_id: stayer,
      period: '2025-Q1',
      tax_local_kcny: 120,
      employees_end: 18,
    });
  await sender.publish(story.events);
  await eventually(async () => {
    const { body } = await park.ask<Board>('GET', '/board', { as: analyst });
    expect(['market_entities_stock', 'employment_total'].map((code) => body.tiles.find((tile) => tile.code === code)?.value)).toEqual([
      2, 18,
    ]);
  }, 40_000);
});
afterAll(async () => {
  await other.close();
  await park.close();
  await sender.close();
});

it('has room for a hundred streams of one caller, and for another caller beside them', async () => {
  const watchers = Array.from({ length: 100 }, () => new Watcher());
  const answers = await Promise.all(watchers.map((watcher) => watcher.open(park)));
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
  expect(await park.ask('GET', '/board/live', { as: analyst })).toMatchObject({ status: 409, body: { code: 'too_many_connections' } });
  const another = { ...analyst, subject: 'another analyst', expiresInS: 2 };
  expect((await park.ask('GET', '/board/live', { as: another })).status).toBe(200);
  await Promise.all(watchers.map((watcher) => watcher.close()));
});

it('shows the headlines, tagged', async () => {
  const { body, headers } = await park.ask<Board>('GET', '/board', { as: analyst });
  expect(body).toMatchObject({ as_of: '2025-06-16', version: expect.any(Number) });
  expect(body.tiles.find((tile) => tile.code === 'employment_total')).toMatchObject({ value: 18, unit: 'people', verified_share: 1 });
  expect(body.tiles.every((tile) => tile.trend.length === 13)).toBe(true);
  expect(headers.get('etag')).toBe(`"${body.version}"`);
});

it('moves at every instance while one watches, and not when an event comes twice', async () => {
  const watchers = [new Watcher(), new Watcher()];
  const [here] = await Promise.all([watchers[0]!.open(park), watchers[1]!.open(other)]);
  expect(here.headers.get('content-type')).toBe('text/event-stream');
  await eventually(() => expect(watchers.map((watcher) => watcher.tile('market_entities_stock'))).toEqual([2, 2]));
  const gone = new Story()
    .tell(tenants.EntityDepartedV1, leaver, '2025-06-01', { effective_date: '2025-06-01' })
    .events.map((event) => ({ ...event, sequence: 3 }));
  await sender.publish([...gone, ...gone]);
  await eventually(() => expect(watchers.map((watcher) => watcher.tile('market_entities_stock'))).toEqual([1, 1]));
  for (const { frames } of watchers) {
    const versions = frames.map(({ board }) => board.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  }
  await Promise.all(watchers.map((watcher) => watcher.close()));
  expect((await park.ask('GET', '/kpis/market_entities_stock/facts', { as: analyst })).body.count).toBe(3);
});

it('ends when the token of who watches expires', async () => {
  const { body: frames } = await park.ask<string>('GET', '/board/live', { as: { ...analyst, expiresInS: 2 } });
  expect(frames).toContain('event: board');
});

it('ends when its instance stops, so that who watches goes to another', async () => {
  const stopping = await reportingUnderTest(sender, { database: park.database });
  const watcher = new Watcher();
  await watcher.open(stopping);
  const closed = stopping.close();
  await watcher.ended;
  await closed;
});

it('leaves out the board that a watcher who comes back knows already', async () => {
  const watcher = new Watcher();
  await eventually(async () => {
    const { body } = await park.ask<Board>('GET', '/board', { as: analyst });
    await watcher.open(park, { 'last-event-id': String(body.version) });
    expect(watcher.frames).toEqual([]);
  });
  const version = (await park.ask<Board>('GET', '/board', { as: analyst })).body.version;
  await sender.publish(
    new Story().tell(tenants.UnitAddedV1, unit, '2024-01-01', { building_id: building, use_m2: 50, parent_unit_id: null }).events,
  );
  await eventually(() => expect(watcher.last?.version).toBeGreaterThan(version));
  await watcher.close();
});

it('goes on when Redis has forgotten everything', async () => {
  const redis = createClient({ url: urls.redis });
  await redis.connect();
  const keys = await redis.keys(`park:${sender.code}:*`);
  expect(keys).toHaveLength(1);
  await redis.del(keys);
  const watcher = new Watcher();
  await watcher.open(other);
  await sender.publish(
    new Story()
      .tell(tenants.EntityRegisteredV1, `new of ${sender.code}`, '2024-01-01')
      .tell(tenants.EntityMovedInV1, `new of ${sender.code}`, '2024-05-01', { effective_date: '2024-05-01' }).events,
  );
  await eventually(() => expect(watcher.tile('market_entities_stock')).toBe(2));
  await eventually(async () => expect(await redis.keys(`park:${sender.code}:*`)).toHaveLength(1));
  await watcher.close();
  await redis.close();
});
