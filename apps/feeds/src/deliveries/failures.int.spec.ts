/** Failures of the system of a member: retries, degraded and disabled endpoints, and their events. */
import { Schedule } from '@park/service-kit';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { feedsUnderTest } from '../feeds.fixture.ts';
import { aReceiver, type Receiver } from './receiver.fixture.ts';
import { fairsHappen, pass, withEndpoint } from './webhooks.fixture.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

let park: ServiceUnderTest;
let receiver: Receiver;

beforeEach(async () => {
  park = await feedsUnderTest();
  receiver = await aReceiver();
});
afterEach(async () => {
  await receiver.close();
  await park.close();
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

it('is summed up with its door, and with what it has not got', async () => {
  const member = await withEndpoint(park, receiver);
  await fairsHappen(park, 2);
  await member.becomes({ position: 2 });
  await member.call('POST', '/pause');
  await fairsHappen(park, 3);
  pass(park, 5 * minute);
  await park.app.get(Schedule).runDue();
  const [summary] = await park.database.dataSource.query(`select data from outbox where type = 'park.feeds.door.summarised.v1'`);
  expect(summary.data).toMatchObject({ door: 'webhook', attempted: 2, acknowledged: 2, failed: 0, backlog: 3 });
});
