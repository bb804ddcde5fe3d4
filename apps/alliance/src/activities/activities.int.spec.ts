/** Activities over HTTP: from the draft to those who came, what a member may do and see, members that leave, and the import. */
import { catalogue } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, aCharter, aMember, chief, clerk, eventsOf, memberToken, now } from '../alliance.fixture.ts';
import { activitiesHostedBy } from './activity-count.store.ts';
import { anActivityBody } from './activity.fixture.ts';
import { GatheringsConsumer } from './gatherings.consumer.ts';

const { someUscc } = tenantsMessages;
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
  await aCharter(park);
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const drafting = (body: object, as: any = clerk) => park.ask('POST', '/activities', { as, body: anActivityBody({ ...body }) });
const aDraft = async (member: any, wish = {}): Promise<any> =>
  await park.ok('POST', '/activities', { as: clerk, body: anActivityBody({ membership_id: member.id, ...wish }) });
const step = (id: string, action: string, body?: object, as: any = chief) =>
  park.ask('POST', `/activities/${id}/${action}`, { as, ...(body && { body }) });
const change = (id: string, body: object, as: any, version = 1) =>
  park.ask('PATCH', `/activities/${id}`, { as, body, headers: { 'if-match': `"${version}"` } });
const aPublished = async (member: any, wish = {}): Promise<any> => {
  const { id } = await aDraft(member, wish);
  return await park.ok('POST', `/activities/${id}/publish`, { as: chief });
};
const suspend = (member: any) => park.ok('POST', `/memberships/${member.id}/suspend`, { as: chief, body: { reason: 'absent' } });
const evidence_sha256 = 'e'.repeat(64);

it('is drafted by a member, published by the park, held and counted by its host, with one event each', async () => {
  const [host, guest] = [await aMember(park), await aMember(park)];
  const as = memberToken(host.uscc);
  const { status, body: activity } = await drafting({ cohost_membership_ids: [guest.id] }, as);
  expect([status, activity]).toMatchObject([201, { state: 'draft', modes: ['org_building', 'resource_sharing'], membership_id: host.id }]);
  expect(await step(activity.id, 'publish', undefined, as)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  await park.ok('POST', `/activities/${activity.id}/publish`, { as: chief });
  const list = { attendance_by_member: [{ membership_id: guest.id, count: 4 }], others: 2, evidence_sha256 };
  expect(await step(activity.id, 'record-attendance', list, as)).toMatchObject({ status: 409, body: { code: 'not_begun' } });
  park.time.now = new Date('2025-07-01T08:00:00Z');
  expect(await step(activity.id, 'record-attendance', list, as)).toMatchObject({ status: 200, body: { state: 'held', attendance: null } });
  const told = await eventsOf(park, activity.id);
  for (const { type, data } of told) catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type }) => type)).toEqual(['activity.drafted', 'activity.published', 'activity.held', 'activity.attendance-counted']);
  expect(told.at(-1)!.data).toMatchObject({
    attendance: 6,
    others: 2,
    attendance_by_member: [{ membership_id: guest.id, organisation_id: guest.organisation_id, count: 4 }],
    evidence_sha256,
  });
  const shown = (token: any) => park.ok('GET', `/activities/${activity.id}/attendance`, { as: token });
  expect(await shown(clerk)).toEqual({ attendance: 6, by_member: [{ membership_id: guest.id, count: 4 }], others: 2 });
  expect(await shown(memberToken(guest.uscc))).toEqual({
    attendance: null,
    by_member: [{ membership_id: guest.id, count: 4 }],
    others: null,
  });
  expect(await shown(as)).toEqual({ attendance: null, by_member: [{ membership_id: guest.id, count: null }], others: null });
});

it('is refused with an observer or somebody else among its hosts, and without a mode, also by the database', async () => {
  const [member, observer, gone] = [await aMember(park), await aMember(park, { role: 'observer' }), await aMember(park)];
  await suspend(gone);
  const refused = async (body: object, as: any = clerk) => {
    const { status, body: problem } = await drafting(body, as);
    return [status, problem.code, problem.errors?.[0]?.pointer];
  };
  expect(await refused({ membership_id: observer.id })).toEqual([422, 'observer_host', '/membership_id']);
  expect(await refused({ membership_id: member.id, host_membership_ids: [member.id, observer.id] })).toEqual([
    422,
    'observer_host',
    '/host_membership_ids/1',
  ]);
  expect(await refused({ membership_id: member.id, host_membership_ids: [gone.id] })).toEqual([403, 'inactive_member', undefined]);
  expect(await refused({ membership_id: member.id, cohost_membership_ids: [gone.id] })).toEqual([403, 'inactive_member', undefined]);
  expect(await refused({}, memberToken(gone.uscc))).toEqual([403, 'inactive_member', undefined]);
  expect(await refused({ membership_id: member.id }, memberToken(gone.uscc))).toEqual([403, 'inactive_member', undefined]);
  expect(await refused({ membership_id: member.id, cohost_membership_ids: [crypto.randomUUID()] })).toEqual([
    422,
    'unknown_membership',
    '/cohost_membership_ids/0',
  ]);
  expect(await refused({ membership_id: member.id, modes: [] })).toEqual([422, 'mode_required', '/modes']);
  const { id } = await aDraft(member);
  for (const modes of ['{}', '{org_building,org_building}', '{singing}'])
    await expect(query('update activity set modes = $2 where id = $1', [id, modes])).rejects.toThrow('activity_modes');
  await expect(query(`update activity set host_membership_ids = '{}' where id = $1`, [id])).rejects.toThrow('activity_hosts');
});

it('of another member is changed by nobody but the park, and read once it is published', async () => {
  const [own, other] = [await aMember(park), await aMember(park)];
  const as = memberToken(other.uscc);
  const { id } = await aDraft(own, { host_membership_ids: [other.id] });
  const read = (path = '', token: any = as) => park.ask('GET', `/activities/${id}${path}`, { as: token });
  for (const path of ['', '/attendance']) expect(await read(path)).toMatchObject({ status: 404 });
  await park.ok('POST', `/activities/${id}/publish`, { as: chief });
  expect(await read()).toMatchObject({ status: 200, body: { state: 'published', attendance: null } });
  expect(await read('', memberToken(someUscc()))).toMatchObject({ status: 404 });
  const refusals = [
    await change(id, { title: '改名' }, as, 2),
    await step(id, 'cancel', { reason: 'no' }, as),
    await step(id, 'record-attendance', { attendance_by_member: [], evidence_sha256 }, as),
  ];
  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([404, 'activity_not_found']));
  expect(await change(id, { title: '改名' }, memberToken(own.uscc), 2)).toMatchObject({ status: 200, body: { title: '改名' } });
  const filtered = (filter: string) => park.ok('GET', `/activities?${filter}`, { as: clerk });
  for (const filter of [`host_membership_ids=${other.id}`, `host_membership_ids=${own.id}&modes=org_building`])
    expect((await filtered(filter)).items.map((one: any) => one.id)).toEqual([id]);
  expect((await filtered(`host_membership_ids=${own.id}&modes=youth_league_building`)).items).toEqual([]);
});

it('finds activities by mode and by host by an index', async () => {
  const plan = async (condition: string): Promise<string> =>
    await park.database.dataSource.transaction(async (tx) => {
      await tx.query('set local enable_seqscan = off');
      const rows = await tx.query(`explain select * from activity t where ${condition}`);
      return rows.map((row: any) => row['QUERY PLAN']).join(' ');
    });
  expect(await plan(`t.modes @> array['org_building']::text[]`)).toContain('activity_by_mode');
  expect(await plan(`t.host_membership_ids @> array['${crypto.randomUUID()}']::uuid[]`)).toContain('activity_by_host');
  expect(await plan(`state in ('published', 'held') and activity_on >= '2025-07-01' and activity_on < '2025-10-01'`)).toContain(
    'activity_on',
  );
});

it('goes over to another host when its own is suspended, and is cancelled without one; what has begun stays', async () => {
  const [leaves, stays] = [await aMember(park), await aMember(park)];
  const [alone, shared, helped] = [
    await aDraft(leaves),
    await aPublished(leaves, { host_membership_ids: [stays.id] }),
    await aPublished(stays, { cohost_membership_ids: [leaves.id] }),
  ];
  const begun = await aPublished(leaves, { starts_at: '2025-06-16T02:00:01Z' });
  park.time.now = new Date('2025-06-16T02:00:02Z');
  await suspend(leaves);
  const one = (id: string) => park.ok('GET', `/activities/${id}`, { as: clerk });
  expect(await one(alone.id)).toMatchObject({ state: 'cancelled', reason: 'its host is no active member of the alliance any more' });
  expect(await one(shared.id)).toMatchObject({ state: 'published', membership_id: stays.id, member_uscc: stays.uscc });
  expect(await one(helped.id)).toMatchObject({ state: 'published', cohost_membership_ids: [] });
  expect(await one(begun.id)).toMatchObject({ state: 'published', host_membership_ids: [leaves.id] });
  expect((await eventsOf(park, shared.id)).at(-1)).toMatchObject({ type: 'activity.changed', data: { host_membership_ids: [stays.id] } });
});

it('that is still to come is never hosted by a member that is suspended at the same moment', async () => {
  for (let time = 0; time < 8; time++) {
    const member = await aMember(park);
    const as = memberToken(member.uscc);
    const { id } = await aDraft(member);
    const answers = await Promise.all([
      drafting({}, as),
      step(id, 'publish'),
      park.ask('POST', `/memberships/${member.id}/suspend`, { as: chief, body: { reason: 'absent' } }),
      drafting({}, as),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(
      await query(`select code from activity where $1 = any (host_membership_ids) and state in ('draft', 'published')`, [member.id]),
    ).toEqual([]);
  }
});

it('is published once, also where twenty ask at once', async () => {
  const { id } = await aDraft(await aMember(park));
  const answers = await Promise.all(Array.from({ length: 20 }, () => step(id, 'publish')));
  expect(answers.map(({ status, body }) => (status === 200 ? '200' : `${status} ${body.code}`)).sort()).toEqual([
    '200',
    ...Array<string>(19).fill('409 invalid_transition'),
  ]);
});

it('is counted for its hosts by the day on which it begins', async () => {
  const [host, other] = [await aMember(park), await aMember(park)];
  await aPublished(host, { starts_at: '2025-07-31T15:59:00Z', ends_at: '2025-07-31T17:00:00Z', host_membership_ids: [other.id] });
  await aPublished(host, { starts_at: '2025-07-31T16:00:00Z', ends_at: '2025-07-31T17:00:00Z' });
  const cancelled = await aPublished(host, { starts_at: '2025-07-20T06:00:00Z', ends_at: '2025-07-20T07:00:00Z' });
  await step(cancelled.id, 'cancel', { reason: 'rain' });
  await aDraft(host, { starts_at: '2025-07-21T06:00:00Z', ends_at: '2025-07-21T07:00:00Z' });
  const counted = (id: string, from: string, to: string) => activitiesHostedBy(park.database.dataSource.manager, id, from, to);
  expect([
    await counted(host.id, '2025-07-01', '2025-08-01'),
    await counted(host.id, '2025-08-01', '2025-09-01'),
    await counted(other.id, '2025-07-01', '2025-09-01'),
  ]).toEqual([1, 1, 1]);
});

it('counts everybody also where the gathering ends at the moment at which somebody comes in', async () => {
  const host = await aMember(park);
  const consumer = park.app.get(GatheringsConsumer);
  const taken = (run: (intake: Intake<any>) => Promise<void>, event: any) =>
    park.database.dataSource.transaction((tx) => run({ tx, events: [event], now: park.time.now, onCommit: () => undefined }));
  const event = (subject: string, data: object): any => ({
    id: crypto.randomUUID(),
    subject,
    correlationid: 'c',
    effectivedate: '2025-07-01',
    data,
  });
  for (let time = 0; time < 12; time++) {
    const activity = await aPublished(host, { has_gathering: true });
    const gathering = crypto.randomUUID();
    const at = (to_state: string) => event(gathering, { activity_id: activity.id, to_state });
    await taken((intake) => consumer.drafted(intake), at('draft'));
    await taken((intake) => consumer.started(intake), at('ongoing'));
    const comes = (places: number) => {
      const data = { gathering_id: gathering, gathering_type: 'party_activity', list_id: gathering, entity_id: null, places };
      return taken((intake) => consumer.checkedIn(intake), event(crypto.randomUUID(), data));
    };
    const ends = () => taken((intake) => consumer.ended(intake), at('ended'));
    await Promise.all(time % 2 === 0 ? [ends(), comes(1), comes(2)] : [comes(1), ends(), comes(2)]);
    expect(await park.ok('GET', `/activities/${activity.id}`, { as: clerk })).toMatchObject({ state: 'held', attendance: 3, others: 3 });
  }
});

it('is imported as far as it has come; every bad row is reported, and nothing comes the second time', async () => {
  const [host, guest, observer] = [await aMember(park), await aMember(park), await aMember(park, { role: 'observer' })];
  await query(`update membership set joined_on = '2024-01-01' where id = any ($1)`, [[host.id, guest.id, observer.id]]);
  const header = 'code,title,modes,host_usccs,starts_at,ends_at,place,state,attendance,others,expected_participants';
  const row = (code: string, wish: Record<string, string> = {}) => {
    const cells = {
      title: '党员志愿服务',
      modes: 'service_promotion;org_building',
      host_usccs: host.uscc,
      starts_at: '2024-09-20T14:00:00+08:00',
      ends_at: '2024-09-20T16:00:00+08:00',
      place: '一号楼',
      state: 'held',
      attendance: `${host.uscc}:12;${guest.uscc}:7`,
      others: '3',
      expected_participants: '',
      ...wish,
    };
    return [code, ...Object.values(cells)].join(',');
  };
  const ahead = {
    starts_at: '2025-08-18T09:00:00+08:00',
    ends_at: '2025-08-18T11:00:00+08:00',
    state: 'published',
    attendance: '',
    others: '',
  };
  const unknown = someUscc();
  const file = [
    header,
    row('AH-1'),
    row('AH-2', { ...ahead, expected_participants: '80' }),
    row('AH-3', { modes: 'singing' }),
    row('AH-4', { host_usccs: unknown }),
    row('AH-5', { host_usccs: `${host.uscc.slice(0, 17)}` }),
    row('AH-6', { attendance: `${guest.uscc}=7` }),
    row('AH-7', { attendance: `${guest.uscc}:7;${guest.uscc}:1` }),
    row('AH-8', { starts_at: '2023-09-20T14:00:00+08:00', ends_at: '2023-09-20T16:00:00+08:00' }),
    row('AH-9', { ends_at: '2025-06-16T10:00:01+08:00', starts_at: '2025-06-16T09:00:00+08:00' }),
    row('AH-10', { ...ahead, expected_participants: '80', host_usccs: observer.uscc }),
    row('AH-11', { ...ahead, expected_participants: '80', others: '4' }),
    row('AH-12', { ...ahead }),
    row('AH-13', { attendance: '', others: '' }),
    row('AC-999999'),
  ].join('\n');
  const job = await park.importFile('activities', file, clerk, 'skip_bad_rows');
  expect([job.created, job.errors.map(({ line, column, code }: any) => [line, column, code])]).toEqual([
    2,
    [
      [4, 'modes', 'invalid_input'],
      [5, 'host_usccs', 'unknown_membership'],
      [6, 'host_usccs', 'invalid_input'],
      [7, 'attendance', 'malformed_attendance'],
      [8, 'attendance', 'member_twice'],
      [9, 'attendance', 'before_joining'],
      [10, 'ends_at', 'in_future'],
      [11, 'host_usccs', 'observer_host'],
      [12, 'attendance', 'not_held'],
      [13, 'expected_participants', 'required'],
      [14, 'expected_participants', 'required'],
      [15, 'code', 'code_of_series'],
    ],
  ]);
  const [held] = (await park.ok('GET', '/activities?q=AH-1&state=held', { as: clerk })).items;
  expect(held).toMatchObject({ attendance: 22, others: 3, activity_on: '2024-09-20', has_gathering: false, expected_participants: 22 });
  expect(
    await query('select type, effective_on::text as on from outbox where aggregate_id = $1 order by version', [held.id]),
  ).toMatchObject([
    { type: 'park.alliance.activity.drafted.v1', on: '2024-09-13' },
    { type: 'park.alliance.activity.published.v1', on: '2024-09-13' },
    { type: 'park.alliance.activity.held.v1', on: '2024-09-20' },
    { type: 'park.alliance.activity.attendance-counted.v1', on: '2024-09-20' },
  ]);
  const again = [header, row('AH-1'), row('AH-2', { ...ahead, expected_participants: '80' })].join('\n');
  expect(await park.importFile('activities', again, clerk)).toMatchObject({ unchanged: 2, created: 0 });
});
