import type { ServiceUnderTest } from '@park/test-kit';
import { aPublishedGathering, aRegistration, clerk, eventsUnderTest } from '../events.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

async function figures(as_of: string): Promise<Record<string, number | null>> {
  const { items } = await park.ok('GET', `/figures?as_of=${as_of}`, { as: { scopes: ['park:figures:read'] } });
  return Object.fromEntries(items.map(({ code, value }: any) => [code, value]));
}

const register = (gathering_id: string, person: number, wish = {}) =>
  park.ok('POST', '/registrations', { as: clerk, body: aRegistration(gathering_id, person, wish) });

it('counts gatherings that have ended, registrations, visits, persons and those who wait, by the days of the park', async () => {
  const first = await aPublishedGathering(park, { capacity: 3, expected_attendance: 3 });
  const second = await aPublishedGathering(park);
  const lists = [];
  for (const [gathering, name] of [
    [first, '东门'],
    [first, '会场'],
    [second, '东门'],
  ] as const)
    lists.push(
      await park.ok('POST', '/check-in-lists', {
        as: clerk,
        body: { gathering_id: gathering.id, name, gate: name, opens_at: '2025-06-26T05:30:00Z', closes_at: '2025-06-26T09:00:00Z' },
      }),
    );
  const two = await register(first.id, 1, { places: 2 });
  const one = await register(first.id, 2);
  const waits = await register(first.id, 3);
  const again = await register(second.id, 1);
  expect([two, one, waits, again].map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'waitlisted', 'confirmed']);
  expect(await figures('2025-06-15')).toMatchObject({ registrations: 0, waitlisted: 0 });
  expect(await figures('2025-06-16')).toMatchObject({ registrations: 4, waitlisted: 1, participants: 0, gatherings_held: 0 });

  park.time.now = new Date('2025-06-26T06:30:00Z');
  let scans = 0;
  for (const [list, registration] of [
    [lists[0], two],
    [lists[1], two],
    [lists[2], again],
  ]) {
    const { code } = await park.ok('GET', `/registrations/${registration.id}/ticket`, { as: clerk });
    const scan = { code, device_id: 'gate-1', scan_id: String(++scans) };
    expect((await park.ok('POST', `/check-in-lists/${list.id}/scans`, { as: clerk, body: scan })).result).toBe('ok');
  }
  expect(await figures('2025-06-25')).toMatchObject({ participants: 0, participants_distinct: 0 });
  expect(await figures('2025-06-26')).toMatchObject({ participants: 3, participants_distinct: 1 });
  expect(await figures('2026-01-01')).toMatchObject({ participants: 0, registrations: 0 });
});
