/** How the members' feeds do as reporting answers it, asked of the feeds service itself. */
import { memberFeeds } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { aMember, desk, feedsUnderTest, subscribed } from '../../../../../feeds/src/feeds.fixture.ts';
import { analyst, reportingUnderTest, Sender } from '../../../reporting.fixture.ts';

const sender = new Sender();
let feeds: ServiceUnderTest;
let park: ServiceUnderTest;

beforeAll(async () => {
  await sender.connect();
  feeds = await feedsUnderTest({ settings: { PARK_CODE: sender.code } });
  park = await reportingUnderTest(sender, { issuer: feeds.issuer, settings: { FEEDS_URL: feeds.url } });
});
afterAll(async () => {
  await park.close();
  await feeds.close();
  await sender.close();
});

it('is what the feeds service says, word for word', async () => {
  for (const _ of [1, 2, 3]) await subscribed(feeds, await aMember(feeds));
  const own = await feeds.ok('GET', '/members?limit=2&count=true', { as: desk });
  const { status, body } = await park.ask('GET', '/feeds/members?limit=2&count=true', { as: analyst });
  expect([status, body]).toEqual([200, own]);
  expect(memberFeeds.parse(body)).toMatchObject({ items: [{ live_subscriptions: 1 }, {}], healths: { unused: 3 } });
  const rest = await park.ok('GET', `/feeds/members?limit=2&cursor=${body.next}`, { as: analyst });
  expect(rest).toMatchObject({ items: [{ health: 'unused' }], next: null });
});

it('is for the park alone', async () => {
  const member = { ...analyst, organisation: '91370211MA0000A19M' };
  expect(await park.ask('GET', '/feeds/members', { as: member })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
});

it('is refused where the feeds service does not answer', async () => {
  const alone = await reportingUnderTest(sender, { issuer: feeds.issuer, database: park.database });
  const answer = await alone.ask('GET', '/feeds/members', { as: analyst });
  await alone.app.close();
  expect(answer).toMatchObject({ status: 503, body: { code: 'feeds_unreachable' } });
});
