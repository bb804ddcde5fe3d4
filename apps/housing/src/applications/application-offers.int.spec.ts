import { Schedule } from '@park/service-kit';
import { done, type ServiceUnderTest } from '@park/test-kit';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { clerk, housingUnderTest, reviewer } from '../housing.fixture.ts';
import { aReservation } from '../tenancies/tenancy.fixture.ts';
import { aDraft } from './application.fixture.ts';

let park: ServiceUnderTest;
let apartments = 0;
let persons = 0;

beforeEach(async () => {
  park = await housingUnderTest();
});
afterEach(() => park.close());

async function anApartment(wish: Record<string, unknown> = {}): Promise<string> {
  return (await park.ok('POST', '/apartments', { as: clerk, body: anAddition(`HK-${++apartments}`, wish) })).id;
}

const step = (id: string, action: string, body: object = {}, as = reviewer) =>
  park.ask('POST', `/applications/${id}/${action}`, { as, body });
const stay = { bed: 1, start_on: '2025-07-01', end_on: '2026-07-01' };
const offer = (id: string, apartment_id: string, wish: object = {}) => step(id, 'offer', { apartment_id, ...stay, ...wish });

/** Each applied a second after the one before. */
async function waiting(wish: Record<string, unknown> = {}): Promise<string> {
  park.time.now = new Date(park.time.now.getTime() + 1_000);
  const body = await park.ok('POST', '/applications', { as: clerk, body: aDraft(++persons, wish) });
  await done(step(body.id, 'submit', {}, clerk));
  await done(step(body.id, 'decide'));
  expect(await step(body.id, 'waitlist')).toMatchObject({ status: 200 });
  return body.id;
}

async function at(instant: string): Promise<void> {
  park.time.now = new Date(instant);
  await park.app.get(Schedule).runDue();
}

const state = async (id: string): Promise<string> => (await park.ok('GET', `/applications/${id}`, { as: clerk })).state;
const events = async (id: string): Promise<any[]> => (await park.ok('GET', `/events?subject=${id}`, { as: clerk })).items;

it('offers to the head of the queue whose needs fit, and passes others over only for a reason', async () => {
  const [wantsXihai, first, second] = [await waiting({ brand_preference: ['xihai'] }), await waiting(), await waiting()];
  const home = await anApartment();
  expect(await offer(second, home)).toMatchObject({
    status: 409,
    body: { code: 'not_their_turn', ahead: [expect.stringMatching(/^HA-/)] },
  });
  expect(await offer(wantsXihai, home)).toMatchObject({ status: 409, body: { code: 'does_not_fit' } });
  expect(await offer(first, home)).toMatchObject({ status: 200, body: { state: 'offered', offered_apartment_id: home, offered_bed: 1 } });
  expect(await offer(second, home)).toMatchObject({ status: 409, body: { code: 'home_taken' } });
  expect(await park.ask('POST', '/tenancies', { as: clerk, body: aReservation(home, 900, stay) })).toMatchObject({
    status: 409,
    body: { code: 'home_taken' },
  });

  const third = await waiting();
  expect(await offer(third, home, { bed: 2, skip_reason: 'cannot be reached' })).toMatchObject({ status: 200 });
  expect((await events(third)).at(-1).data.skipped).toEqual({ application_ids: [second], reason: 'cannot be reached' });
});

it('makes a tenancy of an accepted offer, with the home and the person kept throughout', async () => {
  const [application, home] = [await waiting(), await anApartment()];
  await done(offer(application, home));
  const accepted = await step(application, 'accept', {}, clerk);
  expect(accepted).toMatchObject({ status: 200, body: { state: 'converted', tenancy_id: expect.any(String), offered_apartment_id: null } });
  const tenancy = await park.ok('GET', `/tenancies/${accepted.body.tenancy_id}`, { as: clerk });
  expect(tenancy).toMatchObject({ state: 'reserved', application_id: application, apartment_id: home, ...stay });
  expect((await events(tenancy.id))[0].data).toMatchObject({ application_id: application, start_on: stay.start_on });
  const moved = (start_on: string) =>
    park.ask('POST', `/tenancies/${tenancy.id}/move-dates`, { as: clerk, body: { start_on, end_on: '2027-01-01' } });
  expect(await moved('2026-06-16')).toMatchObject({ status: 422, body: { code: 'day_too_late' } });
  expect(await moved('2026-06-15')).toMatchObject({ status: 200, body: { start_on: '2026-06-15' } });
  const again = await park.ask('POST', '/applications', { as: clerk, body: aDraft(persons) });
  expect(await step(again.body.id, 'submit', {}, clerk)).toMatchObject({ status: 409, body: { code: 'person_has_tenancy' } });
});

it('offers a home to one only, and a person one home only, when many clerks try at once', async () => {
  const homes = await Promise.all([anApartment(), anApartment(), anApartment()]);
  const queue = [await waiting(), await waiting(), await waiting(), await waiting()];
  const rush = await Promise.all(queue.flatMap((id) => homes.map((home) => offer(id, home, { skip_reason: 'in a hurry' }))));
  expect(rush.every(({ status }) => status === 200 || status === 409)).toBe(true);
  const [{ offered, homes_taken }] = await park.database.dataSource.query(
    `select count(*) as offered, count(distinct offered_apartment_id) as homes_taken from application where state = 'offered'`,
  );
  expect([offered, homes_taken]).toEqual([3, 3]);
  const [{ claims }] = await park.database.dataSource.query('select count(*) as claims from bed_claim');
  expect(claims).toBe(3);
});

it('goes strictly by turn when many clerks offer to many at once', async () => {
  const queue = [await waiting(), await waiting(), await waiting()];
  const home = await anApartment({ beds: 3 });
  const rush = await Promise.all([...queue].reverse().map((id, i) => offer(id, home, { bed: i + 1 })));
  for (const { status, body } of rush) expect(status === 200 || body.code === 'not_their_turn').toBe(true);
  const offered = (await Promise.all(queue.map(state))).map((one) => one === 'offered');
  expect(offered).toEqual([...offered].sort((a, b) => Number(b) - Number(a)));
  expect(offered[0]).toBe(true);
});

it('leads back to the place in the queue when declined or expired, and off it with the third', async () => {
  const [first, second] = [await waiting(), await waiting()];
  const home = await anApartment();
  await done(offer(first, home));
  expect(await step(first, 'decline', {}, clerk)).toMatchObject({ status: 200, body: { state: 'waitlisted', decline_count: 1 } });
  expect(await park.ask('GET', `/applications/${first}/position`, { as: clerk })).toMatchObject({ body: { ahead: 0, waiting: 2 } });
  expect(await offer(first, home)).toMatchObject({ status: 200 });
  const expiresAt = new Date((await park.ok('GET', `/applications/${first}`, { as: clerk })).offer_expires_at);
  await at(new Date(expiresAt.getTime() - 1).toISOString());
  expect(await state(first)).toBe('offered');
  park.time.now = expiresAt;
  expect(await step(first, 'accept', {}, clerk)).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
  for (let i = 0; i < 3; i++) await at(expiresAt.toISOString());
  expect(await state(first)).toBe('waitlisted');
  await done(offer(first, home));
  expect(await step(first, 'decline', {}, clerk)).toMatchObject({ status: 200, body: { state: 'offer_declined', decline_count: 3 } });
  expect((await events(first)).slice(4).map((event: any) => [event.type.split('.')[3], event.data.requeued])).toEqual([
    ['offered', undefined],
    ['offer-declined', true],
    ['offered', undefined],
    ['offer-expired', true],
    ['offered', undefined],
    ['offer-declined', false],
  ]);
  expect(await offer(second, home)).toMatchObject({ status: 200 });
});

it('keeps the home on offer until the expiry that was moved, and moves none that has come', async () => {
  const [application, home] = [await waiting(), await anApartment()];
  await done(offer(application, home));
  const moved = (expires_at: string) => step(application, 'move-expiry', { expires_at });
  expect(await moved('2025-07-10T02:00:00Z')).toMatchObject({ status: 200, body: { offer_expires_at: '2025-07-10T02:00:00.000Z' } });
  await at('2025-07-10T01:59:59Z');
  expect(await state(application)).toBe('offered');
  park.time.now = new Date('2025-07-10T02:00:00Z');
  expect(await moved('2025-07-11T02:00:00Z')).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
  await at('2025-07-10T02:00:00Z');
  expect((await events(application)).slice(4).map((event: any) => [event.type.split('.')[3], event.effective_on])).toEqual([
    ['offered', '2025-06-16'],
    ['offer-expiry-moved', '2025-06-16'],
    ['offer-expired', '2025-07-10'],
  ]);
});

it('frees the home when who has an offer withdraws', async () => {
  const [first, second, home] = [await waiting(), await waiting(), await anApartment()];
  await done(offer(first, home));
  await done(step(first, 'withdraw', { reason: 'found another home' }, clerk));
  expect(await offer(second, home)).toMatchObject({ status: 200 });
});

it('lapses by the clock, once, when validity or the time for documents is over', async () => {
  const eligible = await waiting();
  const asked = await park.ok('POST', '/applications', { as: clerk, body: aDraft(++persons) });
  await done(step(asked.id, 'submit', {}, clerk));
  await done(step(asked.id, 'request-supplement', { items: ['labour_contract'], due_on: '2025-06-20' }));
  expect(await step(asked.id, 'request-supplement', { items: ['labour_contract'], due_on: '2025-06-30' })).toMatchObject({
    status: 200,
    body: { state: 'supplement_required', supplement_due_on: '2025-06-30' },
  });
  for (const instant of ['2025-06-30T15:59:59Z', '2025-06-30T16:00:00Z', '2026-06-15T15:59:59Z']) await at(instant);
  expect([await state(eligible), await state(asked.id)]).toEqual(['waitlisted', 'lapsed']);
  expect((await events(asked.id)).slice(2).map((event: any) => [event.type.split('.')[3], event.effective_on])).toEqual([
    ['supplement-requested', '2025-06-16'],
    ['supplement-requested', '2025-06-16'],
    ['lapsed', '2025-07-01'],
  ]);
  for (const instant of ['2026-06-15T16:00:00Z', '2026-06-17T00:00:00Z']) await at(instant);
  expect((await events(eligible)).slice(4).map((event: any) => [event.type.split('.')[3], event.effective_on])).toEqual([
    ['lapsed', '2026-06-16'],
  ]);
});

it('lapses when the end of eligibility that was moved has come', async () => {
  const application = await waiting();
  const moved = (valid_until: string, as = reviewer) => step(application, 'move-validity', { valid_until }, as);
  expect(await moved('2025-07-02', clerk)).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  expect(await moved('2025-07-02')).toMatchObject({ status: 200, body: { state: 'waitlisted', valid_until: '2025-07-02' } });
  await at('2025-07-01T15:59:59Z');
  expect(await state(application)).toBe('waitlisted');
  await at('2025-07-01T16:00:00Z');
  expect(await moved('2025-08-01')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  expect((await events(application)).slice(4).map((event: any) => [event.type.split('.')[3], event.effective_on])).toEqual([
    ['validity-moved', '2025-06-16'],
    ['lapsed', '2025-07-02'],
  ]);
});

it.each([
  ['an unknown apartment', { apartment_id: '0197a0c0-0000-7000-8000-0000000000ff' }, 422, 'unknown_apartment'],
  ['a bed that is not there', { bed: 9 }, 422, 'no_such_bed'],
  ['an instant that is none', { expires_at: 'tomorrow' }, 422, 'invalid_input'],
])('refuses %s', async (_, wish, status, code) => {
  const [application, home] = [await waiting(), await anApartment()];
  expect(await offer(application, home, wish)).toMatchObject({ status, body: { code } });
  expect(await state(application)).toBe('waitlisted');
});
