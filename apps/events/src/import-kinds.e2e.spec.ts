/** The templates that clerks fill in, and the names of columns that they read. */
import { clerkOf, importRules, type ServiceUnderTest } from '@park/test-kit';
import { eventsUnderTest } from './events.fixture.ts';
import { service } from './events.module.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

it.each(importRules)('%s', async (_, faults) => {
  expect(await faults(park, service, clerkOf(service))).toEqual([]);
});
