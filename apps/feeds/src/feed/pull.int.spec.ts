/** The first door: pages of the own log. */
import { randomUUID } from 'node:crypto';
import { alliance, events } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { aFair, aMember, anEvent, desk, feedsUnderTest, moveMembership, read, scopes, subscribed, takeIn } from '../feeds.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

const positionsOf = (batch: any[]): number[] => batch.map(({ feedposition }) => feedposition);

it('answers what a member subscribed to, each entry once, with positions from 1 without gaps', async () => {
  const member = await aMember(park);
  await subscribed(park, member, { topics: ['jobs'] });
  await subscribed(park, member, { types: ['park.recruitment.fair.phase-changed.v1'] });
  const fair = randomUUID();
  await takeIn(park, aFair(fair, 1), anEvent(events.SeasonPlannedV1, randomUUID()), aFair(fair, 2));
  await takeIn(park, aFair(randomUUID(), 1));
  const batch = await read(park, member);
  expect(positionsOf(batch)).toEqual([1, 2, 3]);
  expect(batch.map(({ subject, sequence }) => [subject === fair, sequence])).toEqual([
    [true, 1],
    [true, 2],
    [false, 1],
  ]);
  expect(batch[0].data).toEqual({ code: 'JF-2025-08', to_state: 'employer_registration', fair_on: '2025-08-18' });
});

it('shows no actor, no request and no member of the data that stays inside', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, aFair(randomUUID()), anEvent(alliance.MembershipSuspendedV1, randomUUID()));
  const [entry, ...others] = await read(park, member);
  expect(others).toEqual([]);
  expect(Object.keys(entry).sort()).toEqual(
    [
      'data',
      'datacontenttype',
      'dataschema',
      'effectivedate',
      'feedposition',
      'id',
      'sequence',
      'source',
      'specversion',
      'subject',
      'time',
      'type',
    ].sort(),
  );
});

it('is closed to the park, to strangers and to a member that is suspended, which goes on where it was', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, aFair(randomUUID()));
  const ask = (as: any) => park.ask('GET', '/feed', { as });
  expect(await ask(desk)).toMatchObject({ status: 403, body: { code: 'members_only' } });
  expect(await ask({ ...member.as, organisation: '91370211MA8888888C' })).toMatchObject({ status: 403, body: { code: 'members_only' } });
  expect(await ask({ ...member.as, scopes: scopes.filter((scope) => scope !== 'feeds:feed:read') })).toMatchObject({ status: 403 });
  const other = await aMember(park);
  await subscribed(park, other);
  await moveMembership(park, other, 5, 'suspended');
  await takeIn(park, aFair(randomUUID()));
  expect(await ask(other.as)).toMatchObject({ status: 403, body: { code: 'membership_not_active' } });
  await moveMembership(park, other, 6, 'active');
  await takeIn(park, aFair(randomUUID()));
  const again = await feedsUnderTest({ database: park.database, issuer: park.issuer });
  try {
    expect(await again.ok('GET', '/feed', { as: other.as })).toMatchObject([{ feedposition: 1 }]);
  } finally {
    await again.close();
  }
});

it('answers 410 with the oldest position where the entries are not kept any more, and 422 for a position of the future', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, ...Array.from({ length: 150 }, () => aFair(randomUUID())));
  expect(await park.ok('GET', '/feed?after=0&limit=100', { as: member.as })).toHaveLength(100);
  const before = park.time.now;
  park.time.now = new Date(before.getTime() + 91 * 86_400_000);
  await takeIn(park, aFair(randomUUID()));
  await park.app.get(Schedule).runDue();
  expect(await park.ask('GET', '/feed?after=3', { as: member.as })).toMatchObject({
    status: 410,
    body: { code: 'position_expired', oldest: 151 },
  });
  // A page that was read in full before is not kept longer than its entries.
  await eventually(async () => expect((await park.ask('GET', '/feed?after=0&limit=100', { as: member.as })).status).toBe(410));
  expect(positionsOf(await read(park, member, 150))).toEqual([151]);
  expect(positionsOf(await park.ok('GET', '/feed', { as: member.as }))).toEqual([151]);
  expect(await park.ask('GET', '/feed?after=152', { as: member.as })).toMatchObject({
    status: 422,
    body: { code: 'position_in_future', newest: 151, errors: [{ pointer: '/after' }] },
  });
  park.time.now = before;
});

it('waits for an entry where it is asked to, and answers as soon as it comes', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  const waiting = park.ok('GET', '/feed?after=0&wait=30', { as: member.as });
  await takeIn(park, aFair(randomUUID()));
  expect(positionsOf(await waiting)).toEqual([1]);
  expect(await park.ok('GET', '/feed?after=1&wait=1', { as: member.as })).toEqual([]);
});

it('acknowledges what was received before it waits for more', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, aFair(randomUUID()));
  const waiting = park.ok('GET', '/feed?after=1&wait=60', { as: member.as });
  await eventually(async () =>
    expect(await park.ok('GET', '/feed/positions', { as: member.as })).toMatchObject({ doors: [{ door: 'pull', acknowledged: 1 }] }),
  );
  await takeIn(park, aFair(randomUUID()));
  expect(positionsOf(await waiting)).toEqual([2]);
});

it('has an ETag, a link to the next page, and is compressed where that helps', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, ...Array.from({ length: 20 }, () => aFair(randomUUID())));
  const first = await park.ask('GET', '/feed?limit=20', { as: member.as });
  expect([first.headers.get('etag'), first.headers.get('feed-position'), first.headers.get('link')]).toEqual([
    '"0-20"',
    '20',
    '</feed?after=20&limit=20>; rel="next"',
  ]);
  expect(await park.ask('GET', '/feed?limit=20', { as: member.as, headers: { 'if-none-match': '"0-20"' } })).toMatchObject({ status: 304 });
  const token = await park.issuer.token(member.as);
  const raw = await fetch(`${park.url}/feed?limit=20`, { headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' } });
  expect(raw.headers.get('content-encoding')).toBe('gzip');
  expect(await raw.json()).toEqual(first.body);
});

it('is one member’s own: another one’s positions and entries are its own ones', async () => {
  const [one, other] = [await aMember(park), await aMember(park)];
  await subscribed(park, one, { topics: ['jobs'] });
  await subscribed(park, other, { modes: ['industry_promotion'] });
  const need = anEvent(alliance.NeedPublishedV1, randomUUID(), 2, { mode: 'industry_promotion' });
  await takeIn(park, aFair(randomUUID()), need);
  expect((await read(park, one)).map(({ type }) => type)).toEqual(['park.recruitment.fair.phase-changed.v1']);
  expect((await read(park, other)).map(({ type }) => type)).toEqual(['park.alliance.need.published.v1']);
  expect((await park.ok('GET', '/subscriptions', { as: other.as })).items).toHaveLength(1);
});

it('is shown to readers as Atom, the newest entry first', async () => {
  const member = await aMember(park);
  const token = await park.issuer.token(member.as);
  const atom = async (): Promise<string> => {
    const answer = await fetch(`${park.url}/feed/atom?limit=2`, { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    return await answer.text();
  };
  expect(await atom()).not.toContain('<entry>');
  await subscribed(park, member);
  const all = [
    aFair(randomUUID()),
    aFair(randomUUID()),
    anEvent(alliance.NeedPublishedV1, randomUUID(), 2, { title: '<b>会议室 & 投影</b>' }),
  ];
  await takeIn(park, ...all);
  const text = await atom();
  const ids = [...text.matchAll(/<entry>.*?<id>urn:uuid:([^<]+)<\/id>/gs)].map(([, id]) => id);
  expect(ids).toEqual([all[2]!.id, all[1]!.id]);
  expect(text).toContain('<feed xmlns="http://www.w3.org/2005/Atom">');
  expect(text).toContain('需求发布');
  expect(text).not.toContain('<b>会议室');
});
