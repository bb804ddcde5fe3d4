/** A job fair over HTTP from its draft to its report: its events, and totals that are what a recount of them gives. */
import { randomUUID } from 'node:crypto';
import { catalogue } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest } from '../recruitment.fixture.ts';
import { fairDay, phases } from './fair.fixture.ts';
import {
  aBooth,
  aFairIn,
  aFairOf,
  aGathering,
  anApplication,
  anApprovedApplicant,
  applicationOf,
  confirmed,
  step,
  travel,
} from './fair-under-test.fixture.ts';

let park: ServiceUnderTest;

beforeEach(async () => {
  park = await recruitmentUnderTest();
});
afterEach(() => park.close());

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const one = (id: string) => park.ok('GET', `/fairs/${id}`, { as: clerk });
const filing = { filing_no: '青人社招备〔2025〕12号', filed_on: '2025-06-16' };

async function checkIns(gathering_id: string, count: number, wish: { came_on?: string; places?: number; ids?: string[] } = {}) {
  const { came_on = '2025-07-21', places = 1, ids = Array.from({ length: count }, () => randomUUID()) } = wish;
  for (const id of ids) {
    await query('insert into gathering_check_in (registration_id, list_id, gathering_id, came_on, places) values ($1, $2, $3, $4, $5)', [
      id,
      randomUUID(),
      gathering_id,
      came_on,
      places,
    ]);
  }
  return ids;
}

/** Booths and employers counted from the events of the fair's booth applications alone. */
async function recounted(fair_id: string) {
  const rows = await query(
    `select aggregate_id, type, data from outbox where aggregate = 'booth-application' and data ->> 'fair_id' = $1 order by position`,
    [fair_id],
  );
  const last = new Map<string, any>();
  for (const { aggregate_id, type, data } of rows) {
    const offering = type.includes('.submitted.') ? { postings: data.posting_ids.length, headcount: data.headcount } : {};
    last.set(aggregate_id, { ...last.get(aggregate_id), ...offering, state: data.to_state });
  }
  const all = [...last.values()];
  const there = all.filter(({ state }) => state === 'completed');
  const missed = all.filter(({ state }) => state === 'no_show').length;
  return {
    employers_confirmed: there.length + missed,
    employers: there.length,
    booth_no_shows: missed,
    postings: there.reduce((sum, { postings }) => sum + postings, 0),
    headcount: there.reduce((sum, { headcount }) => sum + headcount, 0),
  };
}

it('goes by the clock from its draft to its report, and closes with the totals of its events', async () => {
  const gathering = await aGathering(park);
  const { id } = await park.ok('POST', '/fairs', { as: clerk, body: aFairOf(gathering) });
  await park.ok('POST', `/fairs/${id}/file`, { as: clerk, body: filing });
  for (const [moment, state] of [
    ['2025-06-20T00:59:59Z', 'filed'],
    [phases.employer_registration_from, 'employer_registration'],
    [phases.booth_selection_from, 'booth_selection'],
  ]) {
    await travel(park, moment!);
    expect(await one(id)).toMatchObject({ state });
  }
  const booths = [await aBooth(park, id, 'A-01'), await aBooth(park, id, 'A-02'), await aBooth(park, id, 'B-01', { class: 'vip' })];
  const [there, missing, gone] = [
    await anApprovedApplicant(park, id),
    await anApprovedApplicant(park, id),
    await anApprovedApplicant(park, id),
  ];
  for (const [i, applicant] of [there!, missing!, gone!].entries()) await confirmed(park, applicant, booths[i].id);
  await park.ok('POST', `/booth-applications/${gone!.id}/cancel`, { as: clerk, body: { reason: 'the plan changed' } });
  const undecided = await park.ok('POST', '/booth-applications', {
    as: clerk,
    body: { fair_id: id, employer_id: (await aVerifiedEmployer(park)).id },
  });

  // A day late: the candidates' phase and the beginning come in one turn of the clock, each with its own day.
  await travel(park, '2025-07-21T01:10:00Z');
  expect(await one(id)).toMatchObject({ state: 'ongoing', next_phase_at: '2025-07-21T09:00:00.000Z' });
  expect(await step(park, there!.id, 'check-in')).toMatchObject({ status: 200, body: { state: 'checked_in' } });
  const twice = await checkIns(gathering, 5);
  await checkIns(gathering, 0, { ids: twice.slice(0, 2) });
  await checkIns(gathering, 1, { places: 3 });
  await checkIns(await aGathering(park), 4);
  for (let i = 0; i < 3; i++) await anApplication(park, id, { reached_shortlist: i < 2 });
  await anApplication(park, id, { reached_shortlist: true, extended_on: '2025-07-21' });
  await anApplication(park, id, { reached_shortlist: true, extended_on: '2025-07-22' });

  await travel(park, fairDay.ends_at);
  const closed = await one(id);
  expect(closed).toMatchObject({
    state: 'closed',
    employers_confirmed: 2,
    employers: 1,
    booth_no_shows: 1,
    postings: 1,
    headcount: 4,
    entries: 8,
    resumes: 5,
    intentions: 4,
    onsite_offers: 1,
    report_due_on: '2025-07-28',
  });
  expect(closed).toMatchObject(await recounted(id));
  const states = await Promise.all(
    [there!.id, missing!.id, gone!.id, undecided.id].map(async (each) => (await applicationOf(park, each)).state),
  );
  expect(states).toEqual(['completed', 'no_show', 'cancelled', 'cancelled']);
  expect(await query(`select from booth_application where state in ('draft', 'submitted', 'approved', 'booth_held', 'confirmed')`)).toEqual(
    [],
  );

  await travel(park, '2025-07-28T15:00:00Z');
  expect(await one(id)).toMatchObject({ is_report_overdue: false });
  await travel(park, '2025-07-29T02:00:00Z');
  await travel(park, '2025-07-30T02:00:00Z');
  await checkIns(gathering, 1);
  expect(await park.ok('POST', `/fairs/${id}/report`, { as: clerk, body: {} })).toMatchObject({ state: 'reported', entries: 9 });
  const told = await eventsOf(park, id);
  expect(told.map(({ type, data }) => [type, data.to_state])).toEqual([
    ['fair.drafted', 'draft'],
    ['fair.filed', 'filed'],
    ['fair.phase-changed', 'employer_registration'],
    ['fair.phase-changed', 'booth_selection'],
    ['fair.phase-changed', 'candidate_registration'],
    ['fair.phase-changed', 'ongoing'],
    ['fair.closed', 'closed'],
    ['fair.report-overdue', undefined],
    ['fair.reported', 'reported'],
  ]);
  for (const { type, data } of told) catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
  expect(told.at(-1)!.data).toMatchObject({ late: true, reported_on: '2025-07-30', entries: 9, employers: 1 });
  expect(
    await query(`select effective_on from outbox where aggregate_id = $1 and type like '%phase-changed%' order by version`, [id]),
  ).toEqual(['2025-06-20', '2025-06-30', '2025-07-10', '2025-07-21'].map((effective_on) => ({ effective_on })));
});

it('is refused where its gathering or its dates do not allow it, with a pointer', async () => {
  const [gathering, salon, cancelled, over] = [
    await aGathering(park),
    await aGathering(park, { type: 'salon' }),
    await aGathering(park, { state: 'cancelled' }),
    await aGathering(park, { starts_at: '2025-06-16T01:00:00Z', ends_at: '2025-06-16T09:00:00Z' }),
  ];
  const drafted = (body: Record<string, unknown>) => park.ask('POST', '/fairs', { as: clerk, body });
  const cases: [Record<string, unknown>, number, string, string | undefined][] = [
    [aFairOf(randomUUID()), 422, 'unknown_gathering', '/gathering_id'],
    [aFairOf(salon!), 422, 'not_a_job_fair', '/gathering_id'],
    [aFairOf(cancelled!), 409, 'gathering_cancelled', undefined],
    [aFairOf(over!), 422, 'in_past', '/gathering_id'],
    [aFairOf(gathering!, { booth_selection_from: '2025-07-10T01:00:00Z' }), 422, 'phases_out_of_order', '/booth_selection_from'],
    [aFairOf(gathering!, { employer_registration_from: '2024-01-01T00:00:00Z' }), 422, 'phase_too_early', '/employer_registration_from'],
    [aFairOf(gathering!, { check_in_until: '2025-07-22T00:00:00Z' }), 422, 'check_in_outside_fair', '/check_in_until'],
    [aFairOf(gathering!, { free_cancel_until: '2025-07-22T00:00:00Z' }), 422, 'cancellation_outside_fair', '/free_cancel_until'],
    [aFairOf(gathering!, { hold_minutes: 0 }), 422, 'invalid_input', '/hold_minutes'],
  ];
  for (const [body, status, code, pointer] of cases) {
    const answer = await drafted(body);
    expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([status, code, pointer]);
  }
  const body = aFairOf(gathering!);
  const { id } = await park.ok('POST', '/fairs', { as: clerk, body });
  expect(await drafted(aFairOf(gathering!))).toMatchObject({ status: 409, body: { code: 'fair_exists' } });
  expect(await drafted(aFairOf(await aGathering(park), { code: body.code }))).toMatchObject({ status: 409, body: { code: 'code_taken' } });
  park.time.now = new Date('2025-07-08T02:00:00Z');
  expect(await park.ask('POST', `/fairs/${id}/file`, { as: clerk, body: { ...filing, filed_on: '2025-07-07' } })).toMatchObject({
    status: 422,
    body: { code: 'filed_too_late', errors: [{ pointer: '/filed_on' }] },
  });
});

it('belongs to one of twenty fairs that are drafted for a gathering at once', async () => {
  const gathering = await aGathering(park);
  const answers = await Promise.all(Array.from({ length: 20 }, () => park.ask('POST', '/fairs', { as: clerk, body: aFairOf(gathering) })));
  expect(answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort()).toEqual([
    '201',
    ...Array<string>(19).fill('409 fair_exists'),
  ]);
});

it('changes its schedule until it begins, by the version that was seen', async () => {
  const { id } = await aFairIn(park, 'booth_selection');
  const patch = (version: number, body: object) =>
    park.ask('PATCH', `/fairs/${id}`, { as: clerk, body, headers: { 'if-match': `"${version}"` } });
  expect(await patch(4, { hold_minutes: 10, candidate_registration_from: '2025-07-12T01:00:00Z' })).toMatchObject({
    status: 200,
    body: { hold_minutes: 10, next_phase_at: '2025-07-12T01:00:00.000Z', version: 5 },
  });
  expect(await patch(4, { hold_minutes: 20 })).toMatchObject({ status: 412 });
  expect(await patch(5, { booth_selection_from: '2025-07-01T01:00:00Z' })).toMatchObject({
    status: 409,
    body: { code: 'phase_begun', errors: [{ pointer: '/booth_selection_from' }] },
  });
  expect(await patch(5, { candidate_registration_from: '2025-07-21T01:00:00Z' })).toMatchObject({
    status: 422,
    body: { code: 'phases_out_of_order' },
  });
  await travel(park, '2025-07-21T01:00:00Z');
  expect(await patch(7, { hold_minutes: 20 })).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
});

it('is cancelled with every open application, and nothing is open afterwards', async () => {
  const { id } = await aFairIn(park, 'booth_selection');
  const booth = await aBooth(park, id, 'A-01');
  const [has, waits] = [await anApprovedApplicant(park, id), await anApprovedApplicant(park, id)];
  await confirmed(park, has!, booth.id);
  expect(await step(park, waits!.id, 'wait', {})).toMatchObject({ status: 200 });
  await park.ok('POST', `/fairs/${id}/cancel`, { as: clerk, body: { reason: 'typhoon' } });
  for (const each of [has!, waits!]) {
    expect(await applicationOf(park, each.id)).toMatchObject({ state: 'cancelled' });
    expect((await eventsOf(park, each.id)).at(-1)!.data).toMatchObject({ by: 'fair', reason: 'typhoon', late: false });
  }
  expect(await park.ok('GET', `/employers/${has!.employer.id}`, { as: clerk })).toMatchObject({ sits_out_after: null });
  expect(await step(park, has!.id, 'confirm')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  expect(
    await park.ask('POST', '/booths', { as: clerk, body: { fair_id: id, code: 'Z', zone: 'Z', class: 'vip', power_w: 0, size_m2: 1 } }),
  ).toMatchObject({ status: 409, body: { code: 'fair_over' } });
});

it('is shown to an employer once it is filed, without the park’s totals, and is the park’s to move', async () => {
  const as = employerToken((await aVerifiedEmployer(park)).uscc);
  const { id: draft } = await park.ok('POST', '/fairs', { as: clerk, body: aFairOf(await aGathering(park)) });
  const { id } = await aFairIn(park, 'employer_registration');
  expect((await park.ok('GET', '/fairs', { as })).items.map((fair: any) => fair.id)).toEqual([id]);
  expect(await park.ask('GET', `/fairs/${draft}`, { as })).toMatchObject({ status: 404 });
  expect(await park.ask('GET', `/fairs/${draft}/map`, { as })).toMatchObject({ status: 404 });
  expect(await park.ok('GET', `/fairs/${id}`, { as })).toMatchObject({ filing_no: null, entries: null });
  expect(await park.ask('POST', `/fairs/${id}/advance`, { as })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect(
    await park.ask('POST', '/booths', { as, body: { fair_id: id, code: 'A', zone: 'A', class: 'vip', power_w: 0, size_m2: 1 } }),
  ).toMatchObject({
    status: 403,
  });
  park.time.now = new Date(now);
});
