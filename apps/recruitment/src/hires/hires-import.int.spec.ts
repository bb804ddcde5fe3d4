/** The import of hires: each row makes the application, the offer, the opening and the hire that it needs. */
import { Schedule } from '@park/service-kit';
import { citizenIdOf, type ServiceUnderTest } from '@park/test-kit';
import { anExtendedOffer, anInterview, aPublishedPosting } from '../offers/offer-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, eventsOf, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;
let employer: any;
const evidence = 'e'.repeat(64);
let persons = 0;
let postings = 0;

beforeAll(async () => {
  park = await recruitmentUnderTest();
  employer = await aVerifiedEmployer(park);
});
afterAll(() => park.close());

const columns = [
  'posting_code',
  'name',
  'citizen_id',
  'phone',
  'education',
  'graduation_year',
  'applied_on',
  'source',
  'fair_code',
  'salary_fen',
  'offered_on',
  'accepted_on',
  'start_on',
  'started_on',
  'probation_until',
  'left_on',
  'retained_by_employer',
  'retained_by_candidate',
  'retained_by_insurance',
  'insurance_sha256',
  'consent',
  'consent_follow_up',
  'wants_home',
  'consent_housing',
] as const;
type Row = Partial<Record<(typeof columns)[number], string | number | boolean>>;

/** Of a posting that was published a year ago and was open until the end of that August. */
async function aPastPosting(headcount: number, wish: { closes_on?: string; approved_on?: string } = {}): Promise<string> {
  const { closes_on = '2024-09-01', approved_on = '2024-03-01' } = wish;
  const code = `JP-2024-H${++postings}`;
  const header =
    'code,employer_uscc,title,category,headcount,salary_min_fen,salary_max_fen,education,experience_years,location,terms,closes_on,approved_on';
  const row = [
    code,
    employer.uscc,
    '后端工程师',
    'technology',
    headcount,
    900000,
    1200000,
    'bachelor',
    1,
    '青岛市市北区',
    '五险一金',
    closes_on,
    approved_on,
  ];
  const job = await park.importFile('postings', `${header}\n${row.join(',')}`, clerk);
  expect(job).toMatchObject({ created: 1, errors: [] });
  return code;
}

function aRow(posting_code: string, wish: Row = {}): Row {
  const person = ++persons;
  return {
    posting_code,
    name: `李样本${person}`,
    citizen_id: citizenIdOf(9_000 + person),
    education: 'bachelor',
    graduation_year: 2024,
    applied_on: '2024-04-01',
    source: 'referral',
    offered_on: '2024-04-20',
    accepted_on: '2024-05-01',
    start_on: '2024-06-01',
    started_on: '2024-06-03',
    probation_until: '2024-09-03',
    consent: true,
    ...wish,
  };
}

const file = (rows: Row[], policy = 'skip_bad_rows'): Promise<any> =>
  park.importFile(
    'hires',
    [columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(','))].join('\n'),
    clerk,
    policy,
  );
const list = async (path: string): Promise<any[]> => (await park.ok('GET', path, { as: clerk })).items;
const postingOf = async (code: string): Promise<any> => (await list(`/postings?q=${code}`))[0];

it('makes everything that a row needs, each step on its own day, and nothing the second time', async () => {
  const code = await aPastPosting(3);
  const row = aRow(code, { retained_by_employer: true, retained_by_candidate: true, consent_follow_up: true });
  expect(await file([row])).toMatchObject({ created: 1, errors: [] });
  const { id: posting_id, filled } = await postingOf(code);
  expect(filled).toBe(1);
  const [hire] = await list(`/hires?posting_id=${posting_id}`);
  expect(hire).toMatchObject({
    state: 'started',
    source: 'referral',
    applied_on: '2024-04-01',
    agreed_on: '2024-05-01',
    started_on: '2024-06-03',
    is_fresh_graduate: true,
    retained: true,
    retained_basis: 'both_sides',
    ask_on: null,
  });
  const [offer] = await list(`/offers?posting_id=${posting_id}`);
  expect(offer).toMatchObject({
    state: 'accepted',
    opening: 1,
    salary_fen: 900_000,
    extended_on: '2024-04-20',
    answered_on: '2024-05-01',
    drafted_by: 'clerk',
  });
  expect(await park.ok('GET', `/applications/${hire.application_id}`, { as: clerk })).toMatchObject({
    state: 'hired',
    hired_on: '2024-05-01',
    offer_id: offer.id,
  });
  const days = await park.database.dataSource.query(
    `select type, effective_on from outbox where aggregate_id = any ($1) order by position`,
    [[hire.id, offer.id, hire.application_id]],
  );
  expect(days.map(({ type, effective_on }: any) => `${type.split('.').slice(2, 4).join('.')} ${effective_on}`)).toEqual([
    'application.submitted 2024-04-01',
    'application.stage-changed 2024-04-20',
    'application.stage-changed 2024-04-20',
    'application.hired 2024-05-01',
    'offer.drafted 2024-04-20',
    'offer.approved 2024-04-20',
    'offer.extended 2024-04-20',
    'offer.accepted 2024-05-01',
    'hire.agreed 2024-05-01',
    'hire.started 2024-06-03',
    'hire.followed-up 2025-06-16',
    'hire.followed-up 2025-06-16',
    'hire.retention-decided 2024-09-01',
  ]);
  const count = async () => (await park.database.dataSource.query('select count(*) as events from outbox'))[0].events;
  const before = await count();
  expect(await file([row])).toMatchObject({ unchanged: 1, created: 0, errors: [] });
  expect(await count()).toBe(before);
});

it('catches up on a known hire: the start, the answers, the departure', async () => {
  const code = await aPastPosting(3);
  const row = aRow(code, { started_on: '', probation_until: '' });
  expect(await file([row])).toMatchObject({ created: 1, errors: [] });
  const { id: posting_id } = await postingOf(code);
  expect(await list(`/hires?posting_id=${posting_id}`)).toMatchObject([{ state: 'pending_start' }]);
  const started = { ...row, started_on: '2024-06-03', probation_until: '2024-09-03' };
  expect(await file([started])).toMatchObject({ updated: 1, errors: [] });
  expect(await file([{ ...started, retained_by_insurance: false, insurance_sha256: evidence }])).toMatchObject({ updated: 1, errors: [] });
  expect(await file([{ ...started, left_on: '2024-08-01' }])).toMatchObject({ updated: 1, errors: [] });
  const [hire] = await list(`/hires?posting_id=${posting_id}`);
  expect(hire).toMatchObject({ state: 'left', left_on: '2024-08-01', within_probation: true, retained: false, retained_basis: 'left' });
  expect((await eventsOf(park, hire.id)).map(({ type }) => type)).toEqual([
    'hire.agreed',
    'hire.started',
    'hire.followed-up',
    'hire.retention-decided',
    'hire.left',
    'hire.retention-decided',
  ]);
  expect(await postingOf(code)).toMatchObject({ filled: 1 });
});

it('takes the known application of a candidate, and the place of an offer that is live', async () => {
  const posting = await aPublishedPosting(park, employer.id, { headcount: 2 });
  const identity = { name: '赵样本', citizen_id: citizenIdOf(8_900) };
  const candidate = await park.ok('POST', '/candidates', { as: clerk, body: { ...identity, education: 'master' } });
  await park.ok('POST', `/candidates/${candidate.id}/resumes`, { as: clerk, body: { text: '简历' } });
  const application = await anInterview(park, posting.id, candidate);
  const live = await anExtendedOffer(park, application.id);
  const days = {
    applied_on: '2025-06-16',
    offered_on: '2025-06-16',
    accepted_on: '2025-06-16',
    start_on: '2025-07-01',
    started_on: '',
    probation_until: '',
  };
  const row = aRow(posting.code, { ...identity, education: 'master', ...days });
  expect(await file([row])).toMatchObject({ created: 0, errors: [{ column: 'source', code: 'not_kept_by_import' }] });
  expect(await file([{ ...row, source: '' }])).toMatchObject({ created: 1, errors: [] });
  expect(await file([{ ...row, source: '', start_on: '2025-08-01' }])).toMatchObject({
    errors: [{ column: 'start_on', code: 'not_changed_by_import' }],
  });
  expect(await list(`/offers?application_id=${application.id}&sort=created_at`)).toMatchObject([
    { id: live.id, state: 'deprecated', offer_version: 1 },
    { state: 'accepted', offer_version: 2 },
  ]);
  expect(await park.ok('GET', `/applications/${application.id}`, { as: clerk })).toMatchObject({ state: 'hired' });
});

it('asks about a hire of earlier times once, for day 90, unless the file knows', async () => {
  const code = await aPastPosting(2);
  const known = aRow(code, { retained_by_insurance: true, insurance_sha256: evidence });
  expect(await file([aRow(code), known])).toMatchObject({ created: 2, errors: [] });
  await park.app.get(Schedule).runDue();
  await park.app.get(Schedule).runDue();
  const { id: posting_id } = await postingOf(code);
  const hires = await list(`/hires?posting_id=${posting_id}&sort=created_at`);
  const asked = await park.database.dataSource.query(
    `select data ->> 'day' as day from outbox where type like '%follow-up-due%' and aggregate_id = any ($1)`,
    [hires.map(({ id }) => id)],
  );
  expect(asked).toEqual([{ day: '90' }]);
});

it('opens the opening of one who left again while the posting is open', async () => {
  const code = await aPastPosting(2, { closes_on: '2025-10-01', approved_on: '2025-02-01' });
  const days = {
    applied_on: '2025-03-01',
    offered_on: '2025-03-05',
    accepted_on: '2025-03-06',
    start_on: '2025-04-01',
    started_on: '2025-04-01',
    probation_until: '',
  };
  const rows = [aRow(code, { ...days, left_on: '2025-06-01' }), aRow(code, days)];
  expect(await file(rows)).toMatchObject({ created: 2, errors: [] });
  expect(await postingOf(code)).toMatchObject({ state: 'published', filled: 1 });
});

it('reports every bad row, and takes the others', async () => {
  const code = await aPastPosting(4);
  const good = aRow(code);
  const rejected = await anInterview(park, (await aPublishedPosting(park, employer.id)).id);
  await park.ok('POST', `/applications/${rejected.id}/reject`, { as: clerk, body: { reason: 'another field' } });
  const bad: [Row, string, string][] = [
    [aRow('JP-2024-NONE'), 'posting_code', 'unknown_posting'],
    [aRow(code, { applied_on: '2024-02-28' }), 'applied_on', 'posting_not_open'],
    [aRow(code, { applied_on: '2024-09-01', offered_on: '2024-09-02', accepted_on: '2024-09-03' }), 'applied_on', 'posting_not_open'],
    [aRow(code, { applied_on: '2025-06-17' }), 'applied_on', 'in_future'],
    [aRow(code, { accepted_on: '2025-06-17' }), 'accepted_on', 'in_future'],
    [aRow(code, { offered_on: '2024-03-31' }), 'offered_on', 'before_application'],
    [aRow(code, { accepted_on: '2024-04-19' }), 'accepted_on', 'before_offer'],
    [
      aRow(code, { accepted_on: '2024-07-19', start_on: '2024-08-01', started_on: '2024-08-01', probation_until: '' }),
      'accepted_on',
      'expiry_out_of_range',
    ],
    [aRow(code, { start_on: '2024-04-19' }), 'start_on', 'day_too_early'],
    [aRow(code, { started_on: '2024-04-30' }), 'started_on', 'before_agreement'],
    [aRow(code, { started_on: '2025-06-17', probation_until: '' }), 'started_on', 'in_future'],
    [aRow(code, { probation_until: '2024-12-04' }), 'probation_until', 'probation_out_of_range'],
    [aRow(code, { left_on: '2024-06-02' }), 'left_on', 'before_start'],
    [aRow(code, { started_on: '', probation_until: '', left_on: '2024-07-01' }), 'started_on', 'start_missing'],
    [aRow(code, { retained_by_candidate: true }), '', 'follow_up_consent_required'],
    [aRow(code, { wants_home: true, consent_housing: true }), 'wants_home', 'home_after_start'],
    [aRow(code, { wants_home: true, started_on: '', probation_until: '' }), '', 'housing_consent_required'],
    [aRow(code, { retained_by_insurance: true }), 'evidence_sha256', 'evidence_required'],
    [aRow(code, { source: 'fair_scan' }), 'fair_code', 'fair_required'],
    [aRow(code, { fair_code: 'JF-NONE' }), 'fair_code', 'unknown_fair'],
    [aRow(code, { citizen_id: '370211199501010009' }), 'citizen_id', 'invalid_input'],
    [aRow(code, { name: '另一个名字', citizen_id: good.citizen_id! }), 'name', 'person_name_differs'],
  ];
  const job = await file([good, ...bad.map(([row]) => row)]);
  expect(job).toMatchObject({ created: 1, bad: bad.length });
  expect(job.errors.map(({ line, column, code: why }: any) => [line, column, why])).toEqual(
    bad.map(([, column, why], i) => [i + 3, column, why]),
  );
  expect(await postingOf(code)).toMatchObject({ filled: 1 });
});

it('tells housing of a home that is wanted, where the start is still to come', async () => {
  const code = await aPastPosting(2);
  const row = aRow(code, { started_on: '', probation_until: '', wants_home: true, consent_housing: true });
  expect(await file([row])).toMatchObject({ created: 1, errors: [] });
  const [told] = await park.database.dataSource.query(
    `select data ->> 'wants_home' as wanted from outbox where type = 'park.recruitment.offer.accepted.v1' and data ->> 'posting_id' = $1`,
    [(await postingOf(code)).id],
  );
  expect(told).toEqual({ wanted: 'true' });
  expect(await file([{ ...row, started_on: '2024-06-03' }])).toMatchObject({ updated: 1, errors: [] });
});

it('fills no more openings than there are', async () => {
  const code = await aPastPosting(2);
  const { created, errors } = await file([aRow(code), aRow(code), aRow(code)]);
  expect([created, errors.map(({ line, code: why }: any) => [line, why])]).toEqual([2, [[4, 'no_opening']]]);
});

it('takes files of many rows by the hundred', async () => {
  const codes = [await aPastPosting(300), await aPastPosting(300), await aPastPosting(300)];
  const rows = Array.from({ length: 900 }, (_, i) => aRow(codes[i % 3]!, { retained_by_insurance: true, insurance_sha256: evidence }));
  expect(await file(rows, 'all_or_nothing')).toMatchObject({ created: 900, errors: [] });
  for (const code of codes) expect(await postingOf(code)).toMatchObject({ filled: 300, close_reason: 'filled' });
  const [{ n }] = await park.database.dataSource.query('select count(*) as n from opening n join hire h on h.offer_id = n.offer_id');
  expect(n).toBeGreaterThanOrEqual(900);
}, 60_000);
