import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { aMatchmaking, accepted, investors, placed, projects, slot } from '../match-requests/match-request.fixture.ts';

let park: ServiceUnderTest;
let papers = 0;

beforeAll(async () => {
  park = await eventsUnderTest();
});
beforeEach(() => {
  park.time.now = new Date(now);
});
afterAll(() => park.close());

const step = (id: string, action: string, body: object = {}) => park.ask('POST', `/deals/${id}/${action}`, { as: clerk, body });
const open = (body: object) => park.ask('POST', '/deals', { as: clerk, body });
const evidence = (): string => (++papers).toString(16).padStart(64, '0');
const money = (wish: Record<string, unknown> = {}) => ({
  amount_kcny: 3000,
  round: 'angel',
  funded_on: '2025-06-16',
  evidence_sha256: evidence(),
  ...wish,
});

async function two(): Promise<{ investor_id: string; project_id: string }> {
  const [[investor], [project]] = [await investors(park, 1), await projects(park, 1)];
  return { investor_id: investor.id, project_id: project.id };
}

async function signed(parties: object): Promise<any> {
  const { body } = await open({ opened_on: '2025-06-01', ...parties });
  for (const to of ['due_diligence', 'term_sheet', 'signed'])
    await park.ok('POST', `/deals/${body.id}/advance`, { as: clerk, body: { to, on: '2025-06-02' } });
  return body;
}

/** Held on 26 June; the present is an hour later. */
async function aMeetingHeld(): Promise<any> {
  const gathering = await aMatchmaking(park);
  const [[investor], [project]] = [await investors(park, 1), await projects(park, 1)];
  const request = await accepted(park, gathering, investor, project);
  await placed(park, request, 0, 20);
  park.time.now = slot(60, 80).starts_at;
  return await park.ok('POST', `/match-requests/${request.id}/hold`, { as: clerk, body: { investor_interest: 2, project_interest: 2 } });
}

it('goes from a meeting to the money, with one event each', async () => {
  const meeting = await aMeetingHeld();
  expect(await open({ match_request_id: meeting.id, opened_on: '2025-06-25' })).toMatchObject({
    status: 422,
    body: { code: 'before_meeting' },
  });
  const { status, body } = await open({ match_request_id: meeting.id });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: {
      state: 'open',
      met_on: '2025-06-26',
      investor_id: meeting.investor_id,
      project_id: meeting.project_id,
      gathering_id: meeting.gathering_id,
    },
  });
  expect(await step(body.id, 'advance', { to: 'signed' })).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  expect(await step(body.id, 'fund', money({ funded_on: '2025-06-26' }))).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition' },
  });
  for (const to of ['due_diligence', 'term_sheet', 'signed']) expect(await step(body.id, 'advance', { to })).toMatchObject({ status: 200 });
  for (const member of ['amount_kcny', 'round', 'funded_on', 'evidence_sha256'])
    expect(await step(body.id, 'fund', money({ [member]: undefined }))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: `/${member}` }] },
    });
  expect(await step(body.id, 'fund', money())).toMatchObject({ status: 422, body: { code: 'before_meeting' } });
  expect(await step(body.id, 'fund', money({ funded_on: '2025-06-27' }))).toMatchObject({ status: 422, body: { code: 'in_future' } });
  const funded = money({ funded_on: '2025-06-26' });
  expect(await step(body.id, 'fund', funded)).toMatchObject({ status: 200, body: { state: 'funded', version: 5 } });
  expect(await step(body.id, 'correct', { amount_kcny: 2500, reason: 'mistyped' })).toMatchObject({
    status: 200,
    body: { amount_kcny: 2500 },
  });
  const told = await eventsOf(park, body.id);
  expect(told.map(({ type }) => type)).toEqual([
    'deal.opened',
    'deal.stage-changed',
    'deal.stage-changed',
    'deal.stage-changed',
    'deal.funded',
    'deal.corrected',
  ]);
  expect(told[4]!.data).toMatchObject({
    ...funded,
    match_request_id: meeting.id,
    met_on: '2025-06-26',
    entity_id: null,
    from_state: 'signed',
  });
  for (const { type, data } of told) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  const { sums } = await park.ok('GET', `/deals?project_id=${meeting.project_id}`, { as: clerk });
  expect(sums).toEqual({ deals: 1, funded: 1, funded_kcny: 2500 });
});

describe('opening', () => {
  it('asks for both where there was no meeting, and for none besides where there was', async () => {
    const { investor_id, project_id } = await two();
    const meeting = await aMeetingHeld();
    const unknown = '0197a0c0-0000-7000-8000-0000000000ff';
    const answers = await Promise.all(
      [
        { project_id },
        { investor_id },
        { investor_id, project_id: unknown },
        { investor_id: unknown, project_id },
        { match_request_id: unknown },
        { pitch_id: unknown, investor_id },
        { match_request_id: meeting.id, project_id },
      ].map(open),
    );
    expect(answers.map(({ status, body }) => [status, body.code, body.errors[0].pointer])).toEqual([
      [422, 'required', '/investor_id'],
      [422, 'required', '/project_id'],
      [422, 'unknown_project', '/project_id'],
      [422, 'unknown_investor', '/investor_id'],
      [422, 'unknown_match_request', '/match_request_id'],
      [422, 'unknown_pitch', '/pitch_id'],
      [422, 'another_party', '/project_id'],
    ]);
    expect(await open({ investor_id, project_id })).toMatchObject({ status: 201, body: { match_request_id: null, met_on: null } });
  });

  it('needs a meeting that was held', async () => {
    const gathering = await aMatchmaking(park);
    const [[investor], [project]] = [await investors(park, 1), await projects(park, 1)];
    const request = await accepted(park, gathering, investor, project);
    expect(await open({ match_request_id: request.id })).toMatchObject({ status: 409, body: { code: 'meeting_not_held' } });
  });

  it('takes the project and the gathering from a pitch that was presented', async () => {
    const roadshow = await aMatchmaking(park, { type: 'roadshow' });
    const panel = {
      gathering_id: roadshow.id,
      method: 'mean',
      criteria: [{ code: 'idea', name: '创意', name_en: 'Idea', max_points: 100, weight: 1 }],
    };
    const { id: panel_id } = await park.ok('POST', '/panels', { as: clerk, body: panel });
    const [[investor], [project]] = [await investors(park, 1), await projects(park, 1)];
    const pitch = await park.ok('POST', '/pitches', { as: clerk, body: { panel_id, project_id: project.id } });
    expect(await open({ pitch_id: pitch.id, investor_id: investor.id })).toMatchObject({ status: 409, body: { code: 'not_presented' } });
    await park.database.dataSource.query(`update pitch set state = 'presented', presented_on = '2025-06-26' where id = $1`, [pitch.id]);
    expect(await open({ pitch_id: pitch.id, investor_id: investor.id })).toMatchObject({
      status: 201,
      body: { pitch_id: pitch.id, project_id: project.id, gathering_id: roadshow.id, met_on: null, sector: project.sector },
    });
  });
});

describe('races that the database decides', () => {
  const outcomes = async (requests: Promise<{ status: number; body: any }>[]): Promise<string[]> =>
    (await Promise.all(requests)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body.code}`)).sort();

  it('counts an evidence once', async () => {
    const deals = await Promise.all(Array.from({ length: 20 }, async () => await signed(await two())));
    const same = evidence();
    const answers = await outcomes(deals.map(({ id }) => step(id, 'fund', money({ evidence_sha256: same }))));
    expect(answers).toEqual(['200', ...Array<string>(19).fill('409 evidence_used')]);
  });

  it('opens one deal of a meeting, and one at a time of two', async () => {
    const meeting = await aMeetingHeld();
    const ofMeeting = await outcomes(Array.from({ length: 20 }, () => open({ match_request_id: meeting.id })));
    expect(ofMeeting.filter((one) => one === '201')).toHaveLength(1);
    expect(ofMeeting.filter((one) => one !== '201' && one !== '409 deal_exists' && one !== '409 deal_open')).toEqual([]);
    const parties = await two();
    expect(await outcomes(Array.from({ length: 20 }, () => open(parties)))).toEqual(['201', ...Array<string>(19).fill('409 deal_open')]);
  });

  it('opens none again of a meeting whose deal was given up', async () => {
    const meeting = await aMeetingHeld();
    const { body } = await open({ match_request_id: meeting.id });
    expect(await step(body.id, 'close-lost', { reason: 'no answer' })).toMatchObject({ status: 200, body: { state: 'closed_lost' } });
    expect(await open({ match_request_id: meeting.id })).toMatchObject({ status: 409, body: { code: 'deal_exists' } });
  });
});

it('sums the funded deals of a project, whichever investor they came of', async () => {
  const [first, second] = [await two(), await two()];
  const both = [await signed(first), await signed({ ...second, project_id: first.project_id })];
  await park.ok('POST', `/deals/${both[0].id}/fund`, { as: clerk, body: money({ amount_kcny: 1200 }) });
  const sums = async (query = ''): Promise<any> =>
    (await park.ok('GET', `/deals?project_id=${first.project_id}${query}`, { as: clerk })).sums;
  expect(await sums()).toEqual({ deals: 2, funded: 1, funded_kcny: 1200 });
  await park.ok('POST', `/deals/${both[1].id}/fund`, { as: clerk, body: money({ amount_kcny: 800 }) });
  expect(await sums('&state=open')).toEqual({ deals: 2, funded: 2, funded_kcny: 2000 });
  expect((await park.ok('GET', `/deals?investor_id=${first.investor_id}`, { as: clerk })).items).toHaveLength(1);
});

describe('the import', () => {
  type Row = Record<string, unknown>;
  const csv = (rows: readonly Row[]): string => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => cells.join(',')).join('\n') + '\n';
  };
  const load = (rows: readonly Row[], policy?: string) => park.importFile('deals', csv(rows), clerk, policy);
  const codesOf = async ({ investor_id, project_id }: any): Promise<{ investor_code: string; project_code: string }> => ({
    investor_code: (await park.ok('GET', `/investors/${investor_id}`, { as: clerk })).code,
    project_code: (await park.ok('GET', `/projects/${project_id}`, { as: clerk })).code,
  });

  it('takes a deal as far as it has come, and goes on with it', async () => {
    const meeting = await aMeetingHeld();
    const [met, free] = [await codesOf(meeting), await codesOf(await two())];
    const rows = [
      { code: '', ...met, match_request_code: meeting.code, opened_on: '2025-06-26', stage: 'term_sheet' },
      { code: 'GIVEN-UP', ...free, opened_on: '2025-01-10', stage: 'closed_lost', closed_on: '2025-03-01' },
    ];
    expect(await load(rows)).toMatchObject({ state: 'done', created: 2, bad: 0 });
    expect(await load(rows)).toMatchObject({ state: 'done', created: 0, updated: 0, unchanged: 2 });
    const funded = { ...rows[0]!, stage: 'funded', ...money({ funded_on: '2025-06-26' }), closed_on: '' };
    expect(await load([funded])).toMatchObject({ state: 'done', updated: 1 });
    expect(await load([funded])).toMatchObject({ state: 'done', updated: 0, unchanged: 1 });
    const { items, sums } = await park.ok('GET', `/deals?project_id=${meeting.project_id}`, { as: clerk });
    expect([items[0].state, items[0].met_on, sums.funded_kcny]).toEqual(['funded', '2025-06-26', 3000]);
  });

  it('reports every bad row, and leaves no half of one', async () => {
    const meeting = await aMeetingHeld();
    const [met, free, other] = [await codesOf(meeting), await codesOf(await two()), await codesOf(await two())];
    const good = { ...free, opened_on: '2025-02-01', stage: 'funded', ...money({ funded_on: '2025-05-01' }) };
    const rows: [Row, string, string][] = [
      [good, '', 'good'],
      [{ ...good, ...other }, '', 'evidence_used'],
      [{ ...good, investor_code: 'NONE' }, 'investor_code', 'unknown_investor'],
      [{ ...good, project_code: 'NONE' }, 'project_code', 'unknown_project'],
      [{ ...good, ...other, match_request_code: meeting.code }, 'match_request_code', 'unknown_match_request'],
      [{ ...met, match_request_code: meeting.code, opened_on: '2025-06-25' }, 'opened_on', 'before_meeting'],
      [{ ...other, opened_on: '2025-06-27' }, 'opened_on', 'in_future'],
      [{ ...good, ...other, evidence_sha256: '' }, 'evidence_sha256', 'required'],
      [{ ...good, ...other, amount_kcny: 0 }, 'amount_kcny', 'invalid_input'],
      [{ ...good, ...other, evidence_sha256: evidence(), funded_on: '2025-01-31' }, 'funded_on', 'before_opening'],
      [{ ...good, ...other, code: 'DL-000001' }, 'code', 'code_of_series'],
      [{ ...other, opened_on: '2025-02-01', stage: 'closed_lost' }, 'closed_on', 'required'],
      [{ ...other, opened_on: '2025-02-01', stage: 'signed', amount_kcny: 3000 }, 'amount_kcny', 'not_kept_by_import'],
    ];
    const job = await load(
      rows.map(([row]) => ({ code: '', match_request_code: '', ...row })),
      'skip_bad_rows',
    );
    expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual(
      rows.flatMap(([, column, code], i) => (code === 'good' ? [] : [[i + 2, column, code]])),
    );
    expect(job).toMatchObject({ state: 'done', created: 1, bad: rows.length - 1 });
  });
});
