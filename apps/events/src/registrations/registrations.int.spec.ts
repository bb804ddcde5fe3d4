import type { ServiceUnderTest } from '@park/test-kit';
import { aPublishedGathering, aRegistration, clerk, eventsOf, eventsUnderTest } from '../events.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

const register = (gathering: string, person: number, wish = {}) =>
  park.ask('POST', '/registrations', { as: clerk, body: aRegistration(gathering, person, wish) });
const seatsOf = (gathering: string) => park.ok('GET', `/gatherings/${gathering}/seats`, { as: clerk });

it('takes a registration with its places, its ticket and its events', async () => {
  const gathering = await aPublishedGathering(park);
  const { status, body } = await register(gathering.id, 1);
  expect([status, body.state, body.person_masked]).toEqual([201, 'confirmed', '王***']);
  expect((await eventsOf(park, body.id)).map(({ type }) => type)).toEqual(['registration.created', 'registration.confirmed']);
  expect((await seatsOf(gathering.id)).items).toEqual([{ holder_id: gathering.id, capacity: 20, used: 1, held: 0, free: 19, quota: null }]);
});
