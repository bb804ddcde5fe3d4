/** The traffic of the doors of readers, summed up and summarised. */
import { randomUUID } from 'node:crypto';
import { Schedule } from '@park/service-kit';
import { wholeScansOfJobs, type ServiceUnderTest } from '@park/test-kit';
import { aFair, aMember, feedsUnderTest, read, subscribed, takeIn, type MemberUnderTest } from '../feeds.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

const summariesOf = async ({ organisation_id }: MemberUnderTest): Promise<any[]> =>
  (
    await park.database.dataSource.query(
      `select data from outbox where type = 'park.feeds.door.summarised.v1' and data ->> 'organisation_id' = $1 order by position`,
      [organisation_id],
    )
  ).map(({ data }: any) => data);
const positions = (member: MemberUnderTest) => park.ok('GET', '/feed/positions', { as: member.as });

it('counts a page as received when the next one is asked for, with the time since the event', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  const start = new Date(park.time.now);
  await takeIn(park, ...Array.from({ length: 10 }, () => ({ ...aFair(randomUUID()), time: start.toISOString() })));
  await read(park, member);
  expect(await positions(member)).toMatchObject({ last: 10, doors: [{ door: 'pull', sent: 10, acknowledged: 0 }] });
  park.time.now = new Date(start.getTime() + 20_000);
  await read(park, member, 7);
  await read(park, member, 3);
  expect(await positions(member)).toMatchObject({ doors: [{ door: 'pull', sent: 10, acknowledged: 7 }] });
  park.time.now = new Date(start.getTime() + 6 * 60_000);
  await park.app.get(Schedule).runDue();
  expect(await summariesOf(member)).toMatchObject([
    { door: 'pull', attempted: 7, acknowledged: 7, failed: 0, backlog: 3, latencies: [{ le_s: 30, events: 7 }], from: start.toISOString() },
  ]);
  await park.app.get(Schedule).runDue();
  expect(await summariesOf(member)).toHaveLength(1);
  park.time.now = start;
});

it('summarises a door that nobody comes through once an hour, until it was not used for thirty days', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  const start = new Date(park.time.now);
  await read(park, member);
  await positions(member);
  await takeIn(park, aFair(randomUUID()));
  const after = async (minutes: number): Promise<void> => {
    park.time.now = new Date(start.getTime() + minutes * 60_000);
    await park.app.get(Schedule).runDue();
  };
  await after(6);
  await after(61);
  await after(122);
  expect((await summariesOf(member)).map(({ backlog, attempted }) => [backlog, attempted])).toEqual([
    [1, 0],
    [1, 0],
  ]);
  await after(31 * 24 * 60);
  expect(await summariesOf(member)).toHaveLength(2);
  park.time.now = start;
});

it('counts what a reader received from where it began, however quickly it read', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, ...Array.from({ length: 30 }, () => aFair(randomUUID())));
  for (const after of [10, 20, 30]) await park.ok('GET', `/feed?after=${after}&limit=10`, { as: member.as });
  await positions(member);
  const rows = await park.database.dataSource.query('select delivered, sent, acknowledged from door where organisation_id = $1', [
    member.organisation_id,
  ]);
  expect(rows).toEqual([{ delivered: 20, sent: 30, acknowledged: 30 }]);
});

it('finds what is due by an index', async () => {
  expect(await wholeScansOfJobs(park)).toEqual([]);
});
