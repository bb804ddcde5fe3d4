/** Candidates and their consents over HTTP: one for each person, sealed, kept for two years, anonymised with figures unchanged. */
import { Schedule } from '@park/service-kit';
import { anIdentity, citizenIdOf, type ServiceUnderTest } from '@park/test-kit';
import { aCandidate, aHire, anExtendedOffer, anInterview, aPublishedPosting } from '../offers/offer-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest, reviewer } from '../recruitment.fixture.ts';

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

const about = { education: 'bachelor', graduation_year: 2025 };
const rowsOf = (sql: string, ...values: unknown[]): Promise<any[]> => park.database.dataSource.query(sql, values);
const one = (id: string) => park.ok('GET', `/candidates/${id}`, { as: clerk });
const anonymise = (id: string) =>
  park.ask('POST', `/candidates/${id}/anonymise`, { as: clerk, body: { reason: 'the candidate asked for it' } });
const looks = () => rowsOf(`select detail from audit_entry where action = 'personal_data_read' order by id desc`);

/** Everything that leaves or stays in the service in clear. */
async function writtenDown(): Promise<string> {
  const tables = [
    'outbox',
    'audit_entry',
    'person',
    'candidate',
    'candidate_resume',
    'consent',
    'application',
    'application_stage',
    'import_job',
  ];
  const all = await Promise.all(tables.map((table) => rowsOf(`select t::text as row from ${table} t`)));
  return JSON.stringify(all);
}

it('is one for each person, also where ten clerks register the same one at once', async () => {
  const body = { ...anIdentity(5_001), ...about };
  const answers = await Promise.all(Array.from({ length: 10 }, () => park.ask('POST', '/candidates', { as: clerk, body })));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  const again = await park.ok('POST', '/candidates', { as: clerk, body: { ...body, education: 'doctor' } });
  expect(again).toMatchObject({ education: 'bachelor', name_masked: '王******', version: 1 });
  expect((await eventsOf(park, again.id)).map(({ type }) => type)).toEqual(['candidate.registered']);
});

it('has versions of the résumé, of which the same file makes no other', async () => {
  const { id } = await park.ok('POST', '/candidates', { as: clerk, body: { ...anIdentity(5_002), ...about } });
  const add = (body: object) => park.ok('POST', `/candidates/${id}/resumes`, { as: clerk, body });
  expect(await add({ text: '第一版\n熟悉 TypeScript' })).toMatchObject({ resume_version: 1 });
  expect(await add({ text: '第一版\n熟悉 TypeScript' })).toMatchObject({ resume_version: 1 });
  expect(await add({ text: '第二版', sha256: 'd'.repeat(64) })).toMatchObject({ resume_version: 2 });
  const resume = (query = '') => park.ok('GET', `/candidates/${id}/resume${query}`, { as: clerk });
  expect(await resume()).toEqual({ version: 2, sha256: 'd'.repeat(64), text: '第二版' });
  expect(await resume('?version=1')).toMatchObject({ version: 1, text: '第一版\n熟悉 TypeScript' });
  expect(await park.ask('GET', `/candidates/${id}/resume?version=3`, { as: clerk })).toMatchObject({ status: 404 });
  expect((await looks()).slice(0, 2)).toEqual([
    { detail: { candidate_id: id, resume_version: 1 } },
    { detail: { candidate_id: id, resume_version: 2 } },
  ]);
});

it.each([
  ['a text that is too long', { text: '长'.repeat(20_001) }, '/text'],
  ['a hash of another form', { text: 'x', sha256: 'abc' }, '/sha256'],
])('refuses a résumé with %s', async (_, body, pointer) => {
  const { id } = await aCandidate(park);
  const answer = await park.ask('POST', `/candidates/${id}/resumes`, { as: clerk, body });
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
});

it('is shown in clear to the scope for it alone, and each look is recorded', async () => {
  const identity = anIdentity(5_003);
  const { id, person_id } = await park.ok('POST', '/candidates', { as: clerk, body: { ...identity, ...about } });
  expect(await park.ok('GET', `/candidates/${id}/person`, { as: clerk })).toEqual(identity);
  expect((await looks())[0]).toEqual({ detail: { candidate_id: id, person_id } });
  const without = { ...clerk, scopes: clerk.scopes.filter((scope) => scope !== 'recruitment:candidate:pii') };
  for (const path of ['person', 'resume'])
    expect(await park.ask('GET', `/candidates/${id}/${path}`, { as: without })).toMatchObject({ status: 403 });
  const asEmployer = { ...employerToken(employer.uscc), scopes: clerk.scopes };
  expect(await park.ask('GET', `/candidates/${id}/person`, { as: asEmployer })).toMatchObject({ status: 403 });
});

it('changes by version, and refuses what an employer’s token tries', async () => {
  const { id, version } = await aCandidate(park);
  const change = (as: any, headers = { 'if-match': `"${version}"` }) =>
    park.ask('PATCH', `/candidates/${id}`, { as, headers, body: { education: 'master', graduation_year: null } });
  expect(await change(employerToken(employer.uscc))).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect(await change(clerk)).toMatchObject({ status: 200, body: { education: 'master', graduation_year: null } });
  expect(await change(clerk)).toMatchObject({ status: 412 });
});

describe('a consent', () => {
  const give = (candidate_id: string, body: object) => park.ask('POST', '/consents', { as: clerk, body: { candidate_id, ...body } });

  it('is one at a time for each purpose and employer, also where ten record it at once', async () => {
    const { id } = await aCandidate(park);
    const body = { purpose: 'application', employer_id: employer.id };
    const answers = await Promise.all(Array.from({ length: 10 }, () => give(id, body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const consent = answers[0]!.body;
    await expect(
      rowsOf(
        `insert into consent select gen_random_uuid(), 'CO-X', candidate_id, purpose, employer_id, employer_uscc, state, version,
              created_at, updated_at from consent where id = $1`,
        consent.id,
      ),
    ).rejects.toThrow('consent_given');
    expect(await park.ok('POST', `/consents/${consent.id}/withdraw`, { as: clerk })).toMatchObject({ state: 'withdrawn' });
    expect(await park.ask('POST', `/consents/${consent.id}/withdraw`, { as: clerk })).toMatchObject({ status: 409 });
    expect((await give(id, body)).body.id).not.toBe(consent.id);
    for (const purpose of ['housing', 'follow_up'])
      expect(await give(id, { purpose })).toMatchObject({ status: 201, body: { employer_id: null } });
  });

  it('is refused with a pointer where it names nobody that there is', async () => {
    const { id } = await aCandidate(park);
    const tried = [
      await give(id, { purpose: 'application', employer_id: crypto.randomUUID() }),
      await give(id, { purpose: 'application' }),
      await give(id, { purpose: 'housing', employer_id: employer.id }),
      await give(crypto.randomUUID(), { purpose: 'housing' }),
    ];
    expect(tried.map(({ status, body }) => [status, body.code, body.errors[0].pointer])).toEqual([
      [422, 'unknown_employer', '/employer_id'],
      [422, 'employer_required', '/employer_id'],
      [422, 'employer_not_wanted', '/employer_id'],
      [422, 'unknown_candidate', '/candidate_id'],
    ]);
  });

  it('shows a candidate to that employer alone, until it is taken back', async () => {
    const { id } = await aCandidate(park);
    const as = employerToken(employer.uscc);
    const other = employerToken((await aVerifiedEmployer(park)).uscc);
    const seen = async (token: any) => (await park.ask('GET', `/candidates/${id}`, { as: token })).status;
    expect(await seen(as)).toBe(404);
    const { body: consent } = await give(id, { purpose: 'application', employer_id: employer.id });
    await give(id, { purpose: 'housing' });
    expect([await seen(as), await seen(other)]).toEqual([200, 404]);
    expect(await park.ok('GET', `/candidates/${id}`, { as })).toMatchObject({ person_id: null });
    expect((await park.ok('GET', `/consents?candidate_id=${id}`, { as })).items).toMatchObject([{ id: consent.id }]);
    expect((await park.ok('GET', `/consents?candidate_id=${id}`, { as: other })).items).toEqual([]);
    expect(await park.ask('POST', `/consents/${consent.id}/withdraw`, { as })).toMatchObject({ status: 403 });
    await park.ok('POST', `/consents/${consent.id}/withdraw`, { as: clerk });
    expect(await seen(as)).toBe(404);
    expect((await park.ok('GET', `/consents?candidate_id=${id}`, { as })).items).toEqual([]);
  });
});

describe('anonymised', () => {
  const counted = () =>
    rowsOf(`select type, count(*) from outbox where type not like '%candidate.anonymised%' and type not like '%consent.withdrawn%'
            group by type order by type`);
  const figures = async () => [
    await counted(),
    await rowsOf('select state, reached_shortlist, source, count(*) from application group by 1, 2, 3 order by 1, 2, 3'),
    await rowsOf('select state, count(*) from offer group by 1 order by 1'),
    await rowsOf('select state, count(*) from hire group by 1 order by 1'),
    await rowsOf('select state, count(*), sum(filled) as filled from posting group by 1 order by 1'),
    await rowsOf('select education, graduation_year, count(*) from candidate group by 1, 2 order by 1, 2'),
  ];

  it('a candidate loses name, résumé and consents, and every figure stays', async () => {
    const identity = { ...anIdentity(5_010), name: '欧阳测试甲' };
    const candidate = await aCandidate(park, identity);
    const hire = await aHire(park, posting.id, {}, candidate);
    expect(await anonymise(candidate.id)).toMatchObject({ status: 409, body: { code: 'process_open' } });
    expect(await one(candidate.id)).toMatchObject({ state: 'active', name_masked: '欧****' });
    await park.ok('POST', `/hires/${hire.id}/start`, { as: clerk, body: { started_on: '2025-06-16' } });
    const before = await figures();
    const answer = await anonymise(candidate.id);
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ state: 'anonymised', person_id: null, name_masked: '' })]);
    expect(await figures()).toEqual(before);
    const [{ traces }] = await rowsOf(
      `select (select count(*) from person where id = $2) + (select count(*) from candidate_resume where candidate_id = $1)
            + (select count(*) from candidate_use where candidate_id = $1)
            + (select count(*) from consent where candidate_id = $1 and state = 'given')
            + (select count(*) from application where candidate_id = $1 and candidate_masked <> '')
            + (select count(*) from offer where candidate_id = $1 and candidate_masked <> '')
            + (select count(*) from hire where candidate_id = $1 and candidate_masked <> '') as traces`,
      candidate.id,
      candidate.person_id,
    );
    expect(Number(traces)).toBe(0);
    expect((await eventsOf(park, candidate.id)).at(-1)).toMatchObject({ type: 'candidate.anonymised', data: { to_state: 'anonymised' } });
    expect(await anonymise(candidate.id)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
    for (const [method, path, body] of [
      ['GET', `/candidates/${candidate.id}/person`, undefined],
      ['POST', '/consents', { candidate_id: candidate.id, purpose: 'housing' }],
      ['POST', '/applications', { candidate_id: candidate.id, posting_id: posting.id, source: 'web', consent: true }],
    ] as const)
      expect(await park.ask(method, path, { as: clerk, body })).toMatchObject({ status: 409, body: { code: 'candidate_anonymised' } });
    const anew = await park.ok('POST', '/candidates', { as: clerk, body: { ...identity, ...about } });
    expect(anew.id).not.toBe(candidate.id);
  });

  it('none is while an offer is extended', async () => {
    const candidate = await aCandidate(park);
    const { id } = await anInterview(park, posting.id, candidate);
    const offer = await anExtendedOffer(park, id);
    expect(await anonymise(candidate.id)).toMatchObject({ status: 409, body: { code: 'process_open' } });
    await park.ok('POST', `/offers/${offer.id}/decline`, { as: reviewer, body: { reason: 'the pay' } });
    expect(await anonymise(candidate.id)).toMatchObject({ status: 200 });
  });

  it('a candidate who is registered at the same moment is there afterwards, once', async () => {
    for (let round = 0; round < 5; round++) {
      const body = { ...anIdentity(5_100 + round), ...about };
      const { id } = await park.ok('POST', '/candidates', { as: clerk, body });
      const [gone, ...known] = await Promise.all([
        anonymise(id),
        ...Array.from({ length: 5 }, () => park.ask('POST', '/candidates', { as: clerk, body })),
      ]);
      expect([gone!.status, ...known.map(({ status }) => status)]).toEqual([200, 201, 201, 201, 201, 201]);
      const { body: now } = await park.ask('POST', '/candidates', { as: clerk, body });
      expect(now).toMatchObject({ state: 'active' });
      expect(now.id).not.toBe(id);
    }
  });
});

it('is written down nowhere in clear', async () => {
  const identity = { ...anIdentity(5_200), name: '司马测试乙', phone: '13912345678' };
  const candidate = await aCandidate(park, identity);
  await park.ok('POST', `/candidates/${candidate.id}/resumes`, { as: clerk, body: { text: '绝密简历内容' } });
  await anInterview(park, posting.id, await one(candidate.id));
  await park.ok('GET', `/candidates/${candidate.id}/person`, { as: clerk });
  const text = await writtenDown();
  expect(text).toContain(candidate.id);
  for (const secret of [identity.name, identity.phone, identity.citizen_id, citizenIdOf(5_200), '绝密简历内容'])
    expect(text).not.toContain(secret);
});

it('is anonymised where it was not in use for two years, and kept where it applied since', async () => {
  const [idle, back] = [await aCandidate(park), await aCandidate(park)];
  park.time.now = new Date('2026-06-01T02:00:00Z');
  const later = await aPublishedPosting(park, employer.id, { closes_on: '2026-12-01' });
  await anInterview(park, later.id, back);
  for (const [day, state] of [
    ['2027-06-16', 'active'],
    ['2027-06-17', 'anonymised'],
  ]) {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    expect([day, await one(idle.id)]).toEqual([day, expect.objectContaining({ state })]);
  }
  expect(await one(back.id)).toMatchObject({ state: 'active' });
});
