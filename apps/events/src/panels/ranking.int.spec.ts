/** From the score sheets to the published ranking, over HTTP. */
import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { points } from '../score-sheets/score-sheet.fixture.ts';
import { aRoadshowOf, anExpertOf, post, posted, presented, shortlisted, type Roadshow } from './roadshow.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

/** Presented, with a paper sheet of each judge: `totals` by pitch, then by judge. */
async function judged(totals: readonly (readonly number[])[], rule: Record<string, unknown> = {}): Promise<Roadshow & { pitches: any[] }> {
  const roadshow = await aRoadshowOf(park, totals[0]!.length, rule);
  const pitches = await shortlisted(park, roadshow.panel.id, totals.length);
  await posted(park, `/panels/${roadshow.panel.id}/assign-sheets`);
  await presented(park, roadshow, pitches);
  for (const [p, own] of totals.entries())
    for (const [e, total] of own.entries()) {
      const sheet = await sheetOf(pitches[p]!.id, roadshow.experts[e]!.id);
      await posted(park, `/score-sheets/${sheet.id}/record-paper`, { scores: points(total, 0) });
    }
  return { ...roadshow, pitches };
}

const sheetOf = async (pitch: string, expert: string) =>
  (await park.ok('GET', `/score-sheets?pitch_id=${pitch}&expert_id=${expert}`, { as: clerk })).items[0];
const publish = ({ panel }: Roadshow, body: object = {}) => post(park, `/panels/${panel.id}/publish-ranking`, body);
const rankingOf = ({ panel }: Roadshow) => park.ok('GET', `/panels/${panel.id}/ranking`, { as: clerk });

it('scores every pitch in one transaction, and tells the ranking with the version of its rule', async () => {
  const roadshow = await judged([
    [50, 40, 45],
    [60, 55, 50],
    [45, 45, 45],
  ]);
  const [second, first, alike] = roadshow.pitches;
  expect(await publish(roadshow)).toMatchObject({ status: 200, body: { state: 'ranked', ranking_version: 1 } });
  const entries = [
    { pitch_id: first.id, score: 55, rank: 1, n_judges: 3, n_conflicts: 0 },
    ...[second.id, alike.id].sort().map((pitch_id) => ({ pitch_id, score: 45, rank: 2, n_judges: 3, n_conflicts: 0 })),
  ];
  const told = (await eventsOf(park, roadshow.panel.id)).at(-1)!;
  catalogue.get(`park.events.${told.type}.v1`)!.schema.parse(told.data);
  expect(told).toMatchObject({
    type: 'panel.ranking-published',
    data: { method: 'mean', rule_version: 1, ranking_version: 1, entries, reason: null, gathering_on: '2025-06-26' },
  });
  expect((await rankingOf(roadshow)).entries.map(({ code: _, ...entry }: any) => entry)).toEqual(entries);
  const scored = (await eventsOf(park, first.id)).at(-1)!;
  catalogue.get('park.events.pitch.scored.v1')!.schema.parse(scored.data);
  expect(scored).toMatchObject({
    type: 'pitch.scored',
    data: { score: 55, rank: 1, method: 'mean', n_judges: 3, gathering_id: roadshow.gathering.id },
  });
});

it('leaves the highest and the lowest of a trimmed mean out', async () => {
  const roadshow = await judged([[10, 40, 41, 42, 60]], { method: 'trimmed_mean' });
  expect(roadshow.panel.rule).toMatchObject({ drop_high: 1, drop_low: 1, panel_min: 5, decimals: 2 });
  await publish(roadshow);
  expect((await rankingOf(roadshow)).entries).toMatchObject([{ score: 41, rank: 1, n_judges: 5 }]);
});

it('waits for every pitch, and for as many valid sheets as the rule wants, and names those that lack some', async () => {
  const roadshow = await aRoadshowOf(park, 3);
  const pitches = await shortlisted(park, roadshow.panel.id, 2);
  expect(await publish(roadshow)).toMatchObject({ status: 409, body: { code: 'pitches_waiting', pitches: 2 } });
  await posted(park, `/panels/${roadshow.panel.id}/assign-sheets`);
  await presented(park, roadshow, pitches.slice(0, 1));
  expect(await publish(roadshow)).toMatchObject({ status: 409, body: { code: 'pitches_waiting', pitches: 1 } });
  await posted(park, `/pitches/${pitches[1].id}/mark-absent`);
  for (const { id } of roadshow.experts.slice(0, 2)) {
    const sheet = await sheetOf(pitches[0].id, id);
    await posted(park, `/score-sheets/${sheet.id}/record-paper`, { scores: points(50, 30) });
  }
  expect(await publish(roadshow)).toMatchObject({ status: 409, body: { code: 'too_few_sheets', pitches: [pitches[0].id], panel_min: 3 } });
});

it('is published again after a sheet was reopened, as a new version with its reason, and keeps the advice', async () => {
  const roadshow = await judged([
    [50, 50, 50],
    [45, 45, 45],
  ]);
  const [first, second] = roadshow.pitches;
  await publish(roadshow);
  expect(await post(park, `/pitches/${first.id}/advise`, { startup_plan: 'begin with one port' })).toMatchObject({
    status: 200,
    body: { state: 'advised' },
  });
  const sheet = await sheetOf(second.id, roadshow.experts[0].id);
  await posted(park, `/score-sheets/${sheet.id}/reopen`, { reason: 'read wrongly' });
  expect(await publish(roadshow, { reason: 'a sheet was corrected' })).toMatchObject({
    status: 409,
    body: { code: 'too_few_sheets', pitches: [second.id] },
  });
  await posted(park, `/score-sheets/${sheet.id}/record-paper`, { scores: points(60, 40) });
  expect(await publish(roadshow)).toMatchObject({ status: 422, body: { code: 'required', errors: [{ pointer: '/reason' }] } });
  expect(await publish(roadshow, { reason: 'a sheet was corrected' })).toMatchObject({ status: 200, body: { ranking_version: 2 } });
  expect((await rankingOf(roadshow)).entries).toMatchObject([
    { pitch_id: second.id, score: 63.33, rank: 1 },
    { pitch_id: first.id, score: 50, rank: 2 },
  ]);
  expect(await park.ok('GET', `/pitches/${first.id}`, { as: clerk })).toMatchObject({
    state: 'advised',
    rank: 2,
    advice_startup_plan: 'begin with one port',
  });
  expect((await eventsOf(park, roadshow.panel.id)).at(-1)!.data).toMatchObject({ ranking_version: 2, reason: 'a sheet was corrected' });
});

it('counts conflicts beside the judges, and a tie that is declared later takes its sheet out of the next version', async () => {
  const roadshow = await judged([[40, 50, 60, 0]]);
  const [pitch] = roadshow.pitches;
  await publish(roadshow);
  const { project_id } = await park.ok('GET', `/pitches/${pitch.id}`, { as: clerk });
  await posted(park, `/experts/${roadshow.experts[3].id}/declare-tie`, { kind: 'invested', project_id });
  await publish(roadshow, { reason: 'an investment came to light' });
  expect((await eventsOf(park, pitch.id)).filter(({ type }) => type === 'pitch.scored').map(({ data }) => data)).toMatchObject([
    { score: 37.5, n_judges: 4, n_conflicts: 0 },
    { score: 50, n_judges: 3, n_conflicts: 1 },
  ]);
});

it('publishes one version, however many try at once, of sheets that do not change meanwhile', async () => {
  const roadshow = await judged([[50, 50, 50, 50]]);
  const sheet = await sheetOf(roadshow.pitches[0].id, roadshow.experts[0].id);
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => publish(roadshow)),
    post(park, `/score-sheets/${sheet.id}/void`, { reason: 'the judge left early' }),
  ]);
  const published = answers.slice(0, 5).map(({ status }) => status);
  expect(published.sort()).toEqual([200, 422, 422, 422, 422]);
  const [scored] = (await eventsOf(park, roadshow.pitches[0].id)).filter(({ type }) => type === 'pitch.scored');
  const voidFirst: { is_first: boolean }[] = await park.database.dataSource.query(
    `select (select position from outbox where aggregate_id = $1 and type like '%voided%') <
            (select min(position) from outbox where aggregate_id = $2 and type like '%ranking-published%') as is_first`,
    [sheet.id, roadshow.panel.id],
  );
  expect(scored!.data.n_judges).toBe(voidFirst[0]!.is_first ? 3 : 4);
});

it('takes members only whose term covers the day, and keeps those with sheets', async () => {
  const { panel, experts } = await aRoadshowOf(park, 1);
  const over = await anExpertOf(park, { term_to: '2025-06-26' });
  expect(await post(park, `/panels/${panel.id}/add-member`, { expert_id: over.id })).toMatchObject({
    status: 409,
    body: { code: 'term_over' },
  });
  await shortlisted(park, panel.id, 1);
  await posted(park, `/panels/${panel.id}/assign-sheets`);
  expect(await post(park, `/panels/${panel.id}/remove-member`, { expert_id: experts[0].id })).toMatchObject({
    status: 409,
    body: { code: 'has_sheets' },
  });
});
