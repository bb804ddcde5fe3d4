/** An export is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { clerkOf, kindsOfPersons, roundTripFaults, roundTrips, type ServiceUnderTest, silentChanges, takeFiles } from '@park/test-kit';
import { awkwardFiles, awkwardNow as now } from '../../../tools/sample-park/awkward-files.fixture.ts';
import { housingUnderTest } from './housing.fixture.ts';
import { service } from './housing.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest({ now });
  await takeFiles(park, clerk, awkwardFiles(service.name, { leaveOut: ['tenancies', 'applications'] }));
}, 300_000);
afterAll(() => park.close());

const kinds = ['apartments'];

it.each(roundTrips)(
  'as %s under the headings %s',
  async (form, headings) => {
    expect(await roundTripFaults(park, clerk, { kinds, form, headings })).toEqual([]);
  },
  300_000,
);

it('loses no change of a value in silence', async () => {
  expect(await silentChanges(park, clerk, kinds)).toEqual([]);
}, 300_000);

it('exports no kind that names persons by their identity numbers', async () => {
  expect(await kindsOfPersons(park, clerk)).toEqual(['applications', 'tenancies']);
});
