/** Judges and their score sheets over HTTP: assigned, filled in, locked, reopened; and what a conflict of interest does to them. */
import { randomUUID } from 'node:crypto';
import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import {
  aRoadshowOf,
  anExpertOf,
  aPitchFor,
  aProjectOf,
  judge,
  knownEntity,
  post,
  posted,
  presented,
  shortlisted,
  type Roadshow,
} from '../panels/roadshow.fixture.ts';
import { points } from './score-sheet.fixture.ts';

const uscc = '91370200264574251E';
const entity = randomUUID();
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
  await knownEntity(park, entity, uscc);
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const sheetsOf = async (filter: string): Promise<any[]> => (await park.ok('GET', `/score-sheets?${filter}&limit=100`, { as: clerk })).items;
const sheet = (id: string, action: string, body: object = {}, as: object = clerk) => post(park, `/score-sheets/${id}/${action}`, body, as);

/** Two pitches that were presented to so many judges, with their sheets. */
async function judged(judges: number, wish: Record<string, unknown> = {}): Promise<Roadshow & { pitches: any[]; sheets: any[] }> {
  const roadshow = await aRoadshowOf(park, judges, wish);
  const pitches = await shortlisted(park, roadshow.panel.id, 2);
  await posted(park, `/panels/${roadshow.panel.id}/assign-sheets`);
  await presented(park, roadshow, pitches);
  return { ...roadshow, pitches, sheets: await sheetsOf(`panel_id=${roadshow.panel.id}`) };
}

it('goes through the hands of its judge alone, with one event each', async () => {
  const { experts, sheets } = await judged(2);
  const [own, other] = [experts[0]!, experts[1]!];
  const { id } = sheets.find(({ expert_id }) => expert_id === own.id);
  for (const [action, body] of [
    ['accept', {}],
    ['fill-in', { scores: points(1, 1) }],
    ['submit', {}],
    ['decline', { reason: 'x' }],
  ] as const) {
    expect(await sheet(id, action, body, judge(other.subject))).toMatchObject({ status: 403, body: { code: 'not_own_sheet' } });
    expect(await sheet(id, action, body)).toMatchObject({ status: 403, body: { code: 'not_own_sheet' } });
  }
  const as = judge(own.subject);
  expect(await sheet(id, 'submit', {}, as)).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition', allowed: expect.arrayContaining(['accept']) },
  });
  expect(await sheet(id, 'accept', {}, as)).toMatchObject({ status: 200, body: { state: 'accepted' } });
  expect(await sheet(id, 'fill-in', { scores: [{ code: 'innovation', points: 60.01 }] }, as)).toMatchObject({
    status: 422,
    body: { code: 'outside_scale', errors: [{ pointer: '/scores/0/points' }] },
  });
  expect(await sheet(id, 'fill-in', { scores: points(60, 20) }, as)).toMatchObject({ status: 200, body: { state: 'draft', total: null } });
  expect(await sheet(id, 'submit', {}, as)).toMatchObject({
    status: 200,
    body: { state: 'submitted', total: 80, source: 'judge', rule_version: 1 },
  });
  expect(await sheet(id, 'fill-in', { scores: points(1, 1) }, as)).toMatchObject({ status: 409, body: { code: 'sheet_locked' } });
  expect(await sheet(id, 'record-paper', { scores: points(1, 1) })).toMatchObject({ status: 409, body: { code: 'sheet_locked' } });
  expect(await sheet(id, 'reopen', { reason: 'a criterion was read wrongly' })).toMatchObject({ status: 200, body: { state: 'reopened' } });
  expect(await sheet(id, 'fill-in', { scores: points(50, 20) }, as)).toMatchObject({ status: 200, body: { state: 'reopened' } });
  expect(await sheet(id, 'submit', {}, as)).toMatchObject({ status: 200, body: { state: 'submitted', total: 70 } });
  const told = await eventsOf(park, id);
  for (const { type, data } of told) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type }) => type.split('.')[1])).toEqual([
    'assigned',
    'accepted',
    'filled-in',
    'submitted',
    'reopened',
    'filled-in',
    'submitted',
  ]);
});

it('is recorded as paper where a clerk enters it, and not before the pitch was presented', async () => {
  const { panel, experts } = await aRoadshowOf(park, 1);
  const [pitch] = await shortlisted(park, panel.id, 1);
  const { id } = await posted(park, '/score-sheets', { pitch_id: pitch.id, expert_id: experts[0]!.id });
  expect(await sheet(id, 'record-paper', { scores: points(40, 30) })).toMatchObject({ status: 409, body: { code: 'not_presented' } });
  const late = await judged(1);
  expect(await sheet(late.sheets[0].id, 'record-paper', { scores: points(40, 30) })).toMatchObject({
    status: 200,
    body: { state: 'submitted', source: 'paper', total: 70 },
  });
});

it('is one for each pitch and expert, however many try at once', async () => {
  const { panel, experts } = await aRoadshowOf(park, 1);
  const [pitch] = await shortlisted(park, panel.id, 1);
  const wish = { pitch_id: pitch.id, expert_id: experts[0]!.id };
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(park, '/score-sheets', wish)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['already_assigned']));
  expect(await post(park, '/score-sheets', { ...wish, expert_id: (await anExpertOf(park)).id })).toMatchObject({
    status: 409,
    body: { code: 'not_a_member' },
  });
  const draft = await aPitchFor(park, panel.id);
  expect(await post(park, '/score-sheets', { ...wish, pitch_id: draft.id })).toMatchObject({
    status: 409,
    body: { code: 'not_shortlisted' },
  });
});

it('freezes the rule with the first that is submitted, also when both come at once', async () => {
  const { panel, experts, sheets } = await judged(1);
  const as = judge(experts[0]!.subject);
  const { id } = sheets[0];
  await sheet(id, 'accept', {}, as);
  await sheet(id, 'fill-in', { scores: points(50, 30) }, as);
  const rule = (decimals: number) => ({ criteria: panel.rule.criteria, method: 'mean', decimals });
  const [submission, ...changes] = await Promise.all([
    sheet(id, 'submit', {}, as),
    ...[0, 1, 3].map((decimals) => post(park, `/panels/${panel.id}/change-rule`, rule(decimals))),
  ]);
  expect(submission!.status).toBe(200);
  const versions = changes.filter(({ status }) => status === 200).length;
  for (const { status, body } of changes) if (status !== 200) expect([status, body.code]).toEqual([409, 'rule_frozen']);
  expect(await post(park, `/panels/${panel.id}/change-rule`, rule(4))).toMatchObject({ status: 409, body: { code: 'rule_frozen' } });
  const after = await park.ok('GET', `/panels/${panel.id}`, { as: clerk });
  expect([after.rule_version, submission!.body.rule_version]).toEqual([1 + versions, 1 + versions]);
  await sheet(id, 'reopen', { reason: 'once more' });
  expect(await post(park, `/panels/${panel.id}/change-rule`, rule(4))).toMatchObject({ status: 409, body: { code: 'rule_frozen' } });
});

describe('a conflict of interest', () => {
  it('is found when the sheets are assigned: employer, investment, mentorship, the founder', async () => {
    const { panel } = await aRoadshowOf(park, 1);
    const enterprise = await aProjectOf(park, { applicant_kind: 'enterprise', organisation_uscc: uscc });
    const colleague = await anExpertOf(park, { employer_uscc: uscc });
    const [investor, mentor] = [await anExpertOf(park), await anExpertOf(park)];
    await posted(park, `/experts/${investor.id}/declare-tie`, { kind: 'invested', organisation_uscc: uscc });
    await posted(park, `/experts/${mentor.id}/declare-tie`, { kind: 'mentored', project_id: enterprise.id });
    for (const { id } of [colleague, investor, mentor]) await posted(park, `/panels/${panel.id}/add-member`, { expert_id: id });
    const { id: pitch } = await aPitchFor(park, panel.id, enterprise.id);
    await posted(park, `/pitches/${pitch}/shortlist`);
    await shortlisted(park, panel.id, 1);
    expect(await posted(park, `/panels/${panel.id}/assign-sheets`)).toEqual({ assigned: 5, conflicts: 3 });
    expect(await posted(park, `/panels/${panel.id}/assign-sheets`)).toEqual({ assigned: 0, conflicts: 0 });
    const conflicted = await sheetsOf(`pitch_id=${pitch}&state=conflict`);
    expect(Object.fromEntries(conflicted.map(({ expert_id, conflict_kind }) => [expert_id, conflict_kind]))).toEqual({
      [colleague.id]: 'same_employer',
      [investor.id]: 'invested',
      [mentor.id]: 'mentored',
    });
    for (const { id, expert_id } of conflicted) {
      const { subject } = [colleague, investor, mentor].find((expert) => expert.id === expert_id);
      expect(await sheet(id, 'fill-in', { scores: points(60, 40) }, judge(subject))).toMatchObject({
        status: 409,
        body: { code: 'conflict_of_interest' },
      });
      expect(await sheet(id, 'record-paper', { scores: points(60, 40) })).toMatchObject({
        status: 409,
        body: { code: 'conflict_of_interest' },
      });
      expect(await sheet(id, 'reopen', { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'conflict_of_interest' } });
    }
  });

  it('that is declared later closes an open sheet, and makes a submitted one void', async () => {
    const { experts, pitches, sheets } = await judged(1);
    const own = (pitch: any) => sheets.find(({ pitch_id }) => pitch_id === pitch.id).id;
    await sheet(own(pitches[0]), 'record-paper', { scores: points(60, 40) });
    for (const { id } of pitches) {
      const { project_id } = await park.ok('GET', `/pitches/${id}`, { as: clerk });
      const tie = { kind: 'mentored', project_id };
      await Promise.all([1, 2, 3].map(() => post(park, `/experts/${experts[0]!.id}/declare-tie`, tie)));
    }
    expect(await park.ok('GET', `/score-sheets/${own(pitches[0])}`, { as: clerk })).toMatchObject({
      state: 'void',
      conflict_kind: 'mentored',
    });
    expect(await park.ok('GET', `/score-sheets/${own(pitches[1])}`, { as: clerk })).toMatchObject({
      state: 'conflict',
      conflict_kind: 'mentored',
    });
    expect((await park.ok('GET', `/experts/${experts[0]!.id}/ties`, { as: clerk })).items).toHaveLength(2);
    expect((await eventsOf(park, own(pitches[0]))).at(-1)).toMatchObject({ data: { kind: 'mentored', detected: true, to_state: 'void' } });
  });

  it('comes up where the judge changes to the employer, or the project to the firm', async () => {
    const [another, its] = [randomUUID(), '914403001922038216'];
    await knownEntity(park, another, its);
    const { panel, experts } = await aRoadshowOf(park, 2);
    await shortlisted(park, panel.id, 1);
    const firm = await aProjectOf(park, { applicant_kind: 'enterprise', organisation_uscc: its });
    const { id: pitch } = await aPitchFor(park, panel.id, firm.id);
    await posted(park, `/pitches/${pitch}/shortlist`);
    await posted(park, `/panels/${panel.id}/assign-sheets`);
    const change = (path: string, version: number, body: object) =>
      park.ask('PATCH', path, { as: clerk, body, headers: { 'if-match': `"${version}"` } });
    expect(await change(`/experts/${experts[0].id}`, 1, { employer_uscc: its })).toMatchObject({
      status: 200,
      body: { employer_entity_id: another },
    });
    expect(await change(`/experts/${experts[1].id}`, 1, { employer_uscc: uscc })).toMatchObject({ status: 200 });
    const kinds = async () =>
      (await sheetsOf(`pitch_id=${pitch}`)).map(({ expert_id, conflict_kind }) => [expert_id, conflict_kind]).sort();
    expect(await kinds()).toEqual(
      [
        [experts[0].id, 'same_employer'],
        [experts[1].id, null],
      ].sort(),
    );
    expect(await change(`/projects/${firm.id}`, 1, { organisation_uscc: uscc })).toMatchObject({
      status: 200,
      body: { entity_id: entity },
    });
    expect(await kinds()).toEqual(
      [
        [experts[0].id, 'same_employer'],
        [experts[1].id, 'same_employer'],
      ].sort(),
    );
  });

  it('that the judge declares is told as such', async () => {
    const { experts, sheets } = await judged(1);
    const { id } = sheets[0];
    expect(await sheet(id, 'declare-conflict', { kind: 'personal' }, judge(experts[0]!.subject))).toMatchObject({
      status: 200,
      body: { state: 'conflict', conflict_kind: 'personal' },
    });
    expect((await eventsOf(park, id)).at(-1)!.data).toMatchObject({ kind: 'personal', detected: false });
  });

  it('wins or loses against a submission at the same moment, and never counts', async () => {
    const { experts, sheets, pitches } = await judged(1);
    const as = judge(experts[0]!.subject);
    for (const { id } of sheets) {
      await sheet(id, 'accept', {}, as);
      await sheet(id, 'fill-in', { scores: points(60, 40) }, as);
    }
    const projects = await Promise.all(pitches.map(async ({ id }) => (await park.ok('GET', `/pitches/${id}`, { as: clerk })).project_id));
    await Promise.all([
      ...sheets.map(({ id }) => sheet(id, 'submit', {}, as)),
      ...projects.map((project_id) => post(park, `/experts/${experts[0]!.id}/declare-tie`, { kind: 'invested', project_id })),
    ]);
    const after = await sheetsOf(`expert_id=${experts[0]!.id}`);
    expect(after.map(({ conflict_kind }) => conflict_kind)).toEqual(['invested', 'invested']);
    for (const { state } of after) expect(['void', 'conflict']).toContain(state);
  });

  it('is kept from counting by the database too', async () => {
    const { sheets } = await judged(1);
    const forged = park.database.dataSource.query(`update score_sheet set conflict_kind = 'invested' where id = $1`, [sheets[0].id]);
    await expect(forged).rejects.toThrow('score_sheet_conflict_never_counts');
  });
});

it('counts no more where its pitch is withdrawn', async () => {
  const { panel } = await aRoadshowOf(park, 2);
  const [pitch] = await shortlisted(park, panel.id, 1);
  await posted(park, `/panels/${panel.id}/assign-sheets`);
  await posted(park, `/pitches/${pitch.id}/withdraw`, { reason: 'ill' });
  expect((await sheetsOf(`pitch_id=${pitch.id}`)).map(({ state }) => state)).toEqual(['void', 'void']);
});
