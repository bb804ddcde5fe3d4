/** Requests of a member to send: a test, an entry again, a range again, and deliveries that were given up. Retention, and several instances. */
import { randomUUID } from 'node:crypto';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { Dispatcher } from './dispatcher.service.ts';
import { aFair, feedsUnderTest, takeIn } from '../feeds.fixture.ts';
import { aReceiver, type Receiver } from './receiver.fixture.ts';
import { endpointOf, fairsHappen, pass, withEndpoint } from './webhooks.fixture.ts';

let park: ServiceUnderTest;
let receiver: Receiver;

beforeAll(async () => {
  park = await feedsUnderTest();
});
beforeEach(async () => {
  receiver = await aReceiver();
});
afterEach(() => receiver.close());
afterAll(() => park.close());

const ask = (member: { id: string; as: any }, path: string, body: object) =>
  park.ask('POST', `/endpoints/${member.id}${path}`, { as: member.as, body });

it('sends a test event at once, which is at no position', async () => {
  const member = await withEndpoint(park, receiver);
  const attempt = await member.call('POST', '/test');
  expect(attempt).toMatchObject({ kind: 'test', position: null, outcome: 'acknowledged', status: 204, type: 'park.feeds.test.v1' });
  expect(receiver.received.at(-1)!.event).toMatchObject({ id: attempt.event_id, subject: member.id, type: 'park.feeds.test.v1' });
  expect(receiver.received.at(-1)!.headers['webhook-id']).toBe(attempt.event_id);
  receiver.behave(() => ({ status: 500, body: 'x'.repeat(5_000) }));
  expect(await member.call('POST', '/test')).toMatchObject({ outcome: 'failed', error: 'status', answer: 'x'.repeat(1_024) });
  expect((await member.call('GET', '/attempts?kind=test')).items).toHaveLength(2);
  expect((await member.call('GET', '/attempts?kind=test&outcome=failed')).items).toHaveLength(1);
  expect(await member.call('GET')).toMatchObject({ position: 0, failures: 0 });
});

it('sends one entry again, which ends its delivery', async () => {
  receiver.behave(({ event }) => (event.sequence === 1 ? 500 : 200));
  const member = await withEndpoint(park, receiver);
  const fair = randomUUID();
  for (const sequence of [1, 2]) await takeIn(park, aFair(fair, sequence));
  await member.becomes({ position: 2 });
  expect((await member.call('GET', '/deliveries')).items).toMatchObject([{ state: 'waiting' }, { state: 'held' }]);
  expect(await member.call('POST', '/resend', { position: 1 })).toMatchObject({ kind: 'resend', position: 1, outcome: 'failed' });
  receiver.behave(() => 200);
  expect(await member.call('POST', '/resend', { position: 1 })).toMatchObject({ outcome: 'acknowledged' });
  await eventually(async () => expect((await member.call('GET', '/deliveries')).items).toEqual([]));
  expect(receiver.positions()).toEqual([1, 1, 1, 2]);
  expect(await ask(member, '/resend', { position: 3 })).toMatchObject({ status: 422, body: { code: 'position_in_future' } });
  await member.call('POST', '/pause');
  expect(await ask(member, '/resend', { position: 1 })).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
});

it('sends a range again in order, over a failure', async () => {
  const member = await withEndpoint(park, receiver);
  await fairsHappen(park, 20);
  await member.becomes({ position: 20 });
  receiver.received = [];
  let failures = 0;
  receiver.behave(({ event }) => (event.feedposition === 8 && failures++ === 0 ? 500 : 200));
  expect(await member.call('POST', '/replay', { from_position: 5, to_position: 12 })).toEqual({ count: 8 });
  await receiver.got(4);
  await eventually(async () => expect((await member.call('GET', '/attempts?kind=replay&outcome=failed')).items).toHaveLength(1));
  pass(park, 6_000);
  await receiver.got(9);
  expect(receiver.positions()).toEqual([5, 6, 7, 8, 8, 9, 10, 11, 12]);
  const { dataSource } = park.database;
  await eventually(async () => expect(await dataSource.query('select * from replay where endpoint_id = $1', [member.id])).toEqual([]));
  expect(await member.call('GET')).toMatchObject({ position: 20 });
  const replay = (from_position: number, to_position: number) => ask(member, '/replay', { from_position, to_position });
  expect(await replay(5, 4)).toMatchObject({ status: 422, body: { code: 'range_reversed' } });
  expect(await replay(1, 10_001)).toMatchObject({ status: 422, body: { code: 'range_too_long' } });
  expect(await replay(1, 21)).toMatchObject({ status: 422, body: { code: 'position_in_future', errors: [{ pointer: '/to_position' }] } });
});

it('says how many entries were lost to the retention time, and goes on with the oldest that is kept', async () => {
  const member = await withEndpoint(park, receiver);
  await member.call('POST', '/pause');
  await fairsHappen(park, 10);
  const { dataSource } = park.database;
  await dataSource.query('delete from log_entry l using endpoint e where e.id = $1 and l.log_no = e.log_no and l.position <= 6', [
    member.id,
  ]);
  await dataSource.query('update member m set first_position = 7 from endpoint e where e.id = $1 and m.log_no = e.log_no', [member.id]);
  await member.call('POST', '/resume', {});
  await member.becomes({ position: 10 });
  expect(receiver.positions().sort((a, b) => a - b)).toEqual([7, 8, 9, 10]);
  expect((await member.call('GET', '/attempts?outcome=failed')).items).toMatchObject([
    { error: 'expired', position: 1, answer: '6 entries, positions 1 to 6, were not sent: they are not kept any more' },
  ]);
  expect(await ask(member, '/resend', { position: 2 })).toMatchObject({ status: 410, body: { code: 'position_expired', oldest: 7 } });
});

it('leaves out what came while it was paused, where it is resumed further on', async () => {
  const member = await withEndpoint(park, receiver);
  await member.call('POST', '/pause');
  await fairsHappen(park, 5);
  await member.call('POST', '/resume', { skip_to: 4 });
  await member.becomes({ position: 5 });
  expect(receiver.positions()).toEqual([5]);
});

it('keeps to the rate and to the requests at the same time that were agreed', async () => {
  const member = await withEndpoint(park, receiver, { concurrency: 3 });
  receiver.behave(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return 200;
  });
  await fairsHappen(park, 30);
  await member.becomes({ position: 30 });
  expect(Math.max(...receiver.received.map(({ open }) => open))).toBeLessThanOrEqual(3);
  const limited = await aReceiver();
  try {
    limited.handshake.headers['webhook-allowed-rate'] = '300';
    const other = await endpointOf(park, member, limited);
    const begun = performance.now();
    await fairsHappen(park, 12);
    await limited.got(12);
    // Five at once, then one in 200 ms.
    expect(performance.now() - begun).toBeGreaterThan(1_300);
    await other.becomes({ position: 42 });
  } finally {
    await limited.close();
  }
});

it('holds up no other endpoint where one does not answer', async () => {
  const silent = await aReceiver();
  try {
    silent.behave(() => null);
    const member = await withEndpoint(park, silent);
    const other = await endpointOf(park, member, receiver);
    await fairsHappen(park, 100);
    await other.becomes({ position: 100 });
    expect(await member.call('GET')).toMatchObject({ position: 0 });
  } finally {
    await silent.close();
  }
});

it('is sent to by one instance, and by the other one when that stops', async () => {
  const own = await feedsUnderTest();
  const second = await feedsUnderTest({ database: own.database, issuer: own.issuer });
  try {
    const member = await withEndpoint(own, receiver);
    await fairsHappen(own, 50);
    await member.becomes({ position: 50 });
    const instances = [own, second].map(({ app }) => app.get(Dispatcher).isLeader);
    expect(instances.filter((isLeader) => isLeader)).toHaveLength(1);
    expect(receiver.positions()).toHaveLength(50);
    await [own, second][instances.indexOf(true)]!.app.get(Dispatcher).beforeApplicationShutdown();
    await fairsHappen(own, 50);
    await member.becomes({ position: 100 });
    expect(new Set(receiver.positions()).size).toBe(100);
  } finally {
    await second.close();
    await own.close();
  }
});
