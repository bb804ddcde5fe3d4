/** Offers over HTTP: the story with its events, versions, expiry, and what an employer's token can reach. */
import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest, reviewer } from '../recruitment.fixture.ts';
import {
  aCandidate,
  anExtendedOffer,
  anInterview,
  anOfferDraft,
  aPublishedPosting,
  expires_at,
  ofOffer,
  terms,
} from './offer-under-test.fixture.ts';

let park: ServiceUnderTest;
let employer: any;
let posting: any;

beforeAll(async () => {
  park = await recruitmentUnderTest();
  employer = await aVerifiedEmployer(park);
  posting = await aPublishedPosting(park, employer.id, { headcount: 40 });
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const one = (path: string) => park.ok('GET', path, { as: clerk });
const step = (id: string, action: string, body?: object, as: any = clerk) => park.ask('POST', `/offers/${id}/${action}`, { as, body });

it('is drafted, approved, extended and accepted: it fills an opening, hires the application and agrees a hire', async () => {
  const application = await anInterview(park, posting.id);
  const draft = await anOfferDraft(park, application.id);
  expect(draft).toMatchObject({
    state: 'draft',
    offer_version: 1,
    ...terms,
    drafted_by: 'clerk',
    candidate_masked: application.candidate_masked,
  });
  expect(await one(`/applications/${application.id}`)).toMatchObject({ state: 'offer_pending' });
  expect(await step(draft.id, 'approve')).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  expect(await step(draft.id, 'extend', { expires_at })).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  await park.ok('POST', `/offers/${draft.id}/approve`, { as: reviewer });
  expect(await step(draft.id, 'extend', { expires_at })).toMatchObject({
    status: 200,
    body: { state: 'extended', extended_on: '2025-06-16' },
  });
  expect(await one(`/applications/${application.id}`)).toMatchObject({ state: 'offered' });
  expect(await step(draft.id, 'accept', {})).toMatchObject({ status: 200, body: { state: 'accepted', opening: 1, wants_home: false } });
  expect(await one(`/applications/${application.id}`)).toMatchObject({ state: 'hired', offer_id: draft.id, hired_on: '2025-06-16' });
  expect(await one(`/postings/${posting.id}`)).toMatchObject({ filled: 1, state: 'published' });
  const hire = await ofOffer(park, draft.id);
  expect(hire).toMatchObject({ state: 'pending_start', agreed_on: '2025-06-16', start_on: terms.start_on, application_id: application.id });

  const told = await eventsOf(park, draft.id);
  expect(told.map(({ type }) => type)).toEqual(['offer.drafted', 'offer.approved', 'offer.extended', 'offer.accepted']);
  expect(told[3]!.data).toMatchObject({ opening: 1, accepted_on: '2025-06-16', employer_uscc: null, wants_home: false });
  for (const { type, data } of [...told, ...(await eventsOf(park, hire.id))])
    catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
  expect((await eventsOf(park, hire.id)).map(({ type }) => type)).toEqual(['hire.agreed']);
});

it('gives way to a new version, of which one is live', async () => {
  const { id } = await anInterview(park, posting.id);
  const first = await anExtendedOffer(park, id);
  const second = await anOfferDraft(park, id, { salary_fen: 1_200_000 });
  expect(second).toMatchObject({ offer_version: 2, salary_fen: 1_200_000 });
  expect(await one(`/offers/${first.id}`)).toMatchObject({ state: 'deprecated' });
  expect(await one(`/applications/${id}`)).toMatchObject({ state: 'offer_pending' });
  expect(await step(first.id, 'accept', {})).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  const { items } = await one(`/offers?application_id=${id}&sort=created_at`);
  expect(items.map(({ offer_version, state }: any) => [offer_version, state])).toEqual([
    [1, 'deprecated'],
    [2, 'draft'],
  ]);
});

it('is one live offer for each application, also where twenty are drafted at once', async () => {
  const { id: application_id } = await anInterview(park, posting.id);
  const drafts = await Promise.all(
    Array.from({ length: 20 }, () => park.ask('POST', '/offers', { as: clerk, body: { application_id, ...terms } })),
  );
  expect(drafts.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
  const { items } = await one(`/offers?application_id=${application_id}&limit=100`);
  expect(items.map(({ offer_version }: any) => offer_version).sort((a: number, b: number) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  expect(items.filter(({ state }: any) => state === 'draft')).toHaveLength(1);
});

it('is declined or withdrawn with a reason, and the candidate is interviewed on', async () => {
  for (const [action, state] of [
    ['decline', 'declined'],
    ['withdraw', 'withdrawn'],
  ]) {
    const { id } = await anInterview(park, posting.id);
    const offer = await anExtendedOffer(park, id);
    expect(await step(offer.id, action!, { reason: 'the pay' })).toMatchObject({ status: 200, body: { state, reason: 'the pay' } });
    expect(await one(`/applications/${id}`)).toMatchObject({ state: 'interviewing' });
  }
});

it('cannot be accepted from its last moment on, whether or not the job has run, and expires on that day', async () => {
  const { id } = await anInterview(park, posting.id);
  const offer = await anExtendedOffer(park, id);
  park.time.now = new Date(expires_at);
  expect(await step(offer.id, 'accept', {})).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
  park.time.now = new Date('2025-07-03T02:00:00Z');
  await park.app.get(Schedule).runDue();
  expect(await one(`/offers/${offer.id}`)).toMatchObject({ state: 'expired', answered_on: '2025-06-30' });
  expect(await one(`/applications/${id}`)).toMatchObject({ state: 'interviewing' });
});

it.each([
  ['an expiry that has passed', 'extend', { expires_at: '2025-06-16T02:00:00Z' }, '/expires_at', 'expiry_out_of_range'],
  ['an expiry 91 days ahead', 'extend', { expires_at: '2025-09-15T02:00:00Z' }, '/expires_at', 'expiry_out_of_range'],
])('refuses %s', async (_, action, body, pointer, code) => {
  const { id } = await anInterview(park, posting.id);
  const draft = await anOfferDraft(park, id);
  await park.ok('POST', `/offers/${draft.id}/approve`, { as: reviewer });
  const answer = await step(draft.id, action, body);
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, pointer]);
});

it.each([
  ['start_on before today', { start_on: '2025-06-15' }, 'start_on_out_of_range'],
  ['start_on more than a year ahead', { start_on: '2026-06-18' }, 'start_on_out_of_range'],
])('refuses %s', async (_, wish, code) => {
  const { id: application_id } = await anInterview(park, posting.id);
  expect(await park.ask('POST', '/offers', { as: clerk, body: { application_id, ...terms, ...wish } })).toMatchObject({
    status: 422,
    body: { code },
  });
  expect(await one(`/applications/${application_id}`)).toMatchObject({ state: 'interviewing' });
});

it('is made for a published or paused posting alone', async () => {
  const own = await aPublishedPosting(park, employer.id);
  const { id: application_id } = await anInterview(park, own.id);
  await park.ok('POST', `/postings/${own.id}/pause`, { as: clerk, body: {} });
  const draft = await anOfferDraft(park, application_id);
  await park.ok('POST', `/postings/${own.id}/close`, { as: clerk, body: {} });
  expect(await park.ask('POST', '/offers', { as: clerk, body: { application_id, ...terms } })).toMatchObject({
    status: 409,
    body: { code: 'posting_closed' },
  });
  expect(await one(`/offers/${draft.id}`)).toMatchObject({ state: 'draft' });
});

describe('an application that was rejected or withdrawn (R-17)', () => {
  it.each(['reject', 'withdraw'])(
    'has no offer after %s: the extended one is withdrawn with it, and none can be drafted',
    async (action) => {
      const { id } = await anInterview(park, posting.id);
      const offer = await anExtendedOffer(park, id);
      await park.ok('POST', `/applications/${id}/${action}`, { as: clerk, body: { reason: 'another field' } });
      expect(await one(`/offers/${offer.id}`)).toMatchObject({ state: 'withdrawn', reason: 'another field' });
      expect(await step(offer.id, 'accept', {})).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
      expect(await park.ask('POST', '/offers', { as: clerk, body: { application_id: id, ...terms } })).toMatchObject({
        status: 409,
        body: { code: 'invalid_transition' },
      });
    },
  );
});

describe('the wish for a home', () => {
  it('needs the candidate’s consent to the purpose housing', async () => {
    const candidate = await aCandidate(park);
    const { id } = await anInterview(park, posting.id, candidate);
    const offer = await anExtendedOffer(park, id);
    expect(await step(offer.id, 'accept', { wants_home: true })).toMatchObject({ status: 409, body: { code: 'housing_consent_required' } });
    expect(await one(`/offers/${offer.id}`)).toMatchObject({ state: 'extended' });
    await park.ok('POST', '/consents', { as: clerk, body: { candidate_id: candidate.id, purpose: 'housing' } });
    expect(await step(offer.id, 'accept', { wants_home: true })).toMatchObject({ status: 200, body: { wants_home: true } });
  });

  it('hands the identity to housing while the consent stands, and writes each time into the audit trail', async () => {
    const candidate = await aCandidate(park, { name: '周样本', graduation_year: 2024, education: 'junior_college' });
    const consent = await park.ok('POST', '/consents', { as: clerk, body: { candidate_id: candidate.id, purpose: 'housing' } });
    const { id } = await anInterview(park, posting.id, candidate);
    const offer = await anExtendedOffer(park, id);
    const as = { scopes: ['recruitment:candidate:identify'], subject: 'housing' };
    const traceparent = '00-11111111111111111111111111111111-2222222222222222-01';
    const ask = (wish = `?for=${offer.id}`, who: any = as) =>
      park.ask('GET', `/candidates/${candidate.id}/identity${wish}`, { as: who, headers: { traceparent } });
    expect(await ask()).toMatchObject({ status: 422, body: { code: 'unknown_offer' } });
    await park.ok('POST', `/offers/${offer.id}/accept`, { as: clerk, body: { wants_home: true } });
    const { status, headers, body } = await ask();
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({ name: '周样本', education: 'junior_college', graduation_year: 2024 });
    expect(await ask('')).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect(await ask(undefined, { scopes: ['recruitment:candidate:pii'] })).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
    expect(await ask(undefined, { ...as, organisation: employer.uscc })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    await park.ok('POST', `/consents/${consent.id}/withdraw`, { as: clerk });
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'housing_consent_required' } });
    const { items } = await one('/audit?action=personal_data_read&actor_id=housing');
    expect(items).toEqual([
      expect.objectContaining({
        detail: expect.objectContaining({ candidate_id: candidate.id, for: offer.id, purpose: 'housing', traceparent }),
      }),
    ]);
  });
});

describe('an employer’s token', () => {
  it('drafts, approves by a second person, extends and records the answer for its own application', async () => {
    const { id: application_id } = await anInterview(park, posting.id);
    const as = employerToken(employer.uscc);
    const draft = await park.ok('POST', '/offers', { as, body: { application_id, ...terms } });
    expect(draft).toMatchObject({ drafted_by: null });
    expect(await step(draft.id, 'approve', undefined, as)).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
    await park.ok('POST', `/offers/${draft.id}/approve`, { as: { ...as, subject: 'the head of hr' } });
    await park.ok('POST', `/offers/${draft.id}/extend`, { as, body: { expires_at } });
    expect(await step(draft.id, 'accept', {}, as)).toMatchObject({ status: 200, body: { state: 'accepted' } });
  });

  it('sees no other employer’s offers and hires, whatever ids it sends', async () => {
    const other = await aVerifiedEmployer(park);
    const as = employerToken(other.uscc);
    const { id: application_id } = await anInterview(park, posting.id);
    expect(await park.ask('POST', '/offers', { as, body: { application_id, ...terms } })).toMatchObject({
      status: 422,
      body: { code: 'unknown_application', errors: [{ pointer: '/application_id' }] },
    });
    const offer = await anExtendedOffer(park, application_id);
    expect(await park.ask('GET', `/offers/${offer.id}`, { as })).toMatchObject({ status: 404 });
    for (const [action, body] of [
      ['approve'],
      ['extend', { expires_at }],
      ['accept', {}],
      ['decline', { reason: 'x1' }],
      ['withdraw', { reason: 'x1' }],
    ] as const)
      expect(await step(offer.id, action, body, as)).toMatchObject({ status: 404, body: { code: 'offer_not_found' } });
    await park.ok('POST', `/offers/${offer.id}/accept`, { as: clerk, body: {} });
    const hire = await ofOffer(park, offer.id);
    const said = { day: 7, said_by: 'employer', employed: true };
    for (const [action, body] of [
      ['start', { started_on: '2025-06-16' }],
      ['renege', { reason: 'x1' }],
      ['leave', { left_on: '2025-06-16' }],
      ['follow-up', said],
    ] as const)
      expect(await park.ask('POST', `/hires/${hire.id}/${action}`, { as, body })).toMatchObject({
        status: 404,
        body: { code: 'hire_not_found' },
      });
    expect(await park.ask('GET', `/hires/${hire.id}/follow-ups`, { as })).toMatchObject({ status: 404 });
    expect([(await park.ok('GET', '/offers', { as })).items, (await park.ok('GET', '/hires', { as })).items]).toEqual([[], []]);
  });

  it('loses sight of an offer with the candidate’s consent, and keeps the hire without the name', async () => {
    const candidate = await aCandidate(park);
    const application = await anInterview(park, posting.id, candidate);
    const offer = await anExtendedOffer(park, application.id);
    const as = employerToken(employer.uscc);
    await park.ok('POST', `/offers/${offer.id}/accept`, { as, body: {} });
    const { items } = await one(`/consents?candidate_id=${candidate.id}`);
    await park.ok('POST', `/consents/${items[0].id}/withdraw`, { as: clerk });
    expect(await park.ask('GET', `/offers/${offer.id}`, { as })).toMatchObject({ status: 404 });
    const hire = await ofOffer(park, offer.id);
    expect(await park.ok('GET', `/hires/${hire.id}`, { as })).toMatchObject({ id: hire.id, candidate_masked: null });
  });
});

it('keeps a candidate from being anonymised while it is extended, or its hire has not started', async () => {
  const candidate = await aCandidate(park);
  const application = await anInterview(park, posting.id, candidate);
  const offer = await anExtendedOffer(park, application.id);
  const anonymise = () => park.ask('POST', `/candidates/${candidate.id}/anonymise`, { as: clerk, body: { reason: 'asked for it' } });
  expect(await anonymise()).toMatchObject({ status: 409, body: { code: 'process_open' } });
  await park.ok('POST', `/offers/${offer.id}/accept`, { as: clerk, body: {} });
  expect(await anonymise()).toMatchObject({ status: 409, body: { code: 'process_open' } });
  const hire = await ofOffer(park, offer.id);
  await park.ok('POST', `/hires/${hire.id}/start`, { as: clerk, body: { started_on: '2025-06-16' } });
  expect(await anonymise()).toMatchObject({ status: 200 });
  expect([await one(`/offers/${offer.id}`), await one(`/hires/${hire.id}`)]).toEqual([
    expect.objectContaining({ candidate_masked: '', state: 'accepted' }),
    expect.objectContaining({ candidate_masked: '', state: 'started' }),
  ]);
});
