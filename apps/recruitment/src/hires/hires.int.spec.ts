/** Hires over HTTP: started, reneged, left, and the follow-up with what each side says. */
import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aCandidate, aHire, anExtendedOffer, aPublishedPosting } from '../offers/offer-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;
let employer: any;
let posting: any;

beforeAll(async () => {
  park = await recruitmentUnderTest();
  employer = await aVerifiedEmployer(park);
  posting = await aPublishedPosting(park, employer.id, { headcount: 40, closes_on: '2026-01-01' });
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const evidence = 'e'.repeat(64);
const one = (path: string) => park.ok('GET', path, { as: clerk });
const step = (id: string, action: string, body: object, as: any = clerk) => park.ask('POST', `/hires/${id}/${action}`, { as, body });
const on = async (day: string): Promise<void> => {
  park.time.now = new Date(`${day}T02:00:00Z`);
  await park.app.get(Schedule).runDue();
};

async function aStartedHire(candidate?: any): Promise<any> {
  const { id } = await aHire(park, posting.id, {}, candidate);
  return (await step(id, 'start', { started_on: '2025-06-16', probation_until: '2025-12-16' })).body;
}

async function aConsent(candidate_id: string): Promise<void> {
  await park.ok('POST', '/consents', { as: clerk, body: { candidate_id, purpose: 'follow_up' } });
}

it('starts, is followed up on three days, retained by both sides, and leaves within the probation', async () => {
  const candidate = await aCandidate(park);
  await aConsent(candidate.id);
  const hire = await aStartedHire(candidate);
  expect(hire).toMatchObject({ state: 'started', is_fresh_graduate: true, ask_on: '2025-06-23' });
  for (const day of ['2025-06-22', '2025-06-23', '2025-07-16', '2025-09-14']) await on(day);
  for (const said_by of ['employer', 'candidate']) await step(hire.id, 'follow-up', { day: 90, said_by, employed: true });
  expect(await one(`/hires/${hire.id}`)).toMatchObject({ retained: true, retained_basis: 'both_sides', asked_day: 90, ask_on: null });
  expect(await step(hire.id, 'leave', { left_on: '2025-09-14', reason: 'moved away' })).toMatchObject({
    status: 200,
    body: { state: 'left', within_probation: true, retained: true },
  });
  const told = await eventsOf(park, hire.id);
  for (const { type, data } of told) catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type, data }) => (data.day === undefined ? type : `${type} ${data.day}`))).toEqual([
    'hire.agreed',
    'hire.started',
    'hire.follow-up-due 7',
    'hire.follow-up-due 30',
    'hire.follow-up-due 90',
    'hire.followed-up 90',
    'hire.followed-up 90',
    'hire.retention-decided 90',
    'hire.left',
  ]);
});

it('moves its agreed start while it has not started, with the day until which the candidate is kept', async () => {
  const candidate = await aCandidate(park);
  const { id } = await aHire(park, posting.id, {}, candidate);
  const moved = (start_on: string, as: any = clerk) => step(id, 'move-start', { start_on, reason: 'the diploma' }, as);
  const as = employerToken(employer.uscc);
  expect(await moved('2025-10-01', as)).toMatchObject({ status: 200, body: { state: 'pending_start', start_on: '2025-10-01' } });
  expect(await moved('2025-10-01')).toMatchObject({ status: 200, body: { version: 2 } });
  const uses = await park.database.dataSource.query('select keep_until from candidate_use where candidate_id = $1', [candidate.id]);
  expect(uses).toEqual([{ keep_until: '2027-10-01' }]);
  const told = await eventsOf(park, id);
  expect(told.map(({ type }) => type)).toEqual(['hire.agreed', 'hire.start-moved']);
  expect(told[1]!.data).toMatchObject({ old_start_on: '2025-07-01', start_on: '2025-10-01', reason: 'the diploma', wants_home: false });
  expect(await moved('2026-06-18')).toMatchObject({
    status: 422,
    body: { code: 'start_on_out_of_range', errors: [{ pointer: '/start_on' }] },
  });
  expect(await moved('2025-09-01', employerToken('91370200264574251E'))).toMatchObject({ status: 404 });
  const [late, started] = await Promise.all([moved('2025-09-01'), step(id, 'start', { started_on: '2025-06-16' })]);
  expect([200, 409]).toContain(late.status);
  expect(started).toMatchObject({ status: 200, body: { state: 'started', version: late.status === 200 ? 4 : 3 } });
  expect(await moved('2025-09-02')).toMatchObject({ status: 409, body: { code: 'invalid_transition', action: 'move_start' } });
});

it('reneges: the opening is open again, the application active, and another offer can be made', async () => {
  const own = await aPublishedPosting(park, employer.id, { headcount: 1 });
  const hire = await aHire(park, own.id);
  expect(await one(`/postings/${own.id}`)).toMatchObject({ state: 'closed', close_reason: 'filled', filled: 1 });
  expect(await step(hire.id, 'renege', { reason: 'took another job' })).toMatchObject({ status: 200, body: { state: 'reneged' } });
  expect(await one(`/postings/${own.id}`)).toMatchObject({ state: 'published', filled: 0 });
  expect(await one(`/applications/${hire.application_id}`)).toMatchObject({ state: 'interviewing', offer_id: null });
  expect((await eventsOf(park, hire.id)).at(-1)).toMatchObject({
    type: 'hire.reneged',
    data: { reneged_on: '2025-06-16', wants_home: false },
  });
  const again = await anExtendedOffer(park, hire.application_id);
  expect(again).toMatchObject({ offer_version: 2 });
  expect(await park.ask('POST', `/offers/${again.id}/accept`, { as: clerk, body: {} })).toMatchObject({ status: 200 });
  expect(await step(hire.id, 'renege', { reason: 'again' })).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition', action: 'renege' },
  });
});

it('opens its opening again when it leaves before the last day of the posting, and not after it', async () => {
  for (const [left_on, state, filled] of [
    ['2025-09-30', 'published', 0],
    ['2025-10-01', 'closed', 1],
  ] as const) {
    park.time.now = new Date(now);
    const own = await aPublishedPosting(park, employer.id, { headcount: 1 });
    const { id, application_id } = await aHire(park, own.id);
    await step(id, 'start', { started_on: '2025-06-16' });
    park.time.now = new Date(`${left_on}T02:00:00Z`);
    expect(await step(id, 'leave', { left_on })).toMatchObject({ status: 200, body: { state: 'left', within_probation: false } });
    expect(await one(`/postings/${own.id}`)).toMatchObject({ state, filled });
    expect(await one(`/applications/${application_id}`)).toMatchObject({ state: 'hired' });
  }
});

it.each([
  ['start', { started_on: '2025-06-17' }, '/started_on', 'in_future'],
  ['start', { started_on: '2025-06-15' }, '/started_on', 'before_agreement'],
  ['start', { started_on: '2025-06-16', probation_until: '2025-12-17' }, '/probation_until', 'probation_out_of_range'],
])('refuses to %s with %j', async (action, body, pointer, code) => {
  const { id } = await aHire(park, posting.id);
  const answer = await step(id, action, body);
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, pointer]);
});

it.each([
  ['leave', { left_on: '2025-06-15' }, '/left_on', 'before_start'],
  ['leave', { left_on: '2025-06-17' }, '/left_on', 'in_future'],
  ['follow-up', { day: 7, said_by: 'employer', employed: true }, '/day', 'follow_up_not_due'],
  ['follow-up', { day: 8, said_by: 'employer', employed: true }, '/day', 'unknown_follow_up_day'],
])('refuses to %s with %j once it has started', async (action, body, pointer, code) => {
  const { id } = await aStartedHire();
  const answer = await step(id, action, body);
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, pointer]);
});

describe('the follow-up', () => {
  it('keeps what each side said, once, and tells each change', async () => {
    const candidate = await aCandidate(park);
    await aConsent(candidate.id);
    const { id } = await aStartedHire(candidate);
    await on('2025-10-01');
    const answer = (said_by: string, employed: boolean, more: object = {}) =>
      step(id, 'follow-up', { day: 90, said_by, employed, ...more });
    expect(await answer('employer', true)).toMatchObject({ status: 200, body: { retained: null } });
    const { version } = (await answer('employer', true)).body;
    expect(await one(`/hires/${id}`)).toMatchObject({ version });
    expect(await answer('candidate', false)).toMatchObject({ status: 200, body: { retained: null, retained_basis: null } });
    expect(await answer('social_insurance', false)).toMatchObject({ status: 422, body: { code: 'evidence_required' } });
    expect(await answer('social_insurance', true, { evidence_sha256: evidence })).toMatchObject({
      body: { retained: true, retained_basis: 'social_insurance' },
    });
    expect((await one(`/hires/${id}/follow-ups`)).items).toEqual([
      { day: 90, said_by: 'candidate', employed: false, evidence_sha256: null, said_on: '2025-10-01' },
      { day: 90, said_by: 'employer', employed: true, evidence_sha256: null, said_on: '2025-10-01' },
      { day: 90, said_by: 'social_insurance', employed: true, evidence_sha256: evidence, said_on: '2025-10-01' },
    ]);
    const told = await eventsOf(park, id);
    expect(told.filter(({ type }) => type === 'hire.followed-up')).toHaveLength(3);
    expect(told.filter(({ type }) => type === 'hire.retention-decided').map(({ data }) => data.retained)).toEqual([true]);
  });

  it('needs the candidate’s consent to be asked later, and takes the word of an employer’s token for the employer alone', async () => {
    const { id } = await aStartedHire();
    await on('2025-07-01');
    expect(await step(id, 'follow-up', { day: 7, said_by: 'candidate', employed: true })).toMatchObject({
      status: 409,
      body: { code: 'follow_up_consent_required' },
    });
    const as = employerToken(employer.uscc);
    expect(await step(id, 'follow-up', { day: 7, said_by: 'employer', employed: true }, as)).toMatchObject({ status: 200 });
    for (const said_by of ['candidate', 'social_insurance'])
      expect(await step(id, 'follow-up', { day: 7, said_by, employed: true, evidence_sha256: evidence }, as)).toMatchObject({
        status: 422,
        body: { code: 'foreign_side', errors: [{ pointer: '/said_by' }] },
      });
    expect((await park.ok('GET', `/hires/${id}/follow-ups`, { as })).items).toHaveLength(1);
  });

  it('finds a hire not retained that leaves before day 90, and asks no more', async () => {
    const { id } = await aStartedHire();
    await on('2025-09-13');
    expect(await step(id, 'leave', { left_on: '2025-09-13' })).toMatchObject({
      body: { retained: false, retained_basis: 'left', ask_on: null },
    });
    const before = (await eventsOf(park, id)).length;
    await on('2025-12-01');
    expect(await eventsOf(park, id)).toHaveLength(before);
  });
});
