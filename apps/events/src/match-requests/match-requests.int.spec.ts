import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aPublishedGathering, clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { aMatchmaking, accepted, asked, investors, placed, projects, slot, venue } from './match-request.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const step = (id: string, action: string, body: object = {}) => park.ask('POST', `/match-requests/${id}/${action}`, { as: clerk, body });
const one = (id: string) => park.ok('GET', `/match-requests/${id}`, { as: clerk });
const onInstant = async (instant: string): Promise<void> => {
  park.time.now = new Date(instant);
  await park.app.get(Schedule).runDue();
};

async function pair(wish: Record<string, unknown> = {}): Promise<{ gathering: any; investor: any; project: any }> {
  const gathering = await aMatchmaking(park);
  const [[investor], [project]] = [await investors(park, 1, wish), await projects(park, 1)];
  return { gathering, investor, project };
}

async function history(id: string): Promise<[string, string | null, string][]> {
  const events = await eventsOf(park, id);
  for (const { type, data } of events) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  return events.map(({ type, data }) => [type.replace('match-request.', ''), data.from_state, data.to_state]);
}

it('goes from the request to the follow-up, with one event each', async () => {
  const { gathering, investor, project } = await pair();
  const { id, code } = await asked(park, gathering, investor, project, { message: 'about the buoy' });
  expect(code).toMatch(/^MR-\d{6}$/);
  expect(await step(id, 'schedule', slot(0, 20))).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  expect(await step(id, 'accept')).toMatchObject({ status: 200, body: { state: 'accepted' } });
  expect(await step(id, 'schedule', slot(0, 20))).toMatchObject({
    status: 200,
    body: { state: 'scheduled', table_no: 3, meeting_number: 1 },
  });
  expect(await step(id, 'move', slot(20, 40, 4))).toMatchObject({
    status: 200,
    body: { table_no: 4, starts_at: '2025-06-26T01:20:00.000Z' },
  });
  expect(await step(id, 'hold', { investor_interest: 2, project_interest: 3 })).toMatchObject({
    status: 409,
    body: { code: 'meeting_not_begun' },
  });
  park.time.now = slot(20, 40).starts_at;
  expect(await step(id, 'hold', { investor_interest: 2, project_interest: 3 })).toMatchObject({
    status: 200,
    body: { state: 'held', met_on: '2025-06-26' },
  });
  expect(await step(id, 'follow-up', { outcome: 'in_contact' })).toMatchObject({ status: 200, body: { state: 'followed_up', version: 6 } });
  expect(await history(id)).toEqual([
    ['requested', null, 'requested'],
    ['accepted', 'requested', 'accepted'],
    ['meeting-scheduled', 'accepted', 'scheduled'],
    ['meeting-moved', 'scheduled', 'scheduled'],
    ['meeting-held', 'scheduled', 'held'],
    ['followed-up', 'held', 'followed_up'],
  ]);
  const told = JSON.stringify(await eventsOf(park, id));
  for (const person of [investor.contact_id, investor.contact_masked, project.founder_masked, 'buoy']) expect(told).not.toContain(person);
});

it('expires by the clock, at the latest when the gathering begins, and can be asked for again', async () => {
  const { gathering, investor, project } = await pair();
  const first = await asked(park, gathering, investor, project);
  expect(first.expires_at).toBe('2025-06-23T02:00:00.000Z');
  await onInstant('2025-06-23T01:59:59Z');
  expect(await one(first.id)).toMatchObject({ state: 'requested' });
  await onInstant('2025-06-23T02:00:00Z');
  expect(await one(first.id)).toMatchObject({ state: 'expired' });
  const second = await asked(park, gathering, investor, project);
  expect(second.expires_at).toBe(venue.starts_at.toISOString());
  await onInstant('2025-06-26T01:00:00Z');
  expect(await one(second.id)).toMatchObject({ state: 'expired' });
  expect(await step(second.id, 'accept')).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
});

describe('with its gathering', () => {
  it('ends, and no accepted request waits for a time any more; a meeting that had one is still told', async () => {
    const gathering = await aMatchmaking(park);
    const [some, others] = [await investors(park, 2), await projects(park, 2)];
    const unplaced = await accepted(park, gathering, some[0]!, others[0]!);
    const meeting = await accepted(park, gathering, some[1]!, others[1]!);
    await placed(park, meeting, 0, 20);
    await onInstant(gathering.starts_at);
    await onInstant(gathering.ends_at);
    expect([(await one(unplaced.id)).state, (await one(meeting.id)).state]).toEqual(['cancelled', 'scheduled']);
    expect((await step(meeting.id, 'hold', { investor_interest: 1, project_interest: 1 })).body.state).toBe('held');
  });

  it('is cancelled, open requests and meetings alike, in the same transaction', async () => {
    const { gathering, investor, project } = await pair();
    const [[other], [declining]] = [await projects(park, 1), await projects(park, 1)];
    const meeting = await accepted(park, gathering, investor, project);
    await placed(park, meeting, 0, 20);
    const open = await asked(park, gathering, investor, other);
    const declined = await asked(park, gathering, investor, declining);
    await park.ok('POST', `/match-requests/${declined.id}/decline`, { as: clerk, body: {} });
    await park.ok('POST', `/gatherings/${gathering.id}/cancel`, { as: clerk, body: { reason: 'typhoon' } });
    expect(await Promise.all([meeting, open, declined].map(async ({ id }) => (await one(id)).state))).toEqual([
      'cancelled',
      'cancelled',
      'declined',
    ]);
    expect((await eventsOf(park, meeting.id)).at(-1)).toMatchObject({
      type: 'match-request.cancelled',
      data: { by: 'gathering', reason: 'typhoon' },
    });
    const transactions = await park.database.dataSource.query(
      'select count(distinct tx) as n from outbox where type like $1 and aggregate_id = any ($2)',
      ['%.cancelled.v1', [meeting.id, open.id, gathering.id]],
    );
    expect(transactions).toEqual([{ n: 1 }]);
  });

  it('loses its time when that is postponed or rescheduled, and an expiry that would be too late', async () => {
    const { gathering, investor, project } = await pair();
    const [other] = await projects(park, 1);
    const meeting = await accepted(park, gathering, investor, project);
    await placed(park, meeting, 0, 20);
    const open = await asked(park, gathering, investor, other);
    await park.ok('POST', `/gatherings/${gathering.id}/postpone`, { as: clerk, body: { reason: 'typhoon' } });
    expect(await one(meeting.id)).toMatchObject({ state: 'accepted', table_no: null, starts_at: null, meeting_number: null });
    expect((await eventsOf(park, meeting.id)).at(-1)).toMatchObject({
      type: 'match-request.meeting-unscheduled',
      data: { gathering_on: null, old: { table: 3, start: '2025-06-26T01:00:00.000Z' } },
    });
    expect(await step(meeting.id, 'schedule', slot(0, 20))).toMatchObject({ status: 409, body: { code: 'matching_closed' } });
    const times = { starts_at: '2025-06-20T01:00:00Z', ends_at: '2025-06-20T04:00:00Z' };
    await park.ok('POST', `/gatherings/${gathering.id}/reschedule`, { as: clerk, body: times });
    expect(await one(open.id)).toMatchObject({ state: 'requested', expires_at: '2025-06-20T01:00:00.000Z' });
    expect(await history(open.id)).toEqual([
      ['requested', null, 'requested'],
      ['expiry-changed', 'requested', 'requested'],
    ]);
    expect(await step(meeting.id, 'schedule', slot(0, 20))).toMatchObject({ status: 422, body: { code: 'outside_gathering' } });
    const early = { table_no: 1, starts_at: '2025-06-20T01:00:00Z', ends_at: '2025-06-20T01:20:00Z' };
    expect(await step(meeting.id, 'schedule', early)).toMatchObject({ status: 200 });
    await park.ok('POST', `/gatherings/${gathering.id}/reschedule`, {
      as: clerk,
      body: { starts_at: '2025-06-21T01:00:00Z', ends_at: '2025-06-21T04:00:00Z' },
    });
    expect(await one(meeting.id)).toMatchObject({ state: 'accepted' });
    expect((await eventsOf(park, meeting.id)).at(-1)).toMatchObject({
      type: 'match-request.meeting-unscheduled',
      data: { gathering_on: '2025-06-21' },
    });
  });
});

describe('refuses', () => {
  it.each([
    ['an unknown gathering', { gathering_id: '0197a0c0-0000-7000-8000-0000000000ff' }, 422, 'unknown_gathering', '/gathering_id'],
    ['an unknown investor', { investor_id: '0197a0c0-0000-7000-8000-0000000000ff' }, 422, 'unknown_investor', '/investor_id'],
    ['an unknown project', { project_id: '0197a0c0-0000-7000-8000-0000000000ff' }, 422, 'unknown_project', '/project_id'],
    ['a side that is none', { asked_by: 'park' }, 422, 'invalid_input', '/asked_by'],
    ['an expiry in the past', { expires_at: now }, 422, 'in_past', '/expires_at'],
    ['an expiry after the gathering begins', { expires_at: '2025-06-26T01:00:01Z' }, 422, 'expiry_too_late', '/expires_at'],
  ])('%s', async (_, wish, status, code, pointer) => {
    const { gathering, investor, project } = await pair();
    const body = { gathering_id: gathering.id, investor_id: investor.id, project_id: project.id, asked_by: 'project', ...wish };
    const answer = await park.ask('POST', '/match-requests', { as: clerk, body });
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([status, code, pointer]);
  });

  it('another type of gathering, a retired investor, a project that was withdrawn', async () => {
    const { gathering, investor, project } = await pair();
    const ask = (wish: object) =>
      park.ask('POST', '/match-requests', {
        as: clerk,
        body: { gathering_id: gathering.id, investor_id: investor.id, project_id: project.id, asked_by: 'investor', ...wish },
      });
    const salon = await aPublishedGathering(park);
    expect(await ask({ gathering_id: salon.id })).toMatchObject({ status: 422, body: { code: 'not_for_matching' } });
    const request = await asked(park, gathering, investor, project);
    expect(await park.ask('POST', `/investors/${investor.id}/retire`, { as: clerk })).toMatchObject({
      status: 409,
      body: { code: 'requests_open', match_requests: 1 },
    });
    await park.ok('POST', `/projects/${project.id}/withdraw`, { as: clerk, body: { reason: 'given up' } });
    expect(await step(request.id, 'accept')).toMatchObject({ status: 409, body: { code: 'project_withdrawn' } });
    await park.ok('POST', `/match-requests/${request.id}/cancel`, { as: clerk, body: { by: 'organiser', reason: 'given up' } });
    await park.ok('POST', `/investors/${investor.id}/retire`, { as: clerk });
    expect(await ask({})).toMatchObject({ status: 422, body: { code: 'unknown_investor' } });
  });

  it('a time that has begun, and one outside of the gathering', async () => {
    const { gathering, investor, project } = await pair();
    const { id } = await accepted(park, gathering, investor, project);
    expect(await step(id, 'schedule', slot(170, 190))).toMatchObject({ status: 422, body: { code: 'outside_gathering' } });
    park.time.now = new Date(slot(10, 20).starts_at.getTime() + 1);
    expect(await step(id, 'schedule', slot(10, 20))).toMatchObject({
      status: 422,
      body: { code: 'in_past', errors: [{ pointer: '/starts_at' }] },
    });
    expect(await step(id, 'schedule', slot(20, 40))).toMatchObject({ status: 200 });
  });
});

it('lets only the park’s own people ask, and shows nothing to member organisations', async () => {
  const member = { ...clerk, organisation: '91370200264574251E' };
  const { gathering, investor, project } = await pair();
  const { id } = await asked(park, gathering, investor, project);
  expect(await park.ask('POST', `/match-requests/${id}/accept`, { as: member })).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
  expect(await park.ask('GET', `/match-requests/${id}`, { as: member })).toMatchObject({ status: 404 });
  expect(await park.ask('GET', '/investors', { as: member })).toMatchObject({ status: 200, body: { items: [] } });
});

it('filters and sorts the list', async () => {
  const { gathering, investor, project } = await pair();
  const [other] = await projects(park, 1);
  const first = await accepted(park, gathering, investor, project);
  const second = await asked(park, gathering, investor, other, { asked_by: 'investor' });
  await placed(park, first, 0, 20);
  const codes = async (query: string): Promise<string[]> =>
    (await park.ok('GET', `/match-requests?gathering_id=${gathering.id}&${query}`, { as: clerk })).items.map(({ code }: any) => code);
  expect(await codes('sort=code')).toEqual([first.code, second.code]);
  expect(await codes('state=scheduled')).toEqual([first.code]);
  expect(await codes('asked_by=investor')).toEqual([second.code]);
  expect(await codes(`project_id=${other.id}`)).toEqual([second.code]);
  expect(await codes('starts_at_from=2025-06-26T01:00:00Z&starts_at_to=2025-06-26T01:00:01Z')).toEqual([first.code]);
  expect(await codes('requested_on_from=2025-06-17')).toEqual([]);
});
