/** Reporting as its clients see it: events in over Kafka, figures out over HTTP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenants } from '@park/contracts';
import { badInputMs, eventually, extremeBodyFaults, tryBadInput, type ServiceUnderTest } from '@park/test-kit';
import { Story } from './figures/events.fixture.ts';
import { figures } from './figures/registry.ts';
import { analyst, reportingUnderTest, Sender, value } from './reporting.fixture.ts';

const [building, unit, occupancy, lease, entity] = [1, 2, 3, 4, 5].map((n) => `0197a0c0-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
  string,
];
const sender = new Sender();
let park: ServiceUnderTest;
let scratch: string;

function dashboardDir(): string {
  const dir = join(scratch, 'dashboard');
  mkdirSync(join(dir, 'assets'), { recursive: true });
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Park</title>');
  writeFileSync(join(dir, 'assets', 'app-1a2b.js'), 'console.log("park");'.repeat(100));
  writeFileSync(join(scratch, 'secret.txt'), 'secret');
  return dir;
}

const story = new Story()
  .tell(tenants.BuildingRegisteredV1, building, '2024-01-01', { code: 'B01', name: '1号楼' })
  .tell(tenants.UnitAddedV1, unit, '2024-01-01', {
    building_id: building,
    use_m2: 200,
    usage: 'office',
    rentable: true,
    parent_unit_id: null,
  })
  .tell(tenants.EntityRegisteredV1, entity, '2024-01-01')
  .tell(tenants.EntityMovedInV1, entity, '2024-03-01', { effective_date: '2024-03-01' })
  .tell(tenants.OperatingReportVerifiedV1, 'report', '2025-04-20', {
    entity_id: entity,
    period: '2025-Q1',
    tax_local_kcny: 120,
    employees_end: 18,
  })
  .tell(tenants.OccupancyActivatedV1, occupancy, '2024-03-01', {
    unit_id: unit,
    building_id: building,
    area_m2: 150,
    start_on: '2024-03-01',
    end_on: '2025-08-01',
    kind: 'lease',
    source_id: lease,
  })
  .tell(tenants.LeaseActivatedV1, lease, '2024-03-01', {
    entity_id: entity,
    units: [
      { unit_id: unit, building_id: building, area_m2: 150, start_on: '2024-03-01', end_on: '2025-08-01', price_fen_per_m2_day: 150 },
    ],
  });

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'reporting-'));
  await sender.connect();
  park = await reportingUnderTest(sender, { settings: { DASHBOARD_DIR: dashboardDir() } });
  await sender.publish(story.events);
  await eventually(async () => expect(await value(park, 'occupied_area')).toBe(150), 40_000);
  await eventually(async () => expect(await value(park, 'employment_total')).toBe(18));
});
afterAll(async () => {
  await park.close();
  await sender.close();
  rmSync(scratch, { recursive: true });
});

describe('figures', () => {
  it('come from the events, with all that tells what they are', async () => {
    const { status, body } = await park.ask('GET', '/kpis/occupancy_rate?group_by=building', { as: analyst });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 'occupancy_rate',
      unit: 'percent',
      value: 75,
      numerator: 150,
      denominator: 200,
      null_reason: null,
      as_of: '2025-06-16',
      from: null,
      to: null,
      known_at: null,
      definition_version: 1,
      verified_share: null,
      filters: {},
      watermark: expect.stringMatching(/^2025-06-16T/),
      groups: [{ key: building, label: { zh: '1号楼', en: 'B01' }, value: 75, numerator: 150, denominator: 200, null_reason: null }],
    });
    expect(await value(park, 'economic_contribution')).toBe(120);
    expect(await value(park, 'market_entities_stock', '?as_of=2024-02-29')).toBeNull();
    expect(await value(park, 'occupied_area', '?as_of=2025-08-01')).toBe(0);
  });

  it('are answered as series, many at once, and by what was known', async () => {
    const { body } = await park.ask('GET', '/kpis/occupied_area?from=2024-01-01&to=2024-07-01&grain=quarter', { as: analyst });
    expect(body.series).toEqual([
      { from: '2024-01-01', to: '2024-04-01', value: 150, null_reason: null, numerator: null, denominator: null },
      { from: '2024-04-01', to: '2024-07-01', value: 150, null_reason: null, numerator: null, denominator: null },
    ]);
    const queries = [
      { code: 'market_entities_stock' },
      { code: 'market_entities_stock', known_at: '2025-06-15T00:00:00Z' },
      { code: 'projection_lag' },
    ];
    const { body: batch } = await park.ask('POST', '/kpis/query', { as: analyst, body: { queries } });
    expect(batch.items.map((item: any) => [item.value === null ? item.null_reason : typeof item.value])).toEqual([
      ['number'],
      ['nothing_known'],
      ['number'],
    ]);
  });

  it('open to the facts behind them, page by page, each with its event', async () => {
    const { body: first } = await park.ask('GET', '/kpis/occupied_area/facts?limit=1&as_of=2025-08-01', { as: analyst });
    expect(first).toMatchObject({ total: 0, count: 2, side: 'numerator', next: expect.any(String) });
    const { body: second } = await park.ask('GET', `/kpis/occupied_area/facts?limit=1&as_of=2025-08-01&cursor=${first.next}`, {
      as: analyst,
    });
    expect([...first.items, ...second.items].reduce((sum: number, { delta }: any) => sum + delta, 0)).toBe(first.total);
    expect(second).toMatchObject({
      next: null,
      items: [
        {
          measure: 'leased_area',
          event: {
            type: tenants.OccupancyActivatedV1.type,
            title: { zh: '占用生效' },
            subject: occupancy,
            code: tenants.OccupancyActivatedV1.example.code,
          },
        },
      ],
    });
  });

  it('define themselves', async () => {
    const { body } = await park.ask('GET', '/kpis', { as: analyst });
    const codes = body.items.map((kpi: any) => kpi.code);
    expect(codes).toEqual(
      expect.arrayContaining(['market_entities_stock', 'tech_firms_stock', 'wale', 'housing_occupancy', 'projection_lag']),
    );
    const kinds = new Map(body.items.map(({ code, additivity }: any) => [code, additivity]));
    expect(['revenue', 'tech_firms_stock', 'occupancy_rate', 'projection_lag'].map((code) => kinds.get(code))).toEqual([
      'additive',
      'semi-additive',
      'ratio',
      'none',
    ]);
    const tech = body.items.find((kpi: any) => kpi.code === 'tech_firms_stock');
    expect(tech).toMatchObject({ over: 'instant', unit: 'entities', version: 1 });
    expect(tech.dimensions.map(({ code: dimension }: any) => dimension)).toEqual([
      'kind',
      'residency',
      'industry',
      'size_class',
      'qualification',
    ]);
    expect(tech.sourceEvents).toContain('park.tenants.qualification.revoked.v1');
  });

  it('that can be missing say why they are, and are never zero then', async () => {
    for (const [query, reason] of [
      ['wale?as_of=2020-01-01', 'nothing_known'],
      ['occupancy_rate?as_of=2023-12-31', 'nothing_known'],
      ['housing_waiting', 'nothing_known'],
    ]) {
      expect((await park.ask('GET', `/kpis/${query}`, { as: analyst })).body).toMatchObject({ value: null, null_reason: reason });
    }
    expect((await park.ask('GET', '/kpis/expiring_90d_share?as_of=2024-02-01', { as: analyst })).body).toMatchObject({ value: null });
    expect((await park.ask('GET', '/kpis/occupied_area?usage=lab', { as: analyst })).body).toMatchObject({ value: 0, null_reason: null });
  });

  it('keep facts and names of tenants for the park’s operator', async () => {
    const member = { ...analyst, organisation: '91370211MA0000A19M' };
    expect(await value(park, 'occupied_area')).toBe(150);
    expect(await park.ask('GET', '/kpis/occupied_area/facts', { as: member })).toMatchObject({
      status: 403,
      body: { code: 'operator_only' },
    });
    expect((await park.ask('GET', `/buildings/${building}/units`, { as: member })).body.items[0]).toMatchObject({
      occupied_area: 150,
      lease_code: null,
      entity_id: null,
    });
  });

  it('are tagged, and come as tables too', async () => {
    const paths = [
      '/kpis',
      '/kpis/tax_total?as_of=2025-05-01',
      '/kpis/occupied_area/facts',
      '/board',
      '/buildings',
      `/buildings/${building}/units`,
      '/projection',
    ];
    for (const path of paths) {
      await eventually(async () => {
        const { headers } = await park.ask('GET', path, { as: analyst });
        const again = await park.ask('GET', path, { as: analyst, headers: { 'if-none-match': `"x", W/${headers.get('etag')}` } });
        expect([path, again.status, again.body, again.headers.get('etag')]).toEqual([path, 304, '', headers.get('etag')]);
      });
    }
    expect((await park.ask('GET', '/data-quality', { as: analyst })).headers.get('etag')).toMatch(/^"[\w-]{22}"$/);
    const csv = { as: analyst, headers: { accept: 'text/csv' } };
    const table = await park.ask<string>('GET', '/kpis/occupied_area?group_by=usage', csv);
    expect(table.headers.get('content-type')).toContain('text/csv');
    expect(table.body.split('\n')[1]).toContain('office,办公,Office,150');
    const chinese = await park.ask<string>('GET', '/kpis/occupied_area?group_by=usage&headings=zh', csv);
    expect(
      chinese.body
        .trim()
        .split('\n')
        .map((line) => line.split(',')[6]),
    ).toEqual(['分组编码', 'office']);
    const lines = async (path: string): Promise<number> => (await park.ask<string>('GET', path, csv)).body.trim().split('\n').length;
    expect(await Promise.all(['/kpis/occupied_area/facts', '/kpis', '/buildings', `/buildings/${building}/units`].map(lines))).toEqual([
      2,
      figures.kpis.length + 1,
      2,
      2,
    ]);
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
    ['/kpis/occupied_area?usage=constructor', 422, 'unknown_value'],
    [`/kpis/occupied_area?building=${unit}`, 422, 'unknown_value'],
    ['/kpis/revenue?period=2025-Q5', 422, 'unknown_value'],
    ['/kpis/occupied_area?as_of=2025-01-01&as_of=2025-01-02', 422, 'invalid_input'],
    ['/kpis/occupied_area?as_of=0000-01-01', 422, 'invalid_input'],
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

  it.each([[{}], [{ queries: [] }], [{ queries: [{ code: 'wale', as_of: 'now' }] }], [{ queries: Array(51).fill({ code: 'wale' }) }]])(
    'batch %#',
    async (body) => {
      expect(await park.ask('POST', '/kpis/query', { as: analyst, body })).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    },
  );

  it('need their scope', async () => {
    expect(await park.ask('GET', '/kpis/wale?as_of=2199-12-31', { as: analyst })).toMatchObject({ status: 200 });
    for (const [method, path] of [
      ['GET', '/kpis'],
      ['GET', '/board'],
      ['GET', '/board/live'],
      ['GET', '/data-quality'],
      ['GET', '/buildings'],
    ] as const) {
      expect(await park.ask(method, path, { as: { scopes: [] } })).toMatchObject({
        status: 403,
        body: { missing: ['reporting:kpi:read'] },
      });
    }
    expect(await park.ask('POST', '/projection/rebuild', { as: analyst })).toMatchObject({ status: 403 });
    expect(await park.ask('GET', '/kpis')).toMatchObject({ status: 401 });
  });
});

describe('space', () => {
  it('shows buildings and units with what is let', async () => {
    const { body } = await park.ask('GET', '/buildings', { as: analyst });
    expect(body.items).toEqual([
      {
        id: building,
        code: 'B01',
        name: '1号楼',
        floors: 6,
        gfa_m2: 7200,
        status: 'in_service',
        renovated: false,
        rentable_area: 200,
        occupied_area: 150,
        occupancy_rate: 75,
        expiring_90d_area: 150,
      },
    ]);
    const { body: units } = await park.ask('GET', `/buildings/${building}/units`, { as: analyst });
    expect(units.items).toEqual([
      {
        id: unit,
        code: 'B01-0301',
        floor: 3,
        usage: 'office',
        area_m2: 200,
        rentable: true,
        status: 'in_service',
        occupied_area: 150,
        lease_end_on: '2025-08-01',
        lease_code: 'LS-000001',
        entity_id: entity,
      },
    ]);
    expect((await park.ask('GET', `/buildings?as_of=2025-08-01`, { as: analyst })).body.items[0]).toMatchObject({
      occupied_area: 0,
      occupancy_rate: 0,
    });
  });
});

describe('the dashboard', () => {
  it('tells how to sign in, without a token', async () => {
    const { body } = await park.ask('GET', '/dashboard-config.json');
    expect(body).toEqual({
      park: { code: sender.code, name: { zh: '示例园区', en: 'Sample Park' } },
      issuer: park.issuer.url,
      clientId: 'dashboard',
      scopes: expect.arrayContaining(['openid', 'reporting:kpi:read']),
    });
  });

  it('is served with its own pages, and nothing else is', async () => {
    const html = { headers: { accept: 'text/html' } };
    for (const path of ['/', '/figures/wale?as_of=2025-01-01'])
      expect((await park.ask<string>('GET', path, html)).body).toContain('<title>Park</title>');
    const script = await park.ask<string>('GET', '/assets/app-1a2b.js');
    expect([script.status, script.headers.get('cache-control'), script.headers.get('content-encoding')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      'gzip',
    ]);
    for (const path of ['/assets/none.js', '/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/%']) {
      expect([path, (await park.ask('GET', path)).body]).toEqual([
        path,
        expect.objectContaining({ status: expect.any(Number), code: expect.any(String) }),
      ]);
    }
    expect(await park.ask('POST', '/figures', { as: analyst })).toMatchObject({ status: 404, body: { code: 'no_such_route' } });
  });
});

it(
  'refuses bad input at every endpoint with a pointer to it',
  async () => {
    const { tried, faults } = await tryBadInput(park);
    expect(faults).toEqual([]);
    expect(tried).toBeGreaterThan(100);
    expect(await extremeBodyFaults(park)).toEqual([]);
  },
  badInputMs,
);

it('documents every route with its scope, but for what needs none', async () => {
  const { body } = await park.ask('GET', '/openapi.json');
  const bare = Object.entries<any>(body.paths).flatMap(([path, item]) =>
    Object.values<any>(item).flatMap((operation) => (operation.security?.[0]?.oauth2?.length ? [] : [path])),
  );
  expect(bare).toEqual(['/dashboard-config.json']);
});
