/** The draw over HTTP: committed, closed, drawn, and checked by anybody. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { aDraft, aPublishedGathering, clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { aPanelOf } from './panel.fixture.ts';
import { aPitchFor, aProjectOf, aRoadshowOf, begin, post, posted, shortlisted } from './roadshow.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const publicDraw = ({ gathering }: { gathering: any }) => park.ask('GET', `/programme/gatherings/${gathering.code}/draw`);
/** By the script that anybody may run. */
async function verify(address: string): Promise<number | null> {
  const script = new URL('../../../../tools/draw/verify.mjs', import.meta.url).pathname;
  return await new Promise((resolve) => spawn(process.execPath, [script, address]).on('close', resolve));
}

it('forms one panel for each roadshow, however many try at once', async () => {
  const gathering = await aPublishedGathering(park, { type: 'roadshow' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(park, '/panels', aPanelOf(gathering.id))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['panel_exists']));
  const salon = await aPublishedGathering(park);
  expect(await post(park, '/panels', aPanelOf(salon.id))).toMatchObject({ status: 422, body: { code: 'not_a_roadshow' } });
});

it('draws an order that the published seed gives, and that changes for nobody', async () => {
  const roadshow = await aRoadshowOf(park, 1);
  const { panel } = roadshow;
  const pitches = await shortlisted(park, panel.id, 5);
  expect(await publicDraw(roadshow)).toMatchObject({ status: 404, body: { code: 'draw_not_found' } });
  expect(await post(park, `/panels/${panel.id}/close-list`)).toMatchObject({ status: 409, body: { code: 'seed_missing' } });
  const { seed_hash } = await posted(park, `/panels/${panel.id}/commit-seed`);
  expect(await post(park, `/panels/${panel.id}/commit-seed`)).toMatchObject({ status: 409, body: { code: 'seed_committed' } });
  expect((await publicDraw(roadshow)).body).toMatchObject({ seed_hash, closed_at: null, pitches: [], seed: null, order: null });

  const undecided = await aPitchFor(park, panel.id);
  expect(await post(park, `/panels/${panel.id}/close-list`)).toMatchObject({
    status: 409,
    body: { code: 'pitches_undecided', pitches: 1 },
  });
  await posted(park, `/pitches/${undecided.id}/screen-out`, { reason: 'off topic' });
  const closed = await posted(park, `/panels/${panel.id}/close-list`);
  expect(closed).toMatchObject({ state: 'closed', listed_ids: pitches.map(({ id }) => id).sort() });
  const late = { panel_id: panel.id, project_id: (await aProjectOf(park)).id };
  expect(await post(park, '/pitches', late)).toMatchObject({ status: 409, body: { code: 'list_closed' } });

  const gone = pitches[2]!;
  await posted(park, `/pitches/${gone.id}/withdraw`, { reason: 'the demo broke' });
  const drawn = await posted(park, `/panels/${panel.id}/draw`);
  expect(createHash('sha256').update(Buffer.from(drawn.seed, 'hex')).digest('hex')).toBe(seed_hash);
  const keyOf = (id: string) => createHash('sha256').update(`${drawn.seed}:${id}`).digest('hex');
  const order = pitches.map(({ id }) => id).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  expect(drawn.draw_order).toEqual(order);
  const left = order.filter((id) => id !== gone.id);
  const positions = async () => (await publicDraw(roadshow)).body.pitches.map(({ id, position }: any) => [id, position]);
  const places = pitches.map(({ id }) => [id, left.includes(id) ? left.indexOf(id) + 1 : null]).sort();
  expect(await positions()).toEqual(places);

  expect(await post(park, `/panels/${panel.id}/draw`)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  await begin(park);
  await posted(park, `/pitches/${left[0]}/mark-absent`);
  await posted(park, `/pitches/${left[1]}/withdraw`, { reason: 'ill' });
  expect(await positions()).toEqual(places);
  expect((await publicDraw(roadshow)).body.pitches.filter(({ is_withdrawn }: any) => is_withdrawn)).toHaveLength(3);

  expect(await verify(`${park.url}/programme/gatherings/${roadshow.gathering.code}/draw`)).toBe(0);

  const events = await eventsOf(park, panel.id);
  expect(events.map(({ type }) => type)).toEqual([
    'panel.formed',
    'panel.member-added',
    'panel.seed-committed',
    'panel.list-closed',
    'panel.drawn',
  ]);
  for (const { type, data } of events) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  expect(JSON.stringify(events.slice(0, 4))).not.toContain(drawn.seed);
});

it('takes a seed that the clerk has kept, and no other', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  await shortlisted(park, panel.id, 2);
  const seed = '5e'.repeat(32);
  await posted(park, `/panels/${panel.id}/commit-seed`, { seed_hash: createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex') });
  await posted(park, `/panels/${panel.id}/close-list`);
  expect(await post(park, `/panels/${panel.id}/draw`)).toMatchObject({
    status: 422,
    body: { code: 'required', errors: [{ pointer: '/seed' }] },
  });
  expect(await post(park, `/panels/${panel.id}/draw`, { seed: '5f'.repeat(32) })).toMatchObject({
    status: 422,
    body: { code: 'seed_mismatch', errors: [{ pointer: '/seed' }] },
  });
  expect(await posted(park, `/panels/${panel.id}/draw`, { seed })).toMatchObject({ state: 'drawn', seed });
  const [{ count }] = await park.database.dataSource.query('select count(*) as count from panel_seed where panel_id = $1', [panel.id]);
  expect(count).toBe(0);
});

it('keeps its own seed sealed until the draw', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  await shortlisted(park, panel.id, 1);
  await posted(park, `/panels/${panel.id}/commit-seed`);
  await posted(park, `/panels/${panel.id}/close-list`);
  const before = JSON.stringify(
    await park.database.dataSource.query('select to_jsonb(p) as panel from panel p union all select to_jsonb(s) from panel_seed s'),
  );
  const { seed } = await posted(park, `/panels/${panel.id}/draw`);
  expect(before).not.toContain(seed);
});

it('draws once, however many try at once, and nobody comes on the list meanwhile', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  const late = await aPitchFor(park, panel.id);
  await shortlisted(park, panel.id, 3);
  await posted(park, `/panels/${panel.id}/commit-seed`);
  const racing = await Promise.all([
    post(park, `/panels/${panel.id}/close-list`),
    post(park, `/pitches/${late.id}/shortlist`),
    post(park, `/panels/${panel.id}/close-list`),
  ]);
  const closings = racing.filter((_, i) => i !== 1);
  if (!closings.some(({ status }) => status === 200)) await posted(park, `/panels/${panel.id}/close-list`);
  const draws = await Promise.all(Array.from({ length: 6 }, () => post(park, `/panels/${panel.id}/draw`)));
  expect(draws.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(5).fill(409)]);
  const drawn = draws.find(({ status }) => status === 200)!.body;
  expect(drawn.draw_order).toHaveLength(4);
  const { items } = await park.ok('GET', `/pitches?panel_id=${panel.id}`, { as: clerk });
  expect(items.map(({ position }: any) => position).sort()).toEqual([1, 2, 3, 4]);
});

it('is refused by the database where code would forget the seed or the list', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  await shortlisted(park, panel.id, 2);
  await posted(park, `/panels/${panel.id}/commit-seed`);
  await posted(park, `/panels/${panel.id}/close-list`);
  const forge = (set: string) => park.database.dataSource.query(`update panel set drawn_at = now(), ${set} where id = $1`, [panel.id]);
  await expect(forge(`seed = repeat('0', 64), draw_order = listed_ids`)).rejects.toThrow('panel_seed_matches');
  await expect(forge(`seed = repeat('0', 64), draw_order = listed_ids[1:1]`)).rejects.toThrow('panel_draw_keeps_the_list');
});

it('shows a draw of the public programme alone', async () => {
  const inside = await aPublishedGathering(park, { type: 'roadshow', visibility: 'internal' });
  const { id } = await posted(park, '/panels', aPanelOf(inside.id));
  await posted(park, `/panels/${id}/commit-seed`);
  expect(await publicDraw({ gathering: inside })).toMatchObject({ status: 404, body: { code: 'gathering_not_found' } });
  const cancelled = await posted(park, '/gatherings', aDraft({ type: 'roadshow' }));
  const early = await posted(park, '/panels', aPanelOf(cancelled.id));
  await posted(park, `/panels/${early.id}/commit-seed`);
  await posted(park, `/gatherings/${cancelled.id}/cancel`, { reason: 'no hall' });
  expect(await publicDraw({ gathering: cancelled })).toMatchObject({ status: 404, body: { code: 'gathering_not_found' } });
  expect(await publicDraw({ gathering: { code: 'NONE' } })).toMatchObject({ status: 404, body: { code: 'gathering_not_found' } });
});
