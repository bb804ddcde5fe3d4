/** An export is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { clerkOf, kindsOfPersons, roundTripFaults, roundTrips, type ServiceUnderTest, silentChanges, takeFiles } from '@park/test-kit';
import { awkwardFiles, awkwardNow as now, awkwardPark } from '../../../tools/sample-park/awkward-files.fixture.ts';
import { recruitmentUnderTest } from './recruitment.fixture.ts';
import { service } from './recruitment.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest({ now });
  const { starts_at, ends_at } = awkwardPark().rows.gatherings.find(({ code }) => code === 'QCJ-JOBFAIR')!;
  await park.database.dataSource.query(
    `insert into gathering (id, code, type, state, title, starts_at, ends_at) values (gen_random_uuid(), 'QCJ-JOBFAIR', 'job_fair', 'published', '招聘会', $1, $2)`,
    [starts_at, ends_at],
  );
  await takeFiles(park, clerk, awkwardFiles(service.name, { leaveOut: ['hires', 'applications'] }));
}, 300_000);
afterAll(() => park.close());

const kinds = ['employers', 'fairs', 'booths', 'postings', 'booth-applications'];

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
  expect(await kindsOfPersons(park, clerk)).toEqual(['applications', 'hires']);
});
