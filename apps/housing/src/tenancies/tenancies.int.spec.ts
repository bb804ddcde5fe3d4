import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { anEmployer, clerk, everything, housingUnderTest } from '../housing.fixture.ts';
import { anIdentity, done, type ServiceUnderTest } from '@park/test-kit';
import { AddNoticeDay1762000000011 } from '../migrations/tenancy.migration.ts';
import { aReservation, handover, terms } from './tenancy.fixture.ts';

const employerA = '91370200264574251E';
const employerB = '914403001922038216';
let park: ServiceUnderTest;
let apartments = 0;

beforeAll(async () => {
  park = await housingUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date('2025-06-16T02:00:00Z');
});

async function anApartment(wish: Record<string, unknown> = {}): Promise<string> {
  const body = await park.ok('POST', '/apartments', { as: clerk, body: anAddition(`HK-${++apartments}`, wish) });
  return body.id;
}

const reserve = (apartment: string, person: number, wish: Record<string, unknown> = {}) =>
  park.ask('POST', '/tenancies', { as: clerk, body: aReservation(apartment, person, wish) });
const step = (id: string, action: string, body: object) => park.ask('POST', `/tenancies/${id}/${action}`, { as: clerk, body });

async function residence(apartment: string, person: number, wish: Record<string, unknown> = {}): Promise<string> {
  const { body } = await reserve(apartment, person, wish);
  await done(step(body.id, 'contract', terms));
  expect(await step(body.id, 'check-in', handover)).toMatchObject({ status: 200 });
  return body.id;
}

async function history(id: string): Promise<any[]> {
  const body = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
  for (const event of body.items) catalogue.get(event.type)!.schema.parse(event.data);
  return body.items.map((event: any) => [event.type.split('.')[3], event.sequence, event.effective_on]);
}

async function onDay(day: string): Promise<void> {
  park.time.now = new Date(`${day}T02:00:00Z`);
  await park.app.get(Schedule).runDue();
}

it('goes from the reservation to the settlement, with one event each in the same order', async () => {
  const entity = await anEmployer(park, employerA);
  const apartment = await anApartment();
  const { status, body: tenancy } = await reserve(apartment, 1, { employer_uscc: employerA });
  expect({ status, tenancy }).toMatchObject({
    status: 201,
    tenancy: {
      state: 'reserved',
      brand: 'hiking',
      bed: 1,
      person_masked: '王***',
      employer_uscc: employerA,
      employer_entity_id: entity,
      version: 1,
    },
  });
  const { id } = tenancy;
  expect(await step(id, 'check-in', handover)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  expect(await step(id, 'contract', terms)).toMatchObject({
    status: 200,
    body: { state: 'contracted', rent_fen_per_month: 120_000, deposit_fen: 120_000 },
  });
  expect(await step(id, 'check-in', { ...handover, deposit_paid_fen: 0 })).toMatchObject({ status: 409, body: { code: 'deposit_unpaid' } });
  expect(await step(id, 'check-in', { ...handover, keys: 0 })).toMatchObject({
    status: 409,
    body: { code: 'handover_incomplete', missing: ['keys'] },
  });
  expect(await step(id, 'check-in', { ...handover, occupants: 2 })).toMatchObject({
    status: 409,
    body: { code: 'too_many_occupants', capacity: 1 },
  });
  expect(await step(id, 'check-in', handover)).toMatchObject({ status: 200, body: { state: 'checked_in', gas_m3: 3.25 } });
  expect(await step(id, 'close', { closed_on: '2025-06-16' })).toMatchObject({ status: 409, body: { code: 'notice_needed' } });
  expect(await step(id, 'notice', { planned_on: '2025-06-20' })).toMatchObject({
    status: 200,
    body: { penalty_fen: 60_000, held_until: '2025-06-20' },
  });
  await onDay('2025-06-20');
  const closed = await step(id, 'close', { closed_on: '2025-06-20', deductions_fen: 10_000 });
  expect(closed).toMatchObject({ status: 200, body: { state: 'closed', nights: 18, refund_fen: 50_000, version: 5 } });
  expect(await history(id)).toEqual([
    ['reserved', 1, '2025-06-16'],
    ['contracted', 2, '2025-06-16'],
    ['checked-in', 3, '2025-06-02'],
    ['notice-given', 4, '2025-06-16'],
    ['closed', 5, '2025-06-20'],
  ]);
});

it('stays after all where the notice is cancelled before its day and nobody else has the home', async () => {
  const apartment = await anApartment();
  const id = await residence(apartment, 240);
  await done(step(id, 'notice', { planned_on: '2025-09-01' }));
  expect(await step(id, 'notice', { planned_on: '2025-08-01' })).toMatchObject({ status: 200, body: { planned_on: '2025-08-01' } });
  const other = await reserve(apartment, 241, { start_on: '2025-10-01', end_on: '2025-12-01' });
  expect(other.status).toBe(201);
  expect(await step(id, 'cancel-notice', {})).toMatchObject({ status: 409 });
  await done(step(other.body.id, 'cancel', { reason: 'does not come' }));
  expect(await step(id, 'cancel-notice', {})).toMatchObject({
    status: 200,
    body: { state: 'checked_in', planned_on: null, penalty_fen: null },
  });
  expect((await history(id)).slice(-3).map(([type]) => type)).toEqual(['notice-given', 'notice-given', 'notice-cancelled']);
});

it('knows the day of a notice that was given before the column was there, by its events', async () => {
  const id = await residence(await anApartment(), 245);
  await done(step(id, 'notice', { planned_on: '2025-08-01' }));
  await onDay('2025-06-20');
  await done(step(id, 'notice', { planned_on: '2025-09-01' }));
  const db = park.database.dataSource.createQueryRunner();
  await new AddNoticeDay1762000000011().down(db);
  await new AddNoticeDay1762000000011().up(db);
  await db.release();
  expect(await park.ok('GET', `/tenancies/${id}`, { as: clerk })).toMatchObject({ notice_on: '2025-06-16', planned_on: '2025-09-01' });
  expect(await step(id, 'close', { closed_on: '2025-06-15' })).toMatchObject({ status: 422, body: { code: 'day_too_early' } });
  expect(await step(id, 'close', { closed_on: '2025-06-16' })).toMatchObject({ status: 200 });
});

describe('races that the database decides', () => {
  const outcomes = async (requests: Promise<{ status: number; body: any }>[]): Promise<string[]> =>
    (await Promise.all(requests)).map(({ status, body }) => (status === 201 ? 'reserved' : `${status} ${body.code}`)).sort();

  it('lets one of twenty have a bed', async () => {
    const apartment = await anApartment();
    const answers = await outcomes(Array.from({ length: 20 }, (_, i) => reserve(apartment, 100 + i)));
    expect(answers).toEqual([...Array<string>(19).fill('409 home_taken'), 'reserved']);
  });

  it('lets either the whole apartment or its beds', async () => {
    const apartment = await anApartment();
    const answers = await outcomes(Array.from({ length: 21 }, (_, i) => reserve(apartment, 130 + i, { bed: [undefined, 1, 2][i % 3] })));
    const [{ count, whole }] = await park.database.dataSource.query(
      `select count(*) as count, count(*) filter (where bed is null) as whole from tenancy where apartment_id = $1`,
      [apartment],
    );
    expect(whole === 1 ? count : count + 10).toBe(whole === 1 ? 1 : 12);
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(count);
  });

  it('gives a person one home, over both brands', async () => {
    const homes = await Promise.all(Array.from({ length: 20 }, (_, i) => anApartment({ brand: i % 2 ? 'hiking' : 'xihai' })));
    const answers = await outcomes(homes.map((apartment) => reserve(apartment, 160)));
    expect(answers).toEqual([...Array<string>(19).fill('409 person_has_tenancy'), 'reserved']);
  });

  it('holds for rows that go past the service, too', async () => {
    const apartment = await anApartment();
    const insert = (holder: number): Promise<unknown> =>
      park.database.dataSource.query(
        `insert into bed_claim (holder_id, apartment_id, bed, period) values (md5($1)::uuid, $2, 1, '[2025-01-01,2025-02-01)')`,
        [String(holder), apartment],
      );
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => insert(i)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

it('gives a home back when a reservation is cancelled, and touches at its ends', async () => {
  const apartment = await anApartment();
  const { body } = await reserve(apartment, 200, { start_on: '2025-07-01', end_on: '2025-08-01' });
  expect(await reserve(apartment, 201, { start_on: '2025-07-31', end_on: '2025-09-01' })).toMatchObject({
    status: 409,
    body: { code: 'home_taken' },
  });
  expect(await reserve(apartment, 201, { start_on: '2025-08-01', end_on: '2025-09-01' })).toMatchObject({ status: 201 });
  expect(await reserve(apartment, 202, { start_on: '2025-06-01', end_on: '2025-07-01' })).toMatchObject({ status: 201 });
  await done(step(body.id, 'cancel', { reason: 'did not come' }));
  expect(await reserve(apartment, 203, { start_on: '2025-07-01', end_on: '2025-08-01' })).toMatchObject({ status: 201 });
});

it('reminds at 60, 30 and 7 days and holds over after the end, each once', async () => {
  const id = await residence(await anApartment(), 210, { end_on: '2025-09-01' });
  for (const day of [
    '2025-07-02',
    '2025-07-03',
    '2025-07-04',
    '2025-08-02',
    '2025-08-25',
    '2025-08-26',
    '2025-09-01',
    '2025-09-02',
    '2025-09-03',
  ])
    await onDay(day);
  expect((await history(id)).slice(3)).toEqual([
    ['ending', 4, '2025-07-03'],
    ['ending', 5, '2025-08-02'],
    ['ending', 6, '2025-08-25'],
    ['held-over', 7, '2025-09-01'],
  ]);
});

it('lets who stays over stand in the way of the next one’s check-in, not of their reservation', async () => {
  const apartment = await anApartment();
  const staying = await residence(apartment, 220, { end_on: '2025-06-20' });
  const { body: next } = await reserve(apartment, 221, { start_on: '2025-06-25', end_on: '2025-09-01' });
  await done(step(next.id, 'contract', terms));
  await onDay('2025-06-21');
  expect(await park.ask('GET', `/tenancies/${staying}`, { as: clerk })).toMatchObject({
    body: { state: 'holdover', held_until: '2025-06-25' },
  });
  expect(await reserve(apartment, 222, { start_on: '2025-06-22', end_on: '2025-06-24' })).toMatchObject({
    status: 409,
    body: { code: 'home_taken' },
  });
  await onDay('2025-06-26');
  const checkIn = { ...handover, checked_in_on: '2025-06-26' };
  expect(await step(next.id, 'check-in', checkIn)).toMatchObject({ status: 409, body: { code: 'home_still_occupied' } });
  expect(await step(staying, 'close', { closed_on: '2025-06-26' })).toMatchObject({
    status: 200,
    body: { nights: 24, held_until: '2025-06-25' },
  });
  expect(await step(next.id, 'check-in', { ...handover, checked_in_on: '2025-06-25' })).toMatchObject({
    status: 422,
    body: { code: 'day_too_early', errors: [{ pointer: '/checked_in_on' }] },
  });
  expect(await step(next.id, 'check-in', checkIn)).toMatchObject({ status: 200 });
});

it.each([
  ['an unknown member', { colour: 'red' }, '/colour', 'invalid_input'],
  ['a wrong citizen id', { citizen_id: '110105194912310021' }, '/citizen_id', 'invalid_input'],
  ['a missing name', { name: undefined }, '/name', 'invalid_input'],
  ['a phone number that is none', { phone: '12' }, '/phone', 'invalid_input'],
  ['a bed that is not there', { bed: 3 }, '/bed', 'no_such_bed'],
  ['an unknown apartment', { apartment_id: '0197a0c0-0000-7000-8000-0000000000ff' }, '/apartment_id', 'unknown_apartment'],
  ['an unknown employer', { employer_uscc: employerB }, '/employer_uscc', 'unknown_employer'],
  ['an employer’s code with a wrong check character', { employer_uscc: '91370200264574251A' }, '/employer_uscc', 'invalid_input'],
])('refuses %s with a pointer to it', async (_, wish, pointer, code) => {
  const { status, body } = await reserve(await anApartment(), 230, wish);
  expect({ status, code: body.code, pointers: body.errors.map((error: any) => error.pointer) }).toEqual({
    status: 422,
    code,
    pointers: [pointer],
  });
});

it('refuses a person under another name, and what is not in service', async () => {
  const apartment = await anApartment({ status: 'maintenance' });
  expect(await reserve(apartment, 240)).toMatchObject({ status: 409, body: { code: 'not_in_service' } });
  const other = await anApartment();
  await reserve(other, 241);
  expect(await reserve(other, 241, { bed: 2, name: '李四' })).toMatchObject({ status: 409, body: { code: 'person_name_differs' } });
  expect(await reserve(await anApartment({ allocatable_as: 'whole' }), 242)).toMatchObject({
    status: 422,
    body: { code: 'let_as_a_whole' },
  });
});

it('shows an employer those of its nominees, and lets only the operator act', async () => {
  await anEmployer(park, employerB);
  const apartment = await anApartment();
  const { body: theirs } = await reserve(apartment, 250, { employer_uscc: employerB });
  const { body: foreign } = await reserve(apartment, 251, { bed: 2 });
  const member = { scopes: everything, organisation: employerB };
  expect((await park.ok('GET', '/tenancies', { as: member })).items.map(({ id }: any) => id)).toEqual([theirs.id]);
  expect(await park.ask('GET', `/tenancies/${foreign.id}`, { as: member })).toMatchObject({
    status: 404,
    body: { code: 'tenancy_not_found' },
  });
  expect(await park.ask('POST', `/tenancies/${theirs.id}/contract`, { as: member, body: terms })).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
  expect(await park.ask('GET', '/tenancies', { as: { scopes: [] } })).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
});

describe('the import', () => {
  const columns = [
    'apartment_code',
    'bed',
    'product',
    'name',
    'citizen_id',
    'phone',
    'employer_uscc',
    'start_on',
    'end_on',
    'rent_fen_per_month',
    'discount_pct',
    'deposit_fen',
    'contract_sha256',
    'checked_in_on',
    'occupants',
    'keys',
    'photos',
    'water_m3',
    'electricity_kwh',
    'gas_m3',
    'closed_on',
    'deductions_fen',
  ];
  const employerC = '12100000400000624D';
  const csv = (rows: Record<string, unknown>[]): string =>
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => cells.join(',')).join('\n') + '\n';
  const row = (apartment_code: string, person: number, wish: Record<string, unknown> = {}): Record<string, unknown> => ({
    apartment_code,
    bed: 1,
    product: 'long_let',
    ...anIdentity(person),
    start_on: '2024-09-01',
    end_on: '2025-09-01',
    ...terms,
    checked_in_on: '2024-09-02',
    occupants: 1,
    keys: 2,
    photos: 4,
    water_m3: 10,
    electricity_kwh: 200,
    ...wish,
  });
  const codeOf = async (id: string): Promise<string> => (await park.ask('GET', `/apartments/${id}`, { as: clerk })).body.code;

  it('takes a tenancy through all it has been through', async () => {
    await anEmployer(park, employerC);
    const code = await codeOf(await anApartment());
    const rows = [
      row(code, 300, { employer_uscc: employerC, closed_on: '2025-03-01', deductions_fen: 5_000 }),
      row(code, 301, { start_on: '2025-03-01', end_on: '2026-03-01', checked_in_on: '2025-03-01' }),
    ];
    expect(await park.importFile('tenancies', csv(rows), clerk)).toMatchObject({ state: 'done', created: 2, bad: 0 });
    const closed = await park.ok('GET', `/tenancies?employer_uscc=${employerC}`, { as: clerk });
    expect(closed.items).toEqual([
      expect.objectContaining({ state: 'closed', nights: 180, penalty_fen: 60_000, refund_fen: 55_000, version: 5 }),
    ]);
    expect(await history(closed.items[0].id)).toEqual([
      ['reserved', 1, '2024-09-01'],
      ['contracted', 2, '2024-09-01'],
      ['checked-in', 3, '2024-09-02'],
      ['notice-given', 4, '2025-03-01'],
      ['closed', 5, '2025-03-01'],
    ]);
    expect(await park.importFile('tenancies', csv(rows), clerk)).toMatchObject({ state: 'done', created: 0, unchanged: 2 });
    const left = [rows[0]!, { ...rows[1]!, closed_on: '2025-06-10' }];
    expect(await park.importFile('tenancies', csv(left), clerk)).toMatchObject({ state: 'done', updated: 1, unchanged: 1 });
    const changed = [
      { ...rows[0]!, closed_on: '2025-02-01' },
      { ...left[1]!, rent_fen_per_month: 1 },
    ];
    expect((await park.importFile('tenancies', csv(changed), clerk)).errors).toMatchObject([
      { line: 2, column: 'closed_on', code: 'not_changed_by_import' },
      { line: 3, column: 'rent_fen_per_month', code: 'not_changed_by_import' },
    ]);
    expect((await park.importFile('tenancies', csv([{ ...left[1]!, end_on: '2026-06-01', keys: 3 }]), clerk)).errors).toMatchObject([
      { column: 'end_on', code: 'not_changed_by_import' },
      { column: 'keys', code: 'not_changed_by_import' },
    ]);
  });

  it('reports every bad row, and leaves no half of one', async () => {
    const code = await codeOf(await anApartment());
    const rows = [
      row(code, 310),
      row(code, 311, { start_on: '2024-12-01', checked_in_on: '2024-12-01' }),
      row('NO-SUCH', 312),
      row(code, 313, { bed: 2, employer_uscc: '91370200264574251E'.replace('E', 'A') }),
      row(code, 314, { bed: 2, employer_uscc: '91110108551385082Q' }),
      row(code, 315, { bed: 2, checked_in_on: '2024-08-31' }),
      row(code, 310, { bed: 2 }),
      row(code, 316, { bed: 2, keys: 0 }),
    ];
    const job = await park.importFile('tenancies', csv(rows), clerk, 'skip_bad_rows');
    expect(job).toMatchObject({ state: 'done', created: 1, bad: 7 });
    expect(job.errors.map(({ line, column, code: fault }: any) => [line, column, fault])).toEqual([
      [3, '', 'home_taken'],
      [4, 'apartment_code', 'unknown_apartment'],
      [5, 'employer_uscc', 'invalid_input'],
      [6, 'employer_uscc', 'unknown_employer'],
      [7, 'checked_in_on', 'outside_period'],
      [8, '', 'person_has_tenancy'],
      [9, 'keys', 'handover_incomplete'],
    ]);
    expect(JSON.stringify(job.errors)).not.toContain('王');
  });

  it('takes many rows at once', async () => {
    const codes = await Promise.all(Array.from({ length: 75 }, async () => await codeOf(await anApartment())));
    const rows = codes.flatMap((code, i) => [
      row(code, 400 + 2 * i),
      row(code, 401 + 2 * i, { bed: 2, employer_uscc: i % 2 ? employerC : '' }),
    ]);
    expect(await park.importFile('tenancies', csv(rows), clerk)).toMatchObject({ state: 'done', created: 150, bad: 0 });
  });
});
