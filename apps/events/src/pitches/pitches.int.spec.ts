/** Pitches over HTTP: the story with its events, the races, and the file of roadshows that are over. */
import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { aDraft, clerk, eventsOf, eventsUnderTest, everything, now } from '../events.fixture.ts';
import { aPanelOf } from '../panels/panel.fixture.ts';
import {
  aPitchFor,
  aProjectOf,
  aRoadshowOf,
  anExpertOf,
  begin,
  nextPerson,
  post,
  posted,
  presented,
  shortlisted,
} from '../panels/roadshow.fixture.ts';
import { anIdentity } from '@park/test-kit';
import { points } from '../score-sheets/score-sheet.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const one = (id: string) => park.ok('GET', `/pitches/${id}`, { as: clerk });

it('goes from the draft to the advice, with one event each in the same order', async () => {
  const roadshow = await aRoadshowOf(park, 3);
  const [pitch] = await shortlisted(park, roadshow.panel.id, 1);
  await posted(park, `/panels/${roadshow.panel.id}/assign-sheets`);
  await presented(park, roadshow, [pitch]);
  const { items: sheets } = await park.ok('GET', `/score-sheets?pitch_id=${pitch.id}`, { as: clerk });
  for (const { id } of sheets) await posted(park, `/score-sheets/${id}/record-paper`, { scores: points(50, 30) });
  await posted(park, `/panels/${roadshow.panel.id}/publish-ranking`);
  const advice = { startup_plan: 'a', technical_feasibility: 'b', enterprise_development: 'c' };
  await posted(park, `/pitches/${pitch.id}/advise`, advice);
  const told = await eventsOf(park, pitch.id);
  for (const { type, data } of told) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type, data }) => [type.split('.')[1], data.from_state, data.to_state])).toEqual([
    ['drafted', null, 'draft'],
    ['submitted', 'draft', 'submitted'],
    ['shortlisted', 'submitted', 'shortlisted'],
    ['scheduled', 'shortlisted', 'scheduled'],
    ['presented', 'scheduled', 'presented'],
    ['scored', 'presented', 'scored'],
    ['advised', 'scored', 'advised'],
  ]);
  const head = {
    gathering_id: roadshow.gathering.id,
    gathering_on: '2025-06-26',
    sector: 'marine_industry',
    stage: 'idea',
    applied_as: 'student',
  };
  for (const { data } of told) expect(data).toMatchObject({ ...head, entity_id: null, season_id: null });
  expect(told[3]!.data).toMatchObject({ order: 1 });
  expect(told[6]!.data).toMatchObject({ dimensions: ['startup_plan', 'technical_feasibility', 'enterprise_development'] });
});

it('is one live pitch for each project and roadshow, however many try at once, and another after a withdrawal', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  const project = await aProjectOf(park);
  const wish = { panel_id: panel.id, project_id: project.id };
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(park, '/pitches', wish)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(11).fill(409)]);
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['pitch_exists']));
  const { id } = answers.find(({ status }) => status === 201)!.body;
  expect(await post(park, `/projects/${project.id}/withdraw`, { reason: 'over' })).toMatchObject({
    status: 409,
    body: { code: 'pitches_live' },
  });
  await posted(park, `/pitches/${id}/withdraw`, { reason: 'not ready' });
  expect((await post(park, '/pitches', wish)).status).toBe(201);
  const elsewhere = await aRoadshowOf(park, 0);
  expect((await post(park, '/pitches', { ...wish, panel_id: elsewhere.panel.id })).status).toBe(201);
});

it('is screened out by a veto that names its member and says why', async () => {
  const { panel, experts } = await aRoadshowOf(park, 1);
  const pitch = await aPitchFor(park, panel.id);
  const out = (vetoed_by: string) => post(park, `/pitches/${pitch.id}/screen-out`, { reason: 'off topic', vetoed_by });
  expect(await out((await anExpertOf(park)).id)).toMatchObject({ status: 409, body: { code: 'not_a_member' } });
  expect(await out(experts[0].id)).toMatchObject({
    status: 200,
    body: { state: 'screened_out', screening_reason: 'off topic', vetoed_by: experts[0].id },
  });
  const without = await aRoadshowOf(park, 1, { has_veto: false });
  const other = await aPitchFor(park, without.panel.id);
  expect(await post(park, `/pitches/${other.id}/screen-out`, { reason: 'x', vetoed_by: without.experts[0].id })).toMatchObject({
    status: 409,
    body: { code: 'no_veto' },
  });
});

it('is presented once the roadshow has begun', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  const [pitch] = await shortlisted(park, panel.id, 1);
  for (const step of ['commit-seed', 'close-list', 'draw']) await posted(park, `/panels/${panel.id}/${step}`);
  expect(await post(park, `/pitches/${pitch.id}/present`)).toMatchObject({ status: 409, body: { code: 'not_begun' } });
  await begin(park);
  for (const [presented_on, code] of [
    ['2025-06-25', 'outside_roadshow'],
    ['2025-06-27', 'in_future'],
  ])
    expect(await post(park, `/pitches/${pitch.id}/present`, { presented_on })).toMatchObject({ status: 422, body: { code } });
  expect(await post(park, `/pitches/${pitch.id}/present`)).toMatchObject({ status: 200, body: { presented_on: '2025-06-26' } });
});

it('is for the park’s own people', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  const pitch = await aPitchFor(park, panel.id);
  const member = {
    scopes: everything.filter((scope) => !scope.includes('roadshow')),
    organisation: '914403001922038216',
    subject: 'member',
  };
  for (const path of ['/pitches', '/projects', '/experts', '/panels', '/score-sheets'])
    expect((await park.ok('GET', path, { as: member })).items).toEqual([]);
  expect(await park.ask('GET', `/pitches/${pitch.id}`, { as: member })).toMatchObject({ status: 404, body: { code: 'pitch_not_found' } });
  expect(await post(park, `/pitches/${pitch.id}/withdraw`, { reason: 'x' }, member)).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
});

it('is withdrawn with its roadshow, and its score sheets count no more', async () => {
  const roadshow = await aRoadshowOf(park, 1);
  const pitches = await shortlisted(park, roadshow.panel.id, 2);
  await posted(park, `/panels/${roadshow.panel.id}/assign-sheets`);
  const late = await aPitchFor(park, roadshow.panel.id);
  await posted(park, `/gatherings/${roadshow.gathering.id}/cancel`, { reason: 'typhoon' });
  for (const { id } of [...pitches, late]) {
    expect(await one(id)).toMatchObject({ state: 'withdrawn' });
    expect((await eventsOf(park, id)).at(-1)).toMatchObject({ type: 'pitch.withdrawn', data: { reason: 'typhoon' } });
  }
  const { items: sheets } = await park.ok('GET', `/score-sheets?panel_id=${roadshow.panel.id}`, { as: clerk });
  expect(sheets.map(({ state }: any) => state)).toEqual(['void', 'void']);
});

describe('the import', () => {
  const header =
    'code,project_code,gathering_code,submitted_on,decision,reason,earlier_round_score,presented_on,position,score,rank,n_judges,n_conflicts';
  const fileOf = (columns: string, rows: string[]): string => [columns, ...rows].join('\n');
  let files = 0;

  /** A roadshow of 12 May 2025 with a panel, and projects `<prefix>-0` and so on, all by their files. */
  async function past(projects: number): Promise<{ code: string; prefix: string; panel: any }> {
    const [code, prefix] = [`PAST-${++files}`, `PR-${files}`];
    const gathering = `${code},roadshow,路演,路演厅,2025-05-12T06:00:00Z,2025-05-12T09:00:00Z,20,20,ended,reviewer`;
    const columns = 'code,type,title,venue,starts_at,ends_at,expected_attendance,capacity,state,approved_by';
    expect(await park.importFile('gatherings', fileOf(columns, [gathering]), clerk)).toMatchObject({ created: 1, bad: 0 });
    const rows = Array.from({ length: projects }, (_, i) => {
      const { name, citizen_id } = anIdentity(nextPerson());
      return `${prefix}-${i},项目${i},idea,marine_industry,student,500,${name},${citizen_id}`;
    });
    const named = 'code,name,stage,sector,applicant_kind,amount_sought_kcny,founder_name,founder_citizen_id';
    expect(await park.importFile('projects', fileOf(named, rows), clerk)).toMatchObject({ created: projects, bad: 0 });
    const { items } = await park.ok('GET', `/gatherings?q=${code}`, { as: clerk });
    return { code, prefix, panel: await posted(park, '/panels', aPanelOf(items[0].id)) };
  }

  it('takes each pitch as far as it came, once, and catches up on it later', async () => {
    const { code, prefix } = await past(3);
    const rows = [
      `${code}-A,${prefix}-0,${code},2025-05-01,shortlisted,,,2025-05-12,2,87.25,1,5,1`,
      `${code}-B,${prefix}-1,${code},2025-05-02,screened_out,off topic,,,,,,,`,
      `${code}-C,${prefix}-2,${code},2025-05-03,shortlisted,,66.5,2025-05-12,1,,,,`,
    ];
    expect(await park.importFile('pitches', fileOf(header, rows), clerk)).toMatchObject({ state: 'done', created: 3, bad: 0 });
    expect(await park.importFile('pitches', fileOf(header, rows), clerk)).toMatchObject({ state: 'done', unchanged: 3, created: 0 });
    const { items } = await park.ok('GET', `/pitches?q=${code}-`, { as: clerk });
    expect(items).toMatchObject([
      {
        state: 'scored',
        submitted_on: '2025-05-01',
        presented_on: '2025-05-12',
        position: 2,
        score: 87.25,
        rank: 1,
        n_judges: 5,
        n_conflicts: 1,
      },
      { state: 'screened_out', screening_reason: 'off topic' },
      { state: 'presented', earlier_round_score: 66.5, score: null, position: 1 },
    ]);
    const dates: { effective_on: string }[] = await park.database.dataSource.query(
      `select effective_on from outbox where aggregate_id = $1 order by version`,
      [items[0].id],
    );
    expect(dates.map(({ effective_on }) => effective_on)).toEqual([
      '2025-05-01',
      '2025-05-01',
      '2025-05-12',
      '2025-05-12',
      '2025-05-12',
      '2025-05-12',
    ]);
    const later = `${code}-C,${prefix}-2,${code},2025-05-03,shortlisted,,66.5,2025-05-12,1,80,2,5,0`;
    expect(await park.importFile('pitches', fileOf(header, [later]), clerk)).toMatchObject({ updated: 1 });
    expect(await one(items[2].id)).toMatchObject({ state: 'scored', score: 80, rank: 2 });
  });

  it('reports every bad row', async () => {
    const { code, prefix } = await past(12);
    const salon = aDraft();
    await posted(park, '/gatherings', salon);
    const bad: [row: string, column: string, problem: string][] = [
      [`PT-000009,${prefix}-0,${code},2025-05-01,,,,,,,,,`, 'code', 'invalid_input'],
      [`${code}-1,NONE,${code},2025-05-01,,,,,,,,,`, 'project_code', 'unknown_project'],
      [`${code}-2,${prefix}-0,NONE,2025-05-01,,,,,,,,,`, 'gathering_code', 'unknown_gathering'],
      [`${code}-3,${prefix}-0,${String(salon['code'])},2025-05-01,,,,,,,,,`, 'gathering_code', 'unknown_panel'],
      [`${code}-4,${prefix}-0,${code},2025-05-13,,,,2025-05-12,,,,,`, 'submitted_on', 'after_roadshow'],
      [`${code}-5,${prefix}-1,${code},2025-05-01,screened_out,,,,,,,,`, 'reason', 'required'],
      [`${code}-6,${prefix}-2,${code},2025-05-01,screened_out,x,,2025-05-12,,,,,`, 'presented_on', 'screened_out'],
      [`${code}-7,${prefix}-3,${code},2025-05-01,shortlisted,,,2025-05-13,,,,,`, 'presented_on', 'outside_roadshow'],
      [`${code}-8,${prefix}-4,${code},2025-05-01,shortlisted,,,,,80,1,5,`, '', 'roadshow_over'],
      [`${code}-9,${prefix}-5,${code},2025-05-01,shortlisted,,,2025-05-12,,80,,5,`, 'rank', 'required'],
      [`${code}-10,${prefix}-6,${code},2025-05-01,shortlisted,,,2025-05-12,,80,1,,`, 'n_judges', 'required'],
      [`${code}-11,${prefix}-7,${code},2025-05-01,shortlisted,,,,,,,,`, '', 'roadshow_over'],
      [`${code}-12,${prefix}-8,${code},2025-02-30,,,,,,,,,`, 'submitted_on', 'invalid_input'],
      [`${code}-13,${prefix}-9,${code},2025-05-01,shortlisted,,,2025-05-12,0,,,,`, 'position', 'invalid_input'],
    ];
    const good = `${code}-OK,${prefix}-10,${code},2025-05-01,shortlisted,,,2025-05-12,1,,,,`;
    const taken = `${code}-OK2,${prefix}-11,${code},2025-05-01,shortlisted,,,2025-05-12,1,,,,`;
    const file = fileOf(header, [...bad.map(([row]) => row), good, taken]);
    const job = await park.importFile('pitches', file, clerk, 'skip_bad_rows');
    expect(job).toMatchObject({ state: 'done', created: 1, bad: bad.length + 1 });
    expect(job.errors.map(({ line, column, code: problem }: any) => [line, column, problem])).toEqual([
      ...bad.map(([, column, problem], i) => [i + 2, column, problem]),
      [bad.length + 3, '', 'position_taken'],
    ]);
    expect(await park.importFile('pitches', file, clerk)).toMatchObject({ state: 'rejected', created: 0 });
  });

  it('adds nobody to an order that is drawn', async () => {
    const roadshow = await aRoadshowOf(park, 0);
    const pitches = await shortlisted(park, roadshow.panel.id, 1);
    await presented(park, roadshow, pitches);
    const prefix = (await past(1)).prefix;
    const row = `LATE-${files},${prefix}-0,${roadshow.gathering.code},2025-06-20,shortlisted,,,2025-06-26,,,,,`;
    expect((await park.importFile('pitches', fileOf(header, [row]), clerk)).errors).toMatchObject([
      { column: 'presented_on', code: 'drawn_roadshow' },
    ]);
  });

  it('takes score sheets of a past roadshow, which the ranking is then made of', async () => {
    const { code, prefix, panel } = await past(1);
    const experts: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { name, citizen_id } = anIdentity(nextPerson());
      experts.push(`EXP-${files}-${i},${name},${citizen_id},marine_industry,2025-01-01,2026-01-01`);
    }
    const named = 'code,name,citizen_id,fields,term_from,term_to';
    expect(await park.importFile('experts', fileOf(named, experts), clerk)).toMatchObject({ created: 4, bad: 0 });
    const { items } = await park.ok('GET', `/experts?q=EXP-${files}-`, { as: clerk });
    for (const { id } of items.slice(0, 3)) await posted(park, `/panels/${panel.id}/add-member`, { expert_id: id });
    await park.importFile('pitches', fileOf(header, [`${code}-A,${prefix}-0,${code},2025-05-01,shortlisted,,,2025-05-12,1,,,,`]), clerk);
    const row = (expert: string, given: string, pitch = `${code}-A`) => `${code},${pitch},${expert},${given}`;
    const columns = 'gathering_code,pitch_code,expert_code,points';
    const bad: [row: string, column: string, problem: string][] = [
      [row(`EXP-${files}-0`, 'innovation=50'), 'scores', 'criterion_missing'],
      [row(`EXP-${files}-0`, 'innovation=61;market=1'), 'scores/0/points', 'outside_scale'],
      [row(`EXP-${files}-0`, 'innovation:50;market=1'), 'points', 'malformed_points'],
      [row(`EXP-${files}-0`, 'charm=50;market=1'), 'scores/0/code', 'unknown_criterion'],
      [row(`EXP-${files}-3`, 'innovation=50;market=1'), '', 'not_a_member'],
      [row('EXP-NONE', 'innovation=50;market=1'), 'expert_code', 'unknown_expert'],
      [row(`EXP-${files}-0`, 'innovation=50;market=1', 'NONE'), 'pitch_code', 'unknown_pitch'],
    ];
    const rows = [0, 1, 2].map((i) => row(`EXP-${files}-${i}`, `innovation=${50 + i};market=30.5`));
    const job = await park.importFile('score-sheets', fileOf(columns, [...bad.map(([one]) => one), ...rows]), clerk, 'skip_bad_rows');
    expect(job.errors.map(({ column, code: problem }: any) => [column, problem])).toEqual(
      bad.map(([, column, problem]) => [column, problem]),
    );
    expect(job).toMatchObject({ created: 3, bad: bad.length });
    expect(await park.importFile('score-sheets', fileOf(columns, rows), clerk)).toMatchObject({ unchanged: 3, bad: 0 });
    await posted(park, `/panels/${panel.id}/publish-ranking`);
    expect((await park.ok('GET', `/panels/${panel.id}/ranking`, { as: clerk })).entries).toMatchObject([
      { score: 81.5, rank: 1, n_judges: 3 },
    ]);
  });
});
