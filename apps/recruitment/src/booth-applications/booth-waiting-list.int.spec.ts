/** The waiting list over HTTP: who gets a booth that becomes free, also at half past nine on the day of the fair. */
import type { ServiceUnderTest } from '@park/test-kit';
import {
  aBooth,
  aFairIn,
  anApprovedApplicant,
  applicationOf,
  confirmed,
  step,
  travel,
  type Applicant,
} from '../fairs/fair-under-test.fixture.ts';
import { clerk, employerToken, eventsOf, now, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

/** A fair with some booths, each confirmed for an employer. */
async function aFullFair(codes: string[], wish: (code: string) => object = () => ({})) {
  const { id } = await aFairIn(park, 'booth_selection');
  const has: (Applicant & { booth: any })[] = [];
  for (const code of codes) {
    const [booth, applicant] = [await aBooth(park, id, code, { ...wish(code) }), await anApprovedApplicant(park, id)];
    await confirmed(park, applicant, booth.id);
    has.push({ ...applicant, booth });
  }
  return { id, has };
}

async function waiting(fair: string, body: object = {}): Promise<Applicant> {
  const applicant = await anApprovedApplicant(park, fair);
  const answer = await step(park, applicant.id, 'wait', body, employerToken(applicant.employer.uscc));
  expect(answer).toMatchObject({ status: 200, body: { state: 'waitlisted' } });
  return applicant;
}

const stateOf = async ({ id }: Applicant) => (await applicationOf(park, id)).state;
const typesOf = async ({ id }: Applicant) => (await eventsOf(park, id)).map(({ type }) => type.replace('booth-application.', ''));

it('offers a cancelled booth to the first for whom it will do, and to the next when that one lets it go', async () => {
  const fair = await aFullFair(['A-01', 'B-01'], (code) => ({ class: code === 'B-01' ? 'vip' : 'standard' }));
  const [vip, first, second] = [
    await waiting(fair.id, { wanted_class: 'vip' }),
    await waiting(fair.id, { wanted_zone: 'A' }),
    await waiting(fair.id),
  ];
  expect((await eventsOf(park, second!.id)).at(-1)).toMatchObject({ type: 'booth-application.waitlisted', data: { position: 3 } });
  await step(park, fair.has[0]!.id, 'cancel', { reason: 'the plan changed' });
  expect([await stateOf(vip!), await stateOf(first!), await stateOf(second!)]).toEqual(['waitlisted', 'offered', 'waitlisted']);
  expect(await step(park, first!.id, 'decline', undefined, employerToken(first!.employer.uscc))).toMatchObject({
    status: 200,
    body: { state: 'waitlisted', waitlist_number: 2, missed_booth_ids: [fair.has[0]!.booth.id] },
  });
  expect(await applicationOf(park, second!.id)).toMatchObject({ state: 'offered', booth_id: fair.has[0]!.booth.id });
  await travel(park, '2025-06-16T02:29:59Z');
  expect(await stateOf(second!)).toBe('offered');
  await travel(park, '2025-06-16T02:30:00Z');
  expect([await stateOf(vip!), await stateOf(first!), await stateOf(second!)]).toEqual(['waitlisted', 'waitlisted', 'waitlisted']);
  expect(await typesOf(second!)).toEqual(['drafted', 'submitted', 'approved', 'waitlisted', 'offered', 'offer-expired']);
  // Everybody for whom it will do has passed it over: it is there for anybody now, also for one of them.
  expect(await step(park, first!.id, 'hold', { booth_id: fair.has[0]!.booth.id })).toMatchObject({ status: 200 });
  await step(park, fair.has[1]!.id, 'cancel', { reason: 'the plan changed' });
  expect(await stateOf(vip!)).toBe('offered');
  expect(await step(park, vip!.id, 'accept')).toMatchObject({ status: 200, body: { state: 'confirmed', expires_at: null } });
});

it('is entered only where no booth that will do is free, and served when one is added or given free', async () => {
  const { id } = await aFullFair(['A-01']);
  const blocked = await aBooth(park, id, 'A-02');
  await park.ok('POST', `/booths/${blocked.id}/block`, { as: clerk, body: { reason: 'behind a pillar' } });
  const one = await waiting(id);
  const two = await waiting(id, { wanted_class: 'strategic' });
  await park.ok('POST', `/booths/${blocked.id}/unblock`, { as: clerk });
  expect([await stateOf(one), await stateOf(two)]).toEqual(['offered', 'waitlisted']);
  await aBooth(park, id, 'S-01', { class: 'strategic' });
  expect(await stateOf(two)).toBe('offered');
  const free = await aBooth(park, id, 'A-03');
  const late = await anApprovedApplicant(park, id);
  expect(await step(park, late.id, 'wait', {})).toMatchObject({ status: 409, body: { code: 'booth_free' } });
  expect(await step(park, late.id, 'hold', { booth_id: free.id })).toMatchObject({ status: 200 });
});

it('takes a hold that has run out for over, before the job has been there', async () => {
  const { id } = await aFairIn(park, 'booth_selection');
  const booth = await aBooth(park, id, 'A-01');
  const [slow, quick, third] = [
    await anApprovedApplicant(park, id),
    await anApprovedApplicant(park, id),
    await anApprovedApplicant(park, id),
  ];
  await step(park, slow!.id, 'hold', { booth_id: booth.id });
  expect(await step(park, quick!.id, 'hold', { booth_id: booth.id })).toMatchObject({ status: 409, body: { code: 'booth_taken' } });
  park.time.now = new Date('2025-06-16T02:30:00Z');
  const { booths } = await park.ok('GET', `/fairs/${id}/map`, { as: clerk });
  expect(booths).toMatchObject([{ state: 'free', employer: null }]);
  expect(await step(park, slow!.id, 'confirm')).toMatchObject({ status: 409, body: { code: 'hold_expired' } });
  expect(await step(park, quick!.id, 'hold', { booth_id: booth.id })).toMatchObject({ status: 200, body: { state: 'booth_held' } });
  expect(await typesOf(slow!)).toEqual(['drafted', 'submitted', 'approved', 'booth-held', 'hold-expired']);
  expect(await step(park, third!.id, 'wait', {})).toMatchObject({ status: 200 });
  await travel(park, '2025-06-16T03:00:00Z');
  expect([await stateOf(slow!), await stateOf(quick!), await stateOf(third!)]).toEqual(['approved', 'approved', 'offered']);
});

it('releases a booth at half past nine, marks its employer, and seats the next one until the fair ends', async () => {
  const { id, has } = await aFullFair(['A-01', 'A-02']);
  const [there, missing] = has;
  const [next, after] = [await waiting(id), await waiting(id)];
  await travel(park, '2025-07-21T00:30:00Z');
  expect(await step(park, there!.id, 'check-in')).toMatchObject({ status: 200, body: { state: 'checked_in' } });
  await travel(park, '2025-07-21T01:29:59Z');
  expect(await stateOf(missing!)).toBe('confirmed');
  await travel(park, '2025-07-21T01:30:00Z');
  expect(await applicationOf(park, missing!.id)).toMatchObject({ state: 'no_show', booth_id: missing!.booth.id });
  expect((await eventsOf(park, missing!.employer.id)).at(-1)).toMatchObject({
    type: 'employer.standing-changed',
    data: { ground: 'no_show', fair_id: id, no_shows: 1, sits_out_after: '2025-07-21' },
  });
  expect(await applicationOf(park, next!.id)).toMatchObject({ state: 'offered', booth_id: missing!.booth.id });
  expect(await stateOf(after!)).toBe('waitlisted');
  expect(await step(park, missing!.id, 'check-in')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  park.time.now = new Date('2025-07-21T01:42:00Z');
  await step(park, next!.id, 'accept', undefined, employerToken(next!.employer.uscc));
  await travel(park, '2025-07-21T04:00:00Z');
  expect(await step(park, next!.id, 'check-in')).toMatchObject({ status: 200, body: { state: 'checked_in' } });
  expect(await typesOf(next!)).toEqual(['drafted', 'submitted', 'approved', 'waitlisted', 'offered', 'confirmed', 'checked-in']);
});

it('keeps an employer that did not come out of the next fair, by every route, until that is lifted', async () => {
  const { id, has } = await aFullFair(['A-01']);
  const next = await aFairIn(park, 'booth_selection', { starts_at: '2025-09-01T01:00:00Z', ends_at: '2025-09-01T09:00:00Z' });
  await travel(park, '2025-07-21T01:30:00Z');
  expect(await stateOf(has[0]!)).toBe('no_show');
  const { employer } = has[0]!;
  const query = (sql: string, parameters: unknown[]): Promise<any[]> => park.database.dataSource.query(sql, parameters);
  const body = { fair_id: next.id, employer_id: employer.id };
  const application = await park.ok('POST', '/booth-applications', { as: clerk, body });
  const posting_ids = (await query('select id from posting where employer_id = $1', [employer.id])).map((posting) => posting.id);
  const refused = { status: 409, body: { code: 'employer_sits_out' } };
  expect(await step(park, application.id, 'submit', { posting_ids })).toMatchObject(refused);
  // As if each step had been taken before that fair.
  await query(`update booth_application set state = 'submitted', posting_ids = $2 where id = $1`, [application.id, posting_ids]);
  expect(await step(park, application.id, 'approve')).toMatchObject(refused);
  await query(`update booth_application set state = 'approved' where id = $1`, [application.id]);
  const booth = await aBooth(park, next.id, 'A-01');
  expect(await step(park, application.id, 'hold', { booth_id: booth.id })).toMatchObject(refused);
  expect(await step(park, application.id, 'wait', { wanted_class: 'vip' })).toMatchObject(refused);
  await query(
    `update booth_application set state = 'offered', waitlist_number = 1, booth_id = $2, zone = 'A', expires_at = '2025-07-22' where id = $1`,
    [application.id, booth.id],
  );
  expect(await step(park, application.id, 'accept')).toMatchObject(refused);
  await query('update employer set no_show_days = $2, sits_out_after = null where id = $1', [employer.id, []]);
  expect(await step(park, application.id, 'accept')).toMatchObject({ status: 200, body: { state: 'confirmed' } });
  expect(await park.ok('GET', `/fairs/${id}`, { as: clerk })).toMatchObject({ state: 'ongoing' });
});
