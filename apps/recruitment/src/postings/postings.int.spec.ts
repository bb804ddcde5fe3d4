/** Postings over HTTP: the review, the openings, the last day, the departure of the employer, and what an employer's token can reach. */
import { catalogue } from '@park/contracts';
import { MOVES, type MarketEntityMoves } from '@park/directory';
import { commandOfSystem, Schedule, type Command } from '@park/service-kit';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { aPublishedPosting } from '../offers/offer-under-test.fixture.ts';
import {
  anEmployerOf,
  aVerifiedEmployer,
  clerk,
  employerToken,
  eventsOf,
  now,
  recruitmentUnderTest,
  reviewer,
} from '../recruitment.fixture.ts';
import { OpeningsService } from './openings.service.ts';
import { aPostingOf } from './posting.fixture.ts';

let park: ServiceUnderTest;
let employer: any;

beforeAll(async () => {
  park = await recruitmentUnderTest();
  employer = await aVerifiedEmployer(park);
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

async function openings(id: string): Promise<string[]> {
  const rows: any[] = await park.database.dataSource.query('select number, state from opening where posting_id = $1 order by number', [id]);
  return rows.map(({ number, state }) => `${number} ${state}`);
}
const one = (id: string) => park.ok('GET', `/postings/${id}`, { as: clerk });
const step = (id: string, action: string, body?: unknown, as: any = clerk) =>
  park.ask('POST', `/postings/${id}/${action}`, { as, ...(body !== undefined && { body }) });
const inCommand = <Answer>(run: (command: Command) => Promise<Answer>): Promise<Answer> =>
  park.database.dataSource.transaction((tx) => run(commandOfSystem('spec', tx, park.time.now)));
const filled = (id: string) => {
  const [application_id, offer_id] = [crypto.randomUUID(), crypto.randomUUID()];
  return inCommand(async (command) => {
    await park.app.get(OpeningsService).fillOpening(command, id, { application_id, offer_id, on: '2025-06-16' });
    return offer_id;
  });
};

it('is drafted, reviewed and published with its openings, with its events', async () => {
  const posting = await aPublishedPosting(park, employer.id);
  expect(posting).toMatchObject({ state: 'published', content_version: 1, approved_version: 1, published_on: '2025-06-16', filled: 0 });
  expect(await openings(posting.id)).toEqual(['1 open', '2 open', '3 open']);
  const told = await eventsOf(park, posting.id);
  expect(told.map(({ type }) => type)).toEqual(['posting.drafted', 'posting.submitted', 'posting.approved', 'posting.published']);
  for (const { type, data } of told) catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
});

it('keeps what the rules object to, and is rejected by them', async () => {
  const { id } = await park.ok('POST', '/postings', {
    as: clerk,
    body: aPostingOf(employer.id, { terms: '限男性，35岁以下，入职押金200元' }),
  });
  const { findings } = await park.ok('POST', `/postings/${id}/submit`, { as: clerk });
  expect(findings.map(({ rule, words }: any) => [rule, words])).toEqual([
    ['fee_charged', ['入职押金200元', '入职押金']],
    ['discrimination_sex', ['限男性']],
    ['discrimination_age', ['35岁以下']],
  ]);
  expect(await step(id, 'approve', undefined, reviewer)).toMatchObject({ status: 409, body: { code: 'findings_stand' } });
  expect(await step(id, 'approve')).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  expect(await step(id, 'reject', { rules: ['taste'], reason: 'x' })).toMatchObject({ status: 422, body: { code: 'unknown_rule' } });
  const rules = findings.map(({ rule }: any) => rule);
  expect(await park.ok('POST', `/postings/${id}/reject`, { as: reviewer, body: { rules, reason: 'three rules' } })).toMatchObject({
    state: 'rejected',
    rejected_rules: rules,
  });
  const { version } = await one(id);
  const body = { terms: '男女不限，年龄不限，不收取押金' };
  const revised = await park.ok('PATCH', `/postings/${id}`, { as: clerk, headers: { 'if-match': `"${version}"` }, body });
  expect(revised).toMatchObject({ state: 'draft', content_version: 2, findings: [], rejection_reason: null });
  expect(await park.ok('POST', `/postings/${id}/submit`, { as: clerk })).toMatchObject({ findings: [] });
  expect((await step(id, 'approve', undefined, reviewer)).status).toBe(200);
});

it('is not published again before the revision is approved, also in the table', async () => {
  const { id, version } = await aPublishedPosting(park, employer.id);
  const headers = { 'if-match': `"${version}"` };
  await park.ok('PATCH', `/postings/${id}`, { as: clerk, headers, body: { salary_max_fen: 1_600_000 } });
  expect(await one(id)).toMatchObject({ state: 'draft', content_version: 2, approved_version: 1 });
  await expect(park.database.dataSource.query(`update posting set state = 'published' where id = $1`, [id])).rejects.toThrow(
    'posting_approved',
  );
  expect(await openings(id)).toEqual(['1 open', '2 open', '3 open']);
  await park.ok('POST', `/postings/${id}/submit`, { as: clerk });
  await park.ok('POST', `/postings/${id}/approve`, { as: reviewer });
  expect(await openings(id)).toEqual(['1 open', '2 open', '3 open']);
});

it('is published for a verified employer alone', async () => {
  const { id: employer_id } = await park.ok('POST', '/employers', { as: clerk, body: anEmployerOf() });
  const { id } = await park.ok('POST', '/postings', { as: clerk, body: aPostingOf(employer_id) });
  await park.ok('POST', `/postings/${id}/submit`, { as: clerk });
  expect(await step(id, 'approve', undefined, reviewer)).toMatchObject({ status: 409, body: { code: 'employer_not_verified' } });
});

it.each([
  ['a minimum above the maximum', { salary_min_fen: 1_500_001 }, '/salary_max_fen', 'salary_range'],
  ['a last day of today', { closes_on: '2025-06-16' }, '/closes_on', 'closes_on_out_of_range'],
  ['no opening', { headcount: 0 }, '/headcount', 'invalid_input'],
  ['a fair that there is not', { fair_id: crypto.randomUUID() }, '/fair_id', 'unknown_fair'],
  ['an employer that there is not', { employer_id: crypto.randomUUID() }, '/employer_id', 'unknown_employer'],
])('refuses %s with a pointer to it', async (_, wish, pointer, code) => {
  const answer = await park.ask('POST', '/postings', { as: clerk, body: aPostingOf(employer.id, wish) });
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, pointer]);
});

describe('the headcount', () => {
  it('goes down to what is filled, which closes the posting, and never below', async () => {
    const { id } = await aPublishedPosting(park, employer.id, { headcount: 4 });
    await filled(id);
    await filled(id);
    expect(await step(id, 'change-headcount', { headcount: 1 })).toMatchObject({
      status: 409,
      body: { code: 'below_filled', filled: 2, errors: [{ pointer: '/headcount' }] },
    });
    expect((await step(id, 'change-headcount', { headcount: 3 })).body).toMatchObject({ headcount: 3, state: 'published' });
    expect(await openings(id)).toEqual(['1 filled', '2 filled', '3 open', '4 closed']);
    expect((await step(id, 'change-headcount', { headcount: 2 })).body).toMatchObject({ state: 'closed', close_reason: 'filled' });
    expect(await openings(id)).toEqual(['1 filled', '2 filled', '3 closed', '4 closed']);
  });

  it('goes up by new openings, without another review', async () => {
    const { id } = await aPublishedPosting(park, employer.id);
    expect((await step(id, 'change-headcount', { headcount: 5 })).body).toMatchObject({ state: 'published', content_version: 1 });
    expect(await openings(id)).toHaveLength(5);
    expect((await eventsOf(park, id)).at(-1)).toMatchObject({ type: 'posting.headcount-changed', data: { old: 3, new: 5, open: 5 } });
  });

  it('that is lowered while it is filled leaves no more offers than openings', async () => {
    const { id } = await aPublishedPosting(park, employer.id, { headcount: 6 });
    const fills = Array.from({ length: 6 }, () =>
      filled(id).then(
        () => 'filled',
        (error: any) => error.code,
      ),
    );
    const [lowered, ...outcomes] = await Promise.all([step(id, 'change-headcount', { headcount: 3 }), ...fills]);
    const { headcount, filled: taken } = await one(id);
    expect(outcomes.filter((outcome) => outcome === 'filled')).toHaveLength(taken);
    expect(outcomes.every((outcome) => ['filled', 'no_opening'].includes(outcome as string))).toBe(true);
    // Either order may win: lowered in time to three, or refused because four offers were there first.
    const { status } = lowered as { status: number };
    expect([status, headcount, taken]).toEqual(status === 200 ? [200, 3, 3] : [409, 6, 6]);
  });
});

it('is closed when its last opening is filled, and opens again when somebody does not come', async () => {
  const { id } = await aPublishedPosting(park, employer.id, { headcount: 1 });
  const offer = await filled(id);
  expect(await one(id)).toMatchObject({ state: 'closed', close_reason: 'filled', filled: 1 });
  await expect(filled(id)).rejects.toMatchObject({ code: 'no_opening' });
  const vacated = () => inCommand((command) => park.app.get(OpeningsService).vacateOpening(command, offer, 'reneged', '2025-06-16'));
  expect(await vacated()).toMatchObject({ state: 'published', filled: 0 });
  expect(await vacated()).toBeNull();
  expect(await openings(id)).toEqual(['1 open']);
  expect((await eventsOf(park, id)).slice(4).map(({ type }) => type)).toEqual([
    'posting.opening-filled',
    'posting.closed',
    'posting.opening-vacated',
    'posting.reopened',
  ]);
});

it('is paused and resumed, expires on its last day, and is archived 90 days later', async () => {
  const { id } = await aPublishedPosting(park, employer.id, { closes_on: '2025-07-01' });
  expect((await step(id, 'pause', { reason: 'a move' })).body).toMatchObject({ state: 'paused' });
  expect((await step(id, 'resume')).body).toMatchObject({ state: 'published' });
  await step(id, 'pause', {});
  for (const [day, state] of [
    ['2025-06-30', 'paused'],
    ['2025-07-01', 'closed'],
    ['2025-09-28', 'closed'],
    ['2025-09-29', 'archived'],
  ]) {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    expect([day, await one(id)]).toEqual([day, expect.objectContaining({ state })]);
  }
  expect(await openings(id)).toEqual(['1 closed', '2 closed', '3 closed']);
});

it('closes with every live posting of an employer that leaves the park', async () => {
  const leaving = await aVerifiedEmployer(park);
  const entity = crypto.randomUUID();
  await park.database.dataSource.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, true, '2025-01-01T00:00:00Z')`,
    [entity, leaving.uscc],
  );
  const published = await aPublishedPosting(park, leaving.id);
  const full = await aPublishedPosting(park, leaving.id, { headcount: 1 });
  const offer = await filled(full.id);
  const drafted = await park.ok('POST', '/postings', { as: clerk, body: aPostingOf(leaving.id) });
  await inCommand((command) => park.app.get<MarketEntityMoves>(MOVES).departed(command, entity, '2025-06-15'));
  expect(await one(published.id)).toMatchObject({ state: 'closed', close_reason: 'employer_left', closed_on: '2025-06-16' });
  expect(await one(drafted.id)).toMatchObject({ state: 'closed', close_reason: 'employer_left' });
  expect(await openings(published.id)).toEqual(['1 closed', '2 closed', '3 closed']);
  await inCommand((command) => park.app.get(OpeningsService).vacateOpening(command, offer, 'reneged', '2025-06-16'));
  expect(await one(full.id)).toMatchObject({ state: 'closed', filled: 0 });
});

describe('an employer’s token', () => {
  it('drafts, submits and changes its own postings, and does not review them', async () => {
    const as = employerToken(employer.uscc);
    const posting = await park.ok('POST', '/postings', { as, body: aPostingOf(employer.id) });
    expect(await park.ok('POST', `/postings/${posting.id}/submit`, { as })).toMatchObject({ state: 'in_review', submitted_by: null });
    const deciding = { ...as, scopes: clerk.scopes };
    expect(await step(posting.id, 'approve', undefined, deciding)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    expect(await step(posting.id, 'close', {}, as)).toMatchObject({ status: 200, body: { close_reason: 'withdrawn' } });
  });

  it('sees another’s as if it were not there, and cannot draft for another', async () => {
    const other = await aPublishedPosting(park, (await aVerifiedEmployer(park)).id);
    const as = employerToken(employer.uscc);
    const { items } = await park.ok('GET', `/postings?employer_uscc=${other.employer_uscc}`, { as });
    expect(items).toEqual([]);
    expect(await park.ask('GET', `/postings/${other.id}`, { as })).toMatchObject({ status: 404 });
    const headers = { 'if-match': `"${other.version}"` };
    expect(await park.ask('PATCH', `/postings/${other.id}`, { as, headers, body: { title: '冒名' } })).toMatchObject({ status: 404 });
    for (const [action, body] of [['submit'], ['pause', {}], ['resume'], ['close', {}], ['change-headcount', { headcount: 1 }]] as const)
      expect([action, (await step(other.id, action, body, as)).status]).toEqual([action, 404]);
    expect(await park.ask('POST', '/postings', { as, body: aPostingOf(other.employer_id) })).toMatchObject({
      status: 422,
      body: { code: 'unknown_employer', errors: [{ pointer: '/employer_id' }] },
    });
    expect(await one(other.id)).toMatchObject({ state: 'published', version: other.version });
  });
});

describe('the import', () => {
  const header =
    'code,employer_uscc,title,category,headcount,salary_min_fen,salary_max_fen,education,experience_years,location,terms,closes_on,fee_fen,approved_on';
  const file = (...rows: string[]): Promise<any> => park.importFile('postings', [header, ...rows].join('\n'), clerk, 'skip_bad_rows');
  const row = (
    code: string,
    { uscc = employer.uscc, pay = '800000,1500000', terms = '双休', closes = '2024-09-01', end = '0,2024-05-06' } = {},
  ) => `${code},${uscc},工程师,technology,2,${pay},bachelor,0,青岛市,${terms},${closes},${end}`;

  it('publishes what was approved from its own day on, drafts the rest, and revises known ones', async () => {
    const rows = [row('JP-2024-A1'), row('JP-2024-A2', { closes: '2025-09-01', end: '0,' })];
    expect(await file(...rows)).toMatchObject({ created: 2, errors: [] });
    expect(await file(...rows)).toMatchObject({ unchanged: 2 });
    const { items } = await park.ok('GET', '/postings?q=JP-2024-A', { as: clerk });
    expect(items).toMatchObject([
      { code: 'JP-2024-A1', state: 'published', published_on: '2024-05-06' },
      { code: 'JP-2024-A2', state: 'draft', published_on: null },
    ]);
    expect(await openings(items[0].id)).toEqual(['1 open', '2 open']);
    expect(await file(row('JP-2024-A2', { closes: '2025-10-01', end: '0,' }))).toMatchObject({ updated: 1 });
    await park.app.get(Schedule).runDue();
    expect(await one(items[0].id)).toMatchObject({ state: 'archived', close_reason: 'expired', closed_on: '2024-09-01' });
    const offer = await inCommand((command) =>
      park.app.get(OpeningsService).fillOpening(command, items[0].id, {
        application_id: crypto.randomUUID(),
        offer_id: crypto.randomUUID(),
        on: '2024-08-20',
      }),
    );
    expect(offer).toMatchObject({ number: 1, filled_on: '2024-08-20' });
  });

  it('reports every bad row, also what the rules forbid of it', async () => {
    const outside = await park.ok('POST', '/employers', { as: clerk, body: anEmployerOf() });
    const rows = [
      row('JP-000007'),
      row('JP-2024-B1', { uscc: tenantsMessages.someUscc() }),
      row('JP-2024-B2', { pay: '1500001,1500000' }),
      row('JP-2024-B3', { end: '0,2025-06-17', closes: '2025-09-01' }),
      row('JP-2024-B4', { closes: '2024-05-06' }),
      row('JP-2024-B5', { terms: '限女性' }),
      row('JP-2024-B6', { end: '100,2024-05-06' }),
      row('JP-2024-B7', { uscc: outside.uscc }),
      row('JP-2024-A1', { uscc: outside.uscc }),
      row('JP-2024-B8'),
    ];
    const { errors, created } = await file(...rows);
    expect(created).toBe(1);
    expect(errors.map(({ line, column, code }: any) => [line, column, code])).toEqual([
      [2, 'code', 'invalid_input'],
      [3, 'employer_uscc', 'unknown_employer'],
      [4, 'salary_max_fen', 'salary_range'],
      [5, 'approved_on', 'in_future'],
      [6, 'closes_on', 'closes_on_out_of_range'],
      [7, '', 'findings_stand'],
      [8, '', 'findings_stand'],
      [9, '', 'employer_not_verified'],
      [10, 'employer_uscc', 'employer_is_fixed'],
    ]);
    expect(errors[5].message).toContain('discrimination_sex (限女性)');
  });
});
