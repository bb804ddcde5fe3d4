/** Rules of offers that many can race for: the openings of a posting, and an answer against a rejection. */
import type { ServiceUnderTest } from '@park/test-kit';
import { aVerifiedEmployer, clerk, recruitmentUnderTest } from '../recruitment.fixture.ts';
import { aHire, anExtendedOffer, anInterview, aPublishedPosting } from './offer-under-test.fixture.ts';

let park: ServiceUnderTest;
let employer: any;

beforeAll(async () => {
  park = await recruitmentUnderTest();
  employer = await aVerifiedEmployer(park);
});
afterAll(() => park.close());

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const outcomeOf = ({ status, body }: { status: number; body: any }): string => (status === 200 ? '200' : `${status} ${body.code}`);

/** Invariants 2, 3, 4 and 9, over the whole database. */
async function faults(): Promise<any[]> {
  return await query(`
    select 'offer of an ended application' as fault, o.code from offer o join application a on a.id = o.application_id
    where o.state in ('extended', 'accepted') and a.state in ('rejected', 'withdrawn')
    union all
    select 'more accepted than openings', p.code from posting p
    where p.headcount < (select count(*) from offer o join hire h on h.offer_id = o.id where o.posting_id = p.id and h.state <> 'reneged')
    union all
    select 'filled differs from its openings', p.code from posting p
    where p.filled <> (select count(*) from opening n where n.posting_id = p.id and n.state = 'filled')
    union all
    select 'hired without offer and opening', a.code from application a
    where a.state = 'hired' and not exists (select from offer o join opening n on n.offer_id = o.id where o.id = a.offer_id and o.state = 'accepted' and n.state = 'filled')
    union all
    select 'opening without hired application', n.offer_id::text from opening n join application a on a.id = n.application_id where a.state <> 'hired'
  `);
}

it('200 accepts at once for 10 openings: exactly 10, the others are told so', async () => {
  const posting = await aPublishedPosting(park, employer.id, { headcount: 10 });
  const offers: any[] = [];
  for (let i = 0; i < 20; i++)
    offers.push(
      ...(await Promise.all(Array.from({ length: 10 }, async () => anExtendedOffer(park, (await anInterview(park, posting.id)).id)))),
    );
  const answers = await Promise.all(offers.map(({ id }) => park.ask('POST', `/offers/${id}/accept`, { as: clerk, body: {} })));
  const outcomes = answers.map(outcomeOf).sort();
  expect(outcomes).toEqual([...Array<string>(10).fill('200'), ...Array<string>(190).fill('409 no_opening')]);
  const numbers = answers.flatMap(({ status, body }) => (status === 200 ? [body.opening] : []));
  expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await park.ok('GET', `/postings/${posting.id}`, { as: clerk })).toMatchObject({
    filled: 10,
    state: 'closed',
    close_reason: 'filled',
  });
  const [{ hires }] = await query('select count(*) as hires from hire where posting_id = $1', [posting.id]);
  expect(hires).toBe(10);
  expect(await faults()).toEqual([]);
}, 120_000);

it('lets an acceptance or a rejection win, never both, where they come at once (invariant 3)', async () => {
  const posting = await aPublishedPosting(park, employer.id, { headcount: 30 });
  const rounds = await Promise.all(
    Array.from({ length: 24 }, async () => {
      const application = await anInterview(park, posting.id);
      return { application, offer: await anExtendedOffer(park, application.id) };
    }),
  );
  const answers = await Promise.all(
    rounds.flatMap(({ application, offer }, i) => {
      const accept = () => park.ask('POST', `/offers/${offer.id}/accept`, { as: clerk, body: {} });
      const reject = () => park.ask('POST', `/applications/${application.id}/reject`, { as: clerk, body: { reason: 'another field' } });
      return i % 2 === 0 ? [accept(), reject()] : [reject(), accept()];
    }),
  );
  const pairs = rounds.map((_, i) => [outcomeOf(answers[2 * i]!), outcomeOf(answers[2 * i + 1]!)].sort().join(' and '));
  expect(new Set(pairs)).toEqual(new Set(['200 and 409 invalid_transition']));
  expect(await faults()).toEqual([]);
}, 60_000);

it('opens one opening again for a hire that reneges, which one of those who wait gets', async () => {
  const posting = await aPublishedPosting(park, employer.id, { headcount: 1 });
  const waiting = await Promise.all(
    Array.from({ length: 10 }, async () => anExtendedOffer(park, (await anInterview(park, posting.id)).id)),
  );
  const hire = await aHire(park, posting.id);
  const accepts = () => Promise.all(waiting.map(({ id }) => park.ask('POST', `/offers/${id}/accept`, { as: clerk, body: {} })));
  expect(new Set((await accepts()).map(outcomeOf))).toEqual(new Set(['409 no_opening']));
  const [reneged, ...answers] = await Promise.all([
    park.ask('POST', `/hires/${hire.id}/renege`, { as: clerk, body: { reason: 'took another job' } }),
    ...waiting.map(({ id }) => park.ask('POST', `/offers/${id}/accept`, { as: clerk, body: {} })),
  ]);
  expect(reneged).toMatchObject({ status: 200, body: { state: 'reneged' } });
  const late = answers.some(({ status }) => status === 200) ? answers : await accepts();
  expect(late.map(outcomeOf).sort()).toEqual(['200', ...Array<string>(9).fill('409 no_opening')]);
  expect(await faults()).toEqual([]);
}, 60_000);

it('is accepted once, and started or reneged once, where it is said ten times at once', async () => {
  const posting = await aPublishedPosting(park, employer.id, { headcount: 5 });
  const offer = await anExtendedOffer(park, (await anInterview(park, posting.id)).id);
  const accepts = await Promise.all(
    Array.from({ length: 10 }, () => park.ask('POST', `/offers/${offer.id}/accept`, { as: clerk, body: {} })),
  );
  expect(accepts.map(outcomeOf).sort()).toEqual(['200', ...Array<string>(9).fill('409 invalid_transition')]);
  const { items } = await park.ok('GET', `/hires?offer_id=${offer.id}`, { as: clerk });
  const steps = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      i % 2 === 0
        ? park.ask('POST', `/hires/${items[0].id}/start`, { as: clerk, body: { started_on: '2025-06-16' } })
        : park.ask('POST', `/hires/${items[0].id}/renege`, { as: clerk, body: { reason: 'took another job' } }),
    ),
  );
  expect(steps.map(outcomeOf).sort()).toEqual(['200', ...Array<string>(9).fill('409 invalid_transition')]);
  expect(await faults()).toEqual([]);
});
