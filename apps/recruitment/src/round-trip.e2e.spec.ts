/** What is exported is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { awkwardRows, clerkOf, importedAgain, roundTrips, importKinds, type ServiceUnderTest } from '@park/test-kit';
import { csvOf } from '../../../tools/sample-park/folder.ts';
import { samplePark } from '../../../tools/sample-park/sample-park.ts';
import { recruitmentUnderTest } from './recruitment.fixture.ts';
import { service } from './recruitment.module.ts';

const clerk = clerkOf(service);
const seed = Date.now() % 1_000_000;
const now = '2025-08-19T02:00:00Z';
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest({ now });
  const { starts_at, ends_at } = samplePark('2025-08-18', new Date(now)).rows.gatherings.find(({ code }) => code === 'QCJ-JOBFAIR')!;
  await park.database.dataSource.query(
    `insert into gathering (id, code, type, state, title, starts_at, ends_at) values (gen_random_uuid(), 'QCJ-JOBFAIR', 'job_fair', 'published', '招聘会', $1, $2)`,
    [starts_at, ends_at],
  );
  for (const { kind, rows } of samplePark('2025-08-18', new Date(now))
    .files.filter(({ service: of }) => of === service.name)
    .filter(({ kind }) => !['hires', 'applications'].includes(kind))) {
    const job = await park.importFile(kind, csvOf(awkwardRows(rows, seed)), clerk);
    expect([kind, seed, job.state, job.errors?.slice(0, 2) ?? job]).toEqual([kind, seed, 'done', []]);
  }
}, 300_000);
afterAll(() => park.close());

const roundTripping = ['employers', 'fairs', 'booths', 'postings', 'booth-applications'] as const;

it.each(roundTrips)(
  'as %s under the headings %s',
  async (form, headings) => {
    for (const kind of roundTripping) {
      const { rows, job } = await importedAgain(park, clerk, { kind, form, headings });
      expect([kind, seed, rows > 0, job]).toEqual([
        kind,
        seed,
        true,
        expect.objectContaining({ state: 'done', unchanged: rows, created: 0, updated: 0, bad: 0, errors: [] }),
      ]);
    }
  },
  300_000,
);

it('exports no kind that names persons by their identity numbers', async () => {
  const kinds = (await importKinds(park, clerk))
    .map(({ kind }) => kind)
    .filter((kind) => !(roundTripping as readonly string[]).includes(kind));
  expect(kinds.sort()).toEqual(['applications', 'hires']);
  for (const kind of kinds)
    expect(await park.ask('GET', `/imports/${kind}/records.csv`, { as: clerk })).toMatchObject({
      status: 403,
      body: { code: 'persons_not_exported' },
    });
});
