/** The rotation over HTTP: plans and their races, terms by the clock, exchanges and skips, the import, and what a member's token can reach. */
import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, aMember, chief, clerk, eventsOf, memberToken } from '../alliance.fixture.ts';

let park: ServiceUnderTest;

beforeEach(async () => {
  park = await allianceUnderTest();
});
afterEach(() => park.close());

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const someMembers = async (count: number): Promise<any[]> => {
  const members: any[] = [];
  for (let i = 0; i < count; i++) members.push(await aMember(park, { name: `成员${i}` }));
  return members;
};
const ids = (members: any[]): string[] => members.map(({ id }) => id);
const draft = (code: string, members: any[], wish: object = {}): Promise<any> =>
  park.ask('POST', '/rotation-plans', {
    as: clerk,
    body: { code, period: 'quarter', start_on: '2025-07-01', end_on: '2026-04-01', members: ids(members), ...wish },
  });
const approve = (id: string, as = chief): Promise<any> => park.ask('POST', `/rotation-plans/${id}/approve`, { as });
const approved = async (members: any[], wish: object = {}): Promise<any> => {
  const { body } = await draft('RP-2025', members, wish);
  return (await approve(body.id)).body;
};
const terms = async (): Promise<any[]> => (await park.ok('GET', '/rotation-terms?limit=100', { as: clerk })).items;
const travel = async (day: string): Promise<void> => {
  park.time.now = new Date(`${day}T02:00:00Z`);
  await park.app.get(Schedule).runDue();
};
const suspend = (id: string): Promise<any> => park.ok('POST', `/memberships/${id}/suspend`, { as: chief, body: { reason: 'absent' } });
/** How many chairs each day of the approved plans has: 1 is the only right one. */
const chairsOfDays = (): Promise<any[]> =>
  query(
    `select chairs::int, count(*)::int as days from (
       select d, (select count(*) from rotation_term t where daterange(t.start_on, t.end_on) @> d::date
                    and (t.state not in ('skipped', 'withdrawn') or t.started_on is not null)) as chairs
       from rotation_plan p cross join generate_series(p.start_on, p.end_on - 1, interval '1 day') d where p.state in ('approved', 'completed')) days
     group by chairs order by chairs`,
  );
const chair = async (on: string, as: any = clerk): Promise<any> => (await park.ok('GET', `/rotation/chair?on=${on}`, { as })).chair;

it('is drafted, approved by somebody else, and has one chair on each of its days', async () => {
  const members = await someMembers(3);
  const plan = (await draft('RP-2025', members)).body;
  expect(await terms()).toEqual([]);
  expect(await approve(plan.id, clerk)).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  expect(await approve(plan.id)).toMatchObject({ status: 200, body: { state: 'approved', approved_on: '2025-06-16' } });
  expect((await terms()).map(({ membership_id, start_on, end_on }) => [membership_id, start_on, end_on])).toEqual([
    [members[0].id, '2025-07-01', '2025-10-01'],
    [members[1].id, '2025-10-01', '2026-01-01'],
    [members[2].id, '2026-01-01', '2026-04-01'],
  ]);
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 274 }]);
  const told = await eventsOf(park, plan.id);
  expect(told.map(({ type }) => type)).toEqual(['rotation-plan.drafted', 'rotation-plan.approved']);
  expect(told[1]!.data.terms.map(({ membership_id }: any) => membership_id)).toEqual(ids(members));
  for (const { type, data } of told) catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
});

it('takes active members that are no observers, and stays a draft that can be changed', async () => {
  const [one, two, spare] = await someMembers(3);
  const observer = await aMember(park, { role: 'observer' });
  const half = { end_on: '2026-01-01' };
  expect(await draft('RP-1', [one, observer], half)).toMatchObject({
    status: 422,
    body: { code: 'observer_in_chair', errors: [{ pointer: '/members/1' }] },
  });
  expect(await draft('RP-1', [one, { id: crypto.randomUUID() }], half)).toMatchObject({
    status: 422,
    body: { code: 'unknown_membership' },
  });
  expect(await draft('RP-1', [one, one], half)).toMatchObject({ status: 422, body: { code: 'member_twice' } });
  const plan = (await draft('RP-1', [one, two], half)).body;
  await suspend(two.id);
  expect(await approve(plan.id)).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
  const change = (version: number) =>
    park.ask('PATCH', `/rotation-plans/${plan.id}`, {
      as: clerk,
      body: { members: [one.id, spare.id] },
      headers: { 'if-match': `"${version}"` },
    });
  expect(await change(9)).toMatchObject({ status: 412 });
  expect(await change(1)).toMatchObject({ status: 200, body: { members: [one.id, spare.id] } });
  expect(await approve(plan.id)).toMatchObject({ status: 200 });
  expect(await draft('RP-1', [one, spare], half)).toMatchObject({ status: 409, body: { code: 'code_taken' } });
});

it('wins alone where plans for the same quarter are approved at once', async () => {
  const members = await someMembers(3);
  const plans: string[] = [];
  for (let i = 0; i < 8; i++) plans.push((await draft(`RP-${i}`, members)).body.id);
  const answers = await Promise.all(plans.map((id) => approve(id)));
  expect(answers.map(({ status, body }) => (status === 200 ? '200' : `${status} ${body.code}`)).sort()).toEqual([
    '200',
    ...Array<string>(7).fill('409 rotation_plan_overlaps'),
  ]);
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 274 }]);
});

it('keeps in the table that a day has one chair and a member one term in a cycle', async () => {
  await approved(await someMembers(3));
  const again = (change: string) =>
    query(
      `insert into rotation_term select (x.r).* from
         (select jsonb_populate_record(t, $1::jsonb) as r from rotation_term t order by start_on limit 1) x`,
      [change],
    );
  const other = { id: crypto.randomUUID(), code: 'RT-X' };
  await expect(again(JSON.stringify({ ...other, kind: 'acting', start_on: '2025-09-30' }))).rejects.toThrow('rotation_term_days');
  await expect(again(JSON.stringify({ ...other, start_on: '2026-04-01', end_on: '2026-07-01' }))).rejects.toThrow('rotation_term_member');
});

it('begins and ends its terms by the clock, also after a pause, and is completed after the last', async () => {
  const members = await someMembers(3);
  const plan = await approved(members);
  await travel('2025-06-30');
  expect((await terms()).map(({ state }) => state)).toEqual(['planned', 'planned', 'planned']);
  await travel('2025-07-01');
  expect((await terms()).map(({ state }) => state)).toEqual(['active', 'planned', 'planned']);
  await travel('2026-02-01');
  const [first] = await terms();
  expect((await terms()).map(({ state }) => state)).toEqual(['handed_over', 'handed_over', 'active']);
  expect((await eventsOf(park, first.id)).at(-1)).toMatchObject({
    type: 'rotation-term.handed-over',
    data: { to_membership_id: members[1].id, note_sha256: null, activities: 0 },
  });
  await travel('2026-04-01');
  expect(await park.ok('GET', `/rotation-plans/${plan.id}`, { as: clerk })).toMatchObject({
    state: 'completed',
    completed_on: '2026-04-01',
  });
  expect(await chair('2026-03-31')).toMatchObject({ membership_id: members[2].id });
  expect(await chair('2026-04-01')).toBeNull();
});

it('is handed over with a note in its last seven days by the member in the chair, and by no other', async () => {
  const members = await someMembers(3);
  await approved(members);
  await travel('2025-07-01');
  const [first, second] = await terms();
  const handOver = (as: any, id = first.id) =>
    park.ask('POST', `/rotation-terms/${id}/hand-over`, { as, body: { note_sha256: 'b'.repeat(64) } });
  park.time.now = new Date('2025-09-23T02:00:00Z');
  expect(await handOver(memberToken(members[0].uscc))).toMatchObject({ status: 409, body: { code: 'hand_over_too_early' } });
  park.time.now = new Date('2025-09-24T02:00:00Z');
  expect(await handOver(memberToken(members[1].uscc))).toMatchObject({ status: 404, body: { code: 'rotation_term_not_found' } });
  expect(await handOver(memberToken(members[1].uscc), second.id)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  const answers = await Promise.all(Array.from({ length: 5 }, () => handOver(memberToken(members[0].uscc))));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  expect(await chair('2025-09-30')).toMatchObject({ membership_id: members[0].id, state: 'handed_over' });
  await travel('2025-09-30');
  expect((await terms()).map(({ state }) => state)).toEqual(['handed_over', 'planned', 'planned']);
  await travel('2025-10-01');
  expect((await terms()).map(({ state }) => state)).toEqual(['handed_over', 'active', 'planned']);
});

it('exchanges the term of a member that is excused with a later one, and the cycle stays whole', async () => {
  const members = await someMembers(3);
  await approved(members);
  const [first, , last] = await terms();
  const excuse = (id: string, body: object) =>
    park.ask('POST', `/rotation-terms/${id}/excuse`, { as: clerk, body: { reason: 'its hall is rebuilt', ...body } });
  expect(await excuse(last.id, { with_term_id: first.id })).toMatchObject({ status: 422, body: { code: 'term_not_later' } });
  expect(await excuse(first.id, { with_term_id: crypto.randomUUID() })).toMatchObject({ status: 422, body: { code: 'unknown_term' } });
  expect(await excuse(first.id, { with_term_id: last.id })).toMatchObject({ status: 200, body: { membership_id: members[2].id } });
  expect((await terms()).map(({ membership_id }) => membership_id)).toEqual([members[2].id, members[1].id, members[0].id]);
  await suspend(members[1].id);
  expect(await excuse(first.id, {})).toMatchObject({ status: 200, body: { membership_id: members[0].id } });
  expect((await terms()).map(({ membership_id }) => membership_id)).toEqual([members[0].id, members[1].id, members[2].id]);
  expect((await eventsOf(park, last.id)).map(({ type }) => type)).toEqual([
    'rotation-term.planned',
    'rotation-term.reassigned',
    'rotation-term.reassigned',
  ]);
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 274 }]);
  const racing = await Promise.all(Array.from({ length: 6 }, (_, i) => excuse(first.id, i % 2 === 0 ? { with_term_id: last.id } : {})));
  expect(racing.every(({ status }) => status === 200)).toBe(true);
  expect(new Set((await terms()).map(({ membership_id }) => membership_id)).size).toBe(3);
});

it('skips a member that is excused from the last term, or is not active when its term begins, and a substitute has the days', async () => {
  const [one, two, three, spare, other] = await someMembers(5);
  await approved([one, two, three], { substitutes: ids([spare, other]) });
  const last = (await terms())[2];
  const excused = await park.ok('POST', `/rotation-terms/${last.id}/excuse`, { as: clerk, body: { reason: 'its hall is rebuilt' } });
  expect(excused).toMatchObject({ state: 'skipped', ground: 'excused', substitute_membership_id: spare.id });
  await suspend(one.id);
  await travel('2025-07-01');
  expect(await chair('2025-07-01')).toMatchObject({ membership_id: other.id, kind: 'substitute', state: 'active' });
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 274 }]);
});

it('goes on in the same moment with a substitute where the member in the chair becomes inactive, else with the member before', async () => {
  const [one, two, three, spare] = await someMembers(4);
  await approved([one, two, three], { substitutes: [spare.id] });
  await travel('2025-07-01');
  park.time.now = new Date('2025-08-11T02:00:00Z');
  await suspend(one.id);
  expect(await chair('2025-08-10')).toMatchObject({ membership_id: one.id, end_on: '2025-08-11' });
  expect(await chair('2025-08-11')).toMatchObject({ membership_id: spare.id, state: 'active', end_on: '2025-10-01' });
  await travel('2025-10-01');
  park.time.now = new Date('2025-10-01T03:00:00Z');
  await suspend(two.id);
  expect(await chair('2025-10-01')).toMatchObject({ membership_id: spare.id, kind: 'acting', state: 'active' });
  await Promise.all([suspend(spare.id), park.ask('POST', `/memberships/${one.id}/reinstate`, { as: chief, body: { reason: 'back' } })]);
  const after = await chair('2025-10-01');
  expect(after).toMatchObject({ kind: 'acting', state: 'active', membership_id: three.id });
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 274 }]);
});

it('never gives the chair to a member that becomes inactive at the same moment', async () => {
  const [one, two, three, ...spares] = await someMembers(7);
  await approved([one, two, three], { substitutes: ids(spares) });
  await travel('2025-07-01');
  await Promise.all([one, ...spares.slice(0, 3)].map(({ id }) => suspend(id)));
  expect(await chair('2025-07-01')).toMatchObject({ membership_id: spares[3].id, state: 'active' });
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 274 }]);
});

it('is withdrawn with its terms before it begins, and another plan has its days', async () => {
  const members = await someMembers(3);
  const plan = await approved(members);
  const other = (await draft('RP-MONTHS', members, { period: 'month', end_on: '2025-10-01' })).body;
  const withdraw = (id: string, as = chief) =>
    park.ask('POST', `/rotation-plans/${id}/withdraw`, { as, body: { reason: 'the terms are to be months' } });
  expect(await withdraw(other.id)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  expect(await approve(other.id)).toMatchObject({ status: 409, body: { code: 'rotation_plan_overlaps' } });
  const answers = await Promise.all([withdraw(plan.id), withdraw(plan.id), approve(other.id)]);
  expect(answers.slice(0, 2).map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
  expect((await terms()).filter(({ plan_id }) => plan_id === plan.id).map(({ state }) => state)).toEqual(Array(3).fill('withdrawn'));
  expect((await eventsOf(park, plan.id)).at(-1)).toMatchObject({
    type: 'rotation-plan.withdrawn',
    data: { from_state: 'approved', reason: 'the terms are to be months' },
  });
  const file = `plan_code,period,from,to,number,uscc\nRP-2025,quarter,2025-07-01,2026-04-01,1,${members[0].uscc}`;
  const { errors } = await park.importFile('rotation-plans', file, chief);
  expect(errors).toMatchObject([{ column: 'plan_code', code: 'plan_differs' }]);
  const approvals = [answers[2], await approve(other.id)];
  expect(approvals.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await chair('2025-08-01')).toMatchObject({ membership_id: members[1].id, plan_id: other.id });
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 92 }]);
  await travel('2025-07-01');
  expect(await withdraw(other.id)).toMatchObject({ status: 409, body: { code: 'plan_begun' } });
  expect((await terms()).map(({ state }) => state).sort()).toEqual(['active', 'planned', 'planned', 'withdrawn', 'withdrawn', 'withdrawn']);
});

it('shows members what is approved, and strangers nothing', async () => {
  const members = await someMembers(3);
  const plan = (await draft('RP-2025', members)).body;
  const as = memberToken(members[0].uscc);
  expect((await park.ok('GET', '/rotation-plans', { as })).items).toEqual([]);
  await approve(plan.id);
  expect((await park.ok('GET', '/rotation-plans', { as })).items).toMatchObject([{ code: 'RP-2025', drafted_by: null }]);
  expect((await park.ok('GET', '/rotation-terms', { as })).items).toHaveLength(3);
  expect(await chair('2025-07-01', as)).toMatchObject({ membership_id: members[0].id });
  const stranger = memberToken(tenantsMessages.someUscc());
  for (const list of ['/rotation-plans', '/rotation-terms']) expect((await park.ok('GET', list, { as: stranger })).items).toEqual([]);
  expect(await chair('2025-07-01', stranger)).toBeNull();
  const wide = { ...as, scopes: clerk.scopes };
  expect(await approve(plan.id, wide)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
});

it('is imported term by term, approved with the last one, and every bad row is reported', async () => {
  const members = await someMembers(4);
  await query(`update membership set joined_on = '2024-01-01'`);
  const [a, b, c, d] = members.map(({ uscc }) => uscc);
  const header = 'plan_code,period,from,to,number,uscc';
  const row = (code: string, from: string, to: string, number: number, uscc: string) => `${code},quarter,${from},${to},${number},${uscc}`;
  const year = (number: number, uscc: string) => row('RP-2024', '2024-01-01', '2025-01-01', number, uscc);
  const bad = [
    header,
    year(1, a),
    year(1, b),
    year(3, b),
    year(2, a),
    year(2, tenantsMessages.someUscc()),
    year(5, b),
    row('RP-2024', '2024-01-01', '2024-10-01', 2, b),
    row('RP-OLD', '2023-01-01', '2024-01-01', 1, a),
    row('RP-ODD', '2024-01-15', '2024-07-01', 1, a),
    year(2, a.slice(0, 17)),
  ];
  const job = await park.importFile('rotation-plans', bad.join('\n'), chief, 'skip_bad_rows');
  expect([job.created, job.errors.map(({ line, column, code }: any) => [line, column, code])]).toEqual([
    1,
    [
      [3, 'uscc', 'plan_differs'],
      [4, 'number', 'out_of_order'],
      [5, 'uscc', 'member_twice'],
      [6, 'uscc', 'unknown_membership'],
      [7, 'number', 'wrong_member_count'],
      [8, 'plan_code', 'plan_differs'],
      [9, 'uscc', 'before_joining'],
      [10, 'start_on', 'not_a_period_start'],
      [11, 'uscc', 'invalid_input'],
    ],
  ]);
  expect(await terms()).toEqual([]);
  const good = [
    header,
    ...[a, b, c, d].map((uscc, i) => year(i + 1, uscc)),
    ...[b, a].map((uscc, i) => row('RP-2025', '2025-04-01', '2025-10-01', i + 1, uscc)),
  ].join('\n');
  expect(await park.importFile('rotation-plans', good, chief)).toMatchObject({ created: 5, unchanged: 1 });
  expect(await park.importFile('rotation-plans', good, chief)).toMatchObject({ created: 0, unchanged: 6 });
  expect((await terms()).map(({ state, handed_over_on }) => [state, handed_over_on])).toEqual([
    ['handed_over', '2024-03-31'],
    ['handed_over', '2024-06-30'],
    ['handed_over', '2024-09-30'],
    ['handed_over', '2024-12-31'],
    ['active', null],
    ['planned', null],
  ]);
  expect((await park.ok('GET', '/rotation-plans', { as: clerk })).items.map(({ state }: any) => state)).toEqual(['completed', 'approved']);
  expect(await chairsOfDays()).toEqual([{ chairs: 1, days: 366 + 183 }]);
});
