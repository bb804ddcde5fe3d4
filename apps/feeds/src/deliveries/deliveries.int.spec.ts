/** What reaches the system of a member, in which order, and what happens where that fails. */
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { Schedule } from '@park/service-kit';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { Webhook } from 'standardwebhooks';
import { aFair, feedsUnderTest, moveMembership, takeIn } from '../feeds.fixture.ts';
import { aReceiver, type Received, type Receiver } from './receiver.fixture.ts';
import { fairsHappen, pass, withEndpoint } from './webhooks.fixture.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

let park: ServiceUnderTest;
let receiver: Receiver;

beforeEach(async () => {
  // Signatures are valid for five minutes of the receiver’s own time.
  park = await feedsUnderTest({ now: new Date().toISOString() });
  receiver = await aReceiver();
});
afterEach(async () => {
  await receiver.close();
  await park.close();
});

const fairHappens = (subject: string, sequence: number) => takeIn(park, aFair(subject, sequence));
const sequencesOf = (subject: string): number[] =>
  receiver.received.filter(({ event }) => event?.subject === subject).map(({ event }) => event.sequence as number);

it('sends each entry once, signed by both ways, and notes it', async () => {
  const member = await withEndpoint(park, receiver, { concurrency: 8 });
  await fairsHappen(park, 40);
  const got = await receiver.got(40);
  const { body, headers, event } = got[0]!;
  expect(new Webhook(member.endpoint.secret).verify(body, headers)).toEqual(event);
  expect(isSigned(member.endpoint.public_key, got[0]!)).toBe(true);
  expect(headers).toMatchObject({ 'webhook-id': event.id, 'content-type': 'application/cloudevents+json; charset=utf-8' });
  expect(event).toMatchObject({ specversion: '1.0', type: 'park.recruitment.fair.phase-changed.v1', feedposition: expect.any(Number) });
  const row = await member.becomes({ position: 40, failures: 0 });
  expect(row.last_acknowledged_at).not.toBeNull();
  expect(receiver.positions().sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  const page = await member.call('GET', '/attempts?limit=30');
  expect(page.items).toHaveLength(30);
  expect(page.items[0]).toMatchObject({ kind: 'first', outcome: 'acknowledged', status: 204, error: null, answer: '' });
  const rest = await member.call('GET', `/attempts?limit=30&cursor=${page.next}`);
  expect([rest.items.length, rest.next]).toEqual([10, null]);
  expect((await member.call('GET', '/attempts?position=7')).items).toMatchObject([{ position: 7 }]);
  const { doors } = await park.ok('GET', '/feed/positions', { as: member.as });
  expect(doors).toMatchObject([{ door: 'webhook', endpoint_id: member.id, sent: 40, acknowledged: 40, waiting: 0 }]);
  const [door] = await park.database.dataSource.query(`select * from door where kind = 'webhook'`);
  expect(door).toMatchObject({ attempted: 40, delivered: 40, failed: 0 });
  expect(door.latencies.reduce((sum: number, n: number) => sum + n)).toBe(40);
});

it('keeps the order of an aggregate over a failure, and lets others pass', async () => {
  const [slow, other] = [randomUUID(), randomUUID()];
  let failures = 0;
  receiver.behave(({ event }) => (event.subject === slow && event.sequence === 2 && failures++ < 1 ? 503 : 200));
  const member = await withEndpoint(park, receiver);
  for (const sequence of [1, 2, 3, 4]) await fairHappens(slow, sequence);
  await fairHappens(other, 1);
  await member.becomes({ position: 5 });
  expect([sequencesOf(slow), sequencesOf(other)]).toEqual([[1, 2], [1]]);
  const deliveries = await member.call('GET', '/deliveries');
  expect(deliveries.items).toMatchObject([
    { position: 2, state: 'waiting', attempts: 1, last_error: 'status' },
    { position: 3, state: 'held', attempts: 0, next_at: null },
    { position: 4, state: 'held' },
  ]);
  expect((await park.ok('GET', '/feed/positions', { as: member.as })).doors).toMatchObject([{ sent: 5, acknowledged: 1, waiting: 3 }]);
  await fairHappens(slow, 5);
  pass(park, 6 * second);
  await eventually(async () => expect((await member.call('GET', '/deliveries')).items).toEqual([]));
  expect(sequencesOf(slow)).toEqual([1, 2, 2, 3, 4, 5]);
});

it('sends what comes next at once where the order is all the same', async () => {
  const fair = randomUUID();
  receiver.behave(({ event }) => (event.sequence === 1 ? 500 : 200));
  const member = await withEndpoint(park, receiver, { order: 'unordered' });
  for (const sequence of [1, 2, 3]) await fairHappens(fair, sequence);
  await member.becomes({ position: 3 });
  expect(sequencesOf(fair).sort()).toEqual([1, 2, 3]);
  expect((await member.call('GET', '/deliveries')).items).toMatchObject([{ position: 1, state: 'waiting' }]);
});

it('puts deliveries in the order of their aggregate where that is wanted from now on', async () => {
  const fair = randomUUID();
  receiver.behave(() => 500);
  const member = await withEndpoint(park, receiver, { order: 'unordered' });
  for (const sequence of [1, 2, 3]) await fairHappens(fair, sequence);
  await member.becomes({ position: 3, failures: 3 });
  await member.call('PATCH', '', { order: 'per_aggregate' }, { 'if-match': '"2"' });
  const states = async () => (await member.call('GET', '/deliveries')).items.map(({ state }: any) => state);
  expect(await states()).toEqual(['waiting', 'held', 'held']);
  receiver.behave(() => 200);
  receiver.received = [];
  pass(park, 6 * second);
  await eventually(async () => expect(await states()).toEqual([]));
  expect(sequencesOf(fair)).toEqual([1, 2, 3]);
});

it('tries again by the schedule, later where the endpoint asks for it, and gives up in the end', async () => {
  let answer: any = 500;
  receiver.behave(() => answer);
  const member = await withEndpoint(park, receiver);
  await fairsHappen(park, 1);
  const waits = async (attempts: number): Promise<number> => {
    const { next_at } = await eventually(async () => {
      const { items } = await member.call('GET', '/deliveries?state=waiting');
      expect(items).toMatchObject([{ attempts }]);
      return items[0];
    });
    return Date.parse(next_at) - park.time.now.getTime();
  };
  expect(await waits(1)).toBeLessThanOrEqual(6 * second);
  answer = { status: 429, headers: { 'retry-after': '1200' } };
  pass(park, 6 * second);
  expect(await waits(2)).toBe(1_200 * second);
  answer = { status: 503, headers: { 'retry-after': new Date(park.time.now.getTime() + 1_200 * second + 3 * hour).toUTCString() } };
  pass(park, 1_200 * second);
  expect((await waits(3)) / hour).toBeCloseTo(3, 2);
  answer = 500;
  for (const [attempts, hours] of [3, 3, 6, 12, 12, 29, 29].entries()) {
    pass(park, hours * hour);
    if (attempts < 6) await waits(attempts + 4);
  }
  await eventually(async () =>
    expect((await member.call('GET', '/deliveries')).items).toMatchObject([{ state: 'given_up', attempts: 10, last_error: 'status' }]),
  );
  answer = 200;
  const since = new Date(park.time.now.getTime() - minute).toISOString();
  const row = await member.becomes({ state: 'degraded' });
  expect(row.failures).toBe(10);
  expect(await member.call('POST', '/recover', { since })).toEqual({ count: 1 });
  await member.becomes({ state: 'active', failures: 0 });
  expect(await member.call('GET', '/deliveries')).toMatchObject({ items: [] });
  expect(receiver.received.filter(({ event }) => event)).toHaveLength(11);
});

it('is degraded by ten failures, tried by one entry alone, and recovers with all that came meanwhile', async () => {
  let isWell = false;
  receiver.behave(() => (isWell ? 200 : 500));
  const member = await withEndpoint(park, receiver, { concurrency: 1 });
  await fairsHappen(park, 50);
  const { position } = await member.becomes({ state: 'degraded', failures: 10 });
  expect(position).toBe(10);
  const before = receiver.received.length;
  pass(park, 6 * second);
  await eventually(() => expect(receiver.received).toHaveLength(before + 1));
  expect(receiver.received.at(-1)!.event.feedposition).toBe(1);
  await member.becomes({ failures: 11 });
  pass(park, 5 * minute);
  await eventually(() => expect(receiver.received).toHaveLength(before + 2));
  isWell = true;
  pass(park, 5 * minute);
  await member.becomes({ state: 'active', position: 50, failures: 0, failing_since: null });
  pass(park, 40 * minute);
  await eventually(async () => expect((await member.call('GET', '/deliveries')).items).toEqual([]));
  const types = await park.database.dataSource.query('select type from outbox where aggregate_id = $1 order by version', [member.id]);
  expect(types.map(({ type }: any) => type.split('.')[3])).toEqual(['registered', 'verified', 'degraded', 'recovered']);
  expect(new Set(receiver.positions()).size).toBe(50);
});

it('is disabled after five days of failure', async () => {
  receiver.behave(() => 500);
  const member = await withEndpoint(park, receiver);
  await fairsHappen(park, 1);
  await member.becomes({ failures: 1 });
  pass(park, 5 * day - minute);
  await park.app.get(Schedule).runDue();
  expect((await member.call('GET')).state).not.toBe('disabled');
  pass(park, minute);
  await park.app.get(Schedule).runDue();
  expect(await member.call('GET')).toMatchObject({ state: 'disabled', disabled_reason: 'failing' });
  receiver.behave(() => 200);
  expect(await member.call('POST', '/resume', {})).toMatchObject({ state: 'active', failures: 0 });
  pass(park, 6 * minute);
  await eventually(async () => expect((await member.call('GET', '/deliveries')).items).toEqual([]));
});

it('is disabled at once by an answer that says that it is gone', async () => {
  receiver.behave(() => 410);
  const member = await withEndpoint(park, receiver, { concurrency: 1 });
  await fairsHappen(park, 5);
  await member.becomes({ state: 'disabled', disabled_reason: 'gone', position: 1 });
  expect(receiver.positions()).toEqual([1]);
});

it('signs by both secrets while both are valid, also what failed before', async () => {
  receiver.behave(() => (receiver.positions().length === 1 ? 500 : 200));
  const member = await withEndpoint(park, receiver);
  await fairsHappen(park, 1);
  await member.becomes({ failures: 1 });
  const { secret, public_key } = await member.call('POST', '/rotate-secret', {});
  pass(park, 6 * second);
  const [, retried] = (await receiver.got(2)) as [Received, Received];
  for (const one of [secret, member.endpoint.secret]) expect(new Webhook(one).verify(retried.body, retried.headers)).toEqual(retried.event);
  for (const one of [public_key, member.endpoint.public_key]) expect(isSigned(one, retried)).toBe(true);
});

it('sends nothing to a member that is suspended, and goes on when it is back', async () => {
  const held: (() => void)[] = [];
  receiver.behave(async () => await new Promise<number>((resolve) => held.push(() => resolve(200))));
  const member = await withEndpoint(park, receiver, { concurrency: 2 });
  await fairsHappen(park, 10);
  await receiver.got(2);
  await moveMembership(park, member, 5, 'suspended');
  const { dataSource } = park.database;
  const row = async () => (await dataSource.query('select position, state from endpoint where id = $1', [member.id]))[0];
  await eventually(async () => expect(await webhooksRunning()).toBe(0));
  held.splice(0).forEach((answer) => answer());
  await eventually(async () => expect(await row()).toEqual({ position: 2, state: 'active' }));
  receiver.behave(() => 200);
  await moveMembership(park, member, 6, 'active');
  await member.becomes({ position: 10 });
  expect(receiver.positions().sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

/** Endpoints that the dispatcher sends to, by its own gauge. */
async function webhooksRunning(): Promise<number> {
  const text = await (await fetch(`${park.url}/metrics`)).text();
  return Number(/^webhook_endpoints (\d+)$/m.exec(text)?.[1]);
}

function isSigned(publicKey: string, { headers, body }: Received): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const signatures = headers['webhook-signature']!.split(' ').filter((one) => one.startsWith('v1a,'));
  return signatures.some((one) => verify(null, signed, key, Buffer.from(one.slice(4), 'base64')));
}
