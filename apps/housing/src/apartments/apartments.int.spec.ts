import { catalogue } from '@park/contracts';
import { done, type ServiceUnderTest } from '@park/test-kit';
import { clerk, everything, housingUnderTest } from '../housing.fixture.ts';
import { aReservation } from '../tenancies/tenancy.fixture.ts';
import { anAddition } from './apartment.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest();
});
afterAll(() => park.close());

async function added(code: string, wish: Record<string, unknown> = {}): Promise<any> {
  const { status, body } = await park.ask('POST', '/apartments', { as: clerk, body: anAddition(code, wish) });
  expect(status).toBe(201);
  return body;
}

it('goes through its life, with one event each in the same order', async () => {
  const { id } = await added('HK-0001');
  const step = (action: string, wish: object = {}) =>
    park.ask('POST', `/apartments/${id}/${action}`, { as: clerk, body: { reason: 'repairs', effective_date: '2025-06-01', ...wish } });
  expect(await step('start-maintenance')).toMatchObject({
    status: 200,
    body: { status: 'maintenance', status_since: '2025-06-01', version: 2 },
  });
  expect(await step('start-maintenance')).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition', allowed: ['change', 'return_to_service', 'retire'] },
  });
  expect(await step('return-to-service', { effective_date: '2025-06-02', reason: undefined })).toMatchObject({ status: 200 });
  expect(await step('retire')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  await done(step('start-maintenance', { effective_date: '2025-06-03' }));
  expect(await step('retire', { effective_date: '2025-06-04' })).toMatchObject({ status: 200, body: { status: 'retired', version: 5 } });

  const history = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
  expect(history.items.map((event: any) => [event.sequence, event.data.to_state ?? event.data.status, event.effective_on])).toEqual([
    [1, 'in_service', '2024-05-01'],
    [2, 'maintenance', '2025-06-01'],
    [3, 'in_service', '2025-06-02'],
    [4, 'maintenance', '2025-06-03'],
    [5, 'retired', '2025-06-04'],
  ]);
  for (const event of history.items) catalogue.get(event.type)!.schema.parse(event.data);
});

it('lets one of many simultaneous additions of a code through', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => park.ask('POST', '/apartments', { as: clerk, body: anAddition('HK-0002') })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('code_taken');
});

it('changes its particulars only for who has seen the present version, and never under a tenant', async () => {
  const { id } = await added('HK-0003');
  const change = (version: number, body: object) =>
    park.ask('PATCH', `/apartments/${id}`, { as: clerk, body, headers: { 'if-match': `"${version}"` } });
  expect(await park.ask('PATCH', `/apartments/${id}`, { as: clerk, body: { floor: 4 } })).toMatchObject({ status: 428 });
  expect(await change(9, { floor: 4 })).toMatchObject({ status: 412, body: { code: 'version_mismatch' } });
  expect(await change(1, { floor: 4, area_m2: 36.25 })).toMatchObject({ status: 200, body: { floor: 4, area_m2: 36.25, version: 2 } });

  const tenancy = await park.ok('POST', '/tenancies', { as: clerk, body: aReservation(id, 31) });
  const outOfService = { as: clerk, body: { reason: 'repairs', effective_date: '2025-06-16' } };
  for (const answer of [
    await change(2, { beds: 1 }),
    await change(2, { allocatable_as: 'whole' }),
    await park.ask('POST', `/apartments/${id}/start-maintenance`, outOfService),
  ]) {
    expect(answer).toMatchObject({ status: 409, body: { code: 'apartment_is_let', tenancies: 1 } });
  }
  await park.ok('POST', `/tenancies/${tenancy.id}/cancel`, { as: clerk, body: { reason: 'did not come' } });
  expect(await change(2, { beds: 1 })).toMatchObject({ status: 200, body: { beds: 1 } });
});

it('is either taken out of service or let, when both are tried at once', async () => {
  const { id } = await added('HK-0004');
  const outOfService = { as: clerk, body: { reason: 'repairs', effective_date: '2025-06-16' } };
  const [maintenance, ...reservations] = await Promise.all([
    park.ask('POST', `/apartments/${id}/start-maintenance`, outOfService),
    ...[1, 2].map((bed) => park.ask('POST', '/tenancies', { as: clerk, body: aReservation(id, 40 + bed, { bed }) })),
  ]);
  const reserved = reservations.filter(({ status }) => status === 201).length;
  expect(maintenance!.status === 200 ? reserved : 2 - reserved).toBe(0);
});

it.each([
  ['an unknown member', { colour: 'red' }, '/colour'],
  ['a missing member', { building: undefined }, '/building'],
  ['a wrong type', { floor: '3' }, '/floor'],
  ['a number out of range', { beds: 0 }, '/beds'],
  ['more decimals than an area has', { area_m2: 36.123 }, '/area_m2'],
  ['an impossible date', { added_on: '2025-02-30' }, '/added_on'],
  ['an unknown brand', { brand: 'other' }, '/brand'],
  ['a code in lower case', { code: 'hk 1' }, '/code'],
  ['a retired beginning', { status: 'retired' }, '/status'],
])('refuses %s with a pointer to it', async (_, wish, pointer) => {
  const { status, body } = await park.ask('POST', '/apartments', { as: clerk, body: anAddition('HK-0005', wish) });
  expect({ status, pointers: body.errors.map((error: any) => error.pointer) }).toEqual({ status: 422, pointers: [pointer] });
});

it('is the operator’s to change, and everybody’s with the scope to see', async () => {
  const { id } = await added('HK-0006');
  const member = { scopes: everything, organisation: '91370200264574251E' };
  expect(await park.ask('GET', `/apartments/${id}`, { as: member })).toMatchObject({ status: 200 });
  expect(await park.ask('POST', '/apartments', { as: member, body: anAddition('HK-0007') })).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
  expect(await park.ask('GET', '/apartments', { as: { scopes: [] } })).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
});

it('imports by code, adds and changes', async () => {
  const header = 'code,brand,building,floor,layout,area_m2,beds,allocatable_as,added_on\n';
  const row = (n: number, rest = '36.50,2,bed,2023-09-01'): string =>
    `XH-${String(n).padStart(4, '0')},xihai,X${n % 4},${n % 9},2-bed,${rest}\n`;
  const all = header + Array.from({ length: 160 }, (_, i) => row(i + 1)).join('');
  expect(await park.importFile('apartments', all, clerk)).toMatchObject({ state: 'done', created: 160, bad: 0 });
  expect(await park.importFile('apartments', all, clerk)).toMatchObject({ state: 'done', created: 0, unchanged: 160 });

  const mixed =
    header + row(1, '40,2,bed,2023-09-01') + row(2) + row(161, '36,0,bed,2023-09-01') + 'HK-0006,xihai,X1,1,2-bed,36,2,bed,2023-09-01\n';
  expect(await park.importFile('apartments', mixed, clerk, 'skip_bad_rows')).toMatchObject({
    state: 'done',
    updated: 1,
    unchanged: 1,
    bad: 2,
    errors: [
      { line: 4, column: 'beds', code: 'invalid_input' },
      { line: 5, column: 'brand', code: 'brand_is_fixed' },
    ],
  });
  const found = await park.ask('GET', '/apartments?brand=xihai&building=X1&status=in_service&q=XH-&count=true&limit=5', { as: clerk });
  expect(found.body).toMatchObject({ count: 40, next: expect.any(String) });
});

it('takes a file again after the status has moved on, and refuses another status', async () => {
  const file = (status: string): string =>
    `code,brand,building,floor,layout,area_m2,beds,allocatable_as,added_on,status\nXS-0001,xihai,X1,1,2-bed,36.5,2,bed,2023-09-01,${status}\n`;
  expect(await park.importFile('apartments', file('in_service'), clerk)).toMatchObject({ state: 'done', created: 1 });
  const [{ id }] = (await park.ok('GET', '/apartments?code=XS-0001', { as: clerk })).items;
  expect((await park.importFile('apartments', file('maintenance'), clerk)).errors).toMatchObject([
    { column: 'status', code: 'not_changed_by_import' },
  ]);
  await park.ok('POST', `/apartments/${id}/start-maintenance`, { as: clerk, body: { reason: 'pipes', effective_date: '2025-06-01' } });
  expect(await park.importFile('apartments', file('in_service'), clerk)).toMatchObject({ state: 'done', unchanged: 1 });
});

it('exports as CSV', async () => {
  const { body, headers } = await park.ask<string>('GET', '/apartments?code=XH-0001', { as: clerk, headers: { accept: 'text/csv' } });
  expect(headers.get('content-type')).toContain('text/csv');
  expect(body.split('\n')[1]).toContain('XH-0001,xihai,X1,1,2-bed,40');
});
