/** What clerks get to fill in, and the names of columns that they read. */
import { clerkOf, columnFaults, importKinds, scansOf, unnamedChoices, type ServiceUnderTest } from '@park/test-kit';
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
  for (const { kind } of await importKinds(park, clerk)) {
    const template = await park.download(`/imports/${kind}/template.xlsx`, clerk);
    expect([kind, unnamedChoices(template)]).toEqual([kind, []]);
    const { state, errors } = await park.importFile(kind, template, clerk);
    expect([kind, state, errors]).toEqual([kind, 'rejected', [expect.objectContaining({ line: 2, column: '', code: 'example_row' })]]);
  }
});

it('finds the records of the rows of each import by an index', async () => {
  expect(await scansOf(park)).toEqual([]);
});
