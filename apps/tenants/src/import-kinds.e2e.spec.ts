/** The templates that clerks fill in, and the names of columns that they read. */
import { clerkOf, importRules, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { service } from './tenants.module.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(service);
});
afterAll(() => park.close());

it.each(importRules)('%s', async (_, faults) => {
  expect(await faults(park, service, clerkOf(service))).toEqual([]);
});
