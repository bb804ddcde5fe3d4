/** Deliveries at the system of a member: signed, in order, and held back where they must be. */
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { Webhook } from 'standardwebhooks';
import { aFair, feedsUnderTest, moveMembership, takeIn } from '../feeds.fixture.ts';
import { aReceiver, type Received, type Receiver } from './receiver.fixture.ts';
import { fairsHappen, pass, withEndpoint } from './webhooks.fixture.ts';

const second = 1_000;

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
  return Number(/^webhook_endpoints (\d+)$/m.exec(await park.metrics())?.[1]);
}

function isSigned(publicKey: string, { headers, body }: Received): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const signatures = headers['webhook-signature']!.split(' ').filter((one) => one.startsWith('v1a,'));
  return signatures.some((one) => verify(null, signed, key, Buffer.from(one.slice(4), 'base64')));
}
