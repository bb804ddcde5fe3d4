/** Flow F3 over real Kafka, with a real recruitment service: from an accepted offer to a draft of an application for a home. */
import { recruitment as contract } from '@park/contracts';
import { eventually } from '@park/test-kit';
import { aDraft } from '../applications/application.fixture.ts';
import { clerk } from '../housing.fixture.ts';
import { dueSql } from './hire-application.store.ts';
import { HireToHome, recruiter } from './hire-to-home.e2e.fixture.ts';
import { accepted } from './recruitment-messages.fixture.ts';

let park: HireToHome;

beforeAll(async () => {
  park = await HireToHome.begin();
}, 60_000);
afterAll(() => park.close());
afterEach(() => park.reset());

it('drafts an application that is pre-filled with what recruitment knows', async () => {
  const identity = park.someone();
  const { offer, candidate } = await park.anAcceptance({ ...identity, education: 'master', graduation_year: 2025 });
  const row = await park.settled(offer);
  expect(row).toMatchObject({ state: 'done', is_linked: false, attempts: 0, candidate_id: candidate.id, employer_uscc: park.uscc });
  expect(await park.one(`/applications/${row.application_id}`)).toMatchObject({
    state: 'draft',
    source: 'hire',
    offer_id: offer,
    product: 'long_let',
    employer_uscc: park.uscc,
    requested_start: '2025-07-01',
    degree: 'master',
    graduated_on: '2025-07-01',
    person_id: null,
  });
  expect(await park.one(`/applications/${row.application_id}/person`)).toEqual(identity);
  expect((await park.one('/hires/applications?state=done&limit=1')).items).toEqual([
    expect.objectContaining({ offer_id: offer, application_id: row.application_id }),
  ]);
  expect(await park.housing.ask('GET', '/hires/applications', { as: { ...clerk, organisation: park.uscc } })).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
});

it('stands on one trace from the request that accepts the offer to the event of the draft, and in both audit trails, without a person', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const identity = park.someone();
  const { offer, candidate } = await park.anAcceptance(identity, { traceparent });
  const { application_id } = await park.settled(offer);

  const [told] = await park.recruitment.database.dataSource.query(
    `select event_id, correlation_id, traceparent from outbox where aggregate_id = $1 and type = $2`,
    [offer, contract.OfferAcceptedV1.type],
  );
  expect(told.traceparent).toBe(traceparent);
  expect(await park.query('select * from outbox where aggregate_id = $1', [application_id])).toEqual([
    expect.objectContaining({
      type: 'park.housing.application.drafted.v1',
      causation_id: told.event_id,
      correlation_id: told.correlation_id,
      traceparent,
      actor_id: 'hires',
      data: expect.objectContaining({ offer_id: offer, to_state: 'draft' }),
    }),
  ]);

  const read = await park.recruitment.ok('GET', '/audit?action=personal_data_read', { as: recruiter });
  const handedOn = { candidate_id: candidate.id, for: offer, purpose: 'housing', traceparent };
  expect(read.items.map(({ detail }: any) => detail)).toContainEqual(expect.objectContaining(handedOn));
  const received = await park.one('/audit?action=personal_data_received');
  expect(received.items.map(({ detail }: any) => detail)).toContainEqual({
    candidate_id: candidate.id,
    offer_id: offer,
    application_id,
    traceparent,
  });

  for (const service of [park.recruitment, park.housing]) {
    const [{ text }] = await service.database.dataSource.query(
      `select (select string_agg(o::text, ' ') from outbox o) || (select string_agg(a::text, ' ') from audit_entry a) as text`,
    );
    for (const word of Object.values(identity)) expect([word, text.includes(word)]).toEqual([word, false]);
  }
});

it('drafts one, however often the acceptance is told, also under another id and by several jobs at once', async () => {
  const { offer, candidate } = await park.anAcceptance();
  const data = { candidate_id: candidate.id, employer_uscc: park.uscc, wants_home: true };
  const again = accepted(offer, data, 5);
  await park.tell(again, again, accepted(offer, data, 6));
  await Promise.all([park.runJobs(), park.runJobs(), park.runJobs()]);
  await park.settled(offer);
  expect(await park.query('select count(*) as drafts from application where offer_id = $1', [offer])).toEqual([{ drafts: 1 }]);
  expect(await park.query('select count(*) as rows from hire_application where offer_id = $1', [offer])).toEqual([{ rows: 1 }]);
});

it('drafts none for an offer without the wish for a home', async () => {
  const { offer, candidate } = await park.anOffer();
  await park.recruitment.ok('POST', `/offers/${offer}/accept`, { as: recruiter, body: {} });
  await park.tell(accepted(offer, { candidate_id: candidate.id, wants_home: false }, 5));
  expect(await park.rowOf(offer)).toBeUndefined();
});

it('asks again with growing pauses while recruitment does not answer', async () => {
  park.line.cut();
  const { offer } = await park.anAcceptance();
  const begin = park.housing.time.now.getTime();
  const at = async (minutes: number): Promise<any> => {
    park.housing.time.now = new Date(begin + minutes * 60_000);
    await park.runJobs();
    return await park.rowOf(offer);
  };
  const next_try_at = (minutes: number): Date => new Date(begin + minutes * 60_000);
  const first = await eventually(async () => {
    const row = await at(0);
    expect(row.attempts).toBeGreaterThan(0);
    return row;
  });
  expect(first).toMatchObject({ state: 'due', reason: 'recruitment does not answer', attempts: 1, next_try_at: next_try_at(1) });
  expect(await at(0.9)).toMatchObject({ attempts: 1 });
  expect(await at(1)).toMatchObject({ attempts: 2, next_try_at: next_try_at(3) });
  park.line.isCut = false;
  expect(await at(2.9)).toMatchObject({ state: 'due', attempts: 2 });
  expect(await at(3)).toMatchObject({ state: 'done', reason: null, attempts: 2 });
});

it('is refused where the consent was taken back, or the candidate anonymised, before housing asked', async () => {
  park.line.cut();
  const [withdrawn, forgotten] = [await park.anAcceptance(), await park.anAcceptance()];
  const ok = (path: string, body?: object) => park.recruitment.ok('POST', path, { as: recruiter, body });
  await ok(`/consents/${withdrawn.consent}/withdraw`);
  await ok(`/hires/${(await park.hireOf(forgotten.offer)).id}/start`, { started_on: '2025-06-16' });
  await ok(`/candidates/${forgotten.candidate.id}/anonymise`, { reason: 'asked for it' });
  park.line.isCut = false;
  park.housing.time.now = new Date('2025-06-16T06:00:00Z');
  expect(await park.settled(withdrawn.offer)).toMatchObject({ state: 'refused', reason: 'housing_consent_required', application_id: null });
  expect(await park.settled(forgotten.offer)).toMatchObject({ state: 'refused', reason: 'candidate_anonymised', application_id: null });
});

it('is linked to an open application of the person, drafted or submitted, instead of a second draft', async () => {
  for (const isSubmitted of [false, true]) {
    const identity = park.someone();
    const own = await park.housing.ok('POST', '/applications', { as: clerk, body: { ...aDraft(1), ...identity } });
    if (isSubmitted) await park.step(own.id, 'submit');
    const { offer } = await park.anAcceptance(identity);
    expect(await park.settled(offer)).toMatchObject({ state: 'done', application_id: own.id, is_linked: true });
    await park.renege(offer);
    expect(await park.one(`/applications/${own.id}`)).toMatchObject({
      state: isSubmitted ? 'submitted' : 'draft',
      source: 'direct',
      review_ground: 'hire_reneged',
    });
  }
});

it('goes on without an employer that tenants has not told of after five attempts', async () => {
  const call = (from: string, to: string) => park.query('update market_entity set uscc = $2 where uscc = $1', [from, to]);
  await call(park.uscc, 'not known yet');
  try {
    const { offer } = await park.anAcceptance();
    for (let hour = 2; hour <= 8; hour++) {
      park.housing.time.now = new Date(`2025-06-16T0${hour}:00:00Z`);
      await eventually(async () => {
        await park.runJobs();
        expect(
          await park.query(`select 1 from hire_application where state = 'due' and next_try_at <= $1`, [park.housing.time.now]),
        ).toEqual([]);
      });
    }
    const row = await park.rowOf(offer);
    expect(row).toMatchObject({ state: 'done', attempts: 5 });
    expect(await park.one(`/applications/${row.application_id}`)).toMatchObject({ employer_uscc: null });
  } finally {
    await call('not known yet', park.uscc);
  }
});

it('does not wait for the clock where recruitment answers', async () => {
  const { offer } = await park.anAcceptance();
  await eventually(async () => expect(await park.rowOf(offer)).toMatchObject({ state: 'done' }), 5_000);
});

it('finds what is due by an index, however many are done', async () => {
  const plan = await park.housing.database.dataSource.transaction(async (tx) => {
    await tx.query('set local enable_seqscan = off');
    return (await tx.query(`explain ${dueSql.replace('$1', 'now()')}`)).map((row: any) => row['QUERY PLAN']).join(' ');
  });
  expect(plan).toContain('hire_application_due');
});
