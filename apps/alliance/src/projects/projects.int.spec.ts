/** Projects over HTTP: from the proposal to the evaluation, the clock, the sides, and the import. */
import { Schedule } from '@park/service-kit';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, chief, clerk, eventsOf, now } from '../alliance.fixture.ts';
import { aPublishedNeed, ask, outcomes, someMembers, type MemberUnderTest } from '../needs/lists-under-test.fixture.ts';

let park: ServiceUnderTest;
let lead: MemberUnderTest;
let partner: MemberUnderTest;
let other: MemberUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
});
beforeEach(async () => {
  [lead, partner, other] = (await someMembers(park, 3)) as [MemberUnderTest, MemberUnderTest, MemberUnderTest];
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const content = { mode: 'industry_promotion', title: '冷链设备联合攻关', budget_kcny: 300, due_on: '2025-07-01' };
const step = (path: string, as: object, body?: object) => ask(park, path, as, body);
const propose = (wish: object = {}): Promise<any> =>
  park.ok('POST', '/projects', { as: lead.as, body: { ...content, partners: [partner.id], ...wish } });
const projectOf = (id: string): Promise<any> => park.ok('GET', `/projects/${id}`, { as: clerk });

it('is proposed by a member with its partners, approved by the park, carried out, and evaluated', async () => {
  const need = await aPublishedNeed(park, other);
  const { id, ...proposed } = await propose({ need_id: need.id });
  expect(proposed).toMatchObject({ state: 'proposed', membership_id: lead.id, partners: [partner.id], budget_kcny: null });
  expect(await step(`/projects/${id}/approve`, lead.as)).toMatchObject({ status: 403 });
  await park.ok('POST', `/projects/${id}/approve`, { as: clerk });
  expect(await step(`/projects/${id}/start`, partner.as)).toMatchObject({ status: 404 });
  await park.ok('POST', `/projects/${id}/start`, { as: lead.as });
  await park.ok('POST', `/projects/${id}/complete`, { as: lead.as, body: { result: '联合申请专利两项' } });
  const evaluated = await park.ok('POST', `/projects/${id}/evaluate`, { as: chief, body: { score: 4 } });
  expect(evaluated).toMatchObject({ state: 'evaluated', score: 4, budget_kcny: 300, completed_on: '2025-06-16' });
  expect((await eventsOf(park, id)).map(({ type }) => type.replace('project.', ''))).toEqual([
    'proposed',
    'approved',
    'started',
    'completed',
    'evaluated',
  ]);
});

it('is decided on once, and by another person than the one who proposed it', async () => {
  const body = { ...content, membership_id: lead.id };
  const { id } = await park.ok('POST', '/projects', { as: clerk, body });
  expect(await step(`/projects/${id}/approve`, clerk)).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  const got = await outcomes([
    step(`/projects/${id}/approve`, chief),
    step(`/projects/${id}/reject`, chief, { reason: 'no partner' }),
    step(`/projects/${id}/approve`, chief),
  ]);
  expect(got).toEqual(['200', '409 invalid_transition', '409 invalid_transition']);
});

it('has active members for partners, each once', async () => {
  const refused = (partners: string[]) => step('/projects', lead.as, { ...content, partners });
  expect(await refused([partner.id, partner.id])).toMatchObject({ status: 422, body: { code: 'partner_twice' } });
  expect(await refused([crypto.randomUUID()])).toMatchObject({ status: 422, body: { errors: [{ pointer: '/partners/0' }] } });
  await park.ok('POST', `/memberships/${partner.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect(await refused([partner.id])).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
});

it('is told to be overdue on the day after its last one and then every week, while it is not completed', async () => {
  const { id } = await propose();
  await park.ok('POST', `/projects/${id}/approve`, { as: chief });
  const flags: [string, boolean][] = [];
  for (const moment of ['2025-07-01T15:59:00Z', '2025-07-01T16:00:00Z', '2025-07-02T16:00:00Z', '2025-07-08T16:00:00Z']) {
    park.time.now = new Date(moment);
    await park.app.get(Schedule).runDue();
    flags.push([moment, (await projectOf(id)).is_overdue]);
  }
  expect(flags.map(([, is]) => is)).toEqual([false, true, true, true]);
  const told = (await eventsOf(park, id)).filter(({ type }) => type === 'project.overdue');
  expect(told.map(({ data }) => data.days)).toEqual([1, 8]);
  expect((await park.ok('GET', '/projects?is_overdue=true', { as: clerk })).items.map((one: any) => one.id)).toContain(id);
  await park.ok('POST', `/projects/${id}/start`, { as: clerk });
  expect(await park.ok('POST', `/projects/${id}/complete`, { as: clerk, body: { result: 'done' } })).toMatchObject({ is_overdue: false });
});

it('is given another due day by the park, and is overdue from the day after that one', async () => {
  const { id } = await propose();
  const change = (as: object, due_on: string) => step(`/projects/${id}/change-due-day`, as, { due_on, reason: 'a part comes later' });
  expect(await change(chief, '2025-08-01')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  await park.ok('POST', `/projects/${id}/approve`, { as: chief });
  const overdueOn = async (day: string): Promise<boolean> => {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    return (await projectOf(id)).is_overdue;
  };
  expect(await overdueOn('2025-07-02')).toBe(true);
  expect(await change(lead.as, '2025-08-01')).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect(await change(clerk, '2025-07-02')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/due_on' }] } });
  expect(await change(clerk, '2025-08-01')).toMatchObject({ status: 200, body: { due_on: '2025-08-01', is_overdue: false } });
  expect((await eventsOf(park, id)).at(-1)).toMatchObject({
    type: 'project.due-day-changed',
    data: { due_on: '2025-08-01', old_due_on: '2025-07-01', reason: 'a part comes later' },
  });
  expect([await overdueOn('2025-08-01'), await overdueOn('2025-08-02')]).toEqual([false, true]);
});

it('shows a member what was approved, what it leads and what it is a partner of', async () => {
  const { id } = await propose();
  const seen = async () =>
    await Promise.all([lead, partner, other].map(async ({ as }) => (await park.ask('GET', `/projects/${id}`, { as })).status));
  expect(await seen()).toEqual([200, 200, 404]);
  await park.ok('POST', `/projects/${id}/approve`, { as: chief });
  expect(await seen()).toEqual([200, 200, 200]);
  expect(await step(`/projects/${id}/cancel`, other.as, { reason: 'no' })).toMatchObject({ status: 404 });
});

it('is cancelled with the membership of its leading member, unless it is under way', async () => {
  const [waiting, running] = [await propose(), await propose()];
  await park.ok('POST', `/projects/${running.id}/approve`, { as: chief });
  await park.ok('POST', `/projects/${running.id}/start`, { as: lead.as });
  await park.ok('POST', `/memberships/${lead.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect([(await projectOf(waiting.id)).state, (await projectOf(running.id)).state]).toEqual(['cancelled', 'in_progress']);
});

it('is imported with the state that it reached; every bad row is reported, and nothing comes the second time', async () => {
  const header =
    'code,lead_uscc,partner_usccs,mode,title,budget_kcny,proposed_on,due_on,state,decided_on,started_on,completed_on,result,score,reason';
  const row = (n: string, end: string, wish = '') =>
    `PR-${lead.uscc}-${n},${lead.uscc},${wish || partner.uscc},org_building,共建,100,2024-03-01,2024-12-01,${end}`;
  const good = [
    row('1', 'evaluated,2024-03-10,2024-04-01,2024-11-20,两次联学,5,'),
    row('2', 'cancelled,2024-05-01,,,,,the leading member left'),
    row('3', 'in_progress,2024-03-10,2024-04-01,,,,', `${partner.uscc};${other.uscc}`),
  ];
  const bad: [string, string, string][] = [
    [row('4', 'evaluated,2024-03-10,2024-04-01,2024-11-20,两次联学,,'), 'score', 'required'],
    [row('5', 'completed,2024-03-10,2024-04-01,2024-03-20,两次联学,,'), 'completed_on', 'dates_out_of_order'],
    [row('6', 'rejected,2024-03-10,,,,,'), 'reason', 'required'],
    [row('7', 'proposed,,,,,,', lead.uscc), 'partners', 'partner_twice'],
    [row('8', 'proposed,,,,,,', tenantsMessages.someUscc()), 'partner_usccs', 'unknown_membership'],
    [row('9', 'in_progress,2024-03-10,2025-06-17,,,,'), 'started_on', 'in_future'],
  ];
  const job = await park.importFile('projects', [header, ...good, ...bad.map(([line]) => line)].join('\n'), clerk, 'skip_bad_rows');
  expect(job.errors.map(({ column, code }: any) => [column, code])).toEqual(bad.map(([, column, code]) => [column, code]));
  expect(job.created).toBe(3);
  const items = (await park.ok('GET', `/projects?membership_id=${lead.id}`, { as: clerk })).items;
  expect(items.map(({ state, score, partners }: any) => [state, score, partners.length])).toEqual([
    ['evaluated', 5, 1],
    ['cancelled', null, 1],
    ['in_progress', null, 2],
  ]);
  expect(await park.importFile('projects', [header, ...good].join('\n'), clerk)).toMatchObject({ created: 0, unchanged: 3 });
});
