/** Resolutions and their supervision tasks over HTTP: the story, the races, the clock, and what a member's token can reach. */
import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, aMember, chief, clerk, eventsOf, memberToken } from '../alliance.fixture.ts';
import { aConvenedMeeting, aResolutionOf, sha256, step, travelTo } from '../meetings/meeting-under-test.fixture.ts';

let park: ServiceUnderTest;
let members: any[];
let topics: any[];
let meeting: any;

beforeEach(async () => {
  park = await allianceUnderTest();
  members = [await aMember(park), await aMember(park), await aMember(park)];
  const titles = ['共享会议室', '联合招聘'];
  ({ meeting, topics } = await aConvenedMeeting(park, {
    code: 'JM-2025-Q3',
    meeting_on: '2025-07-15',
    until: '2025-07-08',
    members,
    titles,
  }));
});
afterEach(() => park.close());

const evidence_sha256 = 'e'.repeat(64);
const token = (i: number) => memberToken(members[i].uscc);
const task = (id: string): Promise<any> => park.ok('GET', `/tasks/${id}`, { as: clerk });
const resolution = (id: string): Promise<any> => park.ok('GET', `/resolutions/${id}`, { as: clerk });
const act = (id: string, action: string, body?: unknown, as: any = clerk): Promise<any> => step(park, 'tasks', id, action, body, as);
const clock = async (day: string): Promise<void> => {
  travelTo(park, day);
  await park.app.get(Schedule).runDue();
};

it('follows from an adopted topic, before the minutes, with its first task in the same moment', async () => {
  const body = { topic_id: topics[0].id, owner_membership_id: members[0].id, title: '建立排期', due_on: '2025-09-30' };
  const adopt = (wish = {}) => park.ask('POST', '/resolutions', { as: clerk, body: { ...body, ...wish } });
  expect(await adopt()).toMatchObject({ status: 409, body: { code: 'topic_not_adopted' } });
  await step(park, 'topics', topics[0].id, 'decide', { decision: 'adopted' });
  await step(park, 'topics', topics[1].id, 'decide', { decision: 'not_adopted' });
  expect(await adopt({ due_on: '2025-07-15' })).toMatchObject({ status: 422, body: { code: 'due_on_out_of_range' } });
  expect(await adopt({ topic_id: crypto.randomUUID() })).toMatchObject({ status: 422, body: { code: 'unknown_topic' } });
  expect(await adopt({ owner_membership_id: crypto.randomUUID() })).toMatchObject({ status: 422, body: { code: 'unknown_membership' } });
  const adopted = (await adopt({ task_title: '提交会议室清单' })).body;
  expect(adopted).toMatchObject({ state: 'adopted', mode: 'resource_sharing', meeting_id: meeting.id });
  expect((await park.ok('GET', `/tasks?resolution_id=${adopted.id}`, { as: clerk })).items).toMatchObject([
    { state: 'assigned', title: '提交会议室清单', due_on: '2025-09-30', owner_membership_id: members[0].id },
  ]);
  expect(await adopt()).toMatchObject({ status: 409, body: { code: 'resolution_exists' } });
  await step(park, 'meetings', meeting.id, 'publish-minutes', { sha256 });
  expect(await adopt({ title: '另一项' })).toMatchObject({ status: 409, body: { code: 'meeting_not_deciding' } });
});

it('is done by its owner, returned, done again and accepted by somebody else; with the last task the resolution is fulfilled', async () => {
  const { resolution: owned, task: first } = await aResolutionOf(park, topics[0], members[0], '2025-07-31');
  const more = { resolution_id: owned.id, owner_membership_id: members[1].id, title: '公布规则', due_on: '2025-08-31' };
  const second = await park.ok('POST', '/tasks', { as: clerk, body: more });
  const dropped = await park.ok('POST', '/tasks', { as: clerk, body: more });
  expect(await act(first.id, 'submit', { evidence_sha256 }, token(0))).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  for (const { id, as } of [
    { id: first.id, as: token(0) },
    { id: second.id, as: token(1) },
  ]) {
    await act(id, 'start', undefined, as);
    await act(id, 'submit', { evidence_sha256 }, as);
  }
  await act(first.id, 'return', { reason: 'two rooms are missing' });
  travelTo(park, '2025-08-01');
  await act(first.id, 'submit', { evidence_sha256 });
  expect(await act(first.id, 'accept')).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  expect(await act(first.id, 'accept', undefined, chief)).toMatchObject({ status: 200, body: { state: 'accepted', is_late: true } });
  expect(await act(second.id, 'accept', undefined, chief)).toMatchObject({ status: 200, body: { is_late: false } });
  expect((await resolution(owned.id)).state).toBe('adopted');
  await act(dropped.id, 'cancel', { reason: 'not needed' });
  expect(await resolution(owned.id)).toMatchObject({ state: 'fulfilled', fulfilled_on: '2025-08-01', is_late: true });
  expect(await park.ask('POST', '/tasks', { as: clerk, body: more })).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  const told = await eventsOf(park, first.id);
  expect(told.map(({ type }) => type.replace('task.', ''))).toEqual([
    'assigned',
    'started',
    'submitted',
    'returned',
    'submitted',
    'accepted',
  ]);
  for (const { type, data } of [...told, ...(await eventsOf(park, owned.id))])
    catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
});

it('is submitted once, of twenty at once', async () => {
  const { task: one } = await aResolutionOf(park, topics[0], members[0], '2025-07-31');
  await act(one.id, 'start', undefined, token(0));
  const answers = await Promise.all(Array.from({ length: 20 }, () => act(one.id, 'submit', { evidence_sha256 }, token(0))));
  expect(answers.map(({ status, body }) => (status === 200 ? '200' : `${status} ${body.code}`)).sort()).toEqual([
    '200',
    ...Array<string>(19).fill('409 invalid_transition'),
  ]);
  expect((await eventsOf(park, one.id)).filter(({ type }) => type === 'task.submitted')).toHaveLength(1);
});

it('is fulfilled once where its last two tasks are accepted at the same moment', async () => {
  const { resolution: owned, task: first } = await aResolutionOf(park, topics[0], members[0], '2025-07-31');
  const body = { resolution_id: owned.id, owner_membership_id: members[1].id, title: '公布规则', due_on: '2025-08-31' };
  const second = await park.ok('POST', '/tasks', { as: clerk, body });
  for (const id of [first.id, second.id]) {
    await act(id, 'start');
    await act(id, 'submit', { evidence_sha256 });
  }
  const answers = await Promise.all([first, second, first, second].map(({ id }) => act(id, 'accept', undefined, chief)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  expect((await eventsOf(park, owned.id)).map(({ type }) => type)).toEqual(['resolution.adopted', 'resolution.fulfilled']);
});

it('is brought before the chair of the day after its due day, and every seven days, each once, also after a pause', async () => {
  await park.database.dataSource.query(
    `insert into rotation_plan (id, code, period, start_on, end_on, members, substitutes, state, drafted_by, approved_on, version, created_at, updated_at)
     values ('0197a0c0-0000-7000-8000-000000000083', 'RP', 'month', '2025-08-01', '2025-09-01', '{}', '{}', 'approved', 'x', '2025-07-01', 1, now(), now())`,
  );
  await park.database.dataSource.query(
    `insert into rotation_term (id, code, plan_id, number, kind, membership_id, organisation_id, member_uscc, member_name, start_on, end_on, state, version, created_at, updated_at)
     select gen_random_uuid(), 'RT', '0197a0c0-0000-7000-8000-000000000083', 1, 'cycle', id, organisation_id, uscc, organisation_name, '2025-08-01', '2025-09-01', 'planned', 1, now(), now()
     from membership where id = $1`,
    [members[2].id],
  );
  const { task: one } = await aResolutionOf(park, topics[0], members[0], '2025-08-25');
  const { task: lies } = await aResolutionOf(park, topics[1], members[1], '2025-08-25');
  await act(lies.id, 'start', undefined, token(1));
  await act(lies.id, 'submit', { evidence_sha256 }, token(1));
  const told = async (id: string) =>
    (await eventsOf(park, id)).filter(({ type }) => type === 'task.overdue').map(({ data }) => [data.days, data.chair_membership_id]);
  await clock('2025-08-25');
  expect(await told(one.id)).toEqual([]);
  await clock('2025-08-26');
  await clock('2025-08-26');
  expect(await told(one.id)).toEqual([[1, members[2].id]]);
  expect((await park.ok('GET', '/tasks?is_overdue=true', { as: clerk })).items.map(({ id }: any) => id)).toEqual([one.id]);
  await clock('2025-09-10');
  expect(await told(one.id)).toEqual([
    [1, members[2].id],
    [8, null],
    [15, null],
  ]);
  expect(await told(lies.id)).toEqual([]);
  await act(lies.id, 'return', { reason: 'two rooms are missing' });
  expect((await task(lies.id)).is_overdue).toBe(true);
  await clock('2025-09-16');
  expect(await told(lies.id)).toEqual([[22, null]]);
  expect(await act(one.id, 'change-due-day', { due_on: '2025-10-01', reason: 'waits for the landlord' })).toMatchObject({
    status: 200,
    body: { is_overdue: false },
  });
  await clock('2025-10-01');
  expect(await told(one.id)).toHaveLength(4);
  await clock('2025-10-02');
  expect(await told(one.id)).toHaveLength(5);
});

it('stays with a member that becomes inactive until the park gives it to another', async () => {
  const { task: one } = await aResolutionOf(park, topics[0], members[0], '2025-08-25');
  await act(one.id, 'start', undefined, token(0));
  await park.ok('POST', `/memberships/${members[0].id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect(await task(one.id)).toMatchObject({ state: 'in_progress', owner_membership_id: members[0].id });
  expect(await act(one.id, 'submit', { evidence_sha256 }, token(0))).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
  const reassign = (i: number) => act(one.id, 'reassign', { owner_membership_id: members[i].id, reason: 'its owner is suspended' });
  expect(await reassign(0)).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
  expect(await reassign(1)).toMatchObject({ status: 200, body: { state: 'assigned', owner_uscc: members[1].uscc } });
  expect((await eventsOf(park, one.id)).at(-1)).toMatchObject({
    type: 'task.reassigned',
    data: { owner_membership_id: members[1].id, old_owner_membership_id: members[0].id },
  });
});

it('is a member’s own alone, whatever it does; the resolutions it may read, and report on its own', async () => {
  const mine = await aResolutionOf(park, topics[0], members[0], '2025-08-25');
  const theirs = await aResolutionOf(park, topics[1], members[1], '2025-08-25');
  expect((await park.ok('GET', '/tasks', { as: token(0) })).items.map(({ id }: any) => id)).toEqual([mine.task.id]);
  expect(await park.ask('GET', `/tasks/${theirs.task.id}`, { as: token(0) })).toMatchObject({ status: 404 });
  for (const [action, body] of [
    ['start', undefined],
    ['submit', { evidence_sha256 }],
  ] as const)
    expect(await act(theirs.task.id, action, body, token(0))).toMatchObject({ status: 404, body: { code: 'task_not_found' } });
  const wide = { ...token(0), scopes: clerk.scopes };
  for (const [action, body] of [
    ['accept', undefined],
    ['return', { reason: 'x' }],
    ['cancel', { reason: 'x' }],
    ['change-due-day', { due_on: '2025-12-01', reason: 'x' }],
    ['reassign', { owner_membership_id: members[2].id, reason: 'x' }],
  ] as const)
    expect(await act(mine.task.id, action, body, wide)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect((await park.ok('GET', '/resolutions', { as: token(0) })).items).toHaveLength(2);
  const report = (id: string) => step(park, 'resolutions', id, 'report', { progress: 'on_track' }, token(0));
  expect(await report(theirs.resolution.id)).toMatchObject({ status: 404, body: { code: 'resolution_not_found' } });
  expect(await report(mine.resolution.id)).toMatchObject({ status: 200, body: { progress: 'on_track', reported_on: '2025-07-15' } });
  await report(mine.resolution.id);
  expect((await eventsOf(park, mine.resolution.id)).map(({ type }) => type)).toEqual(['resolution.adopted', 'resolution.reported']);
});

it('keeps its due day where that of its resolution is changed, which decides whether the resolution is late', async () => {
  const { resolution: owned, task: one } = await aResolutionOf(park, topics[0], members[0], '2025-07-31');
  travelTo(park, '2025-08-01');
  const change = (due_on: string, as: any = clerk) =>
    step(park, 'resolutions', owned.id, 'change-due-day', { due_on, reason: 'waits for the landlord' }, as);
  expect(await change('2025-08-31', token(0))).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect(await change('2025-08-01')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/due_on' }] } });
  expect(await change('2025-08-31')).toMatchObject({ status: 200, body: { due_on: '2025-08-31', state: 'adopted' } });
  expect((await eventsOf(park, owned.id)).at(-1)).toMatchObject({
    type: 'resolution.due-day-changed',
    data: { due_on: '2025-08-31', old_due_on: '2025-07-31', reason: 'waits for the landlord' },
  });
  await act(one.id, 'start');
  await act(one.id, 'submit', { evidence_sha256 });
  expect(await act(one.id, 'accept', undefined, chief)).toMatchObject({ body: { due_on: '2025-07-31', is_late: true } });
  expect(await resolution(owned.id)).toMatchObject({ state: 'fulfilled', is_late: false });
  expect(await change('2025-09-30')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
});

it('is cancelled with the resolution that a later meeting drops', async () => {
  const { resolution: owned, task: one } = await aResolutionOf(park, topics[0], members[0], '2025-08-25');
  const drop = (by_meeting_id: string) => step(park, 'resolutions', owned.id, 'drop', { by_meeting_id, reason: 'no longer needed' });
  expect(await drop(meeting.id)).toMatchObject({ status: 422, body: { code: 'not_a_later_meeting' } });
  expect(await drop(crypto.randomUUID())).toMatchObject({ status: 422, body: { code: 'unknown_meeting' } });
  const later = await aConvenedMeeting(park, {
    code: 'JM-2025-Q4',
    meeting_on: '2025-10-15',
    until: '2025-10-08',
    members,
    titles: ['终止决议'],
  });
  expect(await drop(later.meeting.id)).toMatchObject({ status: 200, body: { state: 'dropped', dropped_by_meeting_id: later.meeting.id } });
  expect(await task(one.id)).toMatchObject({ state: 'cancelled', reason: 'no longer needed' });
});
