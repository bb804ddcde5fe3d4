/** Meetings and resolutions of earlier times from files: every bad row is reported, and nothing comes the second time. */
import { catalogue } from '@park/contracts';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, aMember, clerk, eventsOf } from '../alliance.fixture.ts';
import { step } from './meeting-under-test.fixture.ts';

let park: ServiceUnderTest;
let a: string;
let b: string;
let c: string;

beforeEach(async () => {
  park = await allianceUnderTest();
  [a, b, c] = [(await aMember(park)).uscc, (await aMember(park)).uscc, (await aMember(park)).uscc];
  await park.database.dataSource.query(`update membership set joined_on = '2024-06-01'`);
});
afterEach(() => park.close());

const errorsOf = ({ errors }: any): unknown[] => errors.map(({ line, column, code }: any) => [line, column, code]);
const meetingHeader = 'code,meeting_on,state,reported_on,present,excused,absent';
const resolutionHeader = 'meeting_code,topic_title,mode,owner_uscc,title,due_on,progress,reported_on,submitted_on,accepted_on,fulfilled_on';

function twoMeetings(): Promise<any> {
  const rows = [
    meetingHeader,
    `JM-2024-Q4,2024-12-10,closed,2024-12-05,${a};${b},${c},`,
    `JM-2025-Q1,2025-03-10,closed,2025-03-05,${a};${b};${c},,`,
  ];
  return park.importFile('meetings', rows.join('\n'), clerk);
}

it('brings meetings in with every step on its own day, and reports each bad row', async () => {
  const rows = [
    meetingHeader,
    `JM-2024-Q4,2024-12-10,closed,2024-12-05,${a};${b},${c},`,
    `JM-A,2024-09-10,closed,2024-09-05,${a};${b},${c},`,
    `JM-B,2025-03-10,closed,,${a};${b},${c},`,
    `JM-C,2025-03-10,convened,2025-03-09,${a};${b},${c},`,
    `JM-D,2025-03-10,convened,2025-03-05,,,`,
    `JM-E,2025-03-10,convened,2025-03-05,${a},${b},${c}`,
    `JM-F,2025-03-10,convened,2025-03-05,${a};${b},${b},`,
    `JM-G,2025-03-10,convened,2025-03-05,${a};${tenantsMessages.someUscc()},,`,
    `JM-H,2025-08-10,convened,2025-06-05,${a};${b},,`,
    `JM-I,2025-03-10,cancelled,,,,`,
    `JM-J,2024-12-10,draft,,,,`,
    `JM-K,2027-03-10,draft,,,,`,
    `JM-L,2024-12-20,convened,2024-12-12,${a};${b},,`,
    `JM-000007,2025-08-12,draft,,,,`,
    `JM-2025-Q3,2025-08-20,topics_open,,,,`,
    `JM-2025-Q4,2025-11-20,draft,,,,`,
  ];
  const job = await park.importFile('meetings', rows.join('\n'), clerk, 'skip_bad_rows');
  expect(errorsOf(job)).toEqual([
    [3, '', 'later_meeting_convened'],
    [4, 'reported_on', 'required'],
    [5, 'reported_on', 'reported_too_late'],
    [6, 'present', 'required'],
    [7, '', 'no_quorum'],
    [8, 'excused', 'attendance_twice'],
    [9, 'present', 'unknown_membership'],
    [10, 'meeting_on', 'in_future'],
    [11, 'state', 'invalid_input'],
    [12, '', 'meeting_day_taken'],
    [13, 'meeting_on', 'too_far_ahead'],
    [15, 'code', 'invalid_input'],
  ]);
  expect(job.created).toBe(4);
  const { items } = await park.ok('GET', '/meetings', { as: clerk });
  expect(items).toMatchObject([
    { code: 'JM-2024-Q4', state: 'closed', present_count: 2, excused_count: 1, absent_count: 0, quorum: 2, topics_opened_on: '2024-11-26' },
    { code: 'JM-L', state: 'convened', previous_meeting_id: items[0].id },
    { code: 'JM-2025-Q3', state: 'topics_open', topics_opened_on: '2025-06-16', topics_until: '2025-08-13' },
    { code: 'JM-2025-Q4', state: 'draft' },
  ]);
  const told = await eventsOf(park, items[0].id);
  for (const { type, data } of told) catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
  expect(told).toHaveLength(7);
  expect(await park.importFile('meetings', rows.slice(0, 2).join('\n'), clerk)).toMatchObject({ created: 0, unchanged: 1 });
});

it('reports a row that says more or other things of a known meeting than it takes', async () => {
  await park.importFile(
    'meetings',
    `${meetingHeader}\nJM-1,2024-12-10,convened,2024-12-05,${a};${b},${c},\nJM-2,2025-08-20,draft,,,,`,
    clerk,
  );
  const { items } = await park.ok('GET', '/meetings?q=JM-2', { as: clerk });
  await step(park, 'meetings', items[0].id, 'cancel', { reason: '改期' });
  const again = (rows: string[]): Promise<any> => park.importFile('meetings', [meetingHeader, ...rows].join('\n'), clerk, 'skip_bad_rows');
  const said = [
    `JM-1,2024-12-10,convened,2024-12-05,${a};${b},${c},`,
    `JM-1,2024-12-10,reported,2024-12-05,${a};${b},${c},`,
    'JM-2,2025-08-20,draft,,,,',
  ];
  for (const row of said) expect(await again([row])).toMatchObject({ unchanged: 1, bad: 0 });
  const more: [row: string, column: string][] = [
    [`JM-1,2024-12-10,closed,2024-12-05,${a};${b},${c},`, 'state'],
    [`JM-1,2024-12-11,convened,2024-12-05,${a};${b},${c},`, 'meeting_on'],
    [`JM-1,2024-12-10,convened,2024-12-05,${a};${b};${c},,`, 'present'],
    [`JM-1,2024-12-10,convened,2024-12-05,${a};${b},,${c}`, 'absent'],
    ['JM-2,2025-08-20,topics_open,,,,', 'state'],
  ];
  for (const [row, column] of more) expect(errorsOf(await again([row]))).toEqual([[2, column, 'not_changed_by_import']]);
});

it('brings resolutions in with their topics and tasks, and reports each bad row', async () => {
  expect(await twoMeetings()).toMatchObject({ created: 2 });
  const row = (meeting: string, title: string, rest: string, owner = a, due = '2025-03-31') =>
    `${meeting},${title}议题,resource_sharing,${owner},${title},${due},${rest}`;
  const rows = [
    resolutionHeader,
    row('JM-2024-Q4', '排期', 'done,2025-02-20,2025-02-20,2025-03-01,2025-03-01'),
    row('JM-2024-Q4', '招聘', 'delayed,2025-03-09,,,', b),
    row('JM-2025-Q1', '党课', ',,2025-04-02,2025-04-03,', c),
    row('JM-2025-Q1', '互学', ',,2025-05-02,,', c),
    row('JM-2025-Q1', '共建', ',,,,', c, '2025-06-01'),
    row('JM-1999-Q1', '无', ',,,,'),
    row('JM-2024-Q4', '无报告', ',,,,'),
    row('JM-2025-Q1', '外人', ',,,,', tenantsMessages.someUscc()),
    row('JM-2025-Q1', '早', ',,2025-03-09,,'),
    row('JM-2025-Q1', '缺', ',,,2025-04-09,'),
    row('JM-2025-Q1', '倒', ',,2025-04-09,2025-04-08,'),
    row('JM-2025-Q1', '晚', ',,2025-06-17,,'),
    row('JM-2025-Q1', '到期', ',,,,', a, '2025-03-10'),
    `JM-2025-Q1,x,sport,${a},x,2025-04-01,,,,,`,
  ];
  const job = await park.importFile('resolutions', rows.join('\n'), clerk, 'skip_bad_rows');
  expect([job.created, errorsOf(job)]).toEqual([
    5,
    [
      [7, 'meeting_code', 'unknown_meeting'],
      [8, 'progress', 'required'],
      [9, 'owner_uscc', 'unknown_membership'],
      [10, 'submitted_on', 'before_meeting'],
      [11, 'submitted_on', 'required'],
      [12, 'accepted_on', 'before_submission'],
      [13, 'submitted_on', 'in_future'],
      [14, 'due_on', 'due_on_out_of_range'],
      [15, 'mode', 'invalid_input'],
    ],
  ]);
  const list = async (path: string) => (await park.ok('GET', path, { as: clerk })).items;
  const states = async (path: string) =>
    Object.fromEntries((await list(path)).map(({ title, state, is_late }: any) => [title, [state, is_late]]));
  expect(await states('/resolutions')).toEqual({
    排期: ['fulfilled', false],
    招聘: ['adopted', null],
    党课: ['fulfilled', true],
    互学: ['adopted', null],
    共建: ['adopted', null],
  });
  expect(await states('/tasks')).toEqual({
    排期: ['accepted', false],
    招聘: ['assigned', null],
    党课: ['accepted', true],
    互学: ['submitted', null],
    共建: ['assigned', null],
  });
  expect((await list('/topics')).map(({ state, agenda_number }: any) => [state, agenda_number])).toEqual([
    ['adopted', 1],
    ['adopted', 2],
    ['adopted', 1],
    ['adopted', 2],
    ['adopted', 3],
  ]);
  const [first] = await list('/resolutions?q=排期');
  const told = await eventsOf(park, first.id);
  expect(told.map(({ type }) => type)).toEqual(['resolution.adopted', 'resolution.reported', 'resolution.fulfilled']);
  for (const { type, data } of told) catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
  expect(await park.importFile('resolutions', rows.slice(0, 6).join('\n'), clerk)).toMatchObject({ created: 0, unchanged: 5 });
  expect(await step(park, 'resolutions', first.id, 'report', { progress: 'done' })).toMatchObject({ status: 409 });
});
