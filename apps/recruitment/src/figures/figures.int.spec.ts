import { anIdentity, type ServiceUnderTest } from '@park/test-kit';
import { aBooth, aFairIn, anApprovedApplicant, confirmed, step, travel } from '../fairs/fair-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, now, recruitmentUnderTest } from '../recruitment.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

async function counted(as_of: string, ...codes: string[]): Promise<number[]> {
  const { items } = await park.ok('GET', `/figures?as_of=${as_of}`, { as: { scopes: ['park:figures:read'] } });
  return codes.map((code) => items.find((one: any) => one.code === code).value);
}

const file = async (kind: string, ...rows: string[]): Promise<void> => {
  const { errors, bad } = await park.importFile(kind, rows.join('\n'), clerk);
  expect({ kind, errors, bad }).toEqual({ kind, errors: [], bad: 0 });
};

const personOf = (number: number): string => {
  const { name, citizen_id } = anIdentity(number);
  return `${name},${citizen_id}`;
};

it('counts the employers of the year’s fairs on the day of the fair, those that came and those confirmed', async () => {
  const fair = await aFairIn(park, 'candidate_registration');
  for (const [i, comes] of [true, true, false].entries()) {
    const applicant = await anApprovedApplicant(park, fair.id);
    await confirmed(park, applicant, (await aBooth(park, fair.id, `A-${i}`)).id);
    if (!comes) continue;
    park.time.now = new Date('2025-07-21T00:30:00Z');
    expect(await step(park, applicant.id, 'check-in')).toMatchObject({ status: 200 });
    park.time.now = new Date(now);
  }
  const codes = ['employers_at_fair', 'employers_confirmed'];
  expect(await counted('2025-07-20', ...codes)).toEqual([0, 0]);
  expect(await counted('2025-07-21', ...codes)).toEqual([2, 3]);
  await travel(park, '2025-07-21T02:00:00Z');
  expect(await counted('2025-12-31', ...codes)).toEqual([2, 3]);
  expect(await counted('2026-01-01', ...codes)).toEqual([0, 0]);
});

it('counts postings, applications, offers and hires as they stand, and what happened within the year', async () => {
  const { uscc } = await aVerifiedEmployer(park);
  const before = await counted('2025-06-16', 'postings_open', 'headcount_open');
  await file(
    'postings',
    'code,employer_uscc,title,category,headcount,salary_min_fen,salary_max_fen,education,experience_years,location,terms,closes_on,approved_on',
    `P-OPEN,${uscc},工程师,technology,4,800000,1500000,bachelor,0,青岛市,双休,2025-10-01,2024-12-01`,
    `P-DRAFT,${uscc},会计,finance,2,600000,900000,bachelor,0,青岛市,双休,2025-10-01,`,
  );
  await file(
    'applications',
    'posting_code,name,citizen_id,education,applied_on',
    `P-OPEN,${personOf(1)},bachelor,2024-12-31`,
    `P-OPEN,${personOf(2)},bachelor,2025-01-01`,
  );
  await file(
    'hires',
    'posting_code,name,citizen_id,education,applied_on,accepted_on,start_on,started_on',
    `P-OPEN,${personOf(3)},bachelor,2024-12-10,2024-12-31,2025-01-02,2025-01-02`,
    `P-OPEN,${personOf(4)},bachelor,2025-03-01,2025-03-20,2025-04-01,2025-04-01`,
    `P-OPEN,${personOf(5)},bachelor,2025-05-01,2025-06-10,2025-07-01,`,
  );
  const open = await counted('2025-06-16', 'postings_open', 'headcount_open');
  expect(open.map((value, i) => value - before[i]!)).toEqual([1, 1]);
  const happened = ['applications_received', 'offers_accepted', 'hires_started'];
  expect(await counted('2024-12-31', ...happened)).toEqual([2, 1, 0]);
  expect(await counted('2025-01-02', ...happened)).toEqual([1, 0, 1]);
  expect(await counted('2025-06-16', ...happened)).toEqual([3, 2, 2]);
});
