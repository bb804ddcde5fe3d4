/** Endpoints over HTTP: registering, handshake, secrets, and whose they are. */
import { randomUUID } from 'node:crypto';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aReceiver, type Receiver } from '../deliveries/receiver.fixture.ts';
import { endpointOf, pass, withEndpoint } from '../deliveries/webhooks.fixture.ts';
import { aMember, desk, feedsUnderTest, moveMembership } from '../feeds.fixture.ts';

let park: ServiceUnderTest;
let receiver: Receiver;
let lines: string[];

beforeAll(async () => {
  lines = [];
  park = await feedsUnderTest({ log: (line) => void lines.push(line) });
  receiver = await aReceiver();
});
beforeEach(() => {
  receiver.received = [];
  receiver.handshake = { status: 200, headers: { 'webhook-allowed-origin': '127.0.0.1' } };
});
afterAll(async () => {
  await receiver.close();
  await park.close();
});

const eventsOf = async (id: string): Promise<string[]> =>
  (await park.database.dataSource.query('select type from outbox where aggregate_id = $1 order by version', [id])).map(
    ({ type }: { type: string }) => type.replace('park.feeds.endpoint.', '').replace('.v1', ''),
  );

it('is registered, asked for its agreement, and shows its secret once', async () => {
  const member = await aMember(park);
  const body = { name: '招聘系统', url: receiver.url, rate_per_minute: 600 };
  const headers = { 'idempotency-key': randomUUID() };
  const registered = await park.ok('POST', '/endpoints', { as: member.as, body, headers });
  expect(registered).toMatchObject({
    state: 'active',
    code: expect.stringMatching(/^EP-\d{6}$/),
    organisation_id: member.organisation_id,
    order: 'per_aggregate',
    concurrency: 4,
    position: 0,
    allowed_rate: null,
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    public_key: expect.stringMatching(/^whpk_[A-Za-z0-9+/]{43}=$/),
  });
  expect(receiver.received).toMatchObject([
    { method: 'OPTIONS', path: '/hooks', headers: { 'webhook-request-origin': '127.0.0.1', 'webhook-request-rate': '600' } },
  ]);
  const repeated = await park.ok('POST', '/endpoints', { as: member.as, body, headers });
  const read = await park.ok('GET', `/endpoints/${registered.id}`, { as: member.as });
  for (const row of [repeated, read]) {
    expect(row.id).toBe(registered.id);
    expect([row.secret, row.public_key]).toEqual([undefined, undefined]);
  }
  expect(await eventsOf(registered.id)).toEqual(['registered', 'verified']);
  const { database } = park;
  const everything = await database.dataSource.query(
    `select (select string_agg(k::text, '') from idempotency_key k) || (select string_agg(o::text, '') from outbox o)
       || (select string_agg(s::text, '') from endpoint_secret s) as text`,
  );
  expect(everything[0].text).not.toContain(registered.secret.slice(6));
  expect(lines.join('')).not.toContain(registered.secret.slice(6));
});

it.each([
  ['another origin', { status: 200, headers: { 'webhook-allowed-origin': 'other.example.com' } }, 'origin_not_allowed', 200],
  ['no origin', { status: 200, headers: {} }, 'origin_not_allowed', 200],
  ['an error', { status: 500, headers: { 'webhook-allowed-origin': '*' } }, 'status', 500],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1/', 'webhook-allowed-origin': '*' } }, 'redirect', 302],
  ['a rate that is none', { status: 200, headers: { 'webhook-allowed-origin': '*', 'webhook-allowed-rate': '0' } }, 'malformed_rate', 200],
])('gets nothing where it answers %s, until it agrees', async (_, handshake, error, status) => {
  receiver.handshake = handshake;
  const member = await withEndpoint(park, receiver);
  expect(member.endpoint).toMatchObject({ state: 'pending_verification', secret: expect.any(String), verified_at: null });
  const refused = await park.ask('POST', `/endpoints/${member.id}/verify`, { as: member.as });
  expect([refused.status, refused.body]).toMatchObject([409, { code: 'handshake_refused', answer: { status, error } }]);
  expect(await park.ask('POST', `/endpoints/${member.id}/test`, { as: member.as })).toMatchObject({ status: 409 });
  receiver.handshake = { status: 204, headers: { 'webhook-allowed-origin': '*', 'webhook-allowed-rate': '120' } };
  expect(await member.call('POST', '/verify')).toMatchObject({ state: 'active', allowed_rate: 120 });
});

it('is verified anew with another address, and not with another name', async () => {
  const member = await withEndpoint(park, receiver);
  const change = (body: object, version: number) => member.call('PATCH', '', body, { 'if-match': `"${version}"` });
  expect(await change({ name: '另一系统', rate_per_minute: null }, 2)).toMatchObject({ state: 'active', name: '另一系统' });
  receiver.handshake = { status: 403, headers: {} };
  expect(await change({ url: `${receiver.url}/2` }, 3)).toMatchObject({ state: 'pending_verification' });
  receiver.handshake = { status: 200, headers: { 'webhook-allowed-origin': '*' } };
  expect(await change({ url: `${receiver.url}/3` }, 4)).toMatchObject({ state: 'active' });
  expect(receiver.received.filter(({ method }) => method === 'OPTIONS').map(({ path }) => path)).toEqual([
    '/hooks',
    '/hooks/2',
    '/hooks/3',
  ]);
  expect(await eventsOf(member.id)).toEqual(['registered', 'verified', 'changed', 'changed', 'changed', 'verified']);
  const refused = await park.ask('PATCH', `/endpoints/${member.id}`, {
    as: member.as,
    body: { url: 'https://169.254.169.254/' },
    headers: { 'if-match': '"6"' },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'address_refused', errors: [{ pointer: '/url' }] } });
});

it('is paused, resumed later or further on, disabled by the park alone, and revoked for good', async () => {
  const member = await withEndpoint(park, receiver);
  expect(await member.call('POST', '/pause')).toMatchObject({ state: 'paused' });
  expect(await park.ask('POST', `/endpoints/${member.id}/resume`, { as: member.as, body: { skip_to: 1 } })).toMatchObject({
    status: 422,
    body: { code: 'position_in_future' },
  });
  expect(await member.call('POST', '/resume', {})).toMatchObject({ state: 'active' });
  const disable = (as: any) => park.ask('POST', `/endpoints/${member.id}/disable`, { as, body: { reason: '占用过多' } });
  expect(await disable({ ...member.as, scopes: desk.scopes })).toMatchObject({ status: 403 });
  expect(await disable(desk)).toMatchObject({ status: 200, body: { state: 'disabled', disabled_reason: 'operator', reason: '占用过多' } });
  expect(await park.ask('POST', `/endpoints/${member.id}/resume`, { as: member.as, body: {} })).toMatchObject({
    status: 403,
    body: { code: 'disabled_by_operator' },
  });
  await park.ok('POST', `/endpoints/${member.id}/resume`, { as: desk, body: {} });
  expect(await member.call('POST', '/revoke')).toMatchObject({ state: 'revoked' });
  expect(await park.database.dataSource.query('select count(*) from endpoint_secret where endpoint_id = $1', [member.id])).toEqual([
    { count: 0 },
  ]);
  expect(await park.ask('POST', `/endpoints/${member.id}/resume`, { as: member.as, body: {} })).toMatchObject({ status: 409 });
});

it('rotates its secret once for a key, and forgets the old one when that has run out', async () => {
  const member = await withEndpoint(park, receiver);
  const headers = { 'idempotency-key': randomUUID() };
  const rotated = await member.call('POST', '/rotate-secret', { overlap_hours: 2 }, headers);
  const until = new Date(park.time.now.getTime() + 7_200_000).toISOString();
  expect(rotated).toMatchObject({ old_secret_valid_until: until, secret: expect.any(String) });
  expect(rotated.secret).not.toBe(member.endpoint.secret);
  expect((await member.call('POST', '/rotate-secret', { overlap_hours: 2 }, headers)).secret).toBeUndefined();
  const secrets = () => park.database.dataSource.query('select valid_until from endpoint_secret where endpoint_id = $1', [member.id]);
  expect(await secrets()).toHaveLength(2);
  pass(park, 7_200_000);
  await park.app.get(Schedule).runDue();
  expect(await secrets()).toEqual([{ valid_until: null }]);
  expect(await member.call('GET')).toMatchObject({ old_secret_valid_until: null });
  for (let i = 0; i < 4; i++) await member.call('POST', '/rotate-secret', {});
  expect(await park.ask('POST', `/endpoints/${member.id}/rotate-secret`, { as: member.as, body: {} })).toMatchObject({
    status: 409,
    body: { code: 'too_many_secrets' },
  });
  await member.call('POST', '/rotate-secret', { overlap_hours: 0 });
  expect(await secrets()).toEqual([{ valid_until: null }]);
});

it('lets a member have twenty, however many come at once', async () => {
  const member = await aMember(park);
  const answers = await Promise.all(
    Array.from({ length: 110 }, (_, i) => park.ask('POST', '/endpoints', { as: member.as, body: { name: `${i}`, url: receiver.url } })),
  );
  const statuses = answers.map(({ status }) => status);
  expect([statuses.filter((status) => status === 201).length, statuses.filter((status) => status === 409).length]).toEqual([20, 90]);
  const { items } = await park.ok('GET', '/endpoints?limit=100', { as: member.as });
  expect(items).toHaveLength(20);
  await park.ok('POST', `/endpoints/${items[0].id}/revoke`, { as: member.as });
  await park.ok('POST', '/endpoints', { as: member.as, body: { name: '又一', url: receiver.url } });
});

it('is another member’s as if it were not there', async () => {
  const member = await withEndpoint(park, receiver);
  const { as } = await aMember(park);
  const ask = async (method: string, path: string, body?: object) =>
    (await park.ask(method, `/endpoints/${member.id}${path}`, { as, headers: { 'if-match': '"2"' }, ...(body && { body }) })).status;
  const statuses = [
    await ask('GET', ''),
    await ask('PATCH', '', { name: 'x' }),
    await ask('GET', '/attempts'),
    await ask('GET', '/deliveries'),
    await ask('POST', '/resend', { position: 1 }),
    await ask('POST', '/recover', { since: '2025-06-01T00:00:00Z' }),
    await ask('POST', '/replay', { from_position: 1, to_position: 2 }),
    await ask('POST', '/rotate-secret', {}),
    await ask('POST', '/resume', {}),
  ];
  for (const command of ['verify', 'test', 'pause', 'revoke']) statuses.push(await ask('POST', `/${command}`));
  expect(statuses).toEqual(statuses.map(() => 404));
  expect((await park.ok('GET', '/endpoints', { as })).items).toEqual([]);
  expect(await member.call('GET')).toMatchObject({ version: 2, state: 'active' });
  expect((await park.ok('GET', '/endpoints?limit=100', { as: desk })).items.length).toBeGreaterThan(1);
});

it('is registered by the park for a member, and for a member that is open alone', async () => {
  const member = await aMember(park);
  const body = { name: '园区代登记', url: receiver.url };
  const register = (organisation_id?: string) => park.ask('POST', '/endpoints', { as: desk, body: { ...body, organisation_id } });
  expect(await register(member.organisation_id)).toMatchObject({ status: 201, body: { uscc: member.uscc, state: 'active' } });
  expect(await register(randomUUID())).toMatchObject({ status: 422, body: { code: 'unknown_member' } });
  const own = await endpointOf(park, member, receiver);
  await moveMembership(park, member, 5, 'suspended');
  expect(await register(member.organisation_id)).toMatchObject({ status: 403, body: { code: 'membership_not_active' } });
  expect(await park.ask('POST', '/endpoints', { as: member.as, body })).toMatchObject({ status: 403 });
  expect(await park.ask('POST', `/endpoints/${own.id}/test`, { as: member.as })).toMatchObject({ status: 403 });
});
