/** An export is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { clerkOf, roundTripFaults, roundTrips, type ServiceUnderTest, silentChanges, takeFiles } from '@park/test-kit';
import { awkwardFiles, awkwardNow as now } from '../../../tools/sample-park/awkward-files.fixture.ts';
import { allianceUnderTest } from './alliance.fixture.ts';
import { service } from './alliance.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest({ now });
  await takeFiles(park, clerk, awkwardFiles(service.name));
}, 300_000);
afterAll(() => park.close());

const kinds = [
  'charters',
  'organisations',
  'memberships',
  'activities',
  'rotation-plans',
  'meetings',
  'resolutions',
  'needs',
  'resources',
  'resource-slots',
  'claims',
  'projects',
];

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
