/** The templates that clerks fill in, and the names of columns that they read. */
import { clerkOf, importRules, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest } from './alliance.fixture.ts';
import { service } from './alliance.module.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
});
afterAll(() => park.close());

it.each(importRules)('%s', async (_, faults) => {
  expect(await faults(park, service, clerkOf(service))).toEqual([]);
});
