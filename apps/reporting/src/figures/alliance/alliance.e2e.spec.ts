/** The alliance's figures as clients of reporting see them: events in over Kafka, answers out over HTTP; members without small numbers (K-18). */
import { alliance } from '@park/contracts';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { analyst, reportingUnderTest, Sender, value } from '../../reporting.fixture.ts';
import { Story } from '../events.fixture.ts';
import { idOf } from '../events/programme/programme.fixture.ts';

const member = { ...analyst, organisation: '91370211MA0000A19M' };
const sender = new Sender();
const [own, other] = [idOf('organisation', 1), idOf('organisation', 2)];
let park: ServiceUnderTest;

function held(story: Story, n: number, on: string, mode: (typeof alliance.allianceModes)[number], came: Record<string, number>): void {
  const of = { modes: [mode], activity_on: on, to_state: 'held' };
  const attendance_by_member = Object.entries(came).map(([organisation_id, count]) => ({
    membership_id: idOf('membership', 1),
    organisation_id,
    count,
  }));
  story.tell(alliance.ActivityHeldV1, idOf('activity', n), on, { ...of, held_on: on });
  story.tell(alliance.ActivityAttendanceCountedV1, idOf('activity', n), on, { ...of, attendance_by_member, others: 0 });
}

beforeAll(async () => {
  await sender.connect();
  park = await reportingUnderTest(sender);
  const story = new Story();
  story.tell(alliance.OrganisationRegisteredV1, own, '2025-01-01', { name: '海创软件' });
  story.tell(alliance.OrganisationRegisteredV1, other, '2025-01-01', { name: '港航物流' });
  held(story, 1, '2025-03-01', 'org_building', { [own]: 20, [other]: 12 });
  held(story, 2, '2025-04-01', 'resource_sharing', { [other]: 3 });
  held(story, 3, '2025-05-01', 'service_promotion', { [own]: 6 });
  await sender.publish(story.events);
  await eventually(async () => expect(await value(park, 'activity_attendance')).toBe(41), 40_000);
});
afterAll(async () => {
  await park.close();
  await sender.close();
});

const ask = (query: string, as: typeof analyst) => park.ask('GET', `/kpis/activity_attendance${query}`, { as });
const groupsOf = ({ body }: any): Record<string, number | null> =>
  Object.fromEntries(body.groups.map(({ key, value: count }: any) => [key, count]));

it('show the park who came of each member, by name', async () => {
  const { body } = await ask('?group_by=member', analyst);
  expect(Object.fromEntries(body.groups.map((one: any) => [one.label.zh, one.value]))).toEqual({ 海创软件: 26, 港航物流: 15 });
});

it('show a member none of that, whichever way it asks', async () => {
  const refused = { status: 403, body: { code: 'operator_only' } };
  expect(await ask('?group_by=member', member)).toMatchObject(refused);
  expect(await ask(`?member=${other}`, member)).toMatchObject(refused);
  expect(await ask('/facts', member)).toMatchObject(refused);
  const body = { queries: [{ code: 'activity_attendance', group_by: 'member' }] };
  expect(await park.ask('POST', '/kpis/query', { as: member, body })).toMatchObject(refused);
  const csv = await park.ask('GET', '/kpis/activity_attendance?group_by=member', { as: member, headers: { accept: 'text/csv' } });
  expect(csv.status).toBe(403);
});

it('show a member no number below five, nor what would tell it', async () => {
  expect(groupsOf(await ask('?group_by=mode', analyst))).toEqual({ org_building: 32, resource_sharing: 3, service_promotion: 6 });
  expect(groupsOf(await ask('?group_by=mode', member))).toEqual({ org_building: 32, resource_sharing: null, service_promotion: null });
  expect((await ask('?mode=resource_sharing', member)).body).toMatchObject({ value: null, null_reason: 'too_few_persons' });
  expect((await ask('', member)).body.value).toBe(41);
  const series = (await ask('?from=2025-03-01&to=2025-06-01&grain=month', member)).body.series.map((point: any) => point.value);
  expect(series).toEqual([32, null, null]);
  const { items } = await park.ok('POST', '/kpis/query', {
    as: member,
    body: { queries: [{ code: 'activity_attendance', mode: 'resource_sharing' }] },
  });
  expect(items).toMatchObject([{ value: null }]);
});

it('count an activity of the year once, and by its mode', async () => {
  expect(await value(park, 'activities')).toBe(3);
  expect(groupsOf(await park.ask('GET', '/kpis/activities_by_mode?group_by=mode', { as: member }))).toEqual({
    org_building: 1,
    resource_sharing: 1,
    service_promotion: 1,
  });
});
