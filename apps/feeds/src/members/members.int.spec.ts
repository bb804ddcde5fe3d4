/** The members' feeds as the park sees them. Endpoints are written as rows: how they come into their states is told where they are. */
import { memberFeeds } from '@park/contracts';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { EndpointTable } from '../endpoints/endpoint.table.ts';
import { anEndpoint } from '../endpoints/endpoint.fixture.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { memberFeeds as memberFeedsOf } from './members.store.ts';
import { aFair, aMember, desk, feedsUnderTest, moveMembership, read, subscribed, takeIn, type MemberUnderTest } from '../feeds.fixture.ts';

let park: ServiceUnderTest;
let made = 0;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

const list = (query = ''): Promise<any> => park.ok('GET', `/members${query}`, { as: desk });
const feedOf = async ({ uscc }: MemberUnderTest): Promise<any> => (await list(`?q=${uscc}`)).items[0];

async function grow(entries: number): Promise<void> {
  await takeIn(park, ...Array.from({ length: entries }, () => aFair(crypto.randomUUID())));
}

async function withEndpoint(member: MemberUnderTest, wish: Partial<Endpoint> = {}): Promise<Endpoint> {
  const { log_no } = (await park.database.dataSource.query('select log_no from member where uscc = $1', [member.uscc]))[0];
  const identity = { id: crypto.randomUUID(), code: `EP-9${String(++made).padStart(5, '0')}` };
  const row = anEndpoint({ organisation_id: member.organisation_id, uscc: member.uscc, log_no, position: 0, ...identity, ...wish });
  await park.database.dataSource.getRepository(EndpointTable).insert(row);
  return row;
}

it('tells of a member what it asked for, and how far each door has got', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  expect(await feedOf(member)).toMatchObject({ is_open: true, live_subscriptions: 1, last_position: 0, health: 'unused', doors: [] });
  await grow(5);
  await read(park, member, 3);
  await eventually(async () =>
    expect(await feedOf(member)).toMatchObject({
      last_position: 5,
      health: 'ok',
      doors: [{ kind: 'pull', sent: 5, acknowledged: 3, backlog: 2 }],
      endpoints: [],
    }),
  );
});

it('tells the endpoints that are not revoked, with what waits for each', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await grow(4);
  const well = await withEndpoint(member, { name: '一', position: 4 });
  const behind = await withEndpoint(member, { name: '二', position: 1 });
  await withEndpoint(member, { state: 'revoked' });
  const { endpoints, health } = await feedOf(member);
  expect(endpoints.map(({ id, backlog }: any) => [id, backlog])).toEqual([
    [well.id, 0],
    [behind.id, 3],
  ]);
  expect(health).toBe('ok');
});

it('counts what was sent to an endpoint and is tried again', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await grow(3);
  const { id } = await withEndpoint(member, { position: 3 });
  for (const [position, state] of [
    [1, 'given_up'],
    [2, 'waiting'],
    [3, 'held'],
  ] as const)
    await park.database.dataSource.query(
      `insert into delivery (endpoint_id, position, event_no, is_backfill, event_id, type, subject, state, attempts, next_at, given_up_at)
       values ($1, $2, 1, false, gen_random_uuid(), 'x', gen_random_uuid(), $3, 1,
         case $3 when 'waiting' then now() end, case $3 when 'given_up' then now() end)`,
      [id, position, state],
    );
  expect((await feedOf(member)).endpoints).toMatchObject([{ backlog: 2 }]);
});

it.each<[string, Partial<Endpoint>, string]>([
  ['degraded while an endpoint does not acknowledge', { failures: 3, failing_since: new Date('2025-06-15T22:00:00Z') }, 'degraded'],
  ['degraded', { state: 'degraded', failures: 12, failing_since: new Date('2025-06-15T22:00:00Z') }, 'degraded'],
  ['disabled where one endpoint is', { state: 'disabled', disabled_reason: 'gone', reason: '已停用' }, 'disabled'],
  ['unused before an endpoint is verified', { state: 'pending_verification', verified_at: null }, 'unused'],
  ['well while its member pauses it', { state: 'paused' }, 'ok'],
])('is %s', async (_, wish, health) => {
  const member = await aMember(park);
  await withEndpoint(member, wish);
  expect(await feedOf(member)).toMatchObject({ health });
  const { healths } = await list(`?q=${member.uscc}&count=true`);
  expect(healths).toEqual({ disabled: 0, degraded: 0, ok: 0, unused: 0, [health]: 1 });
  expect((await list(`?q=${member.uscc}&health=${health}`)).items).toHaveLength(1);
  expect((await list(`?q=${member.uscc}&health=${health === 'ok' ? 'unused' : 'ok'}`)).items).toEqual([]);
});

it('lists a member whose membership was suspended as closed, and nobody who was never a member', async () => {
  const member = await aMember(park);
  await moveMembership(park, member, 5, 'suspended');
  expect(await feedOf(member)).toMatchObject({ is_open: false });
  expect((await list(`?q=${member.uscc}&is_open=true`)).items).toEqual([]);
  await park.database.dataSource.query(`insert into member (organisation_id, uscc, name) values (gen_random_uuid(), 'NOBODY', '路人')`);
  expect((await list('?q=NOBODY')).items).toEqual([]);
});

it('pages by name, each member once', async () => {
  const all = memberFeeds.parse(await list('?limit=100')).items.map(({ organisation_id }) => organisation_id);
  const paged: string[] = [];
  for (let cursor = ''; cursor !== 'end';) {
    const page = await list(`?limit=4${cursor}`);
    paged.push(...page.items.map(({ organisation_id }: any) => organisation_id));
    cursor = page.next === null ? 'end' : `&cursor=${page.next}`;
  }
  expect(paged).toEqual(all);
  expect(all.length).toBeGreaterThan(8);
});

it('is for the park alone', async () => {
  const { as } = await aMember(park);
  const scopes = [...as.scopes, 'feeds:health:read'];
  expect(await park.ask('GET', '/members', { as: { ...as, scopes } })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
});

it('finds a page among 20,000 members by indexes, however many a member’s log has', async () => {
  const { dataSource } = park.database;
  await dataSource.query(
    `insert into member (organisation_id, uscc, name, is_open, moved_at, last_position)
     select gen_random_uuid(), 'M' || n, 'member ' || n, true, now(), 1000000 from generate_series(1, 20000) n`,
  );
  await dataSource.query('analyze member');
  const plans: string[] = [];
  const explaining = {
    query: async (sql: string, parameters: unknown[]): Promise<any> => {
      const lines: { 'QUERY PLAN': string }[] = await dataSource.query(`explain ${sql}`, parameters);
      plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
      return [];
    },
  };
  const cursor = (await list('?limit=1')).next;
  await memberFeedsOf(explaining, {}, undefined, { limit: 21 });
  await memberFeedsOf(explaining, {}, 'degraded', { limit: 21, cursor });
  for (const [page, doors, endpoints] of [plans.slice(0, 3), plans.slice(3)]) {
    expect(page).toMatch('Index Scan using member_feed');
    expect(page).not.toMatch('Seq Scan on member');
    expect([doors, endpoints].join()).not.toMatch(/Scan.* on (log_entry|feed_event)/);
  }
});
