/** Joint meetings and their topics over HTTP: the story, its guards, the races, and what a member's token can reach. */
import { catalogue } from '@park/contracts';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, aMember, chief, clerk, eventsOf, memberToken } from '../alliance.fixture.ts';
import { aConvenedMeeting, anOpenMeeting, aResolutionOf, sha256, step, submitTopic, travelTo } from './meeting-under-test.fixture.ts';

let park: ServiceUnderTest;
let members: any[];

beforeEach(async () => {
  park = await allianceUnderTest();
  members = [await aMember(park), await aMember(park), await aMember(park)];
});
afterEach(() => park.close());

const july = { code: 'JM-2025-Q3', meeting_on: '2025-07-15', until: '2025-07-08' };
const october = { code: 'JM-2025-Q4', meeting_on: '2025-10-15', until: '2025-10-08' };
const draft = (body: object): Promise<any> => park.ask('POST', '/meetings', { as: clerk, body });
const topic = (id: string, as: any = clerk): Promise<any> => park.ok('GET', `/topics/${id}`, { as });
const outcomes = async (requests: Promise<any>[]): Promise<string[]> =>
  (await Promise.all(requests)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body.code}`)).sort();

it('goes from the call for topics to the closed loop, with one event each', async () => {
  const { meeting, topics } = await aConvenedMeeting(park, { ...july, members, titles: ['共享会议室', '联合招聘', '青年党课'] });
  expect(meeting).toMatchObject({ state: 'convened', present_count: 3, absent_count: 0, quorum: 2, previous_meeting_id: null });
  expect(await step(park, 'meetings', meeting.id, 'publish-minutes', { sha256 })).toMatchObject({
    status: 409,
    body: { code: 'topics_undecided', topics: topics.map(({ code }) => code) },
  });
  for (const [i, decision] of ['adopted', 'not_adopted', 'deferred'].entries())
    expect(await step(park, 'topics', topics[i].id, 'decide', { decision })).toMatchObject({ status: 200, body: { state: decision } });
  await step(park, 'meetings', meeting.id, 'publish-minutes', { sha256 });
  expect(await step(park, 'meetings', meeting.id, 'close')).toMatchObject({
    status: 200,
    body: { state: 'closed', resolutions_reported: 0 },
  });
  const told = await eventsOf(park, meeting.id);
  expect(told.map(({ type }) => type.replace('meeting.', ''))).toEqual([
    'drafted',
    'topics-opened',
    'agenda-fixed',
    'reported',
    'convened',
    'minutes-published',
    'closed',
  ]);
  for (const { type, data } of [...told, ...(await eventsOf(park, topics[0].id))])
    catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
  expect(told[2]!.data.topic_ids).toEqual(topics.map(({ id }) => id));
  expect(told[4]!.data.present).toEqual(members.map(({ id }) => id));
});

it('takes one day alone, also where ten are planned at once, and again once the other is cancelled', async () => {
  const plans = Array.from({ length: 10 }, (_, i) => draft({ code: `JM-${i}`, meeting_on: '2025-07-15' }));
  expect(await outcomes(plans)).toEqual(['201', ...Array<string>(9).fill('409 meeting_day_taken')]);
  const [meeting] = (await park.ok('GET', '/meetings', { as: clerk })).items;
  const other = (await draft({ meeting_on: '2025-07-16' })).body;
  expect(other.code).toBe('JM-000001');
  const move = () => step(park, 'meetings', other.id, 'move', { meeting_on: '2025-07-15', reason: 'the hall is taken' });
  expect(await move()).toMatchObject({ status: 409, body: { code: 'meeting_day_taken' } });
  await step(park, 'meetings', meeting.id, 'cancel', { reason: 'too few topics' });
  expect(await move()).toMatchObject({ status: 200, body: { meeting_on: '2025-07-15' } });
  expect((await eventsOf(park, other.id)).at(-1)).toMatchObject({ data: { old_meeting_on: '2025-07-16', reason: 'the hall is taken' } });
});

it('counts the quorum among the active members that are no observers', async () => {
  const observer = await aMember(park, { role: 'observer' });
  const { id } = await anOpenMeeting(park, july.code, july.meeting_on, july.until);
  const { id: topic_id } = await submitTopic(park, id, members[0].id);
  await step(park, 'meetings', id, 'fix-agenda', { topic_ids: [topic_id] });
  await step(park, 'meetings', id, 'report', { sha256 });
  const convene = (present: any[], excused: any[] = []) =>
    step(park, 'meetings', id, 'convene', { present: present.map((one) => one.id), excused: excused.map((one) => one.id) });
  expect(await convene(members)).toMatchObject({ status: 409, body: { code: 'meeting_not_begun' } });
  travelTo(park, july.meeting_on);
  const [a, b, c] = members;
  expect(await convene([a, observer])).toMatchObject({ status: 422, body: { code: 'no_vote', errors: [{ pointer: '/present/1' }] } });
  expect(await convene([a, b], [b])).toMatchObject({
    status: 422,
    body: { code: 'attendance_twice', errors: [{ pointer: '/excused/0' }] },
  });
  expect(await convene([a], [b])).toMatchObject({ status: 409, body: { code: 'no_quorum', present: 1, quorum: 2 } });
  await park.ok('POST', `/memberships/${c.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect(await convene([a, c])).toMatchObject({ status: 422, body: { code: 'no_vote' } });
  expect(await convene([a, b])).toMatchObject({ status: 200, body: { quorum: 2, present_count: 2, excused_count: 0, absent_count: 0 } });
});

it('is closed only once each resolution of the meeting before that stands has a report', async () => {
  const first = await aConvenedMeeting(park, { ...july, members, titles: ['共享会议室', '联合招聘', '青年党课'] });
  const owned: any[] = [];
  for (const one of first.topics) owned.push(await aResolutionOf(park, one, members[1], '2025-09-30'));
  const second = await aConvenedMeeting(park, { ...october, members, titles: ['党员互学'] });
  expect(second.meeting.previous_meeting_id).toBe(first.meeting.id);
  await step(park, 'topics', second.topics[0].id, 'decide', { decision: 'adopted' });
  const drop = await step(park, 'resolutions', owned[2].resolution.id, 'drop', {
    by_meeting_id: second.meeting.id,
    reason: 'no longer needed',
  });
  expect(drop).toMatchObject({ status: 200, body: { state: 'dropped' } });
  await step(park, 'meetings', second.meeting.id, 'publish-minutes', { sha256 });
  const close = () => step(park, 'meetings', second.meeting.id, 'close');
  expect(await close()).toMatchObject({ status: 409, body: { code: 'minutes_missing' } });
  await step(park, 'meetings', first.meeting.id, 'publish-minutes', { sha256 });
  const codes = owned.map(({ resolution }) => resolution.code);
  expect(await close()).toMatchObject({ status: 409, body: { code: 'resolutions_unreported', resolutions: codes.slice(0, 2) } });
  await step(park, 'resolutions', owned[0].resolution.id, 'report', { progress: 'delayed' });
  expect(await close()).toMatchObject({ status: 409, body: { code: 'resolutions_unreported', resolutions: [codes[1]] } });
  const report = step(park, 'resolutions', owned[1].resolution.id, 'report', { progress: 'on_track' }, memberToken(members[1].uscc));
  const [reported, ...closed] = await Promise.all([report, ...Array.from({ length: 5 }, close)]);
  expect(reported.status).toBe(200);
  for (const { status, body } of closed)
    expect(['200', '409 resolutions_unreported', '409 invalid_transition']).toContain(status === 200 ? '200' : `${status} ${body.code}`);
  await close();
  expect(await park.ok('GET', `/meetings/${second.meeting.id}`, { as: clerk })).toMatchObject({ state: 'closed', resolutions_reported: 2 });
});

it('is not convened behind one of a later day', async () => {
  const early = await anOpenMeeting(park, 'JM-A', '2025-07-10', '2025-07-08');
  const { id } = await submitTopic(park, early.id, members[0].id);
  await step(park, 'meetings', early.id, 'fix-agenda', { topic_ids: [id] });
  await step(park, 'meetings', early.id, 'report', { sha256 });
  await aConvenedMeeting(park, { ...july, members, titles: ['联合招聘'] });
  expect(await step(park, 'meetings', early.id, 'convene', { present: members.map((one) => one.id) })).toMatchObject({
    status: 409,
    body: { code: 'later_meeting_convened' },
  });
});

describe('a topic', () => {
  it('is submitted by an active member for itself until the day on which they end, and withdrawn by it alone', async () => {
    const { id } = await anOpenMeeting(park, july.code, july.meeting_on, july.until);
    const [own, other] = [memberToken(members[0].uscc), memberToken(members[1].uscc)];
    const submit = (as: any, wish = {}) =>
      park.ask('POST', '/topics', { as, body: { meeting_id: id, mode: 'org_building', title: '联合党课', ...wish } });
    expect(await submit(own, { membership_id: members[1].id })).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
    expect(await submit(own, { meeting_id: crypto.randomUUID() })).toMatchObject({ status: 422, body: { code: 'unknown_meeting' } });
    expect(await submit(clerk)).toMatchObject({ status: 422, body: { code: 'unknown_membership' } });
    const mine = (await submit(own)).body;
    expect(mine).toMatchObject({ membership_id: members[0].id, state: 'submitted' });
    expect(await step(park, 'topics', mine.id, 'withdraw', undefined, other)).toMatchObject({
      status: 404,
      body: { code: 'topic_not_found' },
    });
    expect((await park.ok('GET', '/topics', { as: other })).items).toEqual([]);
    expect(await step(park, 'topics', mine.id, 'withdraw', undefined, own)).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    travelTo(park, '2025-07-08');
    expect(await submit(own)).toMatchObject({ status: 409, body: { code: 'topics_closed' } });
    travelTo(park, '2025-07-07');
    expect(await submit(own)).toMatchObject({ status: 201 });
    expect(await submit(memberToken(tenantsMessages.someUscc()))).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
    for (const [surface, one, action, body] of [
      ['meetings', id, 'cancel', { reason: 'x' }],
      ['topics', mine.id, 'decline', { reason: 'x' }],
      ['topics', mine.id, 'decide', { decision: 'adopted' }],
    ] as const)
      expect(await step(park, surface, one, action, body, { ...own, scopes: clerk.scopes })).toMatchObject({ status: 403 });
  });

  it('is on the agenda or declined, none is left, and others see it from then on', async () => {
    const { id } = await anOpenMeeting(park, july.code, july.meeting_on, july.until);
    const [a, b, c] = [
      await submitTopic(park, id, members[0].id, 'A'),
      await submitTopic(park, id, members[1].id, 'B'),
      await submitTopic(park, id, members[2].id, 'C'),
    ];
    const fix = (topic_ids: string[], declined: string[] = []) =>
      step(park, 'meetings', id, 'fix-agenda', { topic_ids, declined: declined.map((topic_id) => ({ topic_id, reason: 'later' })) });
    expect(await fix([a.id], [b.id])).toMatchObject({ status: 409, body: { code: 'topics_left', topics: [c.id] } });
    expect(await fix([])).toMatchObject({ status: 422, body: { code: 'required' } });
    expect(await fix([a.id, a.id])).toMatchObject({ status: 422, body: { code: 'topic_twice' } });
    expect(await fix(Array.from({ length: 31 }, () => a.id))).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect(await outcomes([fix([c.id, a.id], [b.id]), fix([a.id, c.id], [b.id])])).toEqual(['200', '409 invalid_transition']);
    expect([(await topic(b.id)).state, (await topic(b.id)).reason]).toEqual(['declined', 'later']);
    const seen = async (member: any) =>
      (await park.ok('GET', '/topics?limit=100', { as: memberToken(member.uscc) })).items.map(({ title }: any) => title).sort();
    expect(await seen(members[0])).toEqual(['A', 'C']);
    expect(await seen(members[1])).toEqual(['A', 'B', 'C']);
  });

  it('that is deferred is offered to the next meeting, whether it takes topics already or later', async () => {
    const first = await aConvenedMeeting(park, { ...july, members, titles: ['A', 'B'] });
    const [a, b] = first.topics;
    await step(park, 'topics', a.id, 'decide', { decision: 'deferred', reason: 'no figures' });
    expect(await topic(a.id)).toMatchObject({ state: 'deferred', meeting_id: first.meeting.id });
    const next = await anOpenMeeting(park, october.code, october.meeting_on, october.until);
    expect(await topic(a.id)).toMatchObject({ state: 'submitted', meeting_id: next.id, agenda_number: null });
    await step(park, 'topics', b.id, 'decide', { decision: 'deferred' });
    expect(await topic(b.id)).toMatchObject({ state: 'submitted', meeting_id: next.id });
    expect((await eventsOf(park, a.id)).map(({ type }) => type.replace('topic.', ''))).toEqual([
      'submitted',
      'scheduled',
      'decided',
      'submitted',
    ]);
    await step(park, 'meetings', next.id, 'cancel', { reason: 'too few topics' });
    expect(await topic(a.id)).toMatchObject({ state: 'deferred', reason: 'the meeting was cancelled' });
    const after = await anOpenMeeting(park, 'JM-2025-12', '2025-12-15', '2025-12-08');
    expect((await topic(b.id)).meeting_id).toBe(after.id);
  });

  it('of a member that becomes inactive is withdrawn, but not one that is on an agenda', async () => {
    const { id } = await anOpenMeeting(park, july.code, july.meeting_on, july.until);
    const [kept] = [await submitTopic(park, id, members[0].id, 'A')];
    await step(park, 'meetings', id, 'fix-agenda', { topic_ids: [kept.id] });
    const next = await anOpenMeeting(park, october.code, october.meeting_on, october.until);
    const waits = await submitTopic(park, next.id, members[0].id, 'B');
    await park.ok('POST', `/memberships/${members[0].id}/suspend`, { as: chief, body: { reason: 'absent' } });
    expect([(await topic(kept.id)).state, (await topic(waits.id)).state]).toEqual(['on_agenda', 'withdrawn']);
  });
});

it('shows a member the meetings that are called, and a stranger none', async () => {
  await draft({ code: 'JM-DRAFT', meeting_on: '2025-12-01' });
  await anOpenMeeting(park, july.code, july.meeting_on, july.until);
  const codes = async (as: any) => (await park.ok('GET', '/meetings', { as })).items.map(({ code }: any) => code);
  expect(await codes(memberToken(members[0].uscc))).toEqual(['JM-2025-Q3']);
  expect(await codes(memberToken(tenantsMessages.someUscc()))).toEqual([]);
  expect(await codes(clerk)).toHaveLength(2);
});
