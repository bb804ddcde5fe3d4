/** What clerks get to fill in, and the names of columns that they read. */
import { clerkOf, columnFaults, scansOf, type ServiceUnderTest, templateFaults } from '@park/test-kit';
import { allianceUnderTest } from './alliance.fixture.ts';
import { service } from './alliance.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
});
afterAll(() => park.close());

it('has one name in Chinese and one in English for each column of its lists and imports', async () => {
  expect(await columnFaults(park, service, clerk)).toEqual([]);
});

it('gives a template for each import, whose example passes the checks of its columns and is not taken in', async () => {
  expect(await templateFaults(park, clerk)).toEqual([]);
});

it('finds the records of the rows of each import by an index', async () => {
  expect(await scansOf(park)).toEqual([]);
});
