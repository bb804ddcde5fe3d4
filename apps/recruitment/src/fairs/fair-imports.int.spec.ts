/** Fairs, their maps and their booth applications from files, as a park brings in its history. */
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { aVerifiedEmployer, clerk, employerToken, eventsOf, now, recruitmentUnderTest } from '../recruitment.fixture.ts';
import { aGathering, aPosting, travel } from './fair-under-test.fixture.ts';

let park: ServiceUnderTest;

beforeEach(async () => {
  park = await recruitmentUnderTest();
});
afterEach(() => park.close());

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const file = (kind: string, header: string, rows: string[]): Promise<any> =>
  park.importFile(kind, [header, ...rows].join('\n'), clerk, 'skip_bad_rows');
const problems = ({ errors }: any) => errors.map(({ line, column, code }: any) => [line, column, code]);

const fairHeader =
  'code,gathering_code,filing_no,filed_on,employer_registration_from,booth_selection_from,candidate_registration_from,check_in_until';
const boothHeader = 'fair_code,code,zone,class,power_w,size_m2';
const header = 'fair_code,employer_uscc,booth_code,state,posting_codes,submitted_at,confirmed_at,checked_in_at,cancelled_at';

const day = (date: string) => ({ starts_at: `${date}T01:00:00Z`, ends_at: `${date}T09:00:00Z` });
const fairRow = (code: string, gathering: string, months: [string, string, string], filed = '2024-08-20') =>
  `${code},${gathering},12号,${filed},${months.map((date) => `${date}T09:00:00+08:00`).join(',')},`;
const past = (code: string, gathering: string, filed?: string) =>
  fairRow(code, gathering, ['2024-08-26', '2024-09-02', '2024-09-09'], filed);

async function aPastFair() {
  await aGathering(park, { code: 'G-2024', state: 'ended', ...day('2024-09-20') });
  expect(await file('fairs', fairHeader, [past('JF-2024', 'G-2024')])).toMatchObject({ created: 1, errors: [] });
  const rows = ['A-01', 'A-02', 'A-03'].map((code) => `JF-2024,${code},A,standard,500,9`);
  expect(await file('booths', boothHeader, rows)).toMatchObject({ created: 3, errors: [] });
  const [{ id }] = await query(`select id from fair where code = 'JF-2024'`);
  return id as string;
}

it('brings in a fair that is over with its booths and employers, closes it with their totals, and reports it', async () => {
  const id = await aPastFair();
  await travel(park, '2025-06-17T02:00:00Z');
  expect(await park.ok('GET', `/fairs/${id}`, { as: clerk })).toMatchObject({ state: 'ongoing', is_timed: false, filed_on: '2024-08-20' });
  const [there, missing, gone, late] = [
    await aVerifiedEmployer(park),
    await aVerifiedEmployer(park),
    await aVerifiedEmployer(park),
    await aVerifiedEmployer(park),
  ];
  await aPosting(park, there, { code: 'P-1', headcount: 3 });
  await aPosting(park, there, { code: 'P-2', headcount: 5, state: 'paused' });
  const rows = [
    `JF-2024,${there.uscc},A-01,completed,P-1;P-2,2024-08-27T10:00:00+08:00,2024-09-03T10:00:00+08:00,2024-09-20T08:30:00+08:00,`,
    `JF-2024,${missing.uscc},A-02,no_show,,2024-08-27T10:00:00+08:00,2024-09-03T10:00:00+08:00,,`,
    `JF-2024,${late.uscc},A-02,completed,,2024-08-27T10:00:00+08:00,2024-09-20T09:42:00+08:00,2024-09-20T10:25:00+08:00,`,
    `JF-2024,${gone.uscc},,cancelled,,2024-08-27T10:00:00+08:00,,,2024-09-01T10:00:00+08:00`,
  ];
  expect(await file('booth-applications', header, rows)).toMatchObject({ created: 4, errors: [] });
  expect(await file('booth-applications', header, rows)).toMatchObject({ unchanged: 4, created: 0 });
  const [{ id: first }] = await query('select id from booth_application where employer_uscc = $1', [there.uscc]);
  expect(
    (await query('select type, effective_on from outbox where aggregate_id = $1 order by version', [first])).map((event) => [
      event.type.split('.')[3],
      event.effective_on,
    ]),
  ).toEqual([
    ['drafted', '2024-08-27'],
    ['submitted', '2024-08-27'],
    ['approved', '2024-09-03'],
    ['booth-held', '2024-09-03'],
    ['confirmed', '2024-09-03'],
    ['checked-in', '2024-09-20'],
    ['completed', '2024-09-20'],
  ]);
  expect((await eventsOf(park, missing.id)).at(-1)).toMatchObject({
    type: 'employer.standing-changed',
    data: { ground: 'no_show', fair_id: id },
  });
  const totals = { employers_confirmed: 3, employers: 2, booth_no_shows: 1, postings: 2, headcount: 8 };
  expect(await park.ok('GET', `/fairs/${id}/totals`, { as: clerk })).toEqual({
    ...totals,
    entries: 0,
    resumes: 0,
    intentions: 0,
    onsite_offers: 0,
  });
  expect(await park.ask('GET', `/fairs/${id}/totals`, { as: employerToken(there.uscc) })).toMatchObject({ status: 403 });
  expect(await park.ok('POST', `/fairs/${id}/advance`, { as: clerk })).toMatchObject({
    state: 'closed',
    ...totals,
    report_due_on: '2024-09-27',
  });
  expect(await park.ok('POST', `/fairs/${id}/report`, { as: clerk, body: { reported_on: '2024-09-26' } })).toMatchObject({
    state: 'reported',
  });
  expect((await eventsOf(park, id)).at(-1)!.data).toMatchObject({ late: false, reported_on: '2024-09-26' });
  expect(
    await file('booth-applications', header, [`JF-2024,${tenantsMessages.someUscc()},A-03,confirmed,,2024-08-27T10:00:00+08:00,,,`]),
  ).toMatchObject({
    created: 0,
  });
});

it('catches up on an application that was confirmed', async () => {
  await aPastFair();
  const employer = await aVerifiedEmployer(park);
  const row = (state: string, checkedIn = '') => `JF-2024,${employer.uscc},A-01,${state},,2024-08-27T10:00:00+08:00,,${checkedIn},`;
  expect(await file('booth-applications', header, [row('confirmed')])).toMatchObject({ created: 1 });
  expect(await file('booth-applications', header, [row('completed', '2024-09-20T08:00:00+08:00')])).toMatchObject({
    updated: 1,
    errors: [],
  });
  const [{ state, checked_in_at }] = await query('select state, checked_in_at from booth_application');
  expect([state, checked_in_at]).toEqual(['completed', new Date('2024-09-20T00:00:00Z')]);
});

it('leaves a fair that is under way or ahead to the clock', async () => {
  await aGathering(park, { code: 'G-NOW', ...day('2025-06-16') });
  await aGathering(park, { code: 'G-NEXT', ...day('2025-09-20') });
  const rows = [
    fairRow('JF-NOW', 'G-NOW', ['2025-05-26', '2025-06-02', '2025-06-09'], '2025-05-20'),
    fairRow('JF-NEXT', 'G-NEXT', ['2025-08-26', '2025-09-02', '2025-09-09'], '2025-06-10'),
  ];
  expect(await file('fairs', fairHeader, rows)).toMatchObject({ created: 2, errors: [] });
  expect(await query('select code, state, is_timed, next_phase_at from fair order by code')).toEqual([
    { code: 'JF-NEXT', state: 'filed', is_timed: true, next_phase_at: new Date('2025-08-26T01:00:00Z') },
    { code: 'JF-NOW', state: 'ongoing', is_timed: true, next_phase_at: new Date('2025-06-16T09:00:00Z') },
  ]);
  park.time.now = new Date(now);
});

it('reports every bad row of fairs and of booths', async () => {
  await aPastFair();
  await aGathering(park, { code: 'G-SALON', type: 'salon', state: 'ended', ...day('2024-09-20') });
  await aGathering(park, { code: 'G-OFF', state: 'cancelled', ...day('2024-09-20') });
  await aGathering(park, { code: 'G-GOOD', state: 'ended', ...day('2024-09-21') });
  const fairs = [
    past('JF-A', 'G-NONE'),
    past('JF-B', 'G-SALON'),
    past('JF-C', 'G-OFF'),
    past('JF-D', 'G-GOOD', '2024-09-10'),
    fairRow('JF-E', 'G-GOOD', ['2024-09-02', '2024-08-26', '2024-09-09']),
    past('JF-F', 'G-2024'),
    past('jf-g', 'G-GOOD'),
    past('JF-H', 'G-GOOD'),
  ];
  const report = await file('fairs', fairHeader, fairs);
  expect(report).toMatchObject({ created: 1 });
  expect(problems(report)).toEqual([
    [2, 'gathering_code', 'unknown_gathering'],
    [3, 'gathering_id', 'not_a_job_fair'],
    [4, '', 'gathering_cancelled'],
    [5, 'filed_on', 'filed_too_late'],
    [6, 'booth_selection_from', 'phases_out_of_order'],
    [6, 'employer_registration_from', 'phases_out_of_order'],
    [7, '', 'fair_exists'],
    [8, 'code', 'invalid_input'],
  ]);
  const booths = [
    'JF-NONE,A-09,A,standard,500,9',
    'JF-2024,A-09,A,palace,500,9',
    'JF-2024,A-09,A,standard,-1,9',
    'JF-2024,A-01,A,standard,900,9',
    'JF-2024,A-02,A,standard,500,9',
    'JF-2024,A-09,B,vip,500,12.5',
  ];
  const map = await file('booths', boothHeader, booths);
  expect(map).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
  expect(problems(map)).toEqual([
    [2, 'fair_code', 'unknown_fair'],
    [3, 'class', 'invalid_input'],
    [4, 'power_w', 'invalid_input'],
  ]);
});

it('reports every bad row of booth applications', async () => {
  await aPastFair();
  const all = await Promise.all(Array.from({ length: 12 }, () => aVerifiedEmployer(park)));
  await aPosting(park, all[1], { code: 'P-OTHER' });
  const row = (i: number, wish: Record<string, string> = {}) => {
    const cells = {
      fair_code: 'JF-2024',
      employer_uscc: all[i].uscc,
      booth_code: 'A-01',
      state: 'confirmed',
      posting_codes: '',
      submitted_at: '2024-08-27T10:00:00+08:00',
      confirmed_at: '2024-09-03T10:00:00+08:00',
      checked_in_at: '',
      cancelled_at: '',
      ...wish,
    };
    return header
      .split(',')
      .map((name) => cells[name as keyof typeof cells])
      .join(',');
  };
  const rows: [string, string, string][] = [
    [row(0, { fair_code: 'JF-NONE' }), 'fair_code', 'unknown_fair'],
    [row(0, { employer_uscc: tenantsMessages.someUscc() }), 'employer_uscc', 'unknown_employer'],
    [row(0, { booth_code: 'Z-01' }), 'booth_code', 'unknown_booth'],
    [row(0, { booth_code: '' }), 'booth_code', 'required'],
    [row(0, { posting_codes: 'P-OTHER' }), 'posting_codes', 'unknown_posting'],
    [row(0, { submitted_at: '2024-08-26T08:59:59+08:00' }), 'submitted_at', 'outside_fair'],
    [row(0, { submitted_at: '2026-01-01T09:00:00+08:00' }), 'submitted_at', 'in_future'],
    [row(0, { confirmed_at: '2024-08-27T09:59:59+08:00' }), 'confirmed_at', 'outside_fair'],
    [row(0, { confirmed_at: '2024-09-20T17:00:00+08:00' }), 'confirmed_at', 'outside_fair'],
    [row(0, { state: 'completed' }), 'checked_in_at', 'required'],
    [row(0, { state: 'completed', checked_in_at: '2024-09-20T07:29:59+08:00' }), 'checked_in_at', 'outside_fair'],
    [row(0, { state: 'cancelled' }), 'cancelled_at', 'required'],
    [row(0, { state: 'cancelled', cancelled_at: '2024-09-03T09:59:59+08:00' }), 'cancelled_at', 'outside_fair'],
    [row(0, { state: 'arrived' }), 'state', 'invalid_input'],
    [row(0), '', ''],
    [row(1), '', 'booth_taken'],
    [row(2, { booth_code: 'A-02', state: 'completed', checked_in_at: '2024-09-20T07:30:00+08:00' }), '', ''],
    [row(2, { booth_code: 'A-02', state: 'confirmed' }), '', ''],
    [row(2, { booth_code: 'A-03', state: 'confirmed' }), 'booth_code', 'not_changed_by_import'],
  ];
  const report = await file(
    'booth-applications',
    header,
    rows.map(([cells]) => cells),
  );
  expect(problems(report)).toEqual(rows.flatMap(([, column, code], i) => (code === '' ? [] : [[i + 2, column, code]])));
  expect(report).toMatchObject({ created: 2, unchanged: 1 });
});
