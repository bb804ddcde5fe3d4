import { anIdentity, type ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest } from '../events.fixture.ts';
import { aMatchmaking, slot } from './match-request.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

type Row = Record<string, unknown>;

/** Columns in the order in which the rows name them first. */
function csv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => cells.join(',')).join('\n') + '\n';
}

const load = (kind: string, rows: readonly Row[], policy?: string) => park.importFile(kind, csv(rows), clerk, policy);

const anInvestorRow = (code: string, contact: number, wish: Row = {}): Row => {
  const { name, citizen_id, phone } = anIdentity(contact);
  return {
    code,
    name: `创投${code}`,
    stages: 'idea;startup',
    sectors: 'marine_industry',
    ticket_from_kcny: 100,
    ticket_to_kcny: 900,
    meetings_per_gathering: 3,
    contact_name: name,
    contact_citizen_id: citizen_id,
    contact_phone: phone,
    ...wish,
  };
};
const aProjectRow = (code: string, founder: number): Row => {
  const { name, citizen_id } = anIdentity(founder);
  return {
    code,
    name: `项目${code}`,
    stage: 'idea',
    sector: 'marine_industry',
    applicant_kind: 'student',
    amount_sought_kcny: 500,
    founder_name: name,
    founder_citizen_id: citizen_id,
  };
};
const aGatheringRow = (code: string, wish: Row = {}): Row => ({
  code,
  type: 'matchmaking',
  title: '对接会',
  venue: '1号楼',
  starts_at: '2025-05-20T01:00:00Z',
  ends_at: '2025-05-20T04:00:00Z',
  expected_attendance: 40,
  capacity: 40,
  state: 'ended',
  approved_by: 'reviewer',
  ...wish,
});

let files = 0;

/** A gathering of May with two investors and three projects; their codes. */
async function may(): Promise<{ gathering_code: string; investor: (n: number) => string; project: (n: number) => string }> {
  const file = ++files;
  const [investor, project] = [(n: number) => `FUND-${file}-${n}`, (n: number) => `PROJECT-${file}-${n}`];
  const gathering_code = `MAY-${file}`;
  expect(await load('gatherings', [aGatheringRow(gathering_code)])).toMatchObject({ state: 'done', created: 1 });
  const contacts = [1, 2].map((n) => anInvestorRow(investor(n), 7_000 + 10 * file + n));
  expect(await load('investors', contacts)).toMatchObject({ state: 'done', created: 2 });
  const founded = [1, 2, 3].map((n) => aProjectRow(project(n), 8_000 + 10 * file + n));
  expect(await load('projects', founded)).toMatchObject({ state: 'done', created: 3 });
  return { gathering_code, investor, project };
}

const at = (clock: string): string => `2025-05-20T${clock}:00+08:00`;

it('takes a request through all it has been through, each step on its day', async () => {
  const { gathering_code, investor, project } = await may();
  const common = { gathering_code, investor_code: investor(1), asked_by: 'investor', requested_on: '2025-05-06' };
  const meeting = { answer: 'accepted', answered_on: '2025-05-08', table_no: 1, starts_at: at('09:00'), ends_at: at('09:20') };
  const rows = [
    {
      ...common,
      code: `M-${files}`,
      project_code: project(1),
      ...meeting,
      outcome: 'held',
      investor_interest: 2,
      project_interest: 3,
      follow_up_outcome: 'deal',
    },
    {
      ...common,
      project_code: project(2),
      ...meeting,
      starts_at: at('09:20'),
      ends_at: at('09:40'),
      outcome: 'no_show',
      absent: 'project',
    },
    { ...common, project_code: project(3), answer: 'declined' },
    { ...common, investor_code: investor(2), project_code: project(1), answer: 'expired' },
    { ...common, investor_code: investor(2), project_code: project(2), answer: 'accepted' },
  ];
  expect(await load('match-requests', rows)).toMatchObject({ state: 'done', created: 5, bad: 0 });
  const { items } = await park.ok('GET', `/match-requests?q=M-${files}`, { as: clerk });
  expect(items).toEqual([
    expect.objectContaining({ state: 'followed_up', met_on: '2025-05-20', requested_on: '2025-05-06', meeting_number: 1 }),
  ]);
  const told = await park.ok('GET', `/events?subject=${items[0].id}`, { as: clerk });
  expect(told.items.map((event: any) => [event.type.split('.')[3], event.effective_on])).toEqual([
    ['requested', '2025-05-06'],
    ['accepted', '2025-05-08'],
    ['meeting-scheduled', '2025-05-08'],
    ['meeting-held', '2025-05-20'],
    ['followed-up', '2025-06-16'],
  ]);
  expect((await eventsOf(park, items[0].id))[0]!.data).toMatchObject({
    gathering_on: '2025-05-20',
    sector: 'marine_industry',
    entity_id: null,
  });

  expect(await load('match-requests', rows)).toMatchObject({ state: 'done', created: 0, updated: 0, unchanged: 5 });
  const late = [
    { ...rows[4]!, ...meeting, answered_on: undefined, table_no: 2, outcome: 'held', investor_interest: 0, project_interest: 0 },
  ];
  expect(await load('match-requests', late)).toMatchObject({ state: 'done', updated: 1 });
});

it('loads what is still to come as it waits', async () => {
  const gathering = await aMatchmaking(park);
  const { investor, project } = await may();
  const common = { gathering_code: gathering.code, investor_code: investor(1), asked_by: 'project', requested_on: '2025-06-10' };
  const times = { table_no: 1, starts_at: slot(0, 20).starts_at.toISOString(), ends_at: slot(0, 20).ends_at.toISOString() };
  const rows = [
    { ...common, project_code: project(1) },
    { ...common, project_code: project(2), answer: 'accepted', ...times },
  ];
  expect(await load('match-requests', rows)).toMatchObject({ state: 'done', created: 2 });
  const { items } = await park.ok('GET', `/match-requests?gathering_id=${gathering.id}`, { as: clerk });
  expect(items.map(({ state, expires_at }: any) => [state, expires_at]).sort()).toEqual([
    ['requested', '2025-06-23T02:00:00.000Z'],
    ['scheduled', '2025-06-26T01:00:00.000Z'],
  ]);
});

it('reports every bad row, and leaves no half of one', async () => {
  const { gathering_code, investor, project } = await may();
  const salon = `SALON-MAY-${files}`;
  await load('gatherings', [aGatheringRow(salon, { type: 'salon' })]);
  const good = { gathering_code, investor_code: investor(1), project_code: project(1), asked_by: 'investor', requested_on: '2025-05-06' };
  const held = {
    answer: 'accepted',
    table_no: 1,
    starts_at: at('09:00'),
    ends_at: at('09:20'),
    outcome: 'held',
    investor_interest: 1,
    project_interest: 1,
  };
  const other = { ...good, investor_code: investor(2), ...held };
  const rows: [Row, string, string][] = [
    [{ ...good, ...held }, '', 'good'],
    [{ ...other, project_code: project(2) }, '', 'table_taken'],
    [{ ...other, table_no: 2 }, '', 'project_busy'],
    [{ ...good, ...held, project_code: project(3), table_no: 3 }, '', 'investor_busy'],
    [{ ...good, gathering_code: 'NONE' }, 'gathering_code', 'unknown_gathering'],
    [{ ...good, gathering_code: salon }, 'gathering_code', 'not_for_matching'],
    [{ ...good, investor_code: 'NONE' }, 'investor_code', 'unknown_investor'],
    [{ ...good, project_code: 'NONE' }, 'project_code', 'unknown_project'],
    [{ ...good, project_code: project(2), requested_on: '2025-05-21', answer: 'declined' }, 'requested_on', 'after_gathering'],
    [{ ...good, project_code: project(2), requested_on: '2025-06-17', answer: 'declined' }, 'requested_on', 'in_future'],
    [{ ...good, project_code: project(2), answer: 'declined', answered_on: '2025-05-05' }, 'answered_on', 'before_request'],
    [{ ...good, project_code: project(2), answer: 'declined', answered_on: '2025-06-17' }, 'answered_on', 'in_future'],
    [{ ...good, project_code: project(2), answer: 'declined', answered_on: '2025-05-21' }, '', 'request_expired'],
    [{ ...good, project_code: project(2) }, 'answer', 'required'],
    [{ ...good, project_code: project(2), ...held, table_no: '' }, 'table_no', 'required'],
    [{ ...good, project_code: project(2), ...held, starts_at: '' }, 'starts_at', 'required'],
    [{ ...good, project_code: project(2), ...held, investor_interest: '' }, 'investor_interest', 'required'],
    [{ ...good, project_code: project(2), ...held, investor_interest: 4 }, 'investor_interest', 'invalid_input'],
    [{ ...good, project_code: project(2), ...held, starts_at: at('08:50') }, 'starts_at', 'outside_gathering'],
    [{ ...good, project_code: project(2), ...held, ends_at: at('09:04') }, 'ends_at', 'meeting_length'],
    [{ ...good, project_code: project(2), answer: 'declined', code: 'MR-000001' }, 'code', 'code_of_series'],
  ];
  const job = await load(
    'match-requests',
    rows.map(([row]) => ({ code: '', ...row })),
    'skip_bad_rows',
  );
  expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual(
    rows.flatMap(([, column, code], i) => (code === 'good' ? [] : [[i + 2, column, code]])),
  );
  expect(job).toMatchObject({ state: 'done', created: 1, bad: rows.length - 1 });
});

it('gives an investor no more meetings than its quota, counted over the whole file', async () => {
  const { gathering_code, investor, project } = await may();
  await load('investors', [anInvestorRow(`ONE-${files}`, 9_000 + files, { meetings_per_gathering: 1 })]);
  const row = (code: string, n: number): Row => ({
    gathering_code,
    investor_code: code,
    project_code: project(n),
    asked_by: 'investor',
    requested_on: '2025-05-06',
    answer: 'accepted',
    table_no: n,
    starts_at: at(`10:${n}0`),
    ends_at: at(`10:${n}9`),
    outcome: 'held',
    investor_interest: 1,
    project_interest: 1,
  });
  expect(investor(1)).not.toBe(`ONE-${files}`);
  const cancelled = { ...row(`ONE-${files}`, 2), outcome: 'cancelled', investor_interest: undefined, project_interest: undefined };
  const rows = [row(`ONE-${files}`, 1), cancelled, row(`ONE-${files}`, 3)];
  const job = await load('match-requests', rows, 'skip_bad_rows');
  expect(job.errors.map(({ line, code }: any) => [line, code])).toEqual([[4, 'meeting_quota_reached']]);
  expect(job).toMatchObject({ created: 2, bad: 1 });
});

it('takes many rows at once, and reports bad investors', async () => {
  const file = ++files;
  const many = Array.from({ length: 210 }, (_, i) => anInvestorRow(`MANY-${file}-${i}`, 20_000 + i));
  expect(await load('investors', many)).toMatchObject({ state: 'done', created: 210, bad: 0 });
  expect(await load('investors', many)).toMatchObject({ state: 'done', created: 0, unchanged: 210 });
  const rows: [Row, string, string][] = [
    [anInvestorRow(`BAD-${file}`, 21_000, { ticket_to_kcny: 99 }), 'ticket_to_kcny', 'range_reversed'],
    [anInvestorRow('IV-000009', 21_001), 'code', 'code_of_series'],
    [anInvestorRow(`BAD-${file}`, 21_002, { sectors: 'astrology' }), 'sectors', 'invalid_input'],
    [anInvestorRow(`BAD-${file}`, 20_000, { contact_name: '李四' }), 'contact_name', 'person_name_differs'],
  ];
  const job = await load(
    'investors',
    rows.map(([row]) => row),
    'skip_bad_rows',
  );
  expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual(
    rows.map(([, column, code], i) => [i + 2, column, code]),
  );
  expect(JSON.stringify(job.errors)).not.toContain('李');
});
