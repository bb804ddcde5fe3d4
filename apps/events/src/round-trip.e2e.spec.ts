/** An export is imported again as unchanged, for every kind of file, in both forms and under each kind of headings. */
import { clerkOf, kindsOfPersons, roundTripFaults, roundTrips, type ServiceUnderTest, silentChanges, takeFiles } from '@park/test-kit';
import { awkwardFiles, awkwardNow as now, awkwardPark } from '../../../tools/sample-park/awkward-files.fixture.ts';
import { scoringRule } from '../../../tools/sample-park/roadshows.ts';
import { eventsUnderTest } from './events.fixture.ts';
import { service } from './events.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest({ now });
  const usccs = awkwardPark().rows.marketEntities.map(({ uscc }) => uscc);
  await park.database.dataSource.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at) select gen_random_uuid(), uscc, true, '2020-01-01' from unnest($1::text[]) uscc`,
    [usccs],
  );
  const then = async (kind: string): Promise<void> => {
    if (kind === 'experts') await formPanels();
    if (kind === 'pitches') await assignSheets();
  };
  await takeFiles(park, clerk, awkwardFiles(service.name, { leaveOut: ['registrations'] }), then);
}, 300_000);
afterAll(() => park.close());

/** The steps of a clerk at the roadshows between two files. */
async function formPanels(): Promise<void> {
  const experts = (await park.ok('GET', '/experts?limit=100', { as: clerk })).items;
  for (const code of awkwardPark().rows.panels) {
    const gathering = (await park.ok('GET', `/gatherings?q=${code}`, { as: clerk })).items.find(
      (one: { code: string }) => one.code === code,
    );
    const panel = await park.ok('POST', '/panels', { as: clerk, body: { gathering_id: gathering.id, ...scoringRule } });
    for (const { id: expert_id } of experts) await park.ok('POST', `/panels/${panel.id}/add-member`, { as: clerk, body: { expert_id } });
  }
}

async function assignSheets(): Promise<void> {
  const judged = new Set(awkwardPark().rows.scoreSheets.map(({ gathering_code }) => gathering_code));
  for (const code of judged) {
    const gathering = (await park.ok('GET', `/gatherings?q=${code}`, { as: clerk })).items.find(
      (one: { code: string }) => one.code === code,
    );
    const [panel] = (await park.ok('GET', `/panels?gathering_id=${gathering.id}`, { as: clerk })).items;
    await park.ok('POST', `/panels/${panel.id}/assign-sheets`, { as: clerk });
  }
}

const kinds = ['seasons', 'gatherings', 'check-in-lists', 'pitches', 'score-sheets', 'match-requests', 'deals'];

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
  expect(await kindsOfPersons(park, clerk)).toEqual(['experts', 'investors', 'projects', 'registrations']);
});
