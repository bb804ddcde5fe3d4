/** Claims that many members make at the same moment: the database gives each slot to one, and never more of a need than it is. */
import type { ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, clerk } from '../alliance.fixture.ts';
import { aListedResource, aPublishedNeed, ask, outcomes, someMembers, type MemberUnderTest } from '../needs/lists-under-test.fixture.ts';

let park: ServiceUnderTest;
let owner: MemberUnderTest;
let members: MemberUnderTest[];

beforeAll(async () => {
  park = await allianceUnderTest();
  [owner, ...members] = (await someMembers(park, 201)) as [MemberUnderTest, ...MemberUnderTest[]];
});
afterAll(() => park.close());

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const times = (count: number, outcome: string): string[] => Array<string>(count).fill(outcome);
const step = (path: string, as: object, body?: object) => ask(park, path, as, body);
const states = async (column: string, id: string): Promise<Record<string, number>> => {
  const rows = await query(`select state, count(*) as count from claim where ${column} = $1 group by state`, [id]);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

it('gives the last slot to one of two hundred members that ask for it at once, first come', async () => {
  const { slots } = await aListedResource(park, owner, 1, { instant: true });
  const claims = members.map(({ as }) => step('/claims', as, { slot_id: slots[0].id }));
  expect(await outcomes(claims)).toEqual(['201', ...times(199, '409 slot_taken')]);
  expect(await states('slot_id', slots[0].id)).toEqual({ accepted: 1 });
  const [{ state, claim_id }] = await query('select state, claim_id from resource_slot where id = $1', [slots[0].id]);
  expect([state, await query('select id from claim where state = $1 and slot_id = $2', ['accepted', slots[0].id])]).toEqual([
    'reserved',
    [{ id: claim_id }],
  ]);
});

it('gives a slot to one of two hundred proposals that its owner accepts at once', async () => {
  const { slots } = await aListedResource(park, owner, 1);
  expect(await outcomes(members.map(({ as }) => step('/claims', as, { slot_id: slots[0].id })))).toEqual(times(200, '201'));
  const claims = await query('select id from claim where slot_id = $1', [slots[0].id]);
  expect(await outcomes(claims.map(({ id }) => step(`/claims/${id}/accept`, owner.as)))).toEqual(['200', ...times(199, '409 slot_taken')]);
  expect(await states('slot_id', slots[0].id)).toEqual({ accepted: 1, proposed: 199 });
});

it('accepts exactly five of fifty claims on a need of five', async () => {
  const need = await aPublishedNeed(park, owner, { quantity: 5 });
  const fifty = members.slice(0, 50);
  expect(await outcomes(fifty.map(({ as }) => step('/claims', as, { need_id: need.id, quantity: 1 })))).toEqual(times(50, '201'));
  const claims = await query('select id from claim where need_id = $1', [need.id]);
  const got = await outcomes(claims.map(({ id }) => step(`/claims/${id}/accept`, owner.as)));
  expect(got.filter((outcome) => outcome === '200')).toHaveLength(5);
  expect(new Set(got)).toEqual(new Set(['200', '409 need_not_open']));
  expect(await park.ok('GET', `/needs/${need.id}`, { as: clerk })).toMatchObject({ state: 'matched', claimed: 5, live_claims: 50 });
  expect(await states('need_id', need.id)).toEqual({ accepted: 5, proposed: 45 });
});

it('takes one live claim of a member on a need, of twenty at once', async () => {
  const need = await aPublishedNeed(park, owner);
  const claim = () => step('/claims', members[0]!.as, { need_id: need.id, quantity: 1 });
  expect(await outcomes(Array.from({ length: 20 }, claim))).toEqual(['201', ...times(19, '409 claim_exists')]);
  const [{ id }] = await query('select id from claim where need_id = $1', [need.id]);
  await park.ok('POST', `/claims/${id}/withdraw`, { as: members[0]!.as, body: { reason: 'no room' } });
  expect(await claim()).toMatchObject({ status: 201 });
});

it('decides one thing of a claim that is accepted and withdrawn at once, and counts it rightly', async () => {
  for (let round = 0; round < 5; round++) {
    const need = await aPublishedNeed(park, owner);
    const { id } = (await step('/claims', members[round]!.as, { need_id: need.id, quantity: 3 })).body;
    const got = await outcomes([
      step(`/claims/${id}/accept`, owner.as),
      step(`/claims/${id}/withdraw`, members[round]!.as, { reason: 'no room' }),
      step(`/claims/${id}/accept`, clerk),
    ]);
    expect(got.filter((outcome) => outcome.startsWith('5'))).toEqual([]);
    expect(await states('need_id', need.id)).toEqual({ withdrawn: 1 });
    expect(await park.ok('GET', `/needs/${need.id}`, { as: clerk })).toMatchObject({ state: 'published', claimed: 0, live_claims: 0 });
  }
});

it('takes no overlapping slots of a resource, of ten that are added at once', async () => {
  const { id } = await aListedResource(park, owner, 0);
  const slots = [{ starts_at: '2025-07-01T10:00:00Z', ends_at: '2025-07-01T12:00:00Z' }];
  const got = await outcomes(Array.from({ length: 10 }, () => step(`/resources/${id}/add-slots`, owner.as, { slots })));
  expect(got).toEqual(['200', ...times(9, '409 slot_overlaps')]);
});

it('suspends members that claim from each other at that moment, without a deadlock, and leaves nothing in their hands', async () => {
  const pair = members.slice(100, 110);
  const needs = await Promise.all(pair.map((member) => aPublishedNeed(park, member)));
  const claims = pair.flatMap(({ as }, i) =>
    needs.filter((_, j) => j !== i).map((need) => step('/claims', as, { need_id: need.id, quantity: 1 })),
  );
  const suspensions = pair.map(({ id }) => step(`/memberships/${id}/suspend`, clerk, { reason: 'absent' }));
  const got = await outcomes([...claims, ...suspensions]);
  expect(got.filter((outcome) => outcome.startsWith('5'))).toEqual([]);
  const ids = pair.map(({ id }) => id);
  expect(await query(`select id from claim where by_membership_id = any ($1) and state in ('proposed', 'accepted')`, [ids])).toEqual([]);
  expect(await query('select distinct state, live_claims from need where membership_id = any ($1)', [ids])).toEqual([
    { state: 'withdrawn', live_claims: 0 },
  ]);
});

it('holds for rows that go past the service, too', async () => {
  const need = await aPublishedNeed(park, owner, { quantity: 2 });
  await expect(query('update need set claimed = 3 where id = $1', [need.id])).rejects.toMatchObject({ constraint: 'need_not_overclaimed' });
  const { slots } = await aListedResource(park, owner, 1);
  for (const { as } of members.slice(0, 8)) await step('/claims', as, { slot_id: slots[0].id });
  const rows = await query('select id from claim where slot_id = $1', [slots[0].id]);
  const given = await Promise.allSettled(
    rows.map(({ id }) => query(`update claim set state = 'accepted', accepted_on = '2025-06-16' where id = $1`, [id])),
  );
  expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
