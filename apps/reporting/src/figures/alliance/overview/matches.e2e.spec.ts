/** The matcher's reasons as reporting answers them, asked of the alliance service itself. */
import { needMatches } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, clerk } from '../../../../../alliance/src/alliance.fixture.ts';
import { aListedResource, aPublishedNeed, someMembers } from '../../../../../alliance/src/needs/lists-under-test.fixture.ts';
import { analyst, reportingUnderTest, Sender } from '../../../reporting.fixture.ts';

const sender = new Sender();
let alliance: ServiceUnderTest;
let park: ServiceUnderTest;

beforeAll(async () => {
  await sender.connect();
  alliance = await allianceUnderTest({ settings: { PARK_CODE: sender.code } });
  park = await reportingUnderTest(sender, { issuer: alliance.issuer, settings: { ALLIANCE_URL: alliance.url } });
});
afterAll(async () => {
  await park.close();
  await alliance.close();
  await sender.close();
});

const matchesOf = (id: string) => park.ask('GET', `/alliance/needs/${id}/matches`, { as: analyst });

it('are those of the alliance service, word for word', async () => {
  const [owner, host] = await someMembers(alliance, 2);
  const need = await aPublishedNeed(alliance, owner!);
  await aListedResource(alliance, host!, 2);
  const own = await alliance.ok('GET', `/needs/${need.id}/matches?limit=100`, { as: clerk });
  const { status, body } = await matchesOf(need.id);
  expect([status, body]).toEqual([200, own]);
  expect(needMatches.parse(body).items[0]).toMatchObject({ rank: 1, kind: 'resource', membership_id: host!.id, fits: true });
  expect(own.items[0].reasons).toHaveLength(7);
});

it('are refused as there, for a need that there is not and one that is over', async () => {
  const [owner] = await someMembers(alliance, 1);
  const need = await aPublishedNeed(alliance, owner!);
  await alliance.ok('POST', `/needs/${need.id}/withdraw`, { as: clerk, body: { reason: 'rented elsewhere' } });
  expect(await matchesOf(need.id)).toMatchObject({ status: 409, body: { code: 'need_not_open' } });
  expect(await matchesOf(crypto.randomUUID())).toMatchObject({ status: 404, body: { code: 'need_not_found' } });
});
