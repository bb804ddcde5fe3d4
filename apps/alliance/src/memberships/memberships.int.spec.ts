/** Memberships over HTTP: the way in, the way out, the moves of market entities, the import, and what an organisation's token can reach. */
import { catalogue } from '@park/contracts';
import { MOVES, type MarketEntityMoves } from '@park/directory';
import { commandOfSystem, Schedule } from '@park/service-kit';
import { anIdentity, tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { aCharter, allianceUnderTest, aMember, anOrganisationOf, chief, clerk, eventsOf, memberToken, now } from '../alliance.fixture.ts';

const { someUscc } = tenantsMessages;
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
  await aCharter(park);
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const anOrganisation = (wish = {}): Promise<any> => park.ok('POST', '/organisations', { as: clerk, body: anOrganisationOf(wish) });
const membershipsOf = async (organisationId: string): Promise<any[]> =>
  (await park.ok('GET', `/memberships?organisation_id=${organisationId}`, { as: clerk })).items;
const count = (id: string, profile: object, as: any = clerk): Promise<any> =>
  park.ask('POST', `/organisations/${id}/update-profile`, { as, body: { counted_on: '2025-06-10', ...profile } });

/** As if tenants had told of it. */
async function enter(uscc: string): Promise<string> {
  const id = crypto.randomUUID();
  await query('insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, true, now())', [id, uscc]);
  return id;
}
const move = (run: (moves: MarketEntityMoves, command: any) => Promise<void>): Promise<void> =>
  park.database.dataSource.transaction((tx) => run(park.app.get<MarketEntityMoves>(MOVES), commandOfSystem('test', tx, park.time.now)));

it('is applied for, reviewed, admitted and active once the charter is accepted, with one event each', async () => {
  const member = await aMember(park, { role: 'council' });
  expect(member).toMatchObject({ state: 'active', role: 'council', charter_version: 1, joined_on: '2025-06-16' });
  const told = await eventsOf(park, member.id);
  for (const { type, data } of told) catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type }) => type)).toEqual([
    'membership.applied',
    'membership.review-started',
    'membership.admitted',
    'membership.activated',
  ]);
});

it('is one for each organisation, also where twenty apply at once', async () => {
  const { id: organisation_id } = await anOrganisation();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => park.ask('POST', '/memberships', { as: clerk, body: { organisation_id } })),
  );
  expect(answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort()).toEqual([
    '201',
    ...Array<string>(19).fill('409 invalid_transition'),
  ]);
  await expect(
    query(
      'insert into membership select gen_random_uuid(), code || $1, organisation_id, uscc, organisation_name, entity_id, state, role, charter_version, joined_on, ended_on, reason, version, created_at, updated_at from membership where organisation_id = $2',
      ['x', organisation_id],
    ),
  ).rejects.toThrow('membership_live');
});

it('is proposed when an organisation with a party organisation or three members moves in, once, whatever comes of it', async () => {
  const [uscc, small, large] = [someUscc(), someUscc(), someUscc()];
  const [organisation, few, many] = [
    await anOrganisation({ uscc }),
    await anOrganisation({ uscc: small }),
    await anOrganisation({ uscc: large }),
  ];
  await count(organisation.id, { party_org_type: 'branch', full_members: 5 });
  await count(few.id, { full_members: 2 });
  await count(many.id, { full_members: 3 });
  expect(await membershipsOf(organisation.id)).toEqual([]);
  const [entity, entityOfFew, entityOfMany] = [await enter(uscc), await enter(small), await enter(large)];
  for (let time = 0; time < 2; time++)
    for (const id of [entity, entityOfFew, entityOfMany]) await move((moves, command) => moves.movedIn!(command, id, '2025-06-12'));
  expect(await membershipsOf(few.id)).toEqual([]);
  const [proposal, ...others] = await membershipsOf(organisation.id);
  expect([proposal.state, others]).toEqual(['proposed', []]);
  expect((await eventsOf(park, proposal.id))[0]).toMatchObject({ data: { ground: 'party_org', moved_in_on: '2025-06-12' } });
  expect((await eventsOf(park, (await membershipsOf(many.id))[0].id))[0]).toMatchObject({ data: { ground: 'three_members' } });
  await park.ok('POST', `/memberships/${proposal.id}/dismiss`, { as: chief, body: { reason: 'belongs to another alliance' } });
  await move((moves, command) => moves.departed(command, entity, '2025-06-13'));
  await move((moves, command) => moves.movedIn!(command, entity, '2025-06-14'));
  expect((await membershipsOf(organisation.id)).map(({ state }) => state)).toEqual(['dismissed']);
  await count(few.id, { counted_on: '2025-06-11', full_members: 3 });
  expect((await membershipsOf(few.id)).map(({ state }) => state)).toEqual(['proposed']);
});

it('comes under exit review when the organisation leaves the park, and stays or ends by a decision', async () => {
  const member = await aMember(park);
  const entity = await enter(member.uscc);
  await move((moves, command) => moves.movedIn!(command, entity, '2025-06-01'));
  await move((moves, command) => moves.departed(command, entity, '2025-06-15'));
  const [review] = await membershipsOf(member.organisation_id);
  expect(review).toMatchObject({ state: 'exit_review', entity_id: entity });
  expect((await eventsOf(park, member.id)).at(-1)).toMatchObject({
    type: 'membership.exit-review-opened',
    data: { departed_on: '2025-06-15' },
  });
  expect(await park.ok('POST', `/memberships/${member.id}/reinstate`, { as: chief, body: { reason: 'stays a partner' } })).toMatchObject({
    state: 'active',
  });
  expect(await park.ok('GET', `/organisations/${member.organisation_id}`, { as: clerk })).toMatchObject({
    is_resident: false,
    departed_on: '2025-06-15',
  });
});

it('keeps who is secretary and liaison sealed, shows it with a record, and forgets it half a year after the end', async () => {
  const member = await aMember(park);
  const set = (role: string, number: number) =>
    park.ok('POST', `/organisations/${member.organisation_id}/set-contact`, { as: clerk, body: { role, person: anIdentity(number) } });
  await set('secretary', 1);
  await set('liaison', 2);
  expect(await set('liaison', 3)).toMatchObject({ secretary_masked: '王***', liaison_masked: '王***' });
  expect(await query('select count(*) as persons from person')).toEqual([{ persons: 2 }]);
  const inClear = await park.ok('GET', `/organisations/${member.organisation_id}/contacts`, { as: chief });
  expect(inClear).toMatchObject({ secretary: anIdentity(1), liaison: anIdentity(3) });
  expect((await park.ok('GET', '/audit?action=personal_data_read', { as: chief })).items[0].detail).toMatchObject({
    organisation_id: member.organisation_id,
  });
  await park.ok('POST', `/memberships/${member.id}/request-exit`, { as: clerk, body: { reason: 'moves away' } });
  await park.ok('POST', `/memberships/${member.id}/exit`, { as: chief, body: { reason: 'moves away' } });
  for (const [day, persons] of [
    ['2025-12-13', 2],
    ['2025-12-14', 0],
  ] as const) {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    expect([day, await query('select count(*) as persons from person')]).toEqual([day, [{ persons }]]);
  }
});

it('lets an organisation reach itself and its own membership, and a member the names of the others', async () => {
  const [own, other] = [await aMember(park), await aMember(park)];
  const as = memberToken(own.uscc);
  expect((await park.ok('GET', '/organisations', { as })).items.map(({ uscc }: any) => uscc)).toEqual([own.uscc]);
  expect(await park.ask('GET', `/organisations/${other.organisation_id}`, { as })).toMatchObject({ status: 404 });
  expect(await count(other.organisation_id, { full_members: 99 }, as)).toMatchObject({ status: 404 });
  expect(await count(own.organisation_id, { full_members: 4 }, as)).toMatchObject({ status: 200, body: { full_members: 4 } });
  expect(await park.ok('GET', `/memberships/${other.id}`, { as })).toMatchObject({ organisation_name: '海创软件' });
  const leave = (id: string) => park.ask('POST', `/memberships/${id}/request-exit`, { as, body: { reason: 'moves away' } });
  expect(await leave(other.id)).toMatchObject({ status: 404 });
  for (const action of ['suspend', 'remove', 'reinstate', 'exit'])
    expect(
      await park.ask('POST', `/memberships/${own.id}/${action}`, { as: { ...as, scopes: clerk.scopes }, body: { reason: 'x' } }),
    ).toMatchObject({
      status: 403,
    });
  await park.ok('POST', `/memberships/${own.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect((await park.ok('GET', '/memberships', { as })).items.map(({ id }: any) => id)).toEqual([own.id]);
  const stranger = memberToken(someUscc());
  expect((await park.ok('GET', '/memberships', { as: stranger })).items).toEqual([]);
  expect(await park.ask('POST', '/memberships', { as: stranger, body: {} })).toMatchObject({
    status: 403,
    body: { code: 'organisation_not_registered' },
  });
});

it('is imported with its organisation; every bad row is reported, and nothing comes the second time', async () => {
  const [uscc, unknown] = [someUscc(), someUscc()];
  const header = 'uscc,name,kind,counted_on,party_org_type,full_members';
  const organisations = `${header}\n${uscc},港航物流,enterprise,2025-06-01,branch,6\n${someUscc()},检测中心,institution,,,4`;
  expect(await park.importFile('organisations', organisations, clerk, 'skip_bad_rows')).toMatchObject({
    created: 1,
    errors: [{ line: 3, column: 'counted_on', code: 'required' }],
  });
  const members = `uscc,role,joined_on\n${uscc},council,2025-06-16\n${unknown},member,2025-06-16\n${uscc.slice(0, 17)},member,2025-06-16\n${uscc},boss,2025-06-16`;
  const job = await park.importFile('memberships', members, clerk, 'skip_bad_rows');
  expect([job.created, job.errors.map(({ line, column, code }: any) => [line, column, code])]).toEqual([
    1,
    [
      [3, 'uscc', 'unknown_organisation'],
      [4, 'uscc', 'invalid_input'],
      [5, 'role', 'invalid_input'],
    ],
  ]);
  expect(await park.importFile('memberships', `uscc,role,joined_on\n${uscc},council,2025-06-16`, clerk)).toMatchObject({ unchanged: 1 });
  expect((await park.ok('GET', `/memberships?uscc=${uscc}`, { as: clerk })).items).toMatchObject([
    { state: 'active', role: 'council', joined_on: '2025-06-16' },
  ]);
  const file = (members: number): string => `${header}\n${uscc},港航物流,enterprise,2025-06-01,branch,${members}`;
  const [{ id }] = (await park.ok('GET', `/organisations?q=${uscc}`, { as: clerk })).items;
  await park.ok('POST', `/organisations/${id}/update-profile`, { as: clerk, body: { counted_on: '2025-06-10', full_members: 7 } });
  expect(await park.importFile('organisations', file(6), clerk)).toMatchObject({ state: 'done', unchanged: 1 });
  expect((await park.importFile('organisations', file(5), clerk)).errors).toMatchObject([
    { column: 'full_members', code: 'not_changed_by_import' },
  ]);
});

it('is imported also where its organisation moves in at the same moment', async () => {
  const usccs = Array.from({ length: 30 }, () => someUscc());
  for (const uscc of usccs) await count((await anOrganisation({ uscc })).id, { party_org_type: 'branch' });
  const entities: string[] = [];
  for (const uscc of usccs) entities.push(await enter(uscc));
  const rows = usccs.map((uscc) => `${uscc},member,2025-06-16`);
  const [job] = await Promise.all([
    park.importFile('memberships', ['uscc,role,joined_on', ...rows].join('\n'), clerk),
    move(async (moves, command) => {
      for (const entity of entities) await moves.movedIn!(command, entity, '2025-06-12');
    }),
  ]);
  expect(job).toMatchObject({ created: 30, errors: [] });
  const states = await query(`select state, count(*) as n from membership where uscc = any ($1) group by state`, [usccs]);
  expect(states).toEqual([{ state: 'active', n: 30 }]);
});
