/** Booth applications over HTTP: their story, what the park asks of them, and what an employer's token can reach. */
import { randomUUID } from 'node:crypto';
import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import {
  aBooth,
  aFairIn,
  anApprovedApplicant,
  aPosting,
  applicationOf,
  confirmed,
  step,
  travel,
} from '../fairs/fair-under-test.fixture.ts';
import { anEmployerOf, aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const draft = (fair_id: string, employer_id: string, as: any = clerk) =>
  park.ask('POST', '/booth-applications', { as, body: { fair_id, employer_id } });

it('goes from its draft to the door, over a change that the park asks for, with one event each', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booth = await aBooth(park, fair.id, 'A-01');
  const employer = await aVerifiedEmployer(park);
  const as = employerToken(employer.uscc);
  const { id } = (await draft(fair.id, employer.id, as)).body;
  const [one, two] = [await aPosting(park, employer, { headcount: 3 }), await aPosting(park, employer, { headcount: 9, fair_id: fair.id })];
  await step(park, id, 'submit', { posting_ids: [one] }, as);
  await step(park, id, 'request-changes', { reason: 'the second posting is missing' });
  expect(await step(park, id, 'submit', { posting_ids: [one, two, one] }, as)).toMatchObject({ status: 200, body: { headcount: 12 } });
  await step(park, id, 'approve');
  await step(park, id, 'hold', { booth_id: booth.id }, as);
  await step(park, id, 'confirm', undefined, as);
  await travel(park, '2025-07-21T01:00:00Z');
  expect(await step(park, id, 'check-in')).toMatchObject({ status: 200, body: { checked_in_at: '2025-07-21T01:00:00.000Z' } });
  const told = await eventsOf(park, id);
  expect(told.map(({ type }) => type.replace('booth-application.', ''))).toEqual([
    'drafted',
    'submitted',
    'changes-requested',
    'submitted',
    'approved',
    'booth-held',
    'confirmed',
    'checked-in',
  ]);
  for (const { type, data } of told) catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
  expect(told[3]!.data).toMatchObject({ posting_ids: [one, two], headcount: 12, uscc: employer.uscc, fair_on: '2025-07-21' });
});

it('needs a verified employer, postings of its own that are approved, and a fair that takes applications', async () => {
  const fair = await aFairIn(park, 'employer_registration');
  const unverified = await park.ok('POST', '/employers', { as: clerk, body: anEmployerOf() });
  const first = (await draft(fair.id, unverified.id)).body;
  const posting = await aPosting(park, unverified);
  expect(await step(park, first.id, 'submit', { posting_ids: [posting] })).toMatchObject({
    status: 409,
    body: { code: 'employer_not_verified' },
  });
  const [own, other] = [await aVerifiedEmployer(park), await aVerifiedEmployer(park)];
  const { id } = (await draft(fair.id, own.id)).body;
  const cases: [string[], number, string][] = [
    [[await aPosting(park, other)], 422, 'unknown_posting'],
    [[randomUUID()], 422, 'unknown_posting'],
    [[await aPosting(park, own, { fair_id: (await aFairIn(park, 'filed')).id })], 422, 'posting_of_other_fair'],
    [[await aPosting(park, own), await aPosting(park, own, { state: 'in_review' })], 409, 'postings_not_approved'],
    [[await aPosting(park, own, { state: 'draft' })], 409, 'postings_not_approved'],
  ];
  for (const [posting_ids, status, code] of cases)
    expect(await step(park, id, 'submit', { posting_ids })).toMatchObject({ status, body: { code } });
  const good = await aPosting(park, own);
  await step(park, id, 'submit', { posting_ids: [good] });
  await park.database.dataSource.query(`update posting set state = 'draft' where id = $1`, [good]);
  expect(await step(park, id, 'approve')).toMatchObject({ status: 409, body: { code: 'postings_not_approved' } });
  const filed = await aFairIn(park, 'filed');
  expect(await draft(filed.id, own.id)).toMatchObject({ status: 409, body: { code: 'fair_not_open' } });
  expect(await draft(randomUUID(), own.id)).toMatchObject({
    status: 422,
    body: { code: 'unknown_fair', errors: [{ pointer: '/fair_id' }] },
  });
});

it('takes no booth of another fair, none that is blocked, and none before the choice begins', async () => {
  const [fair, other] = [await aFairIn(park, 'employer_registration'), await aFairIn(park, 'booth_selection')];
  const { id } = await anApprovedApplicant(park, fair.id);
  const [booth, foreign] = [await aBooth(park, fair.id, 'A-01'), await aBooth(park, other.id, 'A-01')];
  const hold = (booth_id: string) => step(park, id, 'hold', { booth_id });
  expect(await hold(booth.id)).toMatchObject({ status: 409, body: { code: 'booths_not_open' } });
  await park.ok('POST', `/fairs/${fair.id}/advance`, { as: clerk });
  expect(await hold(foreign.id)).toMatchObject({ status: 422, body: { code: 'unknown_booth', errors: [{ pointer: '/booth_id' }] } });
  await park.ok('POST', `/booths/${booth.id}/block`, { as: clerk, body: { reason: 'behind a pillar' } });
  expect(await hold(booth.id)).toMatchObject({ status: 409, body: { code: 'booth_blocked' } });
});

it('is cancelled freely up to the last free moment, and counts against the employer from then on', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const [free, late] = [await anApprovedApplicant(park, fair.id), await anApprovedApplicant(park, fair.id)];
  await confirmed(park, free!, (await aBooth(park, fair.id, 'A-01')).id);
  await confirmed(park, late!, (await aBooth(park, fair.id, 'A-02')).id);
  const cancel = ({ id, employer }: any) => step(park, id, 'cancel', { reason: 'the plan changed' }, employerToken(employer.uscc));
  park.time.now = new Date('2025-07-20T00:59:59Z');
  expect(await cancel(free)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  park.time.now = new Date('2025-07-20T01:00:00Z');
  expect(await cancel(late)).toMatchObject({ status: 200, body: { state: 'late_cancelled' } });
  const standing = async ({ employer }: any) => await park.ok('GET', `/employers/${employer.id}`, { as: clerk });
  expect(await standing(free)).toMatchObject({ sits_out_after: null });
  expect(await standing(late)).toMatchObject({ sits_out_after: '2025-07-21', no_show_days: [], banned_until: null });
  const [{ actor_type }] = await park.database.dataSource.query(
    `select actor_type from outbox where aggregate_id = $1 and type like '%standing-changed%'`,
    [late!.employer.id],
  );
  expect(actor_type).toBe('system');
});

it('gives its booth free with its employer’s departure, once, and to the next one', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booth = await aBooth(park, fair.id, 'A-01');
  const [leaves, waits] = [await anApprovedApplicant(park, fair.id), await anApprovedApplicant(park, fair.id)];
  await confirmed(park, leaves!, booth.id);
  await step(park, waits!.id, 'wait', {});
  const { MOVES } = await import('@park/directory');
  const { commandOfSystem } = await import('@park/service-kit');
  const entity = randomUUID();
  await park.database.dataSource.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, true, '2025-01-01T00:00:00Z')`,
    [entity, leaves!.employer.uscc],
  );
  const departed = () =>
    park.database.dataSource.transaction((tx) =>
      park.app.get<any>(MOVES).departed(commandOfSystem('spec', tx, park.time.now), entity, '2025-06-15'),
    );
  await departed();
  await departed();
  expect((await eventsOf(park, leaves!.id)).slice(-2)).toMatchObject([
    { type: 'booth-application.confirmed' },
    { type: 'booth-application.cancelled', data: { by: 'departure', late: false, reason: 'the employer has left the park' } },
  ]);
  expect(await applicationOf(park, waits!.id)).toMatchObject({ state: 'offered', booth_id: booth.id });
});

describe('an employer’s token', () => {
  it('drafts for its own employer, and knows no other', async () => {
    const fair = await aFairIn(park, 'employer_registration');
    const [own, other] = [await aVerifiedEmployer(park), await aVerifiedEmployer(park)];
    const as = employerToken(own.uscc);
    const unknown = { status: 422, body: { code: 'unknown_employer', errors: [{ pointer: '/employer_id' }] } };
    expect(await draft(fair.id, other.id, as)).toMatchObject(unknown);
    expect(await draft(fair.id, randomUUID(), as)).toMatchObject(unknown);
    expect(await draft(fair.id, own.id, as)).toMatchObject({ status: 201 });
    const [mine] = (await park.ok('GET', '/booth-applications', { as })).items;
    const theirs = await aPosting(park, other);
    expect(await step(park, mine.id, 'submit', { posting_ids: [theirs] }, as)).toMatchObject({
      status: 422,
      body: { code: 'unknown_posting' },
    });
  });

  it('finds another’s application as if it were not there, whatever it does with it', async () => {
    const fair = await aFairIn(park, 'booth_selection');
    const booth = await aBooth(park, fair.id, 'A-01');
    const [own, other] = [await anApprovedApplicant(park, fair.id), await anApprovedApplicant(park, fair.id)];
    const as = employerToken(own!.employer.uscc);
    const steps: [string, unknown][] = [
      ['submit', { posting_ids: [] }],
      ['hold', { booth_id: booth.id }],
      ['confirm', undefined],
      ['wait', {}],
      ['accept', undefined],
      ['decline', undefined],
      ['cancel', { reason: 'mischief' }],
    ];
    for (const [action, body] of steps) {
      const [theirs, nobodys] = [await step(park, other!.id, action, body, as), await step(park, randomUUID(), action, body, as)];
      expect([action, theirs.status, theirs.body.code]).toEqual([action, 404, 'booth_application_not_found']);
      expect(nobodys.status).toBe(404);
    }
    for (const action of ['approve', 'check-in'])
      expect(await step(park, own!.id, action, undefined, as)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    expect((await park.ok('GET', '/booth-applications?limit=100', { as })).items.map(({ id }: any) => id)).toEqual([own!.id]);
    expect(await park.ask('GET', `/booth-applications/${other!.id}`, { as })).toMatchObject({ status: 404 });
    expect((await park.ok('GET', `/booth-applications?employer_id=${other!.employer.id}`, { as })).items).toEqual([]);
    expect(await applicationOf(park, other!.id)).toMatchObject({ state: 'approved' });
  });

  it('sees on the map what is taken, and by whom only where that is itself', async () => {
    const fair = await aFairIn(park, 'booth_selection');
    const codes = ['A-01', 'A-02', 'A-03', 'A-04', 'A-05'];
    const booths: any[] = [];
    for (const code of codes) booths.push(await aBooth(park, fair.id, code));
    const [own, other, holder] = [
      await anApprovedApplicant(park, fair.id),
      await anApprovedApplicant(park, fair.id),
      await anApprovedApplicant(park, fair.id),
    ];
    await confirmed(park, own!, booths[0].id);
    await confirmed(park, other!, booths[1].id);
    await step(park, holder!.id, 'hold', { booth_id: booths[2].id });
    await park.ok('POST', `/booths/${booths[3].id}/block`, { as: clerk, body: { reason: 'behind a pillar' } });
    const map = async (as: any) => (await park.ok('GET', `/fairs/${fair.id}/map`, { as })).booths;
    const seen = await map(employerToken(own!.employer.uscc));
    expect(seen.map(({ code, state, is_own }: any) => [code, state, is_own])).toEqual([
      ['A-01', 'confirmed', true],
      ['A-02', 'confirmed', false],
      ['A-03', 'held', false],
      ['A-04', 'blocked', false],
      ['A-05', 'free', false],
    ]);
    expect(seen.map(({ employer }: any) => employer?.id ?? null)).toEqual([own!.employer.id, null, null, null, null]);
    expect((await map(clerk)).map(({ employer }: any) => employer?.id ?? null)).toEqual([
      own!.employer.id,
      other!.employer.id,
      holder!.employer.id,
      null,
      null,
    ]);
  });
});
