/** Applications over HTTP: the story with its stages, the race of two, what an employer sees with and without consent, the import. */
import { catalogue } from '@park/contracts';
import { anIdentity, citizenIdOf, type ServiceUnderTest } from '@park/test-kit';
import { aFairIn } from '../fairs/fair-under-test.fixture.ts';
import { aCandidate, anExtendedOffer, anInterview, aPublishedPosting } from '../offers/offer-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;
let employer: any;
let posting: any;

beforeAll(async () => {
  park = await recruitmentUnderTest();
  employer = await aVerifiedEmployer(park);
  posting = await aPublishedPosting(park, employer.id, { headcount: 50 });
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const one = (id: string) => park.ok('GET', `/applications/${id}`, { as: clerk });
const step = (id: string, action: string, body?: unknown, as: any = clerk) =>
  park.ask('POST', `/applications/${id}/${action}`, { as, ...(body !== undefined && { body }) });
const apply = (candidate_id: string, wish: object = {}, as: any = clerk) =>
  park.ask('POST', '/applications', { as, body: { posting_id: posting.id, candidate_id, source: 'web', consent: true, ...wish } });
const minutesLater = (minutes: number) => {
  park.time.now = new Date(new Date(now).getTime() + minutes * 60_000);
};

async function anApplication(wish: object = {}): Promise<any> {
  const { id } = await aCandidate(park);
  return (await apply(id, wish)).body;
}

it('goes from stage to stage, is put on hold, rejected and reactivated, with the time in each', async () => {
  const application = await anApplication();
  expect(application).toMatchObject({ state: 'submitted', resume_version: 1, applied_on: '2025-06-16', reached_shortlist: false });
  minutesLater(10);
  expect(await step(application.id, 'move', { from: 'screening', to: 'interviewing' })).toMatchObject({
    status: 409,
    body: { code: 'stage_differs', state: 'submitted' },
  });
  expect((await step(application.id, 'move', { from: 'submitted', to: 'shortlisted' })).body).toMatchObject({ reached_shortlist: true });
  minutesLater(30);
  expect((await step(application.id, 'hold')).body).toMatchObject({ state: 'on_hold', stage: 'shortlisted' });
  minutesLater(40);
  expect((await step(application.id, 'resume')).body).toMatchObject({ state: 'shortlisted' });
  expect(await step(application.id, 'reject', {})).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
  expect((await step(application.id, 'reject', { reason: 'no budget' })).body).toMatchObject({ rejection_reason: 'no budget' });
  minutesLater(60);
  expect((await step(application.id, 'reactivate', { reason: 'a new budget' })).body).toMatchObject({ state: 'shortlisted' });
  expect((await step(application.id, 'withdraw', { reason: 'took another job' })).body).toMatchObject({ state: 'withdrawn' });
  const { items } = await park.ok('GET', `/applications/${application.id}/stages`, { as: clerk });
  expect(items.map(({ from_state, to_state, seconds_in_stage }: any) => [from_state, to_state, seconds_in_stage])).toEqual([
    [null, 'submitted', null],
    ['submitted', 'shortlisted', 600],
    ['shortlisted', 'on_hold', 1_200],
    ['on_hold', 'shortlisted', 600],
    ['shortlisted', 'rejected', 0],
    ['rejected', 'shortlisted', 1_200],
    ['shortlisted', 'withdrawn', 0],
  ]);
  expect(items.map(({ actor_id }: any) => actor_id)).toEqual(Array(7).fill('clerk'));
  const told = await eventsOf(park, application.id);
  expect(told.map(({ type }) => type.replace('application.', ''))).toEqual([
    'submitted',
    'stage-changed',
    'stage-changed',
    'stage-changed',
    'rejected',
    'reactivated',
    'withdrawn',
  ]);
  for (const { type, data } of told) catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
});

it('keeps the version of the résumé that it was made with', async () => {
  const candidate = await aCandidate(park);
  const { body: application } = await apply(candidate.id);
  await park.ok('POST', `/candidates/${candidate.id}/resumes`, { as: clerk, body: { text: '另一版' } });
  expect((await one(application.id)).resume_version).toBe(1);
  const { resume } = await park.ok('GET', `/applications/${application.id}/candidate`, { as: clerk });
  expect(resume).toMatchObject({ version: 1 });
  expect(resume.text).not.toBe('另一版');
});

it('is one for each candidate and posting, also where twenty come at once', async () => {
  const { id } = await aCandidate(park);
  const answers = await Promise.all(Array.from({ length: 20 }, () => apply(id)));
  expect(answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort()).toEqual([
    '201',
    ...Array<string>(19).fill('409 already_applied'),
  ]);
  const [{ count }] = await park.database.dataSource.query('select count(*) from application where candidate_id = $1', [id]);
  expect(Number(count)).toBe(1);
});

it('for several postings of one employer at once leaves one consent', async () => {
  const postings = await Promise.all(Array.from({ length: 4 }, () => aPublishedPosting(park, employer.id)));
  const { id } = await aCandidate(park);
  const answers = await Promise.all(postings.map((other) => apply(id, { posting_id: other.id })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  const { items } = await park.ok('GET', `/consents?candidate_id=${id}`, { as: clerk });
  expect(items).toMatchObject([{ purpose: 'application', employer_id: employer.id, state: 'given' }]);
});

it('needs the consent, a résumé, an open posting and records that there are', async () => {
  const { id } = await aCandidate(park);
  const { id: without } = await park.ok('POST', '/candidates', { as: clerk, body: { ...anIdentity(7_001), education: 'master' } });
  const drafted = await park.ok('POST', '/postings', { as: clerk, body: { ...postingBody(), closes_on: '2025-07-01' } });
  const tried = [
    await apply(id, { consent: false }),
    await apply(id, { consent: undefined }),
    await apply(without),
    await apply(id, { posting_id: drafted.id }),
    await apply(id, { posting_id: crypto.randomUUID() }),
    await apply(crypto.randomUUID()),
    await apply(id, { source: 'fair_scan' }),
    await apply(id, { source: 'fair_scan', fair_id: crypto.randomUUID() }),
    await apply(id, { source: 'import' }),
  ];
  expect(tried.map(({ status, body }) => [status, body.code, body.errors?.[0]?.pointer])).toEqual([
    [409, 'consent_required', undefined],
    [409, 'consent_required', undefined],
    [409, 'resume_missing', undefined],
    [409, 'posting_not_open', undefined],
    [422, 'unknown_posting', '/posting_id'],
    [422, 'unknown_candidate', '/candidate_id'],
    [422, 'fair_required', '/fair_id'],
    [422, 'unknown_fair', '/fair_id'],
    [422, 'invalid_input', '/source'],
  ]);
  const fair = await aFairIn(park, 'filed');
  expect(await apply(id, { source: 'fair_scan', fair_id: fair.id })).toMatchObject({ status: 201, body: { fair_id: fair.id } });
  const other = await aPublishedPosting(park, employer.id);
  expect(await apply(id, { posting_id: other.id, consent: undefined })).toMatchObject({ status: 201 });
});

function postingBody() {
  const { title, category, headcount, salary_min_fen, salary_max_fen, education, experience_years, location, terms } = posting;
  return {
    employer_id: employer.id,
    title,
    category,
    headcount,
    salary_min_fen,
    salary_max_fen,
    education,
    experience_years,
    location,
    terms,
  };
}

it('is not taken from the last day on, also before the job has closed the posting', async () => {
  const short = await aPublishedPosting(park, employer.id, { closes_on: '2025-06-20' });
  const [early, late] = [await aCandidate(park), await aCandidate(park)];
  park.time.now = new Date('2025-06-19T15:59:59Z');
  expect(await apply(early.id, { posting_id: short.id })).toMatchObject({ status: 201 });
  park.time.now = new Date('2025-06-19T16:00:00Z');
  expect(await apply(late.id, { posting_id: short.id })).toMatchObject({ status: 409, body: { code: 'posting_not_open' } });
});

it('takes its offer with it when it is rejected or withdrawn', async () => {
  for (const action of ['reject', 'withdraw']) {
    const { id } = await anInterview(park, posting.id);
    const offer = await anExtendedOffer(park, id);
    expect(await one(id)).toMatchObject({ state: 'offered' });
    expect((await step(id, action, { reason: 'no budget' })).status).toBe(200);
    expect(await park.ok('GET', `/offers/${offer.id}`, { as: clerk })).toMatchObject({ state: 'withdrawn' });
  }
});

it('that is hired is neither rejected nor withdrawn', async () => {
  const { id } = await anInterview(park, posting.id);
  const offer = await anExtendedOffer(park, id);
  await park.ok('POST', `/offers/${offer.id}/accept`, { as: clerk, body: {} });
  for (const action of ['reject', 'withdraw'])
    expect(await step(id, action, { reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: ['unhire'] },
    });
});

describe('an employer’s token', () => {
  const as = () => employerToken(employer.uscc);
  const consentOf = async (application: any): Promise<any> => {
    const { items } = await park.ok('GET', `/consents?candidate_id=${application.candidate_id}&state=given`, { as: clerk });
    return items[0];
  };

  it('sees and moves the applications to it, with the candidate in clear, each look recorded', async () => {
    const identity = anIdentity(7_100);
    const candidate = await aCandidate(park, identity);
    const { body: application } = await apply(candidate.id);
    expect(await park.ok('GET', `/applications/${application.id}`, { as: as() })).toMatchObject({
      candidate_masked: candidate.name_masked,
    });
    expect((await step(application.id, 'move', { from: 'submitted', to: 'screening' }, as())).status).toBe(200);
    const { items } = await park.ok('GET', `/applications/${application.id}/stages`, { as: as() });
    expect(items.map(({ actor_id }: any) => actor_id)).toEqual([null, null]);
    expect(await park.ok('GET', `/applications/${application.id}/candidate`, { as: as() })).toMatchObject({
      ...identity,
      education: 'bachelor',
      resume: { version: 1 },
    });
    const [entry] = await park.database.dataSource.query(
      `select organisation, detail from audit_entry where action = 'personal_data_read' order by id desc limit 1`,
    );
    expect(entry).toEqual({
      organisation: employer.uscc,
      detail: { application_id: application.id, candidate_id: candidate.id, person_id: candidate.person_id },
    });
    expect(await apply(candidate.id, {}, as())).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    expect(await step(application.id, 'withdraw', { reason: 'x' }, as())).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  });

  it('sees nothing of another’s, whatever id it sends', async () => {
    const other = await aVerifiedEmployer(park);
    const theirs = await aPublishedPosting(park, other.id);
    const application = await anApplication({ posting_id: theirs.id });
    for (const path of ['', '/stages', '/candidate'])
      expect(await park.ask('GET', `/applications/${application.id}${path}`, { as: as() })).toMatchObject({ status: 404 });
    for (const [action, body] of [
      ['move', { from: 'submitted', to: 'screening' }],
      ['hold'],
      ['resume'],
      ['reject', { reason: 'x' }],
      ['reactivate', { reason: 'x' }],
    ] as const)
      expect([action, (await step(application.id, action, body, as())).status]).toEqual([action, 404]);
    for (const query of [`posting_id=${theirs.id}`, `candidate_id=${application.candidate_id}`, `employer_uscc=${other.uscc}`])
      expect((await park.ok('GET', `/applications?${query}&count=true`, { as: as() })).count).toBe(0);
    expect(await park.ask('GET', `/candidates/${application.candidate_id}`, { as: as() })).toMatchObject({ status: 404 });
    expect(await one(application.id)).toMatchObject({ state: 'submitted', version: 1 });
  });

  it('loses an application at once when the consent is taken back, and has it again with another', async () => {
    const application = await anApplication();
    const statuses = async () => [
      (await park.ask('GET', `/applications/${application.id}`, { as: as() })).status,
      (await park.ask('GET', `/applications/${application.id}/candidate`, { as: as() })).status,
      (await park.ask('GET', `/candidates/${application.candidate_id}`, { as: as() })).status,
      (await park.ok('GET', `/applications?candidate_id=${application.candidate_id}`, { as: as() })).items.length,
    ];
    expect(await statuses()).toEqual([200, 200, 200, 1]);
    await park.ok('POST', `/consents/${(await consentOf(application)).id}/withdraw`, { as: clerk });
    expect(await statuses()).toEqual([404, 404, 404, 0]);
    expect((await step(application.id, 'hold', undefined, as())).status).toBe(404);
    expect(await one(application.id)).toMatchObject({ state: 'submitted' });
    const body = { candidate_id: application.candidate_id, purpose: 'application', employer_id: employer.id };
    await park.ok('POST', '/consents', { as: clerk, body });
    expect(await statuses()).toEqual([200, 200, 200, 1]);
  });

  it('of the park itself needs the scope for personal data', async () => {
    const { id } = await anApplication();
    const without = { ...clerk, scopes: clerk.scopes.filter((scope) => scope !== 'recruitment:candidate:pii') };
    expect(await park.ask('GET', `/applications/${id}/candidate`, { as: without })).toMatchObject({
      status: 403,
      body: { code: 'missing_scope', missing: ['recruitment:candidate:pii'] },
    });
  });
});

describe('the import', () => {
  const header =
    'posting_code,name,citizen_id,phone,education,graduation_year,applied_on,source,fair_code,stage,ended,state_on,reason,consent';
  const file = (...rows: string[]): Promise<any> => park.importFile('applications', [header, ...rows].join('\n'), clerk, 'skip_bad_rows');
  const who = (number: number) => `王样本${number},${citizenIdOf(number)},,bachelor,2025`;

  it('enters candidates and their applications as far as they came, once, hidden without consent', async () => {
    park.time.now = new Date('2025-07-16T02:00:00Z');
    const { code } = posting;
    const rows = [
      `${code},${who(7_201)},2025-06-20,,,,,,,true`,
      `${code},${who(7_202)},2025-06-20,web,,shortlisted,,2025-06-25,,`,
      `${code},${who(7_203)},2025-06-21,,,interviewing,rejected,2025-06-26,no budget,true`,
      `${code},${who(7_204)},2025-06-22,,,,withdrawn,2025-06-22,took another job,`,
      `${code},${who(7_201)},2025-06-20,,,,,,,`,
    ];
    expect(await file(...rows)).toMatchObject({ created: 4, unchanged: 1, errors: [] });
    expect(await file(...rows)).toMatchObject({ created: 0, unchanged: 5 });
    const others = [
      `${code},${who(7_201)},2025-06-23,,,,,,,`,
      `${code},${who(7_202)},2025-06-20,web,,interviewing,,2025-06-25,,`,
      `${code},${who(7_202)},2025-06-20,web,,screening,,2025-06-25,,`,
      `${code},${who(7_202)},2025-06-20,web,,,rejected,2025-06-26,no budget,`,
      `${code},${who(7_203)},2025-06-21,,,interviewing,rejected,2025-06-26,no desk,true`,
    ];
    const said = await file(...others);
    expect(said).toMatchObject({ unchanged: 1, bad: 4 });
    expect(said.errors.map(({ line, column, code: rule }: any) => [line, column, rule])).toEqual(
      [
        [2, 'applied_on'],
        [3, 'stage'],
        [5, 'ended'],
        [6, 'reason'],
      ].map((of) => [...of, 'not_changed_by_import']),
    );
    const query = `/applications?posting_id=${posting.id}&applied_on_from=2025-06-20`;
    const { items } = await park.ok('GET', query, { as: clerk });
    expect(items).toMatchObject([
      { state: 'submitted', applied_on: '2025-06-20', source: 'import', resume_version: null },
      { state: 'shortlisted', applied_on: '2025-06-20', source: 'web', reached_shortlist: true },
      { state: 'rejected', stage: 'interviewing', rejection_reason: 'no budget', reached_shortlist: true },
      { state: 'withdrawn', stage: 'submitted', reached_shortlist: false },
    ]);
    const seen = await park.ok('GET', query, { as: employerToken(employer.uscc) });
    expect(seen.items.map(({ id }: any) => id)).toEqual([items[0].id, items[2].id]);
    const { items: stages } = await park.ok('GET', `/applications/${items[2].id}/stages`, { as: clerk });
    expect(stages.map(({ to_state, entered_at, seconds_in_stage }: any) => [to_state, entered_at, seconds_in_stage])).toEqual([
      ['submitted', '2025-06-20T16:00:00.000Z', null],
      ['interviewing', '2025-06-25T16:00:00.000Z', 432_000],
      ['rejected', '2025-06-25T16:00:00.000Z', 0],
    ]);
  });

  it('reports every bad row, and writes no name of it', async () => {
    const { code } = posting;
    const drafted = await park.ok('POST', '/postings', { as: clerk, body: { ...postingBody(), closes_on: '2025-07-01' } });
    const rows = [
      `JP-NONE,${who(7_301)},2025-06-16,,,,,,,`,
      `${drafted.code},${who(7_302)},2025-06-16,,,,,,,`,
      `${code},${who(7_303)},2025-06-15,,,,,,,`,
      `${code},${who(7_304)},2025-06-17,,,,,,,`,
      `${code},${who(7_305)},2025-06-16,fair_scan,,,,,,`,
      `${code},${who(7_306)},2025-06-16,,JF-NONE,,,,,`,
      `${code},${who(7_307)},2025-06-16,,,screening,,,,`,
      `${code},${who(7_308)},2025-06-16,,,,rejected,2025-06-16,,`,
      `${code},${who(7_309)},2025-06-16,,,screening,,2025-06-15,,`,
      `${code},${who(7_310)},2025-06-16,,,screening,,2025-06-17,,`,
      `${code},${who(7_311)},2025-06-16,,,hired,,2025-06-16,,`,
      `${code},测试,110105194912310021,,bachelor,,2025-06-16,,,,,,,`,
      `${code},${who(7_312)},2025-06-16,,,screening,,2025-06-16,,`,
    ];
    const { errors, created } = await file(...rows);
    expect(created).toBe(1);
    expect(errors.map(({ line, column, code: refusal }: any) => [line, column, refusal])).toEqual([
      [2, 'posting_code', 'unknown_posting'],
      [3, 'applied_on', 'posting_not_open'],
      [4, 'applied_on', 'posting_not_open'],
      [5, 'applied_on', 'in_future'],
      [6, 'fair_code', 'fair_required'],
      [7, 'fair_code', 'unknown_fair'],
      [8, 'state_on', 'required'],
      [9, 'reason', 'required'],
      [10, 'state_on', 'before_application'],
      [11, 'state_on', 'in_future'],
      [12, 'stage', 'invalid_input'],
      [13, 'citizen_id', 'invalid_input'],
    ]);
    const kept = await park.database.dataSource.query('select t::text as row from import_error t');
    expect(JSON.stringify(kept)).not.toMatch(/王样本|测试/);
  });
});
