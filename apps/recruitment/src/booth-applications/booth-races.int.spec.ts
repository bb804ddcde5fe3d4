/** Booths that many employers want at the same moment: the database gives each to one, and each employer one. */
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { aBooth, aFairIn, anApproved, anApprovedApplicant, step, travel } from '../fairs/fair-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, employerToken, now, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);

async function outcomes(requests: Promise<{ status: number; body: any }>[]): Promise<string[]> {
  return (await Promise.all(requests)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body.code}`)).sort();
}

const of = (count: number, outcome: string): string[] => Array<string>(count).fill(outcome);

/** Verified ones, with one file: as many requests as they need would be most of the test. */
async function employers(count: number): Promise<{ id: string; uscc: string }[]> {
  const usccs = Array.from({ length: count }, () => tenantsMessages.someUscc());
  const rows = usccs.map((uscc, i) => `${uscc},企业${i},enterprise,I65,${'a'.repeat(64)},${'b'.repeat(64)},2025-06-02`);
  const header = 'uscc,name,kind,industry_code,licence_sha256,authorisation_sha256,verified_on';
  expect(await park.importFile('employers', [header, ...rows].join('\n'), clerk)).toMatchObject({ created: count });
  return await query('select id, uscc from employer where uscc = any ($1)', [usccs]);
}

it('gives the last ten booths to ten of two hundred employers that take them at once', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booths: any[] = [];
  for (let i = 0; i < 10; i++) booths.push(await aBooth(park, fair.id, `A-${i}`));
  const all = await employers(200);
  const ids: string[] = [];
  for (let i = 0; i < all.length; i += 20)
    ids.push(...(await Promise.all(all.slice(i, i + 20).map((employer) => anApproved(park, fair.id, employer)))));
  const own = new Map(all.map(({ uscc }, i) => [ids[i]!, employerToken(uscc)]));
  expect(await outcomes(ids.map((id, i) => step(park, id, 'hold', { booth_id: booths[i % 10].id }, own.get(id))))).toEqual([
    ...of(10, '200'),
    ...of(190, '409 booth_taken'),
  ]);
  const held = await query(`select id, booth_id from booth_application where fair_id = $1 and state = 'booth_held'`, [fair.id]);
  expect(new Set(held.map(({ booth_id }) => booth_id)).size).toBe(10);
  expect(await outcomes(held.map(({ id }) => step(park, id, 'confirm', undefined, own.get(id))))).toEqual(of(10, '200'));
  const { booths: map } = await park.ok('GET', `/fairs/${fair.id}/map`, { as: clerk });
  expect(map.map(({ state }: any) => state)).toEqual(of(10, 'confirmed'));
});

it('takes one application of an employer for a fair, of twenty at once', async () => {
  const fair = await aFairIn(park, 'employer_registration');
  const { id, uscc } = await aVerifiedEmployer(park);
  const draft = () => park.ask('POST', '/booth-applications', { as: employerToken(uscc), body: { fair_id: fair.id, employer_id: id } });
  expect(await outcomes(Array.from({ length: 20 }, draft))).toEqual(['201', ...of(19, '409 already_applied')]);
  const [row] = await query('select id from booth_application where fair_id = $1', [fair.id]);
  expect(await step(park, row.id, 'cancel', { reason: 'the plan changed' })).toMatchObject({ status: 200 });
  expect(await draft()).toMatchObject({ status: 201 });
});

it('decides one thing of a hold that its employer confirms and cancels at once', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booth = await aBooth(park, fair.id, 'A-01');
  const applicant = await anApprovedApplicant(park, fair.id);
  await step(park, applicant.id, 'hold', { booth_id: booth.id });
  const answers = await Promise.all([
    step(park, applicant.id, 'confirm'),
    step(park, applicant.id, 'cancel', { reason: 'the plan changed' }),
    step(park, applicant.id, 'confirm'),
  ]);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const [{ state }] = await query('select state from booth_application where id = $1', [applicant.id]);
  expect(state).toBe('cancelled');
});

it('does not block a booth under an employer that takes it at the same moment', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  for (let round = 0; round < 5; round++) {
    const booth = await aBooth(park, fair.id, `B-${round}`);
    const { id } = await anApprovedApplicant(park, fair.id);
    const block = () => park.ask('POST', `/booths/${booth.id}/block`, { as: clerk, body: { reason: 'behind a pillar' } });
    const got = await outcomes([step(park, id, 'hold', { booth_id: booth.id }), block()]);
    expect([
      ['200', '409 booth_blocked'],
      ['200', '409 booth_taken'],
    ]).toContainEqual(got);
  }
});

it('ends in a cancelled fair without an open application, whichever comes first', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booths = await Promise.all(Array.from({ length: 10 }, (_, i) => aBooth(park, fair.id, `C-${i}`)));
  const applicants = await Promise.all(booths.map(() => anApprovedApplicant(park, fair.id)));
  const hold = (i: number) => step(park, applicants[i]!.id, 'hold', { booth_id: booths[i].id });
  await Promise.all([
    ...[0, 1, 2, 3, 4].map(hold),
    park.ok('POST', `/fairs/${fair.id}/cancel`, { as: clerk, body: { reason: 'typhoon' } }),
    ...[5, 6, 7, 8, 9].map(hold),
  ]);
  expect(await query('select distinct state from booth_application where fair_id = $1', [fair.id])).toEqual([{ state: 'cancelled' }]);
});

it('releases booths and notes the no-shows while others cancel late, without a deadlock', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booths = await Promise.all(Array.from({ length: 12 }, (_, i) => aBooth(park, fair.id, `D-${i}`)));
  const applicants = await Promise.all(booths.map(() => anApprovedApplicant(park, fair.id)));
  await Promise.all(applicants.map(({ id }, i) => step(park, id, 'hold', { booth_id: booths[i].id })));
  expect(await outcomes(applicants.map(({ id }) => step(park, id, 'confirm')))).toEqual(of(12, '200'));
  park.time.now = new Date('2025-07-20T02:00:00Z');
  const cancel = ({ id, employer }: any) => step(park, id, 'cancel', { reason: 'the plan changed' }, employerToken(employer.uscc));
  const lift = ({ employer }: any) =>
    park.ask('POST', `/employers/${employer.id}/lift`, { as: clerk, body: { reason: 'the bus broke down' } });
  const answers = await Promise.all(applicants.slice(0, 6).flatMap((applicant) => [cancel(applicant), lift(applicant), cancel(applicant)]));
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  await travel(park, '2025-07-21T01:30:00Z');
  expect(
    await query('select state, count(*) as count from booth_application where fair_id = $1 group by state order by state', [fair.id]),
  ).toEqual([
    { state: 'late_cancelled', count: 6 },
    { state: 'no_show', count: 6 },
  ]);
});

it('holds for rows that go past the service, too', async () => {
  const fair = await aFairIn(park, 'booth_selection');
  const booth = await aBooth(park, fair.id, 'E-01');
  const applicants = await Promise.all(Array.from({ length: 8 }, () => anApprovedApplicant(park, fair.id)));
  const taken = await Promise.allSettled(
    applicants.map(({ id }) =>
      query(`update booth_application set state = 'booth_held', booth_id = $2, zone = 'E', expires_at = now() where id = $1`, [
        id,
        booth.id,
      ]),
    ),
  );
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [first, second] = applicants;
  await expect(
    query(`update booth_application set employer_uscc = $2 where id = $1`, [first!.id, second!.employer.uscc]),
  ).rejects.toMatchObject({ constraint: 'booth_application_live' });
  const other = await aFairIn(park, 'booth_selection');
  await expect(query('update booth_application set fair_id = $2 where booth_id = $1', [booth.id, other.id])).rejects.toMatchObject({
    code: '23503',
  });
});
