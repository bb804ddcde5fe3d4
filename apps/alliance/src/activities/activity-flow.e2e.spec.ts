/** Flow F6 over real Kafka, with a real events service: a published activity becomes a gathering, whose door counts who came by member. */
import { randomUUID } from 'node:crypto';
import { alliance as contract, events as of, type EventType } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { anIdentity, eventually, message, tenantsMessages, urls, type Message, type ServiceUnderTest } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { clerk as desk, eventsUnderTest, reviewer } from '../../../events/src/events.fixture.ts';
import { allianceUnderTest, aMember, chief, clerk, eventsOf } from '../alliance.fixture.ts';
import { anActivityBody } from './activity.fixture.ts';

const start = new Date('2025-06-16T02:00:00Z');
const during = new Date('2025-07-01T06:30:00Z');
const after = new Date('2025-07-01T08:00:00Z');

let alliance: ServiceUnderTest;
let events: ServiceUnderTest;
let producer: Producer;
let persons = 7_000;
let scans = 0;

beforeAll(async () => {
  producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer({ idempotent: true });
  await producer.connect();
  alliance = await allianceUnderTest();
  events = await eventsUnderTest({ issuer: alliance.issuer });
}, 60_000);
afterAll(async () => {
  await producer.disconnect();
  await events.close();
  await alliance.close();
});
afterEach(() => setTime(start));

function setTime(now: Date): void {
  alliance.time.now = now;
  events.time.now = now;
}

const inAlliance = (sql: string, parameters: unknown[] = []): Promise<any[]> => alliance.database.dataSource.query(sql, parameters);
const inEvents = (sql: string, parameters: unknown[] = []): Promise<any[]> => events.database.dataSource.query(sql, parameters);
const tell = (type: EventType<any>, ...messages: Message[]) => producer.send({ topic: type.topic, messages });

/** A member whose market entity both services know. */
async function aKnownMember(): Promise<any> {
  const [uscc, entity] = [tenantsMessages.someUscc(), randomUUID()];
  for (const query of [inAlliance, inEvents])
    await query('insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, true, now())', [entity, uscc]);
  return await aMember(alliance, { uscc });
}

const one = (id: string): Promise<any> => alliance.ok('GET', `/activities/${id}`, { as: clerk });
const gatheringOf = async (id: string): Promise<any> => (await inEvents('select * from gathering where activity_id = $1', [id]))[0];

/** Published, and linked with the gathering that the events service drafted. */
async function aLinkedActivity(member: any, wish = {}): Promise<any> {
  const body = anActivityBody({ membership_id: member.id, has_gathering: true, ...wish });
  const { id } = await alliance.ok('POST', '/activities', { as: clerk, body });
  await alliance.ok('POST', `/activities/${id}/publish`, { as: chief });
  return await eventually(async () => {
    const activity = await one(id);
    expect(activity.gathering_id).not.toBeNull();
    return activity;
  });
}

const step = (id: string, action: string, as: any = desk, body?: object) =>
  events.ok('POST', `/gatherings/${id}/${action}`, { as, ...(body && { body }) });

async function open(gathering: string): Promise<string> {
  await step(gathering, 'submit');
  await step(gathering, 'approve', reviewer);
  await step(gathering, 'publish');
  const body = { gathering_id: gathering, name: '正门', gate: '正门', opens_at: '2025-07-01T05:00:00Z', closes_at: '2025-07-01T08:00:00Z' };
  return (await events.ok('POST', '/check-in-lists', { as: desk, body })).id;
}

/** The ticket of somebody who registers, from an organisation or from none. */
async function aTicket(gathering_id: string, organisation_uscc?: string, places = 1): Promise<string> {
  const body = { gathering_id, ...anIdentity(++persons), places, ...(organisation_uscc && { organisation_uscc }) };
  const { id } = await events.ok('POST', '/registrations', { as: desk, body });
  return (await events.ok('GET', `/registrations/${id}/ticket`, { as: desk })).code;
}

const scan = async (list: string, code: string, scanned_at?: string): Promise<void> => {
  const item = { code, device_id: 'gate-1', scan_id: String(++scans), ...(scanned_at && { scanned_at }) };
  const { items } = await events.ok('POST', `/check-in-lists/${list}/scans/batch`, { as: desk, body: { scans: [item] } });
  expect(items).toMatchObject([{ result: 'ok' }]);
};

const visitsAtTheDoor = async (): Promise<number> => {
  const { items } = await events.ok('GET', '/figures?as_of=2025-12-31', { as: { scopes: ['park:figures:read'] } });
  return items.find(({ code }: any) => code === 'participants').value;
};

it('becomes one draft of a gathering, however often it is told, caused by the publication', async () => {
  const activity = await aLinkedActivity(await aKnownMember());
  expect(await gatheringOf(activity.id)).toMatchObject({
    id: activity.gathering_id,
    code: activity.code,
    type: 'party_activity',
    state: 'draft',
    title: activity.title,
    venue: activity.place,
    starts_at: new Date(activity.starts_at),
    capacity: 60,
    modes: ['org_building', 'resource_sharing'],
    visibility: 'alliance',
  });
  const causes = await inEvents('select causation_id, actor_id from outbox where aggregate_id = $1', [activity.gathering_id]);
  const [published] = await inAlliance('select event_id, data from outbox where aggregate_id = $1 and type = $2', [
    activity.id,
    contract.ActivityPublishedV1.type,
  ]);
  expect(causes).toEqual([{ causation_id: published.event_id, actor_id: 'intake' }]);
  const again = message(contract.ActivityPublishedV1, activity.id, 4, published.data);
  await tell(contract.ActivityPublishedV1, again, again);
  await eventually(async () => expect(await inEvents('select 1 from inbox where event_id = $1', [again.headers['ce_id']])).toHaveLength(1));
  expect(await inEvents('select count(*) as count from gathering where activity_id = $1', [activity.id])).toEqual([{ count: 1 }]);
  expect((await eventsOf(alliance, activity.id)).filter(({ type }) => type === 'activity.linked')).toHaveLength(1);
});

it('is counted by member at the door, as many as came through it, and again where somebody comes to light later', async () => {
  const [host, guest] = [await aKnownMember(), await aKnownMember()];
  const activity = await aLinkedActivity(host, { cohost_membership_ids: [guest.id] });
  const list = await open(activity.gathering_id);
  const [first, second, third, stranger, late] = [
    await aTicket(activity.gathering_id, host.uscc),
    await aTicket(activity.gathering_id, host.uscc, 3),
    await aTicket(activity.gathering_id, guest.uscc),
    await aTicket(activity.gathering_id),
    await aTicket(activity.gathering_id, guest.uscc, 2),
  ];
  setTime(during);
  await events.app.get(Schedule).runDue();
  await eventually(async () => expect(await one(activity.id)).toMatchObject({ state: 'held', attendance: null }));
  for (const code of [first, second, third, stranger]) await scan(list, code);
  setTime(after);
  await events.app.get(Schedule).runDue();
  await eventually(async () => expect((await one(activity.id)).attendance).toBe(await visitsAtTheDoor()));
  expect(await one(activity.id)).toMatchObject({
    attendance: 6,
    others: 1,
    attendance_by_member: [
      { membership_id: host.id, organisation_id: host.organisation_id, count: 4 },
      { membership_id: guest.id, organisation_id: guest.organisation_id, count: 1 },
    ].sort((a, b) => (a.membership_id < b.membership_id ? -1 : 1)),
  });

  await scan(list, late, '2025-07-01T07:30:00Z');
  await eventually(async () => expect(await one(activity.id)).toMatchObject({ attendance: 8, others: 1 }));
  expect(await visitsAtTheDoor()).toBe(8);
  const [entry] = await inAlliance('select * from activity_check_in where places = 2', []);
  const reverted = message(of.RegistrationCheckInRevertedV1, entry.registration_id, 4, {
    gathering_id: activity.gathering_id,
    gathering_type: 'party_activity',
    list_id: entry.list_id,
  });
  await tell(of.RegistrationCheckInRevertedV1, reverted, reverted);
  await eventually(async () => expect((await one(activity.id)).attendance).toBe(6));
  const counts = (await eventsOf(alliance, activity.id)).filter(({ type }) => type === 'activity.attendance-counted');
  expect(counts.map(({ data }) => data.attendance)).toEqual(expect.arrayContaining([6, 8]));
  expect(
    counts.every(({ data }) => data.attendance === data.others + data.attendance_by_member.reduce((n: number, m: any) => n + m.count, 0)),
  ).toBe(true);
  expect(await inAlliance('select count(*) as count from parked')).toEqual([{ count: 0 }]);
  expect(await alliance.ask('POST', `/activities/${activity.id}/cancel`, { as: chief, body: { reason: 'no' } })).toMatchObject({
    status: 409,
    body: { code: 'attendance_counted' },
  });
});

it('leads its gathering while that is a draft, and follows it afterwards', async () => {
  const activity = await aLinkedActivity(await aKnownMember());
  const change = (body: object, version: number) =>
    alliance.ask('PATCH', `/activities/${activity.id}`, { as: clerk, body, headers: { 'if-match': `"${version}"` } });
  const moved = { starts_at: '2025-07-02T06:00:00Z', ends_at: '2025-07-02T08:00:00Z', title: '读书会', expected_participants: 90 };
  expect(await change(moved, activity.version)).toMatchObject({ status: 200 });
  await eventually(async () =>
    expect(await gatheringOf(activity.id)).toMatchObject({ title: '读书会', starts_at: new Date(moved.starts_at), capacity: 90 }),
  );
  await step(activity.gathering_id, 'submit');
  await step(activity.gathering_id, 'approve', reviewer);
  await step(activity.gathering_id, 'publish');
  await eventually(async () =>
    expect(await inAlliance('select state from activity_gathering where activity_id = $1', [activity.id])).toEqual([
      { state: 'published' },
    ]),
  );
  expect(await change({ place: '二号楼' }, activity.version + 1)).toMatchObject({ status: 409, body: { code: 'gathering_decides' } });
  const later = { starts_at: '2025-07-09T06:00:00Z', ends_at: '2025-07-09T08:00:00Z' };
  await step(activity.gathering_id, 'reschedule', desk, later);
  await eventually(async () =>
    expect(await one(activity.id)).toMatchObject({ activity_on: '2025-07-09', starts_at: '2025-07-09T06:00:00.000Z' }),
  );
  await step(activity.gathering_id, 'cancel', desk, { reason: 'typhoon' });
  await eventually(async () => expect(await one(activity.id)).toMatchObject({ state: 'cancelled', reason: 'typhoon' }));
});

it('calls its gathering off with every registration when it is cancelled, also where the code was given to another', async () => {
  const member = await aKnownMember();
  const [{ last_value }] = await inAlliance('select last_value from code_ac');
  const taken = `AC-${String(Number(last_value) + 1).padStart(6, '0')}`;
  const body = {
    code: taken,
    type: 'salon',
    title: '沙龙',
    venue: '一号楼',
    starts_at: '2025-07-01T06:00:00Z',
    ends_at: '2025-07-01T08:00:00Z',
    expected_attendance: 20,
    capacity: 20,
  };
  await events.ok('POST', '/gatherings', { as: desk, body });
  const activity = await aLinkedActivity(member);
  expect((await gatheringOf(activity.id)).code).toMatch(new RegExp(`^${taken}-[0-9A-F]{12}$`));
  await open(activity.gathering_id);
  await aTicket(activity.gathering_id, member.uscc);
  await alliance.ok('POST', `/activities/${activity.id}/cancel`, { as: chief, body: { reason: 'too few members' } });
  await eventually(async () => expect(await gatheringOf(activity.id)).toMatchObject({ state: 'cancelled' }));
  expect(await inEvents('select state from registration where gathering_id = $1', [activity.gathering_id])).toEqual([
    { state: 'cancelled' },
  ]);
});

it('without a gathering is no business of the events service', async () => {
  const { id: membership_id } = await aKnownMember();
  const { id } = await alliance.ok('POST', '/activities', { as: clerk, body: anActivityBody({ membership_id }) });
  await alliance.ok('POST', `/activities/${id}/publish`, { as: chief });
  const [{ event_id }] = await inAlliance('select event_id from outbox where aggregate_id = $1 order by version desc limit 1', [id]);
  await eventually(async () => expect(await inEvents('select 1 from inbox where event_id = $1', [event_id])).toHaveLength(1));
  expect(await gatheringOf(id)).toBeUndefined();
});
