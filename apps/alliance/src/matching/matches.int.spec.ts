/** The matcher over HTTP: what it finds for a need, who may ask, and that its cost does not grow with the age of the alliance. */
import type { ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, chief, clerk } from '../alliance.fixture.ts';
import { aListedResource, aPublishedNeed, someMembers, type MemberUnderTest } from '../needs/lists-under-test.fixture.ts';
import { balanceSql, givenSql } from './candidate.store.ts';

let park: ServiceUnderTest;
let owner: MemberUnderTest;
let host: MemberUnderTest;
let other: MemberUnderTest;
let observer: MemberUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
  [owner, host, other] = (await someMembers(park, 3)) as [MemberUnderTest, MemberUnderTest, MemberUnderTest];
  [observer] = (await someMembers(park, 1, 'observer')) as [MemberUnderTest];
});
afterAll(() => park.close());

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const matchesOf = (id: string, as: object = clerk, page = ''): Promise<any> =>
  park.ok('GET', `/needs/${id}/matches${page}`, { as: as as never });
const codesOf = ({ reasons }: any): Record<string, string> =>
  Object.fromEntries(reasons.map(({ criterion, code }: any) => [criterion, code]));

it('ranks resources and members for a need with a reason for each criterion, also those that do not fit', async () => {
  const hall = await aListedResource(park, host, 3);
  const late = await aListedResource(park, other, 0);
  await park.ok('POST', `/resources/${late.id}/add-slots`, {
    as: other.as,
    body: { slots: [{ starts_at: '2025-09-01T02:00:00+08:00', ends_at: '2025-09-01T04:00:00+08:00' }] },
  });
  const gone = await aListedResource(park, host, 1);
  await park.ok('POST', `/resources/${gone.id}/delist`, { as: host.as, body: { reason: 'renovated' } });
  const car = await aListedResource(park, host, 1, { category: 'vehicle' });
  const own = await aListedResource(park, owner, 1);
  const full = await aListedResource(park, other, 1, { instant: true });
  await park.ok('POST', '/claims', { as: owner.as, body: { slot_id: full.slots[0].id } });
  park.time.now = new Date('2025-07-01T10:30:00Z');
  const [{ id: used }] = await query('select id from claim where slot_id = $1', [full.slots[0].id]);
  await park.ok('POST', `/claims/${used}/fulfil`, { as: other.as });
  park.time.now = new Date('2025-06-16T02:00:00Z');

  const need = await aPublishedNeed(park, owner, { quantity: 3 });
  const answer = await matchesOf(need.id);
  expect(answer).toMatchObject({ need_id: need.id, open: 3, rules: { version: '2026-1' }, candidates: 10 });
  const byId = new Map<string, any>(answer.items.map((item: any) => [item.id, item]));
  expect(answer.items[0]).toMatchObject({
    id: hall.id,
    rank: 1,
    fits: true,
    kind: 'resource',
    member_name: expect.stringContaining('单位'),
  });
  expect(codesOf(byId.get(hall.id))).toEqual({
    eligibility: 'eligible',
    category: 'category_same',
    mode: 'mode_same',
    capacity: 'capacity_enough',
    dates: 'slot_in_time',
    fairness: 'balanced',
    experience: 'resolved_none',
  });
  expect(codesOf(byId.get(late.id))).toMatchObject({ dates: 'no_slot_in_time' });
  expect(codesOf(byId.get(gone.id))).toMatchObject({ eligibility: 'delisted' });
  expect(codesOf(byId.get(car.id))).toMatchObject({ category: 'category_other' });
  expect(codesOf(byId.get(own.id))).toMatchObject({ eligibility: 'own_need' });
  expect(codesOf(byId.get(full.id))).toMatchObject({ capacity: 'no_capacity', dates: 'no_capacity' });
  expect(codesOf(byId.get(observer.id))).toMatchObject({ eligibility: 'observer' });
  expect(codesOf(byId.get(host.id))).toMatchObject({ eligibility: 'eligible', category: 'category_offered', mode: 'mode_same' });
  const fitting = answer.items.filter(({ fits }: any) => fits).map(({ id }: any) => id);
  expect(fitting.sort()).toEqual([hall.id, host.id, other.id].sort());
  const paged = await matchesOf(need.id, clerk, '?limit=3&offset=1');
  expect(paged.items).toEqual(answer.items.slice(1, 4));
});

it('weighs what each gave and got in a year, and the similar needs that it resolved', async () => {
  const [asks, gives] = (await someMembers(park, 2)) as [MemberUnderTest, MemberUnderTest];
  for (let i = 0; i < 2; i++) {
    const resolved = await aPublishedNeed(park, asks, { quantity: 1, category: 'mentor' });
    const { id } = await park.ok('POST', '/claims', { as: gives.as, body: { need_id: resolved.id, quantity: 1 } });
    await park.ok('POST', `/claims/${id}/accept`, { as: asks.as });
    await park.ok('POST', `/claims/${id}/fulfil`, { as: asks.as });
  }
  const need = await aPublishedNeed(park, owner, { category: 'mentor' });
  await park.ok('POST', '/claims', { as: host.as, body: { need_id: need.id, quantity: 1 } });
  const { items } = await matchesOf(need.id, clerk, '?limit=100');
  const reasonsOf = (id: string) => items.find((item: any) => item.id === id).reasons;
  const reason = (id: string, criterion: string) => reasonsOf(id).find((one: any) => one.criterion === criterion);
  expect(reason(gives.id, 'fairness')).toMatchObject({ code: 'gave_more', values: { gave: 2, got: 0 } });
  expect(reason(asks.id, 'fairness')).toMatchObject({ code: 'got_more', values: { gave: 0, got: 2 } });
  expect(reason(gives.id, 'experience')).toMatchObject({ code: 'resolved_similar', values: { resolved: 2 } });
  expect(reason(gives.id, 'category')).toMatchObject({ code: 'category_offered' });
  expect(reason(host.id, 'eligibility')).toMatchObject({ code: 'has_claimed', fits: false });
});

it('is for the owner of the need and the park, while the need is open', async () => {
  const need = await aPublishedNeed(park, owner);
  expect(await park.ask('GET', `/needs/${need.id}/matches`, { as: host.as })).toMatchObject({
    status: 404,
    body: { code: 'need_not_found' },
  });
  expect((await matchesOf(need.id, owner.as)).items.length).toBeGreaterThan(0);
  await park.ok('POST', `/needs/${need.id}/withdraw`, { as: owner.as, body: { reason: 'rented elsewhere' } });
  expect(await park.ask('GET', `/needs/${need.id}/matches`, { as: owner.as })).toMatchObject({
    status: 409,
    body: { code: 'need_not_open' },
  });
});

it('asks no member that is inactive', async () => {
  const [leaver] = (await someMembers(park, 1)) as [MemberUnderTest];
  const resource = await aListedResource(park, leaver, 1);
  await park.ok('POST', `/memberships/${leaver.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  const { items } = await matchesOf((await aPublishedNeed(park, owner)).id, clerk, '?limit=100');
  expect(items.some(({ id }: any) => id === leaver.id)).toBe(false);
  expect(codesOf(items.find(({ id }: any) => id === resource.id))).toMatchObject({ eligibility: 'inactive_member' });
});

/** As many as are wanted, like the first row of the table. */
async function addLike(table: string, id: string, count: number, wish: string): Promise<void> {
  await query(
    `insert into ${table} select (x.r).* from (
       select jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'code', 'X-' || n, ${wish})) as r
       from ${table} t cross join generate_series(1, $2::int) n where t.id = $1 offset 0) x`,
    [id, count],
  );
}

it('considers the newest twenty resources of another category and the first 5,000 members, and says where there are more', async () => {
  const [like] = (await someMembers(park, 1)) as [MemberUnderTest];
  const policy = await aListedResource(park, like, 1, { category: 'policy' });
  const need = await aPublishedNeed(park, owner);
  const considered = async (): Promise<unknown[]> => {
    const { candidates, is_complete } = await matchesOf(need.id, clerk, '?limit=1');
    return [candidates, is_complete];
  };
  const [before] = (await considered()) as [number];
  await addLike('resource', policy.id, 19, `'title', 'another'`);
  expect(await considered()).toEqual([before + 19, true]);
  await addLike('resource', policy.id, 1, `'code', 'Y-1'`);
  expect(await considered()).toEqual([before + 19, false]);
  await query(`delete from resource where code = 'Y-1'`);

  const [{ organisation_id }] = await query('select organisation_id from membership where id = $1', [like.id]);
  await addLike('organisation', organisation_id, 5_000, `'uscc', 'X' || n`);
  const [{ active }] = await query(`select count(*)::int as active from membership where state = 'active'`);
  const addMembers = (from: number, to: number): Promise<unknown> =>
    query(
      `insert into membership select (x.r).* from (
         select jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'code', o.code, 'organisation_id', o.id)) as r
         from membership m cross join organisation o where m.id = $1 and substr(o.code, 3)::int between $2 and $3 and o.code like 'X-%' offset 0) x`,
      [like.id, from, to],
    );
  await addMembers(1, 5_000 - active);
  expect(await considered()).toEqual([before + 19 + 5_000 - active, true]);
  await addMembers(5_001 - active, 5_001 - active);
  expect(await considered()).toEqual([before + 19 + 5_000 - active, false]);
});

/** The plan of a statement with the rows that each scan read. */
async function planOf(sql: string, parameters: unknown[]): Promise<string> {
  const rows = await query(`explain (analyze, costs off, timing off, summary off) ${sql}`, parameters);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** 14 a day over some twenty years that end with the day of the spec. The indexes are built afterwards, in a fifth of the time. */
async function addClaims(count: number, needId: string): Promise<void> {
  await park.database.dataSource.transaction(async (tx) => {
    await tx.query('set local statement_timeout = 0');
    const indexes: { name: string; definition: string }[] = await tx.query(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
       where indrelid = 'claim'::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
    );
    for (const { name } of indexes) await tx.query(`drop index ${name}`);
    await tx.query(
      `insert into claim select gen_random_uuid(), 'OLD-' || n, 'need', $1, null, null, 'resource_sharing',
         (array['venue', 'policy', 'talent', 'other'])[1 + n % 4], $2, 'a', 'a', $3, 'b', 'b', 1, day, null, null, 'fulfilled', day, day,
         null, 1, now(), now()
       from generate_series(1, $4) n cross join lateral (select date '2025-06-16' - n / 14 as day) d`,
      [needId, host.id, owner.id, count],
    );
    for (const { definition } of indexes) await tx.query(definition);
  });
  await query('vacuum analyze claim');
}

it('reads the claims of the last years alone, of 100,000', async () => {
  const need = await aPublishedNeed(park, owner);
  await addClaims(100_000, need.id);
  const balance = await planOf(balanceSql, ['2024-06-16', '2025-06-16']);
  expect(balance).toMatch(/Index Only Scan using claim_fulfilled/);
  const given = await planOf(givenSql, [['venue', 'equipment'], '2023-06-17']);
  expect(given).toMatch(/Index Only Scan using claim_resolved/);
  const readIn = (plan: string) => Number(/claim_\w+ on claim[^\n]*\(actual rows=(\d+)/.exec(plan)![1]);
  expect(readIn(balance)).toBeLessThan(14 * 367);
  expect(readIn(given)).toBeLessThan((14 * 731) / 4 + 20);
  const { items } = await matchesOf(need.id, clerk, '?limit=100');
  expect(items.find(({ id }: any) => id === host.id).reasons[6]).toMatchObject({ code: 'resolved_similar' });
});
