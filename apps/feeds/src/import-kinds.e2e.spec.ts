/** The templates that clerks fill in, and the names of columns that they read. */
import { clerkOf, columnFaults, type ServiceUnderTest } from '@park/test-kit';
import { feedsUnderTest } from './feeds.fixture.ts';
import { service } from './feeds.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

it('has one name in Chinese and one in English for each column of its lists and imports', async () => {
  expect(await columnFaults(park, service, clerk)).toEqual([]);
});
