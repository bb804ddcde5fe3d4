/** What is exported is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { awkwardRows, clerkOf, importedAgain, roundTrips, importKinds, type ServiceUnderTest } from '@park/test-kit';
import { csvOf } from '../../../tools/sample-park/folder.ts';
import { samplePark } from '../../../tools/sample-park/sample-park.ts';
import { scoringRule } from '../../../tools/sample-park/roadshows.ts';
import { eventsUnderTest } from './events.fixture.ts';
import { service } from './events.module.ts';

const clerk = clerkOf(service);
const seed = Date.now() % 1_000_000;
const now = '2025-08-19T02:00:00Z';
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest({ now });
  const usccs = samplePark('2025-08-18', new Date(now)).rows.marketEntities.map(({ uscc }) => uscc);
  await park.database.dataSource.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at) select gen_random_uuid(), uscc, true, '2020-01-01' from unnest($1::text[]) uscc`,
    [usccs],
  );

  for (const { kind, rows } of samplePark('2025-08-18', new Date(now))
    .files.filter(({ service: of }) => of === service.name)
    .filter(({ kind }) => kind !== 'registrations')) {
    const job = await park.importFile(kind, csvOf(awkwardRows(rows, seed)), clerk);
    expect([kind, seed, job.state, job.errors?.slice(0, 2) ?? job]).toEqual([kind, seed, 'done', []]);
    if (kind === 'experts') await formPanels();
    if (kind === 'pitches') await assignSheets();
  }
}, 300_000);
afterAll(() => park.close());

/** What a clerk does at the roadshows between two files. */
async function formPanels(): Promise<void> {
  const experts = (await park.ok('GET', '/experts?limit=100', { as: clerk })).items;
  for (const code of samplePark('2025-08-18', new Date(now)).rows.panels) {
    const gathering = (await park.ok('GET', `/gatherings?q=${code}`, { as: clerk })).items.find(
      (one: { code: string }) => one.code === code,
    );
    const panel = await park.ok('POST', '/panels', { as: clerk, body: { gathering_id: gathering.id, ...scoringRule } });
    for (const { id: expert_id } of experts) await park.ok('POST', `/panels/${panel.id}/add-member`, { as: clerk, body: { expert_id } });
  }
}

async function assignSheets(): Promise<void> {
  const judged = new Set(samplePark('2025-08-18', new Date(now)).rows.scoreSheets.map(({ gathering_code }) => gathering_code));
  for (const code of judged) {
    const gathering = (await park.ok('GET', `/gatherings?q=${code}`, { as: clerk })).items.find(
      (one: { code: string }) => one.code === code,
    );
    const [panel] = (await park.ok('GET', `/panels?gathering_id=${gathering.id}`, { as: clerk })).items;
    await park.ok('POST', `/panels/${panel.id}/assign-sheets`, { as: clerk });
  }
}

const roundTripping = ['seasons', 'gatherings', 'check-in-lists', 'pitches', 'score-sheets', 'match-requests', 'deals'] as const;

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
  expect(kinds.sort()).toEqual(['experts', 'investors', 'projects', 'registrations']);
  for (const kind of kinds)
    expect(await park.ask('GET', `/imports/${kind}/records.csv`, { as: clerk })).toMatchObject({
      status: 403,
      body: { code: 'persons_not_exported' },
    });
});
