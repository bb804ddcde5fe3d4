/** Employers over HTTP: the review, the standing, and what an employer's token can reach. */
import { catalogue } from '@park/contracts';
import { MOVES, type MarketEntityMoves } from '@park/directory';
import { commandOfSystem, Schedule } from '@park/service-kit';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import {
  anEmployerOf,
  aVerifiedEmployer,
  clerk,
  employerToken,
  eventsOf,
  now,
  papers,
  recruitmentUnderTest,
  reviewer,
} from '../recruitment.fixture.ts';
import { EmployersService } from './employers.service.ts';

const { someUscc } = tenantsMessages;
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await recruitmentUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const one = (id: string) => park.ok('GET', `/employers/${id}`, { as: clerk });

it('is registered, reviewed and verified, with one event each', async () => {
  const employer = await aVerifiedEmployer(park);
  expect(employer).toMatchObject({ state: 'verified', entity_id: null, is_resident: false });
  const told = await eventsOf(park, employer.id);
  expect(told.map(({ type }) => type)).toEqual(['employer.registered', 'employer.papers-submitted', 'employer.verified']);
  for (const { type, data } of told) catalogue.get(`park.recruitment.${type}.v1`)!.schema.parse(data);
});

it('is one for each USCC, also where twenty register it at once', async () => {
  const uscc = someUscc();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => park.ask('POST', '/employers', { as: clerk, body: anEmployerOf({ uscc }) })),
  );
  expect(answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort()).toEqual([
    '201',
    ...Array<string>(19).fill('409 uscc_taken'),
  ]);
});

it('loses its verification when a paper runs out, and hands in another', async () => {
  const { id } = await park.ok('POST', '/employers', { as: clerk, body: anEmployerOf() });
  const [licence, authorisation] = papers;
  const dated = [licence, { ...authorisation, valid_until: '2025-07-01' }];
  await park.ok('POST', `/employers/${id}/submit-papers`, { as: clerk, body: { papers: dated } });
  await park.ok('POST', `/employers/${id}/verify`, { as: reviewer });
  for (const [day, state] of [
    ['2025-06-30', 'verified'],
    ['2025-07-01', 'rejected'],
  ]) {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    expect(await one(id)).toMatchObject({ state });
  }
  expect(await park.ok('POST', `/employers/${id}/submit-papers`, { as: clerk, body: { papers } })).toMatchObject({
    state: 'in_review',
    rejection_reason: null,
  });
});

it('is barred for a year by a second no-show, and admitted again by a decision that is recorded', async () => {
  const { id } = await aVerifiedEmployer(park);
  const noShow = (on: string) =>
    park.database.dataSource.transaction((tx) =>
      park.app
        .get(EmployersService)
        .noteLapse(commandOfSystem('spec', tx, park.time.now), id, { ground: 'no_show', fair_id: crypto.randomUUID(), on }),
    );
  await noShow('2025-03-01');
  await noShow('2025-06-16');
  expect(await one(id)).toMatchObject({
    no_show_days: ['2025-03-01', '2025-06-16'],
    sits_out_after: '2025-06-16',
    banned_until: '2026-06-16',
  });
  await park.ok('POST', `/employers/${id}/lift`, { as: reviewer, body: { reason: 'the bus broke down' } });
  expect(await one(id)).toMatchObject({ no_show_days: [], sits_out_after: null, banned_until: null });
  expect((await eventsOf(park, id)).slice(3).map(({ data }) => [data.ground, data.no_shows, data.reason])).toEqual([
    ['no_show', 1, null],
    ['no_show', 2, null],
    ['lifted', 0, 'the bus broke down'],
  ]);
});

it.each([
  ['a paper twice', { papers: [...papers, papers[0]] }, '/papers/2/kind', 'paper_repeated'],
  ['a paper missing', { papers: [papers[0]] }, '/papers', 'paper_missing'],
  [
    'a paper that has run out',
    { papers: [papers[0], { ...papers[1], valid_until: '2019-01-01' }] },
    '/papers/1/valid_until',
    'paper_expired',
  ],
  ['no paper', { papers: [] }, '/papers', 'invalid_input'],
])('refuses %s with a pointer to it', async (_, body, pointer, code) => {
  const { id } = await park.ok('POST', '/employers', { as: clerk, body: anEmployerOf() });
  const answer = await park.ask('POST', `/employers/${id}/submit-papers`, { as: clerk, body });
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, pointer]);
  expect(await one(id)).toMatchObject({ state: 'registered', version: 1 });
});

describe('an employer’s token', () => {
  it('registers its own organisation, and no other', async () => {
    const uscc = someUscc();
    const as = employerToken(uscc);
    expect(await park.ask('POST', '/employers', { as, body: anEmployerOf() })).toMatchObject({
      status: 422,
      body: { code: 'foreign_employer', errors: [{ pointer: '/uscc' }] },
    });
    const { id } = await park.ok('POST', '/employers', { as, body: anEmployerOf({ uscc }) });
    expect(await park.ok('POST', `/employers/${id}/submit-papers`, { as, body: { papers } })).toMatchObject({
      state: 'in_review',
      submitted_by: null,
    });
    expect(await park.ask('POST', `/employers/${id}/verify`, { as: { ...as, scopes: clerk.scopes } })).toMatchObject({
      status: 403,
      body: { code: 'operator_only' },
    });
  });

  it('sees its own record, and another’s as if it were not there', async () => {
    const [own, other] = [await aVerifiedEmployer(park), await aVerifiedEmployer(park)];
    const as = employerToken(own.uscc);
    expect((await park.ok('GET', '/employers', { as })).items.map(({ id }: any) => id)).toEqual([own.id]);
    expect(await park.ask('GET', `/employers/${other.id}`, { as })).toMatchObject({ status: 404 });
    expect(await park.ask('PATCH', `/employers/${other.id}`, { as, headers: { 'if-match': '"3"' }, body: { name: '冒名' } })).toMatchObject(
      { status: 404 },
    );
    expect(await park.ask('POST', `/employers/${other.id}/submit-papers`, { as, body: { papers } })).toMatchObject({ status: 404 });
  });
});

it('is linked to the market entity that moves in, and told when it leaves, each once', async () => {
  const employer = await aVerifiedEmployer(park);
  const entity = crypto.randomUUID();
  await park.database.dataSource.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, false, '2025-01-01T00:00:00Z')`,
    [entity, employer.uscc],
  );
  const moves = park.app.get<MarketEntityMoves>(MOVES);
  const moved = (move: 'movedIn' | 'departed') =>
    park.database.dataSource.transaction((tx) => moves[move]!(commandOfSystem('spec', tx, park.time.now), entity, '2025-06-15'));
  await moved('movedIn');
  await moved('movedIn');
  expect(await one(employer.id)).toMatchObject({ entity_id: entity, is_resident: true });
  await moved('departed');
  expect(await one(employer.id)).toMatchObject({ entity_id: entity, is_resident: false, departed_on: '2025-06-15', state: 'verified' });
  expect((await eventsOf(park, employer.id)).slice(3).map(({ type }) => type)).toEqual(['employer.linked', 'employer.departed']);
});

describe('the import', () => {
  const header = 'uscc,name,kind,industry_code,licence_sha256,authorisation_sha256,verified_on';
  const file = (...rows: string[]): Promise<any> => park.importFile('employers', [header, ...rows].join('\n'), clerk, 'skip_bad_rows');
  const shas = `${'a'.repeat(64)},${'b'.repeat(64)}`;

  it('registers new ones, verified where the park says so, and changes known ones', async () => {
    const [verified, plain] = [someUscc(), someUscc()];
    const rows = [`${verified},海创软件,enterprise,I65,${shas},2024-05-06`, `${plain},蓝湾制造,enterprise,C35,,,`];
    expect(await file(...rows)).toMatchObject({ created: 2, errors: [] });
    expect(await file(...rows)).toMatchObject({ unchanged: 2 });
    const { items } = await park.ok('GET', `/employers?uscc=${verified}`, { as: clerk });
    expect(items).toEqual([expect.objectContaining({ state: 'verified', name: '海创软件' })]);
    expect(await file(`${plain},蓝湾智造,enterprise,C35,,,`)).toMatchObject({ updated: 1 });
  });

  it('reports every bad row', async () => {
    const rows = [
      `${someUscc()},甲,enterprise,I65,${shas},2025-06-17`,
      `${someUscc()},乙,branch,I65,${shas},2024-05-06`,
      '91370200264574251X,丙,enterprise,I65,,,',
      `${someUscc()},丁,shop,I65,,,`,
    ];
    const { errors, created } = await file(...rows);
    expect(created).toBe(0);
    expect(errors.map(({ line, column, code }: any) => [line, column, code])).toEqual([
      [2, 'verified_on', 'in_future'],
      [3, 'papers', 'paper_missing'],
      [4, 'uscc', 'invalid_input'],
      [5, 'kind', 'invalid_input'],
    ]);
  });
});
