/** An export is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { clerkOf, roundTripFaults, roundTrips, type ServiceUnderTest, serviceUnderTest, silentChanges, takeFiles } from '@park/test-kit';
import { awkwardFiles, awkwardNow as now } from '../../../tools/sample-park/awkward-files.fixture.ts';
import { service } from './tenants.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

/** Of one entity in eight: all of them would take minutes. */
function isOfSome(row: { uscc?: string; entity_uscc?: string }): boolean {
  const { uscc = row.entity_uscc } = row;
  return uscc === undefined || Number(uscc.slice(13, 17)) % 8 === 0;
}

beforeAll(async () => {
  park = await serviceUnderTest(service, { now });
  await takeFiles(park, clerk, awkwardFiles(service.name, { isWanted: isOfSome }));
}, 300_000);
afterAll(() => park.close());

const kinds = ['buildings', 'renovations', 'units', 'market-entities', 'qualifications', 'operating-reports', 'leases'];

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
