import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { done, eventually, type ServiceUnderTest } from '@park/test-kit';
import iconv from 'iconv-lite';
import writeWorkbook from 'write-excel-file/node';
import { anEmployer, clerk, everything, housingUnderTest, reviewer } from '../housing.fixture.ts';
import { anIdentity } from '@park/test-kit';
import { aDraft } from './application.fixture.ts';

const employerA = '91370200264574251E';
const employerB = '914403001922038216';
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest();
  await anEmployer(park, employerA);
});
afterAll(() => park.close());

const drafted = (person: number, wish: Record<string, unknown> = {}, as: object = clerk) =>
  park.ask('POST', '/applications', { as: as as typeof clerk, body: aDraft(person, wish) });
const step = (id: string, action: string, body: object = {}, as = clerk) => park.ask('POST', `/applications/${id}/${action}`, { as, body });

it('goes from the draft to the waiting list, with one event each in the same order, and every rule told', async () => {
  const { status, body: draft } = await drafted(1, { employer_uscc: employerA, social_insurance: false, brand_preference: ['xihai'] });
  expect({ status, draft }).toMatchObject({
    status: 201,
    draft: { state: 'draft', person_masked: '王***', household_size: 1, brand_preference: ['xihai'] },
  });
  const { id } = draft;
  expect(await step(id, 'submit')).toMatchObject({
    status: 200,
    body: { state: 'submitted', policy_version: '2023-1', submitted_by: 'clerk' },
  });
  expect(await step(id, 'request-supplement', { items: ['labour_contract'], due_on: '2025-06-30' }, reviewer)).toMatchObject({
    status: 200,
  });
  expect(await step(id, 'supplement', { degree: 'master' })).toMatchObject({ status: 200, body: { state: 'submitted', degree: 'master' } });
  expect(await step(id, 'decide')).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  const own = { rule: 'documents', passed: true, detail: 'all there' };
  const { body: decided } = await step(id, 'decide', { reasons: [own] }, reviewer);
  expect(decided).toMatchObject({ state: 'eligible', decided_by: 'reviewer', valid_until: '2026-06-16' });
  expect(decided.reasons.map(({ rule }: any) => rule)).toEqual([
    'degree',
    'employer',
    'no_own_home',
    'age',
    'no_other_benefit',
    'documents',
  ]);
  expect(await step(id, 'waitlist', {}, reviewer)).toMatchObject({
    status: 200,
    body: { state: 'waitlisted', waitlisted_on: '2025-06-16' },
  });
  expect(await step(id, 'withdraw', { reason: 'found another home' })).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
  expect(await step(id, 'submit')).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed: ['clear_review'] } });

  const history = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
  for (const event of history.items) catalogue.get(event.type)!.schema.parse(event.data);
  expect(history.items.map((event: any) => [event.type.split('.')[3], event.sequence, event.actor_id])).toEqual([
    ['drafted', 1, 'clerk'],
    ['submitted', 2, 'clerk'],
    ['supplement-requested', 3, 'reviewer'],
    ['supplemented', 4, 'clerk'],
    ['eligibility-decided', 5, 'reviewer'],
    ['waitlisted', 6, 'reviewer'],
    ['withdrawn', 7, 'clerk'],
  ]);
  expect(history.items[4].data).toMatchObject({ eligible: true, policy_version: '2023-1', reasons: expect.arrayContaining([own]) });
});

it('finds who fails a rule ineligible, whatever else holds', async () => {
  const { body } = await drafted(2, { owns_home: true });
  await done(step(body.id, 'submit'));
  const { body: decided } = await step(body.id, 'decide', {}, reviewer);
  expect(decided).toMatchObject({ state: 'ineligible', valid_until: null });
  expect(decided.reasons.filter(({ passed }: any) => !passed)).toEqual([
    { rule: 'no_own_home', passed: false, detail: 'owns a home in the city' },
  ]);
});

it('lets a person have one open application for a product, however many try at once', async () => {
  const drafts = await Promise.all(Array.from({ length: 20 }, () => drafted(3)));
  const answers = await Promise.all(drafts.map(({ body }) => step(body.id, 'submit')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['application_open']));
  const other = await drafted(3, { product: 'short_stay' });
  expect(await step(other.body.id, 'submit')).toMatchObject({ status: 200 });
  const [{ persons }] = await park.database.dataSource.query(
    'select count(distinct person_id) as persons from application where id = any ($1)',
    [drafts.map(({ body }) => body.id)],
  );
  expect(persons).toBe(1);
});

describe('an employer', () => {
  const member = { scopes: everything, organisation: employerB, subject: 'hr' };

  it('nominates its own people, and sees and moves only these, masked', async () => {
    await anEmployer(park, employerB);
    expect(await drafted(10, { employer_uscc: employerA }, member)).toMatchObject({ status: 422, body: { code: 'foreign_employer' } });
    const { body: own } = await drafted(10, {}, member);
    expect(own).toMatchObject({ employer_uscc: employerB, person_masked: '王****' });
    expect(JSON.stringify(own)).not.toContain(anIdentity(10).name);
    const { body: foreign } = await drafted(11, { employer_uscc: employerA });
    expect((await park.ok('GET', '/applications', { as: member })).items.map(({ id }: any) => id)).toEqual([own.id]);
    expect(await park.ask('GET', `/applications/${foreign.id}`, { as: member })).toMatchObject({ status: 404 });
    expect(await step(foreign.id, 'submit', {}, member)).toMatchObject({ status: 404, body: { code: 'application_not_found' } });
    for (const id of [foreign.id, '0197a0c0-0000-7000-8000-0000000000ff']) {
      for (const [action, body] of [
        ['submit', {}],
        ['supplement', {}],
        ['withdraw', { reason: 'x' }],
        ['accept', {}],
        ['decline', {}],
      ] as const) {
        for (const headers of [{ 'if-match': '"0"' }, { 'if-match': '"1"' }]) {
          const answer = await park.ask('POST', `/applications/${id}/${action}`, { as: member, body, headers });
          expect([action, answer.status, answer.body.code, answer.body.version]).toEqual([action, 404, 'application_not_found', undefined]);
        }
      }
    }
    expect(await step(own.id, 'submit', {}, member)).toMatchObject({ status: 200, body: { submitted_by: 'hr' } });
  });

  it('neither decides nor sees anybody in clear, whatever its token says', async () => {
    const { body: own } = await drafted(12, {}, member);
    for (const answer of [
      await step(own.id, 'decide', {}, member),
      await step(own.id, 'waitlist', {}, member),
      await step(own.id, 'clear-review', { outcome: 'x' }, member),
      await park.ask('GET', `/applications/${own.id}/person`, { as: member }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    }
  });

  it('does not change the phone number that others gave', async () => {
    const phone = async (): Promise<string> => (await park.ok('GET', `/applications/${first}/person`, { as: clerk })).phone;
    const submitted = async (wish: object, as = clerk): Promise<string> => {
      const { id } = await park.ok('POST', '/applications', { as, body: aDraft(13, wish as Record<string, unknown>) });
      await park.ok('POST', `/applications/${id}/submit`, { as });
      return id;
    };
    const first = await submitted({ phone: '13811112222' });
    const nominated = await submitted({ phone: '13833334444', product: 'short_stay', graduated_on: '2025-01-01' }, member);
    await park.ok('POST', `/applications/${nominated}/decide`, { as: reviewer, body: {} });
    expect(await phone()).toBe('13811112222');
    await park.ok('POST', `/applications/${nominated}/withdraw`, { as: clerk, body: { reason: 'by the park instead' } });
    await submitted({ phone: '13833334444', product: 'short_stay' });
    expect(await phone()).toBe('13833334444');
  });
});

it('shows a person in clear only with the scope, and writes each look down', async () => {
  const { id } = await park.ok('POST', '/applications', { as: clerk, body: aDraft(20) });
  const path = `/applications/${id}/person`;
  const without = { scopes: everything.filter((scope) => !scope.endsWith(':pii')) };
  expect(await park.ask('GET', path, { as: without })).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
  const seen = await park.ask('GET', path, { as: { ...clerk, subject: 'curious' } });
  expect(seen).toMatchObject({ status: 200, body: anIdentity(20) });
  expect(seen.headers.get('cache-control')).toBe('no-store');
  const { person_id } = await park.ok('POST', `/applications/${id}/submit`, { as: clerk });
  expect(await park.ok('GET', path, { as: { ...clerk, subject: 'curious' } })).toEqual(anIdentity(20));
  const audit = await park.ok('GET', '/audit?action=personal_data_read&actor_id=curious', { as: clerk });
  expect(audit.items).toEqual([
    expect.objectContaining({ target: `GET ${path}`, detail: { application_id: id, person_id } }),
    expect.objectContaining({ target: `GET ${path}`, detail: { application_id: id } }),
  ]);
});

it.each([
  ['an unknown member', { colour: 'red' }, '/colour', 'invalid_input'],
  ['a wrong check character', { citizen_id: '110105194912310021' }, '/citizen_id', 'invalid_input'],
  ['a missing member', { owns_home: undefined }, '/owns_home', 'invalid_input'],
  ['a wrong type', { social_insurance: 'yes' }, '/social_insurance', 'invalid_input'],
  ['an impossible date', { requested_start: '2025-02-30' }, '/requested_start', 'invalid_input'],
  ['an unknown brand', { brand_preference: ['other'] }, '/brand_preference', 'invalid_input'],
  ['a household of nobody', { household_size: 0 }, '/household_size', 'invalid_input'],
  ['an unknown employer', { employer_uscc: '12100000400000624D' }, '/employer_uscc', 'unknown_employer'],
])('refuses %s with a pointer to it, and writes nothing', async (_, wish, pointer, code) => {
  const { status, body } = await drafted(30, wish);
  expect({ status, code: body.code, pointers: body.errors.map((error: any) => error.pointer) }).toEqual({
    status: 422,
    code,
    pointers: [pointer],
  });
  const [{ entered }] = await park.database.dataSource.query(
    `select count(*) as entered from person where not exists (select 1 from application where person_id = person.id)`,
  );
  expect(entered).toBe(0);
});

describe('the import', () => {
  const columns = [
    'name',
    'citizen_id',
    'phone',
    'product',
    'brand_preference',
    'employer_uscc',
    'requested_start',
    'household_size',
    'degree',
    'graduated_on',
    'social_insurance',
    'owns_home',
    'other_housing_benefit',
    'submitted_on',
    'decided_on',
    'reviewed_by',
    'waitlisted_on',
  ];
  const csv = (rows: Record<string, unknown>[]): string =>
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => cells.join(',')).join('\n') + '\n';
  const row = (person: number, wish: Record<string, unknown> = {}): Record<string, unknown> => ({
    ...aDraft(person, { employer_uscc: employerA, brand_preference: 'hiking;xihai' }),
    submitted_on: '2025-03-01',
    decided_on: '2025-03-10',
    reviewed_by: 'reviewer',
    waitlisted_on: '2025-03-11',
    ...wish,
  });

  it('takes an application as far as it has come, in the order of the file', async () => {
    const rows = [
      row(100),
      row(101),
      row(102, { submitted_on: '2025-02-01' }),
      row(103, { owns_home: true, waitlisted_on: '' }),
      row(104, { decided_on: '', reviewed_by: '', waitlisted_on: '' }),
    ];
    expect(await park.importFile('applications', csv(rows), clerk)).toMatchObject({ state: 'done', created: 5, bad: 0 });
    const queue = await park.ok('GET', '/applications?state=waitlisted&product=long_let&sort=applied_at', { as: clerk });
    expect(queue.items.map(({ submitted_on, code }: any) => [submitted_on, code])).toEqual(
      [...queue.items].map(({ submitted_on, code }: any) => [submitted_on, code]).sort((a, b) => (a.join() < b.join() ? -1 : 1)),
    );
    expect(queue.items.map(({ submitted_on }: any) => submitted_on)).toEqual(['2025-02-01', '2025-03-01', '2025-03-01']);
    expect(await park.ask('GET', `/applications/${queue.items[2].id}/position`, { as: clerk })).toMatchObject({
      body: { ahead: 2, waiting: 3 },
    });
    const history = await park.ok('GET', `/events?subject=${queue.items[0].id}`, { as: clerk });
    expect(history.items.map((event: any) => event.effective_on)).toEqual(['2025-02-01', '2025-02-01', '2025-03-10', '2025-03-11']);
    expect(await park.importFile('applications', csv(rows), clerk)).toMatchObject({ state: 'done', created: 0, unchanged: 5 });
    const changed = rows.map((one, i) => (i === 1 ? { ...one, requested_start: '2025-12-01' } : one));
    expect((await park.importFile('applications', csv(changed), clerk)).errors).toMatchObject([
      { line: 3, column: 'requested_start', code: 'not_changed_by_import' },
    ]);
  });

  it('reports every bad row, and leaves no half of one', async () => {
    const rows = [
      row(110, { citizen_id: '110105194912310021' }),
      row(111, { employer_uscc: '12100000400000624D' }),
      row(112, { reviewed_by: '' }),
      row(113, { reviewed_by: 'clerk' }),
      row(114, { decided_on: '2025-02-28' }),
      row(115, { owns_home: true }),
      row(116, { waitlisted_on: '2025-06-17' }),
      row(100, { submitted_on: '2025-04-01', decided_on: '2025-04-01', waitlisted_on: '2025-04-01' }),
      row(117),
    ];
    const job = await park.importFile('applications', csv(rows), clerk, 'skip_bad_rows');
    expect(job).toMatchObject({ state: 'done', created: 1, bad: 8 });
    expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual([
      [2, 'citizen_id', 'invalid_input'],
      [3, 'employer_uscc', 'unknown_employer'],
      [4, 'reviewed_by', 'required'],
      [5, '', 'segregation_of_duties'],
      [6, 'decided_on', 'before_submission'],
      [7, '', 'invalid_transition'],
      [8, 'waitlisted_on', 'in_future'],
      [9, '', 'application_open'],
    ]);
  });

  it('takes many rows at once', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => row(200 + i));
    expect(await park.importFile('applications', csv(rows), clerk)).toMatchObject({ state: 'done', created: 60, bad: 0 });
  });

  it('reads GBK, and UTF-8 with and without byte-order mark', async () => {
    const file = (person: number): string => csv([row(person)]);
    const files = [iconv.encode(file(120), 'gbk'), Buffer.from(`\ufeff${file(121)}`), Buffer.from(file(122).replaceAll('\n', '\r\n'))];
    for (const content of files) {
      expect(await park.importFile('applications', content, clerk)).toMatchObject({ state: 'done', created: 1, bad: 0 });
    }
    const body = await park.ok('GET', '/applications?state=waitlisted&sort=-created_at&limit=3', { as: clerk });
    const names = await Promise.all(
      body.items.map(async ({ id }: any) => (await park.ok('GET', `/applications/${id}/person`, { as: clerk })).name),
    );
    expect(names.sort()).toEqual([120, 121, 122].map((person) => anIdentity(person).name));
  });

  it('keeps a file that waits for its commit where nobody reads it, and not for ever', async () => {
    const content = Buffer.from(csv([row(130)]));
    const headers = { 'content-type': 'text/csv' };
    const dry = await park.ok('POST', '/imports?kind=applications&dry_run=true', { as: clerk, body: content, headers });
    const stateOf = async (id: string): Promise<string> => (await park.ok('GET', `/imports/${id}`, { as: clerk })).state;
    await eventually(async () => expect(await stateOf(dry.id)).toBe('done'));
    const kept = async (): Promise<Buffer | null> =>
      (await park.database.dataSource.query('select content from import_job where id = $1', [dry.id]))[0].content;
    expect((await kept())!.includes(anIdentity(130).citizen_id)).toBe(false);
    const real = await park.ok('POST', `/imports/${dry.id}/commit`, { as: clerk });
    await eventually(async () => expect(await stateOf(real.id)).toBe('done'));
    expect(await park.ok('GET', `/imports/${real.id}`, { as: clerk })).toMatchObject({ created: 1, bad: 0 });
    expect(await kept()).toBeNull();

    const forgotten = await park.ok('POST', '/imports?kind=applications&dry_run=true', { as: clerk, body: content, headers });
    await eventually(async () => expect(await stateOf(forgotten.id)).toBe('done'));
    park.time.now = new Date(park.time.now.getTime() + 8 * 86_400_000);
    await park.app.get(Schedule).runDue();
    expect(await park.ask('POST', `/imports/${forgotten.id}/commit`, { as: clerk })).toMatchObject({
      status: 409,
      body: { code: 'not_a_finished_dry_run' },
    });
  });

  it('says of a file that is no CSV where, and not whom it is about', async () => {
    const headers = { 'content-type': 'text/csv' };
    const broken = Buffer.from(`${columns.join(',')}\n王样本"五",1,2\n`);
    const { status, body } = await park.ask('POST', '/imports?kind=applications', { as: clerk, body: broken, headers });
    expect([status, body.code]).toEqual([422, 'malformed_csv']);
    expect(body.detail).not.toContain('王样本');
  });

  it('does not take an identity number that Excel has shortened, which is another’s', async () => {
    const cells: Record<string, unknown> = row(140, { citizen_id: 370299199804049000 });
    const values = columns.map((column) => ({ value: (cells[column] ?? '') as string | number }));
    const file = await writeWorkbook([columns.map((value) => ({ value })), values]).toBuffer();
    const { state, errors } = await park.importFile('applications', file, clerk);
    expect([state, errors]).toEqual([
      'rejected',
      [{ line: 2, column: 'citizen_id', code: 'invalid_input', message: expect.stringContaining('format the column as text') }],
    ]);
  });

  it('asks for the scope to decide', async () => {
    const typist = { scopes: everything.filter((scope) => scope !== 'housing:application:decide') };
    expect(await park.importFile('applications', csv([row(300)]), typist)).toMatchObject({ status: 403, code: 'missing_scope' });
  });
});
