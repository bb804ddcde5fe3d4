/** Projects over HTTP: registered with a sealed founder, changed, withdrawn, imported, and flagged when their market entity leaves. */
import { randomUUID } from 'node:crypto';
import { catalogue } from '@park/contracts';
import { MOVES, type MarketEntityMoves } from '@park/directory';
import { commandOfSystem, Schedule } from '@park/service-kit';
import { anIdentity, citizenIdOf, type ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { anExpertOf, aPitchFor, aProjectOf, aRoadshowOf, knownEntity, nextPerson, post, posted } from '../panels/roadshow.fixture.ts';
import { aRegistrationOf } from './project.fixture.ts';

const uscc = '91370200264574251E';
const entity = randomUUID();
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
  await knownEntity(park, entity, uscc);
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const register = (wish: Record<string, unknown> = {}, person = nextPerson()) => post(park, '/projects', aRegistrationOf(person, wish));
const change = (id: string, version: number, body: object) =>
  park.ask('PATCH', `/projects/${id}`, { as: clerk, body, headers: { 'if-match': `"${version}"` } });

it('is registered, changed and withdrawn, with one event each and no founder in any of them', async () => {
  const person = nextPerson();
  const { status, body } = await register({ applicant_kind: 'enterprise', organisation_uscc: uscc }, person);
  expect([status, body]).toMatchObject([201, { state: 'active', entity_id: entity, founder_masked: expect.stringMatching(/^王\*+$/) }]);
  expect(await park.ask('PATCH', `/projects/${body.id}`, { as: clerk, body: { name: 'x' } })).toMatchObject({ status: 428 });
  expect(await change(body.id, 1, { sector: 'biomedicine' })).toMatchObject({ status: 200, body: { sector: 'biomedicine', version: 2 } });
  expect(await change(body.id, 2, { organisation_uscc: null })).toMatchObject({ status: 422, body: { code: 'organisation_required' } });
  expect(await posted(park, `/projects/${body.id}/withdraw`, { reason: 'the team has broken up' })).toMatchObject({ state: 'withdrawn' });
  expect(await change(body.id, 3, { name: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition', allowed: ['clear_review'] },
  });
  const told = await eventsOf(park, body.id);
  for (const { type, data } of told) catalogue.get(`park.events.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type }) => type)).toEqual(['project.registered', 'project.changed', 'project.withdrawn']);
  const { name, citizen_id, phone } = anIdentity(person);
  const kept = JSON.stringify([body, told, await park.database.dataSource.query('select to_jsonb(p) from project p')]);
  for (const secret of [name, citizen_id, phone, body.founder_id]) expect(JSON.stringify(told)).not.toContain(secret);
  for (const secret of [name, citizen_id, phone]) expect(kept).not.toContain(secret);
});

it('asks an enterprise for a market entity that is known, and a founder for the name that is known', async () => {
  expect(await register({ applicant_kind: 'enterprise' })).toMatchObject({
    status: 422,
    body: { code: 'organisation_required', errors: [{ pointer: '/organisation_uscc' }] },
  });
  expect(await register({ organisation_uscc: '914403001922038216' })).toMatchObject({
    status: 422,
    body: { code: 'unknown_organisation' },
  });
  const person = nextPerson();
  await register({}, person);
  expect(await register({ founder: { ...anIdentity(person), name: '别名' } })).toMatchObject({
    status: 409,
    body: { code: 'person_name_differs', errors: [{ pointer: '/founder/name' }] },
  });
  expect(await register({ founder: { name: '王', citizen_id: '1' } })).toMatchObject({
    status: 422,
    body: { code: 'invalid_input', errors: [{ pointer: '/founder/citizen_id' }] },
  });
});

it('is not withdrawn, and not pitched, both at once', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  const project = await aProjectOf(park);
  const [drafted, withdrawn] = await Promise.all([
    post(park, '/pitches', { panel_id: panel.id, project_id: project.id }),
    post(park, `/projects/${project.id}/withdraw`, { reason: 'over' }),
  ]);
  const codes = [drafted!, withdrawn!].filter(({ status }) => status >= 400).map(({ body }) => body.code);
  expect([['project_withdrawn'], ['pitches_live']]).toContainEqual(codes);
});

it('is flagged once when its market entity leaves the park, and cleared by a clerk', async () => {
  const [leaving, its] = [randomUUID(), '914403001922038216'];
  await knownEntity(park, leaving, its);
  const own = await aProjectOf(park, { applicant_kind: 'enterprise', organisation_uscc: its });
  const over = await aProjectOf(park, { applicant_kind: 'enterprise', organisation_uscc: its });
  const other = await aProjectOf(park);
  await posted(park, `/projects/${over.id}/withdraw`, { reason: 'over' });
  const moves = park.app.get<MarketEntityMoves>(MOVES);
  for (let times = 0; times < 2; times++)
    await park.database.dataSource.transaction((tx) => moves.departed(commandOfSystem('spec', tx, park.time.now), leaving, '2025-06-15'));
  const flags = async () =>
    (await Promise.all([own, over, other].map(({ id }) => eventsOf(park, id)))).map(
      (told) => told.filter(({ type }) => type === 'project.review-flagged').length,
    );
  expect(await flags()).toEqual([1, 0, 0]);
  expect((await park.ok('GET', `/projects?review_ground=organisation_left`, { as: clerk })).items.map(({ id }: any) => id)).toEqual([
    own.id,
  ]);
  expect(await posted(park, `/projects/${own.id}/clear-review`, { outcome: 'goes on' })).toMatchObject({ review_ground: null });
  expect(await post(park, `/projects/${own.id}/clear-review`, { outcome: 'goes on' })).toMatchObject({
    status: 409,
    body: { code: 'no_review_pending' },
  });
  await park.database.dataSource.query(`update market_entity set departed_on = '2025-06-15', resident = false where entity_id = $1`, [
    leaving,
  ]);
  expect(await aProjectOf(park, { applicant_kind: 'enterprise', organisation_uscc: its })).toMatchObject({
    review_ground: 'organisation_left',
  });
});

it('loses its founder’s name some time after it last pitched, and nothing else', async () => {
  const { panel } = await aRoadshowOf(park, 0);
  const [quiet, busy] = [await aProjectOf(park), await aProjectOf(park)];
  const expert = await anExpertOf(park, { term_from: '2025-01-01', term_to: '2025-07-01' });
  await aPitchFor(park, panel.id, busy.id);
  const purge = async (day: string) => {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    return await Promise.all(
      [quiet, busy].map(async ({ id }) => (await park.ok('GET', `/projects/${id}`, { as: clerk })).founder_masked !== ''),
    );
  };
  expect(await purge('2025-12-28')).toEqual([true, true]);
  expect(await park.ok('GET', `/experts/${expert.id}`, { as: clerk })).toMatchObject({
    state: 'ended',
    person_masked: expert.person_masked,
  });
  await purge('2025-12-29');
  expect(await park.ok('GET', `/experts/${expert.id}`, { as: clerk })).toMatchObject({
    person_id: expert.person_id,
    person_masked: '',
    subject: null,
  });
  expect([await purge('2027-06-16'), await purge('2027-06-17')]).toEqual([
    [true, true],
    [false, true],
  ]);
  expect([await purge('2027-06-26'), await purge('2027-06-27')]).toEqual([
    [false, true],
    [false, false],
  ]);
  expect(await park.ok('GET', `/projects/${quiet.id}`, { as: clerk })).toMatchObject({ founder_id: quiet.founder_id, name: quiet.name });
  expect(
    await park.database.dataSource.query('select 1 from person where id = any ($1)', [
      [quiet.founder_id, busy.founder_id, expert.person_id],
    ]),
  ).toEqual([]);
});

it('comes from a file, once, with every bad row reported', async () => {
  const header = 'code,name,stage,sector,applicant_kind,amount_sought_kcny,organisation_uscc,founder_name,founder_citizen_id,founder_phone';
  const known = nextPerson();
  await register({}, known);
  const row = (code: string, wish: Record<string, string> = {}, person = nextPerson()): string => {
    const { name, citizen_id, phone } = anIdentity(person);
    const cells = {
      code,
      name: '浮标',
      stage: 'idea',
      sector: 'marine_industry',
      kind: 'student',
      amount: '500',
      uscc: '',
      founder: name,
      citizen_id,
      phone,
      ...wish,
    };
    return Object.values(cells).join(',');
  };
  const bad: [row: string, column: string, code: string][] = [
    [row('PJ-000001'), 'code', 'invalid_input'],
    [row('BAD-1', { sector: 'alchemy' }), 'sector', 'invalid_input'],
    [row('BAD-2', { amount: '-1' }), 'amount_sought_kcny', 'invalid_input'],
    [row('BAD-3', { kind: 'enterprise' }), 'organisation_uscc', 'organisation_required'],
    [row('BAD-4', { uscc: '91370211MA8888888C' }), 'organisation_uscc', 'unknown_organisation'],
    [row('BAD-5', { citizen_id: `${citizenIdOf(1).slice(0, 17)}?` }), 'founder_citizen_id', 'invalid_input'],
    [row('BAD-6', { founder: '别名' }, known), 'founder_name', 'person_name_differs'],
  ];
  const good = [row('BUOY-1'), row('BUOY-2', { kind: 'enterprise', uscc })];
  const file = [header, ...bad.map(([one]) => one), ...good].join('\n');
  expect(await park.importFile('projects', file, clerk)).toMatchObject({ state: 'rejected', created: 0 });
  const job = await park.importFile('projects', file, clerk, 'skip_bad_rows');
  expect(job).toMatchObject({ state: 'done', created: 2, bad: bad.length });
  expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual(
    bad.map(([, column, code], i) => [i + 2, column, code]),
  );
  expect(await park.importFile('projects', [header, ...good].join('\n'), clerk)).toMatchObject({ unchanged: 2, bad: 0 });
  const changed = [row('BUOY-1'), good[1]!.replace('500', '1'), good[0]!.replace(/,[^,]+(?=,\d{17}.,)/, ',别名')];
  expect((await park.importFile('projects', [header, ...changed].join('\n'), clerk)).errors).toMatchObject([
    { line: 2, column: 'founder_citizen_id', code: 'not_changed_by_import' },
    { line: 3, column: 'amount_sought_kcny', code: 'not_changed_by_import' },
    { line: 4, column: 'founder_name', code: 'person_name_differs' },
  ]);
  const [{ content }] = await park.database.dataSource.query(
    'select content from import_job where kind = $1 order by created_at desc limit 1',
    ['projects'],
  );
  expect(content === null || !(content as Buffer).includes('王样本')).toBe(true);
});
