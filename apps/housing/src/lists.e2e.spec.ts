/** Every list, in every order that it offers, page by page: complete, without doubles, and filtered. */
import type { ServiceUnderTest } from '@park/test-kit';
import { anAddition } from './apartments/apartment.fixture.ts';
import { apartments } from './apartments/apartment.table.ts';
import { aDraft } from './applications/application.fixture.ts';
import { applications } from './applications/application.table.ts';
import { clerk, housingUnderTest } from './housing.fixture.ts';
import { aReservation } from './tenancies/tenancy.fixture.ts';
import { tenancies } from './tenancies/tenancy.table.ts';

const count = 7;
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest();
  for (let i = 0; i < count; i++) {
    // Two by two at the same moment, so that the order has ties to break.
    park.time.now = new Date(Date.parse('2025-06-16T02:00:00Z') + Math.floor(i / 2) * 1_000);
    const addition = anAddition(`HK-${9 - i}`, { area_m2: 40.5 + (i % 3), brand: i % 2 ? 'hiking' : 'xihai' });
    const home = await park.ask('POST', '/apartments', { as: clerk, body: addition });
    const letting = aReservation(home.body.id, i, { start_on: `2025-07-0${1 + (i % 3)}`, end_on: `2026-07-0${1 + (i % 2)}` });
    const tenancy = await park.ask('POST', '/tenancies', { as: clerk, body: letting });
    const application = await park.ask('POST', '/applications', {
      as: clerk,
      body: aDraft(100 + i, { requested_start: `2025-08-0${1 + (i % 4)}` }),
    });
    expect([home.status, tenancy.status, application.status]).toEqual([201, 201, 201]);
  }
});
afterAll(() => park.close());

async function walk(path: string): Promise<any[]> {
  const items: any[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body, headers } = await park.ask('GET', `${path}${cursor && `&cursor=${cursor}`}`, { as: clerk });
    expect([status, headers.get('link') !== null]).toEqual([200, body.next !== null]);
    items.push(...body.items);
    cursor = body.next;
  }
  return items;
}

const lists = [
  ['/apartments', apartments.sorts],
  ['/applications', applications.sorts],
  ['/tenancies', tenancies.sorts],
] as const;

it.each(lists.flatMap(([path, sorts]) => sorts.flatMap((sort) => [sort, `-${sort}`].map((order) => [path, order, sort] as const))))(
  '%s by %s',
  async (path, order, column) => {
    const items = await walk(`${path}?limit=2&sort=${order}`);
    expect(new Set(items.map(({ id }) => id)).size).toBe(count);
    const keys = items.map((item) => [item[column], item.id] as [string | number, string]);
    const sorted = [...keys].sort(([a, idA], [b, idB]) => (a === b ? (idA < idB ? -1 : 1) : a < b ? -1 : 1));
    expect(keys).toEqual(order.startsWith('-') ? sorted.reverse() : sorted);
  },
);

it('finds what is asked for, and how much of it there is', async () => {
  const found = async (path: string): Promise<[number, number]> => {
    const body = await park.ok('GET', `${path}&count=true&limit=2`, { as: clerk });
    return [body.items.length, body.count];
  };
  expect(await found('/apartments?brand=xihai')).toEqual([2, 4]);
  expect(await found('/apartments?q=k-9')).toEqual([1, 1]);
  expect(await found('/tenancies?start_on_from=2025-07-02&start_on_to=2025-07-03')).toEqual([2, 2]);
  expect(await found('/tenancies?brand=hiking&state=reserved')).toEqual([2, 3]);
  expect(await found('/applications?requested_start_from=2025-08-04')).toEqual([1, 1]);
  expect(await found('/applications?state=waitlisted')).toEqual([0, 0]);
  expect(await found('/applications?updated_since=2025-06-16T02:00:03Z')).toEqual([1, 1]);
});

it('does not take a cursor of another list, order or filter', async () => {
  const body = await park.ok('GET', '/apartments?limit=1&sort=code', { as: clerk });
  expect(await park.ask('GET', `/apartments?limit=2&sort=code&cursor=${body.next}`, { as: clerk })).toMatchObject({ status: 200 });
  for (const path of ['/apartments?sort=-created_at', '/apartments?sort=-code', '/apartments?sort=code&q=k', '/tenancies?sort=code']) {
    expect(await park.ask('GET', `${path}&cursor=${body.next}`, { as: clerk })).toMatchObject({
      status: 422,
      body: { code: 'malformed_cursor' },
    });
  }
});
