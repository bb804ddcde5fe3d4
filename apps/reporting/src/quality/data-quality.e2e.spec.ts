/** Messages that cannot be taken in, rebuilds and recounts, over real Kafka and HTTP. Other specs' messages are on the same topics: each test looks at its own. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listeners, publishers, tenants, toHeaders } from '@park/contracts';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { Story } from '../figures/events.fixture.ts';
import { figures } from '../figures/registry.ts';
import { Reconciliation } from '../reconciliation/reconciliation.service.ts';
import { analyst, operator, reportingUnderTest, Sender, value } from '../reporting.fixture.ts';

const sender = new Sender();
const name = (what: string): string => `${what} of ${sender.code}`;
const building = randomUUID();
let park: ServiceUnderTest;
let services: Server;
/** The answers of the other services, by path; a path that is not here answers 404. */
const answers: Record<string, unknown> = {};

beforeAll(async () => {
  services = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://services');
    response
      .writeHead(pathname in answers ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(answers[pathname] ?? {}));
  });
  await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  await sender.connect();
  park = await reportingUnderTest(sender, { settings: { TENANTS_URL: url, HOUSING_URL: url } });
  park.app.get(Reconciliation).graceMs = 10;
  await sender.publish(new Story().tell(tenants.BuildingRegisteredV1, building, '2024-01-01', { code: 'B01', name: '1号楼' }).events);
  await eventually(async () => expect((await park.ask('GET', '/buildings', { as: analyst })).body.items).toHaveLength(1), 40_000);
});
afterAll(async () => {
  await park.close();
  await sender.close();
  await new Promise((resolve) => services.close(resolve));
});

function aUnit(of: string, use_m2 = 10): { key: string; headers: Record<string, string>; value: string } {
  const [event] = new Story().tell(tenants.UnitAddedV1, name(of), '2024-01-01', {
    building_id: building,
    use_m2,
    rentable: true,
    parent_unit_id: null,
    status: 'in_service',
  }).events;
  return { key: name(of), headers: toHeaders(sender.named(event!)), value: JSON.stringify(event!.data) };
}

const repairer = { ...operator, subject: 'repairer' };
const parked = async (key: string): Promise<any[]> =>
  (await park.ask('GET', `/parked?key=${encodeURIComponent(key)}`, { as: operator })).body.items;
const area = async (): Promise<number> => (await value(park, 'rentable_area')) ?? 0;

describe('a message that cannot be taken in', () => {
  it.each<
    [string, (good: ReturnType<typeof aUnit>) => Partial<Omit<ReturnType<typeof aUnit>, 'value'>> & { value?: string | Buffer }, string]
  >([
    ['is no CloudEvent', () => ({ headers: {} }), 'no CloudEvent'],
    ['lacks a header', ({ headers: { ce_id: _, ...headers } }) => ({ headers }), 'missing header: ce_id'],
    [
      'is of an unknown type',
      ({ headers }) => ({ headers: { ...headers, ce_type: 'park.tenants.unit.moved-to-mars.v1' } }),
      'unknown type',
    ],
    ['lacks a member', () => ({ value: '{"code":"B01-0301"}' }), 'building_id'],
    ['is no JSON', () => ({ value: '{' }), 'not JSON'],
    ['is empty', () => ({ value: '' }), 'not JSON'],
    ['holds what no database stores', () => ({ value: Buffer.from([0x22, 0x00, 0xff, 0x22]) }), 'not JSON'],
    ['has a key that is not its subject', ({ headers }) => ({ headers: { ...headers, ce_subject: 'another' } }), 'not ce_subject'],
    ['says a day that is none', ({ headers }) => ({ headers: { ...headers, ce_effectivedate: 'tomorrow' } }), 'ce_effectivedate'],
    ['says a number that is none', ({ headers }) => ({ headers: { ...headers, ce_sequence: '0' } }), 'ce_sequence'],
  ])('is parked when it %s; other keys go on', async (what, spoil, reason) => {
    const good = aUnit(`spoiled: ${what}`);
    await sender.send({ ...good, ...spoil(good) });
    const before = await area();
    await sender.send(aUnit(`beside: ${what}`, 7));
    await eventually(async () => expect(await area()).toBe(before + 7));
    expect(await parked(good.key)).toEqual([expect.objectContaining({ state: 'parked', reason: expect.stringContaining(reason) })]);
  });

  it('is not what another version of this service keeps: its figures wait, the events are taken in', async () => {
    const { dataSource } = park.database;
    const [before, waiting] = [await area(), aUnit('waiting', 11)];
    await dataSource.query(`update projection set version = version + 90 where state = 'live' and kind = 'tenants.unit'`);
    await sender.send(waiting);
    const deriving = async (): Promise<any[]> => (await park.ask('GET', '/data-quality', { as: analyst })).body.deriving;
    await eventually(async () =>
      expect(await deriving()).toMatchObject([{ kind: 'tenants.unit', figures: ['rentable_area', 'occupancy_rate'] }]),
    );
    expect((await park.ask('GET', '/kpis/rentable_area', { as: analyst })).body).toMatchObject({ value: before, deriving: true });
    await dataSource.query(`update projection set version = version - 90 where state = 'live' and kind = 'tenants.unit'`);
    await eventually(async () => expect(await area()).toBe(before + 11));
    await eventually(async () => expect(await deriving()).toEqual([]));
    expect(await parked(waiting.key)).toEqual([]);
  }, 60_000);

  it('holds back its key until it is repaired and replayed, and is counted then', async () => {
    const before = await area();
    const good = aUnit('repaired', 30);
    await sender.send({ ...good, value: '{}' });
    const [added] = new Story().tell(tenants.UnitAddedV1, good.key, '2024-01-01').events;
    const second = { ...sender.named(added!), id: `${sender.code} again`, sequence: 2 };
    await sender.send({
      key: good.key,
      headers: toHeaders(second),
      value: JSON.stringify({
        ...(added!.data as object),
        building_id: building,
        use_m2: 40,
        rentable: true,
        parent_unit_id: null,
        status: 'in_service',
      }),
    });
    await eventually(async () => expect((await parked(good.key)).map(({ state }) => state)).toEqual(['parked', 'behind']));
    const [{ id }] = await parked(good.key);
    expect(await park.ask('POST', `/parked/${id}/replay`, { as: operator })).toMatchObject({
      status: 200,
      body: { replayed: 0, reason: expect.stringContaining('data:') },
    });
    expect(
      await park.ask('PATCH', `/parked/${id}`, { as: repairer, body: { value: good.value, reason: 'half of it was lost' } }),
    ).toMatchObject({ status: 200, body: { handled: [{ by: 'repairer', did: 'repaired', because: 'half of it was lost' }] } });
    expect(await park.ask('POST', `/parked/${id}/replay`, { as: operator })).toMatchObject({
      status: 200,
      body: { replayed: 2, reason: null },
    });
    expect([await parked(good.key), await area()]).toEqual([[], before + 40]);
  });

  it('is given up with a reason, and lets go on what waits behind it', async () => {
    const before = await area();
    const broken = aUnit('given up', 30);
    await sender.send({ ...broken, value: '{}' });
    await eventually(async () => expect(await parked(broken.key)).toHaveLength(1));
    const [{ id }] = await parked(broken.key);
    const discard = (body: object) => park.ask('POST', `/parked/${id}/discard`, { as: repairer, body });
    expect(await discard({})).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
    expect(await discard({ reason: 'never was' })).toMatchObject({
      status: 200,
      body: { state: 'discarded', handled: [{ by: 'repairer', did: 'discarded', because: 'never was' }] },
    });
    expect(await discard({ reason: 'once more' })).toMatchObject({ status: 404, body: { code: 'parked_not_found' } });
    await sender.send(broken);
    await eventually(async () => expect(await area()).toBe(before + 30));
    expect(await parked(broken.key)).toEqual([]);
  });

  it('shows in the data quality, which is for those with the scope to repair', async () => {
    const { body } = await park.ask('GET', '/data-quality', { as: analyst });
    expect(body).toMatchObject({ projection_lag_s: expect.any(Number), now: expect.any(String) });
    const own = body.parked.find(({ consumer }: any) => consumer === 'reporting');
    expect([own.consumer, own.parked >= 10, own.oldest_at !== null]).toEqual(['reporting', true, true]);
    expect(body.sources.map(({ service }: any) => service)).toEqual(publishers);
    expect(body.sources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ service: 'tenants', topic: 'park.tenants', events: expect.any(Number), backlog: expect.any(Number) }),
        expect.objectContaining({ service: 'housing', title: { zh: '人才住房', en: 'Housing' }, events: 0, last_event_at: null }),
      ]),
    );
    expect(await park.ask('GET', '/parked', { as: analyst })).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
  });
});

it('answers in full while its instance drains', async () => {
  const draining = await reportingUnderTest(sender, { database: park.database, settings: { DRAIN_S: 3 } });
  await draining.ok('GET', '/data-quality', { as: analyst });
  const closed = draining.app.close();
  await eventually(async () => {
    expect((await draining.ask('GET', '/data-quality', { as: analyst })).headers.get('connection')).toBe('close');
  });
  const { sources } = await draining.ok('GET', '/data-quality', { as: analyst });
  expect(sources.map(({ backlog }: any) => backlog)).not.toContain(null);
  expect(await draining.ask('POST', '/reconciliation/run', { as: operator })).toMatchObject({ status: 200 });
  await closed;
  await draining.issuer.close();
});

it('rebuilds on demand, to the same facts', async () => {
  const before = await area();
  const live = async (): Promise<any[]> =>
    (await park.ask('GET', '/projection', { as: analyst })).body.items.filter(({ state }: any) => state === 'live');
  const kinds = (await live()).length;
  expect((await live()).find(({ kind }) => kind === 'tenants.unit')).toMatchObject({ title: { zh: '房源', en: 'Unit' } });
  expect(await park.ask('POST', '/projection/rebuild?kind=tenants.unit', { as: operator })).toMatchObject({ status: 202 });
  await eventually(async () => expect((await live()).filter(({ report }) => report).map(({ kind }) => kind)).toEqual(['tenants.unit']));
  expect(await park.ask('POST', '/projection/rebuild', { as: operator })).toMatchObject({ status: 202 });
  await eventually(async () => expect((await live()).filter(({ report }) => report?.equal === true)).toHaveLength(kinds));
  expect(await area()).toBe(before);
});

describe('recounting', () => {
  const run = async (): Promise<any[]> => (await park.ask('POST', '/reconciliation/run', { as: operator })).body.checks;
  const stateOf = (checks: any[], code: string): any => checks.find((check) => check.code === code);

  it('says that it cannot when a service does not answer', async () => {
    const checks = await run();
    const declared = figures.services.flatMap(({ recounted, checks: own = [] }) => [...recounted, ...own.map((check) => check.code)]);
    expect(checks.map(({ code }) => code).sort()).toEqual(declared.sort());
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['unreachable']));
    const { body } = await park.ask('GET', '/data-quality', { as: analyst });
    expect(body.parked.find(({ consumer }: any) => consumer === 'housing')).toMatchObject({ parked: null, behind: null, oldest_at: null });
  });

  it('tells which checks are figures', async () => {
    const figures = (await park.ask('GET', '/kpis', { as: analyst })).body.items.map(({ code }: any) => code);
    for (const { code, is_figure } of await run()) expect([code, is_figure]).toEqual([code, figures.includes(code)]);
  });

  it('agrees where the records say what the events said, and shows a break where they do not', async () => {
    const entity = name('entity');
    await sender.publish(
      new Story()
        .tell(tenants.EntityRegisteredV1, entity, '2024-01-01')
        .tell(tenants.EntityMovedInV1, entity, '2024-03-01', { effective_date: '2024-03-01' }).events,
    );
    await eventually(async () => expect(await value(park, 'market_entities_stock')).toBe(1));
    const counted = (items: Record<string, [value: number | null, other?: number]>): void => {
      answers['/figures'] = {
        as_of: '2025-06-16',
        items: Object.entries(items).map(([code, [count, other = null]]) => ({ code, value: count, other })),
      };
    };
    counted({ market_entities_stock: [1], housing_waiting: [0], rentable_area: [0], leases_and_occupancies: [20, 20] });
    const checks = await run();
    expect(stateOf(checks, 'market_entities_stock')).toMatchObject({ reported: 1, recomputed: 1, difference: 0, state: 'agrees' });
    expect(stateOf(checks, 'housing_waiting')).toMatchObject({ reported: null, recomputed: 0, state: 'agrees' });
    expect(stateOf(checks, 'rentable_area')).toMatchObject({ recomputed: 0, state: 'break' });
    expect(stateOf(checks, 'leases_and_occupancies')).toMatchObject({ reported: 20, recomputed: 20, state: 'agrees' });
    expect(stateOf(checks, 'tax_total')).toMatchObject({ state: 'unreachable' });

    counted({ market_entities_stock: [2], leases_and_occupancies: [0, 20] });
    const broken = await run();
    expect(stateOf(broken, 'market_entities_stock')).toMatchObject({ reported: 1, recomputed: 2, difference: -1, state: 'break' });
    expect(stateOf(broken, 'leases_and_occupancies')).toMatchObject({ reported: 0, recomputed: 20, state: 'break' });
    expect((await park.ask('GET', '/data-quality', { as: analyst })).body.reconciliation.checks).toEqual(broken);
  });

  it('asks every listener of the manifest what it has parked', async () => {
    answers['/parked/count'] = { total: 7, parked: 3, behind: 4, oldest_at: '2025-06-01T00:00:00.000Z' };
    const { body } = await park.ask('GET', '/data-quality', { as: analyst });
    expect(body.parked.map(({ consumer }: any) => consumer).sort()).toEqual([...listeners].sort());
    expect(body.parked.find(({ consumer }: any) => consumer === 'housing')).toEqual({
      consumer: 'housing',
      title: { zh: '人才住房', en: 'Housing' },
      parked: 3,
      behind: 4,
      oldest_at: '2025-06-01T00:00:00.000Z',
    });
    const own = body.parked.find(({ consumer }: any) => consumer === 'reporting');
    expect((await park.ask('GET', '/parked/count', { as: operator })).body).toEqual({
      total: own.parked + own.behind,
      parked: own.parked,
      behind: own.behind,
      oldest_at: own.oldest_at,
    });
  });
});
