import { randomUUID } from 'node:crypto';
import type { ServiceUnderTest } from '@park/test-kit';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { clerk, housingUnderTest } from '../housing.fixture.ts';
import { aReservation } from '../tenancies/tenancy.fixture.ts';

const reader = { scopes: ['park:figures:read'] };
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest();
});
afterAll(() => park.close());

async function figures(as_of = '2026-11-23'): Promise<Record<string, number | null>> {
  const { body } = await park.ask('GET', `/figures?as_of=${as_of}`, { as: reader });
  return Object.fromEntries(body.items.map(({ code, value }: any) => [code, value]));
}

async function apartment(code: string): Promise<string> {
  return (await park.ask('POST', '/apartments', { as: clerk, body: anAddition(code) })).body.id;
}

type Row = Record<string, unknown>;

async function insert(table: string, row: Row): Promise<string> {
  const id = randomUUID();
  const whole = { version: 1, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', code: id, ...row, id };
  await park.database.dataSource.query(`insert into ${table} select (jsonb_populate_record(null::${table}, $1)).*`, [
    JSON.stringify(whole),
  ]);
  return id;
}

async function person(n: number): Promise<string> {
  const apartment_id = await apartment(`HK-9${n}`);
  const { body } = await park.ask('POST', '/tenancies', { as: clerk, body: aReservation(apartment_id, n) });
  return body.person_id;
}

it('counts homes on offer', async () => {
  const before = (await figures())['housing_units_supply']!;
  const [, retired] = [await apartment('HK-0001'), await apartment('HK-0002')];
  await park.database.dataSource.query(`update apartment set status = 'retired' where id = $1`, [retired]);
  expect((await figures())['housing_units_supply']).toBe(before + 1);
});

it('counts homes with somebody in them once, whatever the beds, from the day of check-in', async () => {
  const [shared, empty, later] = [await apartment('HK-0011'), await apartment('HK-0012'), await apartment('HK-0013')];
  const tenancy = async (apartment_id: string, n: number, row: Row): Promise<string> =>
    await insert('tenancy', {
      apartment_id,
      bed: 1,
      brand: 'hiking',
      product: 'long_let',
      person_id: await person(n),
      person_masked: '王**',
      start_on: '2029-01-01',
      end_on: '2030-01-01',
      held_until: '2030-01-01',
      checked_in_on: '2026-01-01',
      ...row,
    });
  await tenancy(shared, 1, { state: 'checked_in' });
  await tenancy(shared, 2, { state: 'holdover', bed: 2 });
  await tenancy(empty, 3, { state: 'reserved', checked_in_on: null });
  await tenancy(empty, 4, { state: 'closed', bed: 2 });
  await tenancy(later, 5, { state: 'notice_given', checked_in_on: '2026-12-01' });
  expect([(await figures())['housing_units_occupied'], (await figures('2026-12-01'))['housing_units_occupied']]).toEqual([1, 2]);
});

it('counts applications that wait', async () => {
  const application = {
    person_id: await person(6),
    applicant_id: randomUUID(),
    person_masked: '王**',
    source: 'direct',
    product: 'long_let',
    brand_preference: [],
    requested_start: '2026-01-01',
    household_size: 1,
    degree: 'bachelor',
    social_insurance: true,
    owns_home: false,
    other_housing_benefit: false,
    applied_at: '2026-01-01T00:00:00Z',
    supplement_items: [],
    reasons: [],
    decline_count: 0,
    deferred: false,
    waitlisted_on: '2026-01-01',
  };
  await insert('application', { ...application, state: 'waitlisted' });
  expect((await figures())['housing_waiting']).toBe(1);
});
