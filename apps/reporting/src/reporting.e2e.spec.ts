/** Reporting as its clients see it: events in over Kafka, figures out over HTTP. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BuildingRegisteredV1, EntityDepartedV1, EntityMovedInV1, EntityRegisteredV1, LeaseActivatedV1, OccupancyActivatedV1, OperatingReportVerifiedV1,
  sourceOf, toHeaders, UnitAddedV1, type Board, type ParkEvent,
} from '@park/contracts';
import { eventually, serviceUnderTest, urls, type ServiceUnderTest, tryBadInput } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { Story } from './ledger/events.fixture.ts';
import { reporting } from './reporting.module.ts';

const code = `spec-${Math.random().toString(36).slice(2, 10)}`;
const analyst = { scopes: ['reporting:kpi:read'] };
const operator = { scopes: ['reporting:kpi:read', 'reporting:projection:manage', 'park:parked:manage'] };
const [building, unit, occupancy, lease, entity] = [1, 2, 3, 4, 5].map((n) => `0197a0c0-0000-7000-8000-00000000000${n}`) as [string, string, string, string, string];
let producer: Producer;
let park: ServiceUnderTest;

async function publish(events: readonly ParkEvent[]): Promise<void> {
  const named = events.map((event) => ({ ...event, id: `${code} ${event.id}`, source: sourceOf(code, event.type.split('.')[1]!) }));
  const topics = Map.groupBy(named, ({ type }) => `park.${type.split('.')[1]}`);
  for (const [topic, own] of topics) {
    await producer.send({ topic, messages: own.map((event) => ({ key: event.subject, headers: toHeaders(event), value: JSON.stringify(event.data) })) });
  }
}

async function value(kpi: string, query = ''): Promise<number | null> {
  return (await park.ask('GET', `/kpis/${kpi}${query}`, { as: analyst })).body.value;
}

function dashboardDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'dashboard-'));
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Park</title>');
  writeFileSync(join(dir, 'assets', 'app-1a2b.js'), 'console.log("park");'.repeat(100));
  writeFileSync(join(dir, '..', 'secret.txt'), 'secret');
  return dir;
}

const story = new Story()
  .tell(BuildingRegisteredV1, building, '2024-01-01', { code: 'B01', name: '1号楼' })
  .tell(UnitAddedV1, unit, '2024-01-01', { building_id: building, use_m2: 200, usage: 'office', rentable: true, parent_unit_id: null })
  .tell(EntityRegisteredV1, entity, '2024-01-01')
  .tell(EntityMovedInV1, entity, '2024-03-01', { effective_date: '2024-03-01' })
  .tell(OperatingReportVerifiedV1, 'report', '2025-04-20', { entity_id: entity, period: '2025-Q1', tax_local_kcny: 120, employees_end: 18 })
  .tell(OccupancyActivatedV1, occupancy, '2024-03-01', {
    unit_id: unit, building_id: building, area_m2: 150, start_on: '2024-03-01', end_on: '2025-08-01', kind: 'lease', source_id: lease,
  })
  .tell(LeaseActivatedV1, lease, '2024-03-01', {
    entity_id: entity,
    units: [{ unit_id: unit, building_id: building, area_m2: 150, start_on: '2024-03-01', end_on: '2025-08-01', price_fen_per_m2_day: 150 }],
  });

beforeAll(async () => {
  producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const settings = {
    PARK_CODE: code, KAFKA_GROUP: `reporting-${code}`, TENANTS_URL: 'http://127.0.0.1:9', HOUSING_URL: 'http://127.0.0.1:9', RECONCILE_CLIENT_ID: 'operations',
    RECONCILE_CLIENT_SECRET: 'secret', DASHBOARD_CLIENT_ID: 'dashboard', DASHBOARD_DIR: dashboardDir(), PARK_NAME_ZH: '示例园区', PARK_NAME_EN: 'Sample Park',
  };
  park = await serviceUnderTest(reporting, { settings });
  await publish(story.events);
  await eventually(async () => expect(await value('occupied_area')).toBe(150), 40_000);
  await eventually(async () => expect(await value('employment_total')).toBe(18));
});
afterAll(async () => {
  await park.close();
  await producer.disconnect();
});

describe('figures', () => {
  it('come from the events, with all that tells what they are', async () => {
    const { status, body } = await park.ask('GET', '/kpis/occupancy_rate?group_by=building', { as: analyst });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 'occupancy_rate', unit: 'percent', value: 75, numerator: 150, denominator: 200, null_reason: null, as_of: '2025-06-16', from: null, to: null,
      known_at: null, definition_version: 1, verified_share: null, filters: {}, watermark: expect.stringMatching(/^2025-06-16T/),
      groups: [{ key: building, label: { zh: '1号楼', en: 'B01' }, value: 75, numerator: 150, denominator: 200, null_reason: null }],
    });
    expect(await value('economic_contribution')).toBe(120);
    expect(await value('market_entities_stock', '?as_of=2024-02-29')).toBeNull();
    expect(await value('occupied_area', '?as_of=2025-08-01')).toBe(0);
  });

  it('are answered as series, many at once, and by what was known', async () => {
    const { body } = await park.ask('GET', '/kpis/occupied_area?from=2024-01-01&to=2024-07-01&grain=quarter', { as: analyst });
    expect(body.series).toEqual([
      { from: '2024-01-01', to: '2024-04-01', value: 150, null_reason: null, numerator: null, denominator: null },
      { from: '2024-04-01', to: '2024-07-01', value: 150, null_reason: null, numerator: null, denominator: null },
    ]);
    const queries = [{ code: 'market_entities_stock' }, { code: 'market_entities_stock', known_at: '2025-06-15T00:00:00Z' }, { code: 'projection_lag' }];
    const { body: batch } = await park.ask('POST', '/kpis/query', { as: analyst, body: { queries } });
    expect(batch.items.map((item: any) => [item.value === null ? item.null_reason : typeof item.value])).toEqual([['number'], ['nothing_known'], ['number']]);
  });

  it('open to the facts behind them, page by page, each with its event', async () => {
    const { body: first } = await park.ask('GET', '/kpis/occupied_area/facts?limit=1&as_of=2025-08-01', { as: analyst });
    expect(first).toMatchObject({ total: 0, count: 2, side: 'numerator', next: expect.any(String) });
    const { body: second } = await park.ask('GET', `/kpis/occupied_area/facts?limit=1&as_of=2025-08-01&cursor=${first.next}`, { as: analyst });
    expect([...first.items, ...second.items].reduce((sum: number, { delta }: any) => sum + delta, 0)).toBe(first.total);
    expect(second).toMatchObject({ next: null, items: [{ measure: 'leased_area', event: { type: OccupancyActivatedV1.type, subject: occupancy } }] });
  });

  it('define themselves', async () => {
    const { body } = await park.ask('GET', '/kpis', { as: analyst });
    const codes = body.items.map((kpi: any) => kpi.code);
    expect(codes).toEqual(expect.arrayContaining(['market_entities_stock', 'tech_firms_stock', 'wale', 'housing_occupancy', 'projection_lag']));
    const tech = body.items.find((kpi: any) => kpi.code === 'tech_firms_stock');
    expect(tech).toMatchObject({ additivity: 'semi-additive', over: 'instant', unit: 'entities', version: 1 });
    expect(tech.dimensions.map(({ code: dimension }: any) => dimension)).toEqual(['kind', 'residency', 'industry', 'size_class', 'qualification']);
    expect(tech.sourceEvents).toContain('park.tenants.qualification.revoked.v1');
  });

  it('are tagged, and come as tables too', async () => {
    const first = await park.ask('GET', '/kpis/tax_total?as_of=2025-05-01', { as: analyst });
    const known = { 'if-none-match': first.headers.get('etag')! };
    await eventually(async () => {
      const { headers } = await park.ask('GET', '/kpis/tax_total?as_of=2025-05-01', { as: analyst });
      const again = await park.ask('GET', '/kpis/tax_total?as_of=2025-05-01', { as: analyst, headers: { 'if-none-match': headers.get('etag')! } });
      expect([again.status, again.body]).toEqual([304, '']);
    });
    expect(known['if-none-match']).toMatch(/^"[\w-]{22}"$/);
    const csv = { as: analyst, headers: { accept: 'text/csv' } };
    const table = await park.ask<string>('GET', '/kpis/occupied_area?group_by=usage', csv);
    expect(table.headers.get('content-type')).toContain('text/csv');
    expect(table.body.split('\n')[1]).toContain('office,办公,Office,150');
    expect((await park.ask<string>('GET', '/kpis/occupied_area/facts', csv)).body.split('\n')).toHaveLength(3);
  });
});

describe('questions that make no sense', () => {
  it.each([
    ['/kpis/no_such_figure', 404, 'kpi_not_found'],
    ['/kpis/occupied_area?as_of=2025-02-30', 422, 'invalid_input'],
    ['/kpis/occupied_area?grain=fortnight', 422, 'invalid_input'],
    ['/kpis/occupied_area?colour=red', 422, 'invalid_input'],
    ['/kpis/occupied_area?group_by=brand', 422, 'unknown_dimension'],
    ['/kpis/occupied_area?brand=hiking', 422, 'unknown_dimension'],
    ['/kpis/occupied_area?usage=castle', 422, 'unknown_value'],
    ['/kpis/occupied_area?from=2025-05-01&to=2025-05-01', 422, 'empty_period'],
    ['/kpis/occupied_area?from=2000-01-01&to=2025-05-01&grain=day', 422, 'too_many_points'],
    ['/kpis/occupied_area?known_at=yesterday', 422, 'invalid_input'],
    ['/kpis/occupied_area/facts?side=denominator', 422, 'no_such_side'],
    ['/kpis/occupied_area/facts?cursor=1;drop', 422, 'malformed_cursor'],
    ['/kpis/occupied_area/facts?limit=501', 422, 'invalid_input'],
    ['/kpis/projection_lag/facts', 422, 'no_such_side'],
    ['/buildings/7/units', 400, 'malformed_request'],
    [`/buildings/${unit}/units`, 404, 'building_not_found'],
  ])('GET %s is answered %i %s', async (path, status, problem) => {
    expect(await park.ask('GET', path, { as: analyst })).toMatchObject({ status, body: { code: problem } });
  });

  it.each([[{}], [{ queries: [] }], [{ queries: [{ code: 'wale', as_of: 'now' }] }], [{ queries: Array(51).fill({ code: 'wale' }) }]])('batch %#', async (body) => {
    expect(await park.ask('POST', '/kpis/query', { as: analyst, body })).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
  });

  it('need their scope', async () => {
    for (const [method, path] of [['GET', '/kpis'], ['GET', '/board'], ['GET', '/board/live'], ['GET', '/data-quality'], ['GET', '/buildings']] as const) {
      expect(await park.ask(method, path, { as: { scopes: [] } })).toMatchObject({ status: 403, body: { missing: ['reporting:kpi:read'] } });
    }
    expect(await park.ask('POST', '/projection/rebuild', { as: analyst })).toMatchObject({ status: 403 });
    expect(await park.ask('GET', '/kpis')).toMatchObject({ status: 401 });
  });
});

describe('the board', () => {
  it('shows the headlines, tagged', async () => {
    const { body, headers } = await park.ask<Board>('GET', '/board', { as: analyst });
    expect(body).toMatchObject({ as_of: '2025-06-16', version: expect.any(Number) });
    expect(body.tiles.find((tile) => tile.code === 'employment_total')).toMatchObject({ value: 18, unit: 'people', verified_share: 1 });
    expect(body.tiles.every((tile) => tile.trend.length === 13)).toBe(true);
    expect(headers.get('etag')).toBe(`"${body.version}"`);
  });

  it('moves while one watches, and not when an event comes twice', async () => {
    const aborted = new AbortController();
    const token = await park.issuer.token(analyst);
    const answer = await fetch(`${park.url}/board/live`, { headers: { authorization: `Bearer ${token}` }, signal: aborted.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const frames: Board[] = [];
    const reading = (async () => {
      let text = '';
      for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; text = text.slice(end + 2), end = text.indexOf('\n\n')) {
          const data = /^event: board\nid: \d+\ndata: (.*)$/.exec(text.slice(0, end))?.[1];
          if (data) frames.push(JSON.parse(data));
        }
      }
    })().catch(() => undefined);
    const entities = (board: Board | undefined): number | null | undefined => board?.tiles.find((tile) => tile.code === 'market_entities_stock')?.value;
    await eventually(() => expect(entities(frames.at(-1))).toBe(1));
    const gone = new Story().tell(EntityDepartedV1, entity, '2025-06-01', { effective_date: '2025-06-01' }).events.map((event) => ({ ...event, sequence: 3 }));
    await publish([...gone, ...gone]);
    await eventually(() => expect(entities(frames.at(-1))).toBe(0));
    expect(frames.map(({ version }) => version)).toEqual([...frames.map(({ version }) => version)].sort((a, b) => a - b));
    aborted.abort();
    await reading;
    expect((await park.ask('GET', '/kpis/market_entities_stock/facts', { as: analyst })).body.count).toBe(2);
  });
});

describe('space', () => {
  it('shows buildings and units with what is let', async () => {
    const { body } = await park.ask('GET', '/buildings', { as: analyst });
    expect(body.items).toEqual([
      {
        id: building, code: 'B01', name: '1号楼', floors: 6, gfa_m2: 7200, status: 'in_service', renovated: false, rentable_area: 200, occupied_area: 150,
        occupancy_rate: 75, expiring_90d_area: 150,
      },
    ]);
    const { body: units } = await park.ask('GET', `/buildings/${building}/units`, { as: analyst });
    expect(units.items).toEqual([
      {
        id: unit, code: 'B01-0301', floor: 3, usage: 'office', area_m2: 200, rentable: true, status: 'in_service', occupied_area: 150,
        lease_end_on: '2025-08-01', entity_id: entity,
      },
    ]);
    expect((await park.ask('GET', `/buildings?as_of=2025-08-01`, { as: analyst })).body.items[0]).toMatchObject({ occupied_area: 0, occupancy_rate: 0 });
  });
});

describe('data quality', () => {
  it('tells what came, what waits and what was parked; other keys go on', async () => {
    const [bad, good] = new Story().tell(UnitAddedV1, 'bad', '2024-01-01').tell(UnitAddedV1, 'good', '2024-01-01', { building_id: building, use_m2: 50 }).events;
    await publish([{ ...bad!, data: { code: 'B01' } }, good!]);
    await eventually(async () => expect(await value('rentable_area')).toBe(250));
    const { body } = await park.ask('GET', '/data-quality', { as: analyst });
    expect(body).toMatchObject({ projection_version: 1, projection_lag_s: expect.any(Number), parked: [{ consumer: 'reporting', parked: 1, behind: 0 }] });
    expect(body.sources).toEqual([
      expect.objectContaining({ service: 'tenants', topic: 'park.tenants', events: 9, backlog: expect.any(Number) }),
      expect.objectContaining({ service: 'housing', events: 0, last_event_at: null }),
    ]);
    const { body: parked } = await park.ask('GET', '/parked', { as: operator });
    expect(parked.items).toEqual([expect.objectContaining({ key: 'bad', state: 'parked', reason: expect.stringContaining('building_id') })]);
  });

  it('rebuilds on demand, to the same facts', async () => {
    expect(await park.ask('POST', '/projection/rebuild', { as: operator })).toMatchObject({ status: 202 });
    await eventually(async () => {
      const { body } = await park.ask('GET', '/projection', { as: analyst });
      expect(body.items[0]).toMatchObject({ version: 2, state: 'live', rebuilt: { equal: true, events: 9 } });
    });
    expect(await value('rentable_area')).toBe(250);
  });

  it('says that it cannot recount when a service does not answer', async () => {
    const { status, body } = await park.ask('POST', '/reconciliation/run', { as: operator });
    expect([status, body.checks.length, new Set(body.checks.map(({ state }: any) => state))]).toEqual([200, 6, new Set(['unreachable'])]);
    expect((await park.ask('GET', '/data-quality', { as: analyst })).body.reconciliation.ran_at).toBe(body.ran_at);
  });
});

describe('the dashboard', () => {
  it('tells how to sign in, without a token', async () => {
    const { body } = await park.ask('GET', '/dashboard-config.json');
    expect(body).toEqual({ park: { code, name: { zh: '示例园区', en: 'Sample Park' } }, issuer: park.issuer.url, clientId: 'dashboard', scopes: expect.arrayContaining(['openid', 'reporting:kpi:read']) });
  });

  it('is served with its own pages, and nothing else is', async () => {
    const html = { headers: { accept: 'text/html' } };
    for (const path of ['/', '/figures/wale?as_of=2025-01-01']) expect((await park.ask<string>('GET', path, html)).body).toContain('<title>Park</title>');
    const script = await park.ask<string>('GET', '/assets/app-1a2b.js');
    expect([script.status, script.headers.get('cache-control'), script.headers.get('content-encoding')]).toEqual([200, 'public, max-age=31536000, immutable', 'gzip']);
    for (const path of ['/assets/none.js', '/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/%']) {
      expect([path, (await park.ask('GET', path)).body]).toEqual([path, expect.objectContaining({ status: expect.any(Number), code: expect.any(String) })]);
    }
    expect(await park.ask('POST', '/figures', { as: analyst })).toMatchObject({ status: 404, body: { code: 'no_such_route' } });
  });
});

it('refuses bad input at every endpoint with a pointer to it', async () => {
  const { tried, faults } = await tryBadInput(park);
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});

it('documents every route with its scope, but for what needs none', async () => {
  const { body } = await park.ask('GET', '/openapi.json');
  const bare = Object.entries<any>(body.paths).flatMap(([path, item]) => Object.values<any>(item).flatMap((operation) => (operation.security?.[0]?.oauth2?.length ? [] : [path])));
  expect(bare).toEqual(['/dashboard-config.json']);
});
