/** Fairs in the service under test, on gatherings that it has heard of, with booths and with employers that apply for them. */
import { randomUUID } from 'node:crypto';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aVerifiedEmployer, clerk } from '../recruitment.fixture.ts';
import { fairDay, phases } from './fair.fixture.ts';

let codes = 0;

/** As if the service had heard of it. */
export async function aGathering(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<string> {
  const { id, code, type, state, starts_at, ends_at } = {
    id: randomUUID(),
    code: `GATHERING-${++codes}`,
    type: 'job_fair',
    state: 'published',
    ...fairDay,
    ...wish,
  };
  await park.database.dataSource.query(
    'insert into gathering (id, code, type, state, title, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, code, type, state, '招聘会', starts_at, ends_at],
  );
  return id as string;
}

export const aFairOf = (gathering_id: string, wish: Record<string, unknown> = {}) => ({
  code: `JF-${++codes}`,
  gathering_id,
  ...phases,
  ...wish,
});

type Phase = 'filed' | 'employer_registration' | 'booth_selection' | 'candidate_registration' | 'ongoing';

/** Filed and brought by hand as far as a phase. For `ongoing` the clock must have come to its beginning. */
export async function aFairIn(park: ServiceUnderTest, phase: Phase, gathering: Record<string, unknown> = {}): Promise<any> {
  const { id } = await park.ok('POST', '/fairs', { as: clerk, body: aFairOf(await aGathering(park, gathering)) });
  const filing = { filing_no: '青人社招备〔2025〕12号', filed_on: '2025-06-16' };
  let fair = await park.ok('POST', `/fairs/${id}/file`, { as: clerk, body: filing });
  while (fair.state !== phase) fair = await park.ok('POST', `/fairs/${id}/advance`, { as: clerk });
  return fair;
}

export async function aBooth(park: ServiceUnderTest, fair_id: string, code: string, wish: Record<string, unknown> = {}): Promise<any> {
  const body = { fair_id, code, zone: code[0], class: 'standard', power_w: 500, size_m2: 9, ...wish };
  return await park.ok('POST', '/booths', { as: clerk, body });
}

/** A row of another part of the service, in the state that a booth application asks of it. */
export async function aPosting(
  park: ServiceUnderTest,
  employer: { id: string; uscc: string },
  { headcount = 4, state = 'published', fair_id = null as string | null, code = `JP-X${++codes}` } = {},
): Promise<string> {
  const id = randomUUID();
  await park.database.dataSource.query(
    `insert into posting (id, code, employer_id, employer_uscc, industry_code, fair_id, title, category, headcount, salary_min_fen,
       salary_max_fen, education, experience_years, location, terms, fee_fen, closes_on, state, content_version, approved_version, findings,
       rejected_rules, published_on, filled, version, created_at, updated_at)
     values ($1, $2, $3, $4, 'I65', $5, '工程师', 'technology', $6, 800000, 1500000, 'bachelor', 0, '青岛市', '双休', 0, '2025-12-01', $7, 1, 1,
       '[]', '{}', '2025-06-16', 0, 1, now(), now())`,
    [id, code, employer.id, employer.uscc, fair_id, headcount, state],
  );
  return id;
}

export interface Applicant {
  employer: { id: string; uscc: string };
  /** Of its booth application. */
  id: string;
}

/** A verified employer with a posting, whose application for the fair is approved. */
export async function anApprovedApplicant(park: ServiceUnderTest, fair_id: string): Promise<Applicant> {
  const employer = await aVerifiedEmployer(park);
  return { employer, id: await anApproved(park, fair_id, employer) };
}

export async function anApproved(park: ServiceUnderTest, fair_id: string, employer: { id: string; uscc: string }): Promise<string> {
  const { id } = await park.ok('POST', '/booth-applications', { as: clerk, body: { fair_id, employer_id: employer.id } });
  const posting_ids = [await aPosting(park, employer)];
  await park.ok('POST', `/booth-applications/${id}/submit`, { as: clerk, body: { posting_ids } });
  await park.ok('POST', `/booth-applications/${id}/approve`, { as: clerk });
  return id;
}

/** A step on a booth application, by the park unless somebody else is named. */
export const step = (park: ServiceUnderTest, id: string, action: string, body?: unknown, as: any = clerk) =>
  park.ask('POST', `/booth-applications/${id}/${action}`, { as, ...(body !== undefined && { body }) });

export async function confirmed(park: ServiceUnderTest, { id }: Applicant, booth_id: string): Promise<void> {
  for (const [action, body] of [['hold', { booth_id }], ['confirm']] as const) {
    const answer = await step(park, id, action, body);
    if (answer.status !== 200) throw new Error(`${action}: ${JSON.stringify(answer.body)}`);
  }
}

export const applicationOf = (park: ServiceUnderTest, id: string) => park.ok('GET', `/booth-applications/${id}`, { as: clerk });

/** Rows of other parts of the service: an application that the fair brought, and where a day is given, an offer extended on it. */
export async function anApplication(
  park: ServiceUnderTest,
  fair_id: string,
  { reached_shortlist = false, extended_on = null as string | null } = {},
): Promise<void> {
  const id = randomUUID();
  await park.database.dataSource.transaction(async (tx) => {
    // The candidate and the posting are not what the spec is about, so their foreign keys are not looked at.
    await tx.query('set local session_replication_role = replica');
    await tx.query(
      `insert into application (id, code, posting_id, employer_id, employer_uscc, industry_code, candidate_id, candidate_masked, source,
         fair_id, applied_on, state, stage, stage_since, reached_shortlist, version, created_at, updated_at)
       values ($1, $2, $1, $1, '-', 'I65', $1, '*', 'fair_scan', $3, '2025-07-21', 'screening', 'screening', now(), $4, 1, now(), now())`,
      [id, `AP-X${++codes}`, fair_id, reached_shortlist],
    );
    if (extended_on === null) return;
    await tx.query(
      `insert into offer (id, code, posting_id, employer_id, employer_uscc, industry_code, candidate_id, candidate_masked, source, fair_id,
         applied_on, application_id, offer_version, state, salary_fen, start_on, drafted_by, expires_at, extended_on, wants_home, version,
         created_at, updated_at)
       values ($1, $2, $1, $1, '-', 'I65', $1, '*', 'fair_scan', $3, '2025-07-21', $1, 1, 'extended', 900000, '2025-09-01', 'spec',
         '2025-08-01', $4, false, 1, now(), now())`,
      [id, `OF-X${++codes}`, fair_id, extended_on],
    );
  });
}

export const jobs = (park: ServiceUnderTest) => park.app.get(Schedule).runDue();

/** The service with its clock at a moment, and what is due at it done. */
export async function travel(park: ServiceUnderTest, to: string): Promise<void> {
  park.time.now = new Date(to);
  await jobs(park);
}
