import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { aRegistration, usccOf } from '../market-entities/market-entity.fixture.ts';
import { service } from '../tenants.module.ts';
import { someFigures } from './operating-report.fixture.ts';

const scopes = ['tenants:operating-report:read', 'tenants:operating-report:write'];
const clerk = { scopes: [...scopes, 'tenants:entity:write', 'tenants:operating-report:verify', 'park:audit:read', 'park:import:write'] };
const checker = { ...clerk, subject: 'checker' };
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(service);
});
afterAll(() => park.close());

async function anEntity(number: number): Promise<string> {
  return (await park.ok('POST', '/market-entities', { as: clerk, body: aRegistration(number) })).id;
}

it('goes from draft over return to verified and restated, and tells each step', async () => {
  const entity_id = await anEntity(1);
  const report = await park.ok('POST', '/operating-reports', {
    as: clerk,
    body: { ...someFigures, entity_id, period: '2025-Q1' },
  });
  const step = async (action: string, as: typeof clerk, body?: unknown): Promise<any> =>
    (await park.ask('POST', `/operating-reports/${report.id}/${action}`, { as, body })).body;
  expect(await step('submit', clerk)).toMatchObject({ state: 'submitted' });
  expect(await step('verify', clerk)).toMatchObject({ status: 403, code: 'segregation_of_duties' });
  expect(await step('return', checker, { reasons: ['tax does not match'] })).toMatchObject({ state: 'returned' });
  const revised = await park.ask('PATCH', `/operating-reports/${report.id}`, {
    as: clerk,
    body: { tax_local_kcny: 118 },
    headers: { 'if-match': '"3"' },
  });
  expect(revised.body).toMatchObject({ state: 'draft', tax_local_kcny: 118, revenue_kcny: 5200 });
  await step('submit', clerk);
  expect(await step('verify', checker)).toMatchObject({ state: 'verified' });
  expect(await step('restate', checker, { tax_local_kcny: 125, reason: 'assessment corrected' })).toMatchObject({
    state: 'verified',
    tax_local_kcny: 125,
  });
  expect(await step('submit', clerk)).toMatchObject({ status: 409, code: 'invalid_transition', allowed: ['restate'] });

  const history = await park.ok('GET', `/events?subject=${report.id}`, { as: clerk });
  expect(history.items.map((event: any) => event.type.split('.')[3])).toEqual([
    'drafted',
    'submitted',
    'returned',
    'drafted',
    'submitted',
    'verified',
    'restated',
  ]);
});

it('lets one of many simultaneous reports of an entity and period through', async () => {
  const body = { ...someFigures, entity_id: await anEntity(2), period: '2024' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => park.ask('POST', '/operating-reports', { as: clerk, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('report_exists');
});

it('lets an organisation report for itself and see nobody else’s report', async () => {
  const [own, foreign] = [await anEntity(3), await anEntity(4)];
  const member = { scopes, organisation: usccOf(3), subject: 'member' };
  const mine = await park.ask('POST', '/operating-reports', { as: member, body: { ...someFigures, entity_id: own, period: '2025-Q1' } });
  expect(mine.status).toBe(201);
  const notMine = await park.ask('POST', '/operating-reports', {
    as: member,
    body: { ...someFigures, entity_id: foreign, period: '2025-Q1' },
  });
  expect(notMine).toMatchObject({ status: 422, body: { code: 'unknown_entity' } });
  const theirs = await park.ask('POST', '/operating-reports', {
    as: clerk,
    body: { ...someFigures, entity_id: foreign, period: '2025-Q1' },
  });
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/submit'],
  ] as const) {
    expect(await park.ask(method, `/operating-reports/${theirs.body.id}${path}`, { as: member })).toMatchObject({ status: 404 });
  }
  for (const id of [theirs.body.id, '0197a0c0-0000-7000-8000-0000000000ff']) {
    for (const headers of [{ 'if-match': '"0"' }, { 'if-match': '"1"' }]) {
      for (const [method, path] of [
        ['PATCH', ''],
        ['POST', '/submit'],
      ] as const) {
        const { status, body } = await park.ask(method, `/operating-reports/${id}${path}`, { as: member, body: {}, headers });
        expect([status, body.code, body.version]).toEqual([404, 'operating_report_not_found', undefined]);
      }
    }
  }
  expect(await park.ask('POST', `/operating-reports/${mine.body.id}/submit`, { as: member })).toMatchObject({ status: 200 });
  expect(await park.ask('POST', `/operating-reports/${mine.body.id}/verify`, { as: member })).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
});

it('imports reports in the state that they are in', async () => {
  await anEntity(5);
  const columns = `entity_uscc,period,state,${Object.keys(someFigures).join(',')}`;
  const figures = Object.values(someFigures).join(',');
  const csv = [
    columns,
    ...['2024-Q3,verified', '2024-Q4,submitted', '2025-Q1,draft', '2025-Q3,submitted'].map((rest) => `${usccOf(5)},${rest},${figures}`),
  ].join('\n');
  const job = await park.importFile('operating-reports', csv, clerk, 'skip_bad_rows');
  expect(job).toMatchObject({ created: 3, bad: 1, errors: [{ line: 5, column: 'period', code: 'period_not_over' }] });
  const changed = `${columns}\n${usccOf(5)},2025-Q1,verified,${figures}`;
  expect((await park.importFile('operating-reports', changed, clerk)).errors).toMatchObject([
    { line: 2, column: 'state', code: 'not_changed_by_import' },
  ]);
  const body = await park.ok('GET', '/operating-reports?sort=-code&limit=3', { as: clerk });
  expect(body.items.map((report: any) => [report.period, report.state])).toEqual([
    ['2025-Q1', 'draft'],
    ['2024-Q4', 'submitted'],
    ['2024-Q3', 'verified'],
  ]);
});
