/** What is exported is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { awkwardRows, clerkOf, importedAgain, roundTrips, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { csvOf } from '../../../tools/sample-park/folder.ts';
import { samplePark } from '../../../tools/sample-park/sample-park.ts';
import { service } from './tenants.module.ts';

const clerk = clerkOf(service);
const seed = Date.now() % 1_000_000;
const now = '2025-08-19T02:00:00Z';
let park: ServiceUnderTest;

/** Of one entity in eight: all of them would take minutes. */
function isOfSome(row: { uscc?: string; entity_uscc?: string }): boolean {
  const { uscc = row.entity_uscc } = row;
  return uscc === undefined || Number(uscc.slice(13, 17)) % 8 === 0;
}

beforeAll(async () => {
  park = await serviceUnderTest(service, { now });

  for (const { kind, rows } of samplePark('2025-08-18', new Date(now))
    .files.filter(({ service: of }) => of === service.name)
    .filter((file, i, all) => all.findIndex(({ kind }) => kind === file.kind) === i)) {
    const job = await park.importFile(kind, csvOf(awkwardRows(rows.filter(isOfSome), seed)), clerk);
    expect([kind, seed, job.state, job.errors?.slice(0, 2) ?? job]).toEqual([kind, seed, 'done', []]);
  }
}, 300_000);
afterAll(() => park.close());

const roundTripping = ['buildings', 'renovations', 'units', 'market-entities', 'qualifications', 'operating-reports', 'leases'] as const;

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
