/** Flow F3 over real Kafka: what a hire that did not start does to an application and a home. It never ends a tenancy that has begun. */
import { randomUUID } from 'node:crypto';
import { clerk, reviewer } from '../housing.fixture.ts';
import { handover, terms } from '../tenancies/tenancy.fixture.ts';
import { HireToHome } from './hire-to-home.e2e.fixture.ts';
import { accepted, reneged } from './recruitment-messages.fixture.ts';

let park: HireToHome;

beforeAll(async () => {
  park = await HireToHome.begin();
}, 60_000);
afterAll(() => park.close());
afterEach(() => park.reset());

const flagsOf = (subject: string): Promise<any[]> =>
  park.query(`select type, data, causation_id from outbox where aggregate_id = $1 and type like '%review-flagged%'`, [subject]);

it('drops what is due, so that nothing is drafted', async () => {
  park.line.cut();
  const { offer } = await park.anAcceptance();
  await park.renege(offer);
  park.line.isCut = false;
  park.housing.time.now = new Date('2025-06-16T06:00:00Z');
  await park.runJobs();
  expect(await park.rowOf(offer)).toMatchObject({ state: 'refused', reason: 'hire_reneged', application_id: null });
});

it('withdraws the draft', async () => {
  const { offer, application } = await park.aDraft();
  await park.renege(offer);
  expect(await park.one(`/applications/${application}`)).toMatchObject({ state: 'withdrawn', review_ground: null });
});

it('puts an application that the park acts on under review once, and no home is offered meanwhile', async () => {
  const { offer, application } = await park.aDraft();
  await park.step(application, 'submit');
  await park.step(application, 'decide', {}, reviewer);
  await park.step(application, 'waitlist', undefined, reviewer);
  await park.renege(offer);
  expect(await park.one(`/applications/${application}`)).toMatchObject({ state: 'waitlisted', review_ground: 'hire_reneged' });
  const { id: hire } = await park.hireOf(offer);
  const [told] = await park.recruitment.database.dataSource.query(
    'select event_id from outbox where aggregate_id = $1 order by version desc limit 1',
    [hire],
  );
  expect(await flagsOf(application)).toEqual([
    {
      type: 'park.housing.application.review-flagged.v2',
      data: expect.objectContaining({ ground: 'hire_reneged', entity_id: null, offer_id: offer }),
      causation_id: told.event_id,
    },
  ]);
  expect(await park.housing.ask('POST', `/applications/${application}/offer`, { as: reviewer, body: await park.aHome() })).toMatchObject({
    status: 409,
    body: { code: 'does_not_fit' },
  });
  await park.step(application, 'clear-review', { outcome: 'found another job in the park' });
  await park.tell(reneged(randomUUID(), offer, { reneged_on: '2025-06-16' }));
  expect(await park.one(`/applications/${application}`)).toMatchObject({ review_ground: null });
  expect(await flagsOf(application)).toHaveLength(1);
});

it('keeps a home that is on offer from being taken', async () => {
  const { offer, application } = await park.aDraft();
  await park.step(application, 'submit');
  await park.step(application, 'decide', {}, reviewer);
  await park.step(application, 'waitlist', undefined, reviewer);
  await park.step(application, 'offer', { ...(await park.aHome()), skip_reason: 'a spec of its own' }, reviewer);
  await park.renege(offer);
  expect(await park.housing.ask('POST', `/applications/${application}/accept`, { as: clerk })).toMatchObject({
    status: 409,
    body: { code: 'review_pending' },
  });
});

it.each(['reserved', 'contracted'])('puts a %s home under review, whose application told which offer it came of', async (state) => {
  const { offer, application } = await park.aDraft();
  const tenancy = await park.aReservedHome(application);
  if (state === 'contracted') await park.housing.ok('POST', `/tenancies/${tenancy}/contract`, { as: clerk, body: terms });
  const [{ data }] = await park.query(
    `select data from outbox where aggregate_id = $1 and type = 'park.housing.application.converted.v1'`,
    [application],
  );
  expect(data).toMatchObject({ offer_id: offer, tenancy_id: tenancy });
  await park.renege(offer);
  expect(await park.one(`/tenancies/${tenancy}`)).toMatchObject({ state, review_ground: 'hire_reneged' });
  expect(await park.one(`/applications/${application}`)).toMatchObject({ state: 'converted', review_ground: null });
  expect(await flagsOf(tenancy)).toMatchObject([
    { type: 'park.housing.tenancy.review-flagged.v2', data: { offer_id: offer, ground: 'hire_reneged' } },
  ]);
});

it('never touches a tenancy that has begun', async () => {
  const { offer, application } = await park.aDraft();
  const tenancy = await park.aReservedHome(application);
  await park.housing.ok('POST', `/tenancies/${tenancy}/contract`, { as: clerk, body: terms });
  park.housing.time.now = new Date('2025-07-02T02:00:00Z');
  await park.housing.ok('POST', `/tenancies/${tenancy}/check-in`, { as: clerk, body: { ...handover, checked_in_on: '2025-07-02' } });
  const before = await park.one(`/tenancies/${tenancy}`);
  await park.renege(offer);
  expect(await park.one(`/tenancies/${tenancy}`)).toEqual(before);
  expect(await flagsOf(tenancy)).toEqual([]);
});

it('leaves nothing to draft where it is told before the acceptance, and twice', async () => {
  const offer = randomUUID();
  const data = { candidate_id: randomUUID(), reneged_on: '2025-06-16', wants_home: true };
  const first = reneged(randomUUID(), offer, data);
  await park.tell(first, first, reneged(randomUUID(), offer, data));
  await park.tell(accepted(offer, { candidate_id: data.candidate_id, wants_home: true }));
  await park.runJobs();
  expect(await park.rowOf(offer)).toMatchObject({ state: 'refused', reason: 'hire_reneged', attempts: 0, application_id: null });
});
