/** The expert committee over HTTP: appointed once, tied, ended by the clock, imported. */
import { catalogue } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { anIdentity, type ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { anExpertOf, aProjectOf, nextPerson, post, posted } from '../panels/roadshow.fixture.ts';
import { anAppointment } from './expert.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const one = (id: string) => park.ok('GET', `/experts/${id}`, { as: clerk });

it('is appointed once at a time, however many try at once', async () => {
  const person = nextPerson();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(park, '/experts', anAppointment(person))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['already_appointed']));
  const first = answers.find(({ status }) => status === 201)!.body;
  expect(first).toMatchObject({ state: 'active', person_masked: expect.stringMatching(/^王\*+$/), subject: null });
  expect(JSON.stringify(await eventsOf(park, first.id))).not.toContain(first.person_id);
});

it('has a token of its own', async () => {
  const subject = 'expert-of-her-own';
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(park, '/experts', anAppointment(nextPerson(), { subject }))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('subject_taken');
});

it('ends on the day on which the term does, once, and may be appointed again', async () => {
  const person = nextPerson();
  const { id } = await posted(park, '/experts', anAppointment(person, { term_to: '2025-06-20' }));
  park.time.now = new Date('2025-06-19T15:59:00Z');
  await park.app.get(Schedule).runDue();
  expect((await one(id)).state).toBe('active');
  park.time.now = new Date('2025-06-19T16:00:00Z');
  for (let times = 0; times < 2; times++) await park.app.get(Schedule).runDue();
  expect(await one(id)).toMatchObject({ state: 'ended', version: 2 });
  const told = await eventsOf(park, id);
  for (const { type, data } of told) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  expect(told.at(-1)).toMatchObject({ type: 'expert.ended', data: { term_to: '2025-06-20' } });
  expect((await post(park, '/experts', anAppointment(person, { term_from: '2025-06-20' }))).status).toBe(201);
});

it('is changed with If-Match, within the bounds of a term', async () => {
  const { id } = await anExpertOf(park);
  const change = (version: number, body: object) =>
    park.ask('PATCH', `/experts/${id}`, { as: clerk, body, headers: { 'if-match': `"${version}"` } });
  expect(await change(1, { term_to: '2025-06-16' })).toMatchObject({
    status: 422,
    body: { code: 'in_past', errors: [{ pointer: '/term_to' }] },
  });
  expect(await change(1, { term_from: '2030-01-01', term_to: '2031-01-01' })).toMatchObject({
    status: 422,
    body: { code: 'too_far_ahead' },
  });
  expect(await change(1, { fields: ['biomedicine'], subject: null })).toMatchObject({
    status: 200,
    body: { fields: ['biomedicine'], subject: null, version: 2 },
  });
  expect(await change(1, { fields: [] })).toMatchObject({ status: 412 });
});

it('has each tie once, however often it is declared', async () => {
  const { id } = await anExpertOf(park);
  const { id: project_id } = await aProjectOf(park);
  const declare = (body: object) => post(park, `/experts/${id}/declare-tie`, body);
  const answers = await Promise.all(Array.from({ length: 6 }, () => declare({ kind: 'mentored', project_id })));
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(6).fill(200));
  expect((await park.ok('GET', `/experts/${id}/ties`, { as: clerk })).items).toMatchObject([
    { kind: 'mentored', project_id, entity_id: null },
  ]);
  expect((await eventsOf(park, id)).filter(({ type }) => type === 'expert.tie-declared')).toHaveLength(1);
  expect(await declare({ kind: 'invested' })).toMatchObject({ status: 422, body: { code: 'one_of_two' } });
  expect(await declare({ kind: 'invested', project_id, organisation_uscc: '91370200264574251E' })).toMatchObject({ status: 422 });
  expect(await declare({ kind: 'invested', project_id: id })).toMatchObject({ status: 422, body: { code: 'unknown_project' } });
  expect(await declare({ kind: 'invested', organisation_uscc: '91370200264574251E' })).toMatchObject({
    status: 422,
    body: { code: 'unknown_organisation' },
  });
});

it('comes from a file, also where the term is over, with every bad row reported', async () => {
  const header = 'code,name,citizen_id,fields,term_from,term_to,subject,employer_uscc';
  const row = (code: string, term_to = '2027-01-01', wish: Record<string, string> = {}): string => {
    const { name, citizen_id } = anIdentity(nextPerson());
    return Object.values({
      code,
      name,
      citizen_id,
      fields: 'marine_industry;biomedicine',
      from: '2023-01-01',
      term_to,
      subject: '',
      employer: '',
      ...wish,
    }).join(',');
  };
  await anExpertOf(park, { subject: 'taken' });
  const bad: [row: string, column: string, code: string][] = [
    [row('EX-000001'), 'code', 'invalid_input'],
    [row('E-1', '2023-01-01'), 'term_to', 'period_reversed'],
    [row('E-2', '2033-01-04'), 'term_to', 'term_too_long'],
    [row('E-3', '2027-01-01', { fields: 'alchemy' }), 'fields', 'invalid_input'],
    [row('E-4', '2027-01-01', { employer: '91370200264574251E' }), 'employer_uscc', 'unknown_organisation'],
    [row('E-5', '2027-01-01', { subject: 'taken' }), '', 'subject_taken'],
  ];
  const good = [row('E-6'), row('E-7', '2025-06-16')];
  const job = await park.importFile('experts', [header, ...bad.map(([one]) => one), ...good].join('\n'), clerk, 'skip_bad_rows');
  expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual(
    bad.map(([, column, code], i) => [i + 2, column, code]),
  );
  expect(job).toMatchObject({ created: 2, bad: bad.length });
  const { items } = await park.ok('GET', '/experts?q=E-', { as: clerk });
  expect(items.filter(({ code }: any) => /^E-[67]$/.test(code))).toMatchObject([
    { state: 'active', fields: ['marine_industry', 'biomedicine'] },
    { state: 'ended' },
  ]);
  expect(await park.importFile('experts', [header, ...good].join('\n'), clerk)).toMatchObject({ unchanged: 2, created: 0, bad: 0 });
});
