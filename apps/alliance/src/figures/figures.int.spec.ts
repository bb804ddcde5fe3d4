import type { ServiceUnderTest } from '@park/test-kit';
import { anActivityBody } from '../activities/activity.fixture.ts';
import { aCharter, allianceUnderTest, aMember, chief, clerk, now } from '../alliance.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
  await aCharter(park);
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

async function counted(as_of: string, ...codes: string[]): Promise<number[]> {
  const { items } = await park.ok('GET', `/figures?as_of=${as_of}`, { as: { scopes: ['park:figures:read'] } });
  return codes.map((code) => items.find((one: any) => one.code === code).value);
}

it('counts the members that are active, from the day on which they joined', async () => {
  const [gone] = [await aMember(park), await aMember(park)];
  await park.ok('POST', `/memberships/${gone.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  await aMember(park);
  expect([await counted('2025-06-15', 'member_orgs'), await counted('2025-06-16', 'member_orgs')]).toEqual([[0], [2]]);
});

it('counts the activities that were held in the year, and those who came, from the day of the activity', async () => {
  const { id: membership_id } = await aMember(park);
  const held = async (starts_at: string, ends_at: string, others: number): Promise<void> => {
    const body = anActivityBody({ membership_id, starts_at, ends_at });
    const { id } = await park.ok('POST', '/activities', { as: clerk, body });
    await park.ok('POST', `/activities/${id}/publish`, { as: chief });
    const [before, list] = [
      park.time.now,
      { attendance_by_member: [{ membership_id, count: 8 }], others, evidence_sha256: 'e'.repeat(64) },
    ];
    park.time.now = new Date(ends_at);
    await park.ok('POST', `/activities/${id}/record-attendance`, { as: clerk, body: list });
    park.time.now = before;
  };
  await held('2025-07-01T06:00:00Z', '2025-07-01T08:00:00Z', 4);
  await held('2025-12-31T14:00:00Z', '2025-12-31T17:00:00Z', 0);
  await held('2025-12-31T16:00:00Z', '2025-12-31T17:00:00Z', 100);
  await park.ok('POST', '/activities', { as: clerk, body: anActivityBody({ membership_id }) });
  const both = ['activities', 'activity_attendance'];
  expect([
    await counted('2025-06-30', ...both),
    await counted('2025-07-01', ...both),
    await counted('2025-12-31', ...both),
    await counted('2026-01-01', ...both),
  ]).toEqual([
    [0, 0],
    [1, 12],
    [2, 20],
    [1, 108],
  ]);
});

it('counts the needs that are open, from their publication on', async () => {
  const { id: membership_id } = await aMember(park);
  const content = { title: '需要会议室', mode: 'resource_sharing', category: 'venue', quantity: 2, unit: '场', needed_by: '2025-10-01' };
  const needs = await Promise.all(
    Array.from({ length: 3 }, () => park.ok('POST', '/needs', { as: clerk, body: { membership_id, ...content } })),
  );
  for (const { id } of needs.slice(1)) await park.ok('POST', `/needs/${id}/publish`, { as: clerk });
  expect([await counted('2025-06-15', 'needs_open'), await counted('2025-06-16', 'needs_open')]).toEqual([[0], [2]]);
  await park.ok('POST', `/needs/${needs[2].id}/withdraw`, { as: clerk, body: { reason: 'rented elsewhere' } });
  expect(await counted('2025-06-16', 'needs_open')).toEqual([1]);
});

it('counts the tasks that are not accepted, from the day after the one by which they are due', async () => {
  const { id, uscc } = await aMember(park);
  await park.database.dataSource.query(`update membership set joined_on = '2024-06-01' where id = $1`, [id]);
  const meeting = `code,meeting_on,state,reported_on,present,excused,absent\nJM-2024-Q4,2024-12-10,convened,2024-12-05,${uscc},,`;
  const row = (title: string, due_on: string, rest: string): string =>
    `JM-2024-Q4,${title}议题,resource_sharing,${uscc},${title},${due_on},${rest}`;
  const resolutions = [
    'meeting_code,topic_title,mode,owner_uscc,title,due_on,progress,reported_on,submitted_on,accepted_on,fulfilled_on',
    row('排期', '2025-03-31', ',,2025-03-20,2025-04-01,'),
    row('招聘', '2025-03-31', ',,2025-03-30,,'),
    row('党课', '2025-06-16', ',,,,'),
  ];
  for (const [kind, file] of [
    ['meetings', meeting],
    ['resolutions', resolutions.join('\n')],
  ] as const)
    expect(await park.importFile(kind, file, clerk)).toMatchObject({ bad: 0, errors: [] });
  const days = ['2025-03-31', '2025-04-01', '2025-06-16', '2025-06-17'];
  expect(await Promise.all(days.map((day) => counted(day, 'tasks_overdue')))).toEqual([[0], [1], [1], [2]]);
});
