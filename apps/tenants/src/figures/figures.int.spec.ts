import { randomUUID } from 'node:crypto';
import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { service } from '../tenants.module.ts';

const reader = { scopes: ['park:figures:read'] };
const [today, at] = ['2026-11-23', '2026-01-01T00:00:00Z'];
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(service);
});
beforeEach(() =>
  park.database.dataSource.query(
    'truncate market_entity, qualification, operating_report, building, renovation, unit, occupancy, occupancy_claim, lease cascade',
  ),
);
afterAll(() => park.close());

type Row = Record<string, unknown>;

async function insert(table: string, row: Row): Promise<string> {
  const id = (row['id'] as string | undefined) ?? randomUUID();
  const whole = { code: id, version: 1, created_at: at, updated_at: at, ...row, id };
  await park.database.dataSource.query(`insert into ${table} select (jsonb_populate_record(null::${table}, $1)).*`, [
    JSON.stringify(whole),
  ]);
  return id;
}

let companies = 0;

const entity = (row: Row = {}): Promise<string> =>
  insert('market_entity', {
    uscc: String(++companies).padStart(18, '0'),
    name: 'a company',
    kind: 'enterprise',
    established_on: '2020-01-01',
    industry_code: 'I65',
    size_class: 'small',
    registration_status: 'in_operation',
    residency: 'both',
    founder_flags: [],
    risk_level: 'none',
    state: 'resident',
    moved_in_on: '2025-01-01',
    departed_on: null,
    ...row,
  });

const report = (entity_id: string, period: string, row: Row = {}): Promise<string> =>
  insert('operating_report', {
    entity_id,
    period,
    revenue_kcny: 0,
    tax_total_kcny: 0,
    tax_local_kcny: 0,
    employees_end: 0,
    employees_grad_fresh: 0,
    rd_expense_kcny: 0,
    ip_applied: 0,
    ip_granted: 0,
    financing_kcny: 0,
    export_kcny: 0,
    state: 'verified',
    return_reasons: [],
    ...row,
  });

async function figures(as_of = today): Promise<Record<string, number | null>> {
  const { status, body } = await park.ask('GET', `/figures?as_of=${as_of}`, { as: reader });
  expect([status, body.as_of]).toEqual([200, as_of]);
  return Object.fromEntries(body.items.map(({ code, value }: any) => [code, value]));
}

it('is for the operator’s own clients', async () => {
  expect(await park.ask('GET', '/figures', { as: { scopes: [] } })).toMatchObject({
    status: 403,
    body: { missing: ['park:figures:read'] },
  });
  expect(await park.ask('GET', '/figures', { as: { ...reader, organisation: '91370211MA0000A19M' } })).toMatchObject({ status: 403 });
  expect(await park.ask('GET', '/figures?as_of=2025-02-30', { as: reader })).toMatchObject({
    status: 422,
    body: { code: 'invalid_input' },
  });
  expect(await park.ask('GET', '/figures', { as: reader })).toMatchObject({ status: 200 });
});

it('counts entities that are here on the day', async () => {
  await entity();
  await entity({ state: 'suspended' });
  await entity({ kind: 'service_platform' });
  await entity({ state: 'prospect', residency: 'none', moved_in_on: null });
  await entity({ registration_status: 'revoked' });
  await entity({ moved_in_on: '2027-01-01' });
  await entity({ state: 'departed', residency: 'none', departed_on: today });
  expect((await figures()).market_entities_stock).toBe(2);
  expect((await figures('2026-11-22')).market_entities_stock).toBe(3);
});

it('counts a technology firm once, and only while a qualification is in force', async () => {
  const valid = { type: 'hnte', certificate_no: 'x', verification: 'verified', state: 'valid', valid_from: '2025-01-01', valid_to: today };
  const [a, b] = [await entity(), await entity()];
  for (const row of [valid, { ...valid, type: 'tech_sme' }]) await insert('qualification', { ...row, entity_id: a });
  await insert('qualification', { ...valid, entity_id: b, state: 'revoked' });
  expect([(await figures('2026-11-22')).tech_firms_stock, (await figures()).tech_firms_stock]).toEqual([1, 0]);
});

it('sums the year so far, a year’s report in place of its quarters', async () => {
  const a = await entity();
  for (const [period, row] of [
    ['2026-Q1', {}],
    ['2026-Q2', {}],
    ['2025-Q4', {}],
    ['2026-Q4', {}],
    ['2026-Q3', { state: 'submitted' }],
  ] as const)
    await report(a, period, { tax_local_kcny: 10, tax_total_kcny: 20, revenue_kcny: 30, ...row });
  expect(await figures()).toMatchObject({ economic_contribution: 20, tax_total: 40, revenue: 60 });
  await report(a, '2026', { tax_local_kcny: 45 });
  expect((await figures('2026-12-31')).economic_contribution).toBe(45);
  const late = await entity({ moved_in_on: '2026-04-01' });
  await report(late, '2026-Q1', { tax_local_kcny: 10 });
  await report(late, '2026-Q2', { tax_local_kcny: 7 });
  expect((await figures()).economic_contribution).toBe(27);
  await report(late, '2026', { tax_local_kcny: 35 });
  expect((await figures('2026-12-31')).economic_contribution).toBe(45 + 25);
  expect((await figures('2026-01-01')).economic_contribution).toBeNull();
});

it('counts people employed by the last verified report of each entity that is here, the year’s before the quarter’s', async () => {
  const [a, gone] = [await entity(), await entity({ state: 'departed', residency: 'none', departed_on: '2026-06-01' })];
  await report(a, '2025-Q4', { employees_end: 10 });
  await report(a, '2025', { employees_end: 12 });
  await report(a, '2026-Q4', { employees_end: 99 });
  await report(gone, '2026-Q1', { employees_end: 50 });
  expect((await figures()).employment_total).toBe(12);
  await report(a, '2026-Q1', { employees_end: 9 });
  expect([(await figures()).employment_total, (await figures('2024-01-01')).employment_total]).toEqual([9, null]);
});

describe('space', () => {
  const building = (): Promise<string> => insert('building', { name: 'b', floors: 6, gfa_m2: 7_200, state: 'in_service', occupation: [] });
  const unit = (building_id: string, row: Row = {}): Promise<string> =>
    insert('unit', {
      building_id,
      floor: 1,
      usage: 'office',
      gfa_m2: 1_000,
      use_m2: 100,
      rentable: true,
      ref_price_fen_per_m2_day: 100,
      state: 'in_service',
      ...row,
    });

  it('counts a building once, with its latest renovation, and all open space', async () => {
    const b = await building();
    const project = {
      name: 'p',
      kind: 'building',
      building_id: b,
      state: 'accepted',
      indoor_area_m2: 100,
      outdoor_area_m2: 5,
      budget_kcny: 0,
    };
    await insert('renovation', { ...project, accepted_on: '2025-01-01' });
    await insert('renovation', { ...project, accepted_on: '2026-01-01', indoor_area_m2: 80, state: 'closed' });
    await insert('renovation', {
      ...project,
      kind: 'outdoor',
      building_id: null,
      accepted_on: '2025-01-01',
      indoor_area_m2: 0,
      outdoor_area_m2: 20,
    });
    await insert('renovation', { ...project, accepted_on: '2027-01-01' });
    await insert('renovation', { ...project, state: 'in_progress', accepted_on: null });
    expect(await figures()).toMatchObject({ buildings_renovated: 1, indoor_area_renovated: 80, outdoor_area_renewed: 30 });
  });

  it('sums what can be let, a divided unit by its parts, and what is let; and holds contracts against occupancies', async () => {
    const b = await building();
    const whole = await unit(b);
    await unit(b, { rentable: false });
    await unit(b, { state: 'maintenance' });
    expect((await figures()).rentable_area).toBe(100);
    await unit(b, { parent_unit_id: whole, use_m2: 30.1 });
    await unit(b, { parent_unit_id: whole, use_m2: 0.2 });
    expect((await figures()).rentable_area).toBe(30.3);

    const a = await entity();
    const leaseId = await insert('lease', {
      entity_id: a,
      units: [{ unit_id: whole, area_m2: 0.5 }],
      rent_steps: [],
      start_on: '2026-01-01',
      end_on: '2027-01-01',
      cycle: 'quarter',
      rent_free_days: 0,
      deposit_fen: 0,
      annual_amount_fen: 0,
      monthly_rent_fen: 0,
      discount_pct: 0,
      approval_route: 'manager',
      state: 'active',
      deposit_received_fen: 0,
    });
    const held = {
      unit_id: whole,
      building_id: b,
      kind: 'lease',
      source_type: 'lease',
      source_id: leaseId,
      state: 'active',
      start_on: '2026-01-01',
    };
    await insert('occupancy', { ...held, area_m2: 0.1, end_on: '2027-01-01' });
    await insert('occupancy', { ...held, area_m2: 0.2, end_on: null });
    await insert('occupancy', { ...held, area_m2: 9, end_on: today, state: 'completed' });
    await insert('occupancy', { ...held, area_m2: 9, end_on: '2027-01-01', kind: 'booking' });
    await insert('occupancy', { ...held, area_m2: 9, end_on: '2027-01-01', state: 'held' });
    expect((await figures()).occupied_area).toBe(0.3);
    const { body } = await park.ask('GET', `/figures?as_of=${today}`, { as: reader });
    expect(body.items.find(({ code }: any) => code === 'leases_and_occupancies')).toEqual({
      code: 'leases_and_occupancies',
      value: 0.3,
      other: 0.5,
    });
  });
});
