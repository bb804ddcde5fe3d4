/** Needs over HTTP: from the draft to the confirmation, the clock, and what a member's token can reach. */
import { catalogue } from '@park/contracts';
import { commandOfSystem, Schedule } from '@park/service-kit';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, chief, clerk, eventsOf, memberToken, now } from '../alliance.fixture.ts';
import { aPublishedNeed, ask, needContent, outcomes, someMembers, type MemberUnderTest } from './lists-under-test.fixture.ts';
import { NeedsService } from './needs.service.ts';

let park: ServiceUnderTest;
let owner: MemberUnderTest;
let giver: MemberUnderTest;
let other: MemberUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
  [owner, giver, other] = (await someMembers(park, 3)) as [MemberUnderTest, MemberUnderTest, MemberUnderTest];
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const sha = 'c'.repeat(64);
const step = (path: string, as: object, body?: object) => ask(park, path, as, body);
const needOf = (id: string): Promise<any> => park.ok('GET', `/needs/${id}`, { as: clerk });
const claim = async (need: { id: string }, by: MemberUnderTest, quantity: number): Promise<any> => {
  const { status, body } = await step('/claims', by.as, { need_id: need.id, quantity });
  expect([status, body.state]).toEqual([201, 'proposed']);
  return body;
};
const accepted = async (need: { id: string }, by: MemberUnderTest, quantity: number): Promise<any> => {
  const { id } = await claim(need, by, quantity);
  return await park.ok('POST', `/claims/${id}/accept`, { as: owner.as });
};
const travel = async (moment: string): Promise<void> => {
  park.time.now = new Date(moment);
  await park.app.get(Schedule).runDue();
};
const typesOf = async (id: string): Promise<string[]> => (await eventsOf(park, id)).map(({ type }) => type.replace('need.', ''));

it('goes from the draft over the claims of two members to the confirmation of its owner alone', async () => {
  const need = await aPublishedNeed(park, owner);
  expect(need).toMatchObject({ state: 'published', membership_id: owner.id, answer_by: '2025-06-30', claimed: 0 });
  const [first, second] = [await accepted(need, giver, 3), await claim(need, other, 2)];
  expect(await needOf(need.id)).toMatchObject({ state: 'published', claimed: 3, live_claims: 2 });
  await park.ok('POST', `/claims/${second.id}/accept`, { as: clerk });
  expect(await needOf(need.id)).toMatchObject({ state: 'matched', claimed: 5 });
  await park.ok('POST', `/claims/${first.id}/fulfil`, { as: owner.as });
  expect(await needOf(need.id)).toMatchObject({ state: 'in_progress', fulfilled: 3, started_on: '2025-06-16' });
  await park.ok('POST', `/claims/${second.id}/fulfil`, { as: clerk });
  expect(await needOf(need.id)).toMatchObject({ state: 'delivered', fulfilled: 5 });
  const confirm = (as: object, body: object = { satisfaction: 5 }) => step(`/needs/${need.id}/confirm`, as, body);
  expect(await confirm(giver.as)).toMatchObject({ status: 404, body: { code: 'need_not_found' } });
  expect(await confirm(clerk)).toMatchObject({ status: 422, body: { code: 'required', errors: [{ pointer: '/confirmation_sha256' }] } });
  park.time.now = new Date('2025-06-20T02:00:00Z');
  expect(await confirm(owner.as)).toMatchObject({ status: 200, body: { state: 'confirmed', satisfaction: 5 } });
  const told = await eventsOf(park, need.id);
  for (const { type, data } of told) catalogue.get(`park.alliance.${type}.v1`)!.schema.parse(data);
  expect(told.map(({ type }) => type.replace('need.', ''))).toEqual([
    'drafted',
    'published',
    'claims-changed',
    'claims-changed',
    'claims-changed',
    'claims-changed',
    'matched',
    'claims-changed',
    'started',
    'claims-changed',
    'delivered',
    'confirmed',
  ]);
  expect(told.at(-1)).toMatchObject({ data: { days_to_resolve: 4, satisfaction: 5, confirmed_on: '2025-06-20' } });
});

it('is confirmed by the park on the written word of its owner, which it keeps to itself', async () => {
  const need = await aPublishedNeed(park, owner, { quantity: 1 });
  const { id } = await accepted(need, giver, 1);
  await park.ok('POST', `/needs/${need.id}/deliver`, { as: clerk });
  expect(await park.ok('GET', `/claims/${id}`, { as: clerk })).toMatchObject({ state: 'fulfilled', fulfilled_on: '2025-06-16' });
  const body = { satisfaction: 3, confirmation_sha256: sha };
  expect(await park.ok('POST', `/needs/${need.id}/confirm`, { as: clerk, body })).toMatchObject({ confirmation_sha256: sha });
  expect(await park.ok('GET', `/needs/${need.id}`, { as: owner.as })).toMatchObject({ satisfaction: 3, confirmation_sha256: null });
});

it('is returned by its owner with a reason, and delivered anew by the park', async () => {
  const need = await aPublishedNeed(park, owner, { quantity: 1 });
  await park.ok('POST', `/claims/${(await accepted(need, giver, 1)).id}/fulfil`, { as: owner.as });
  expect(await step(`/needs/${need.id}/return`, giver.as, { reason: 'no' })).toMatchObject({ status: 404 });
  const returned = await park.ok('POST', `/needs/${need.id}/return`, { as: owner.as, body: { reason: 'one evening is missing' } });
  expect(returned).toMatchObject({ state: 'in_progress', reason: 'one evening is missing', delivered_on: null });
  expect(await step(`/needs/${need.id}/deliver`, owner.as)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect(await park.ok('POST', `/needs/${need.id}/deliver`, { as: clerk })).toMatchObject({ state: 'delivered', reason: null });
});

it('is open again when an accepted claim is withdrawn or fails', async () => {
  const need = await aPublishedNeed(park, owner, { quantity: 2 });
  const withdrawn = await accepted(need, giver, 2);
  await park.ok('POST', `/needs/${need.id}/start`, { as: owner.as });
  await park.ok('POST', `/claims/${withdrawn.id}/withdraw`, { as: giver.as, body: { reason: 'the hall is renovated' } });
  expect(await needOf(need.id)).toMatchObject({ state: 'published', claimed: 0, live_claims: 0, started_on: null });
  const failing = (await step('/claims', giver.as, { need_id: need.id, quantity: 2, due_on: '2025-06-17' })).body;
  await park.ok('POST', `/claims/${failing.id}/accept`, { as: owner.as });
  const fail = () => step(`/claims/${failing.id}/fail`, owner.as, { reason: 'nothing came' });
  expect(await fail()).toMatchObject({ status: 409, body: { code: 'not_due_yet' } });
  park.time.now = new Date('2025-06-18T02:00:00Z');
  expect(await fail()).toMatchObject({ status: 200, body: { state: 'failed' } });
  expect(await needOf(need.id)).toMatchObject({ state: 'published', claimed: 0 });
  expect((await typesOf(need.id)).filter((type) => type === 'unmatched')).toHaveLength(2);
});

it('declines its live claims when it is withdrawn, and keeps what was given', async () => {
  const need = await aPublishedNeed(park, owner);
  const [one, two] = [await accepted(need, giver, 2), await claim(need, other, 1)];
  expect(await step(`/needs/${need.id}/withdraw`, giver.as, { reason: 'no' })).toMatchObject({ status: 404 });
  const body = { reason: 'rented elsewhere' };
  expect(await park.ok('POST', `/needs/${need.id}/withdraw`, { as: owner.as, body })).toMatchObject({ state: 'withdrawn', claimed: 0 });
  for (const { id } of [one, two])
    expect(await park.ok('GET', `/claims/${id}`, { as: clerk })).toMatchObject({ state: 'declined', reason: 'the need was withdrawn' });
});

it('changes with the version that was seen, and not below what is accepted', async () => {
  const need = await aPublishedNeed(park, owner);
  await accepted(need, giver, 3);
  const change = (version: number, body: object, as: object = owner.as) =>
    park.ask('PATCH', `/needs/${need.id}`, { as: as as never, body, headers: { 'if-match': `"${version}"` } });
  const { version } = await needOf(need.id);
  expect(await change(version - 1, { quantity: 4 })).toMatchObject({ status: 412 });
  expect(await change(version, { quantity: 2 })).toMatchObject({ status: 409, body: { code: 'below_claimed', claimed: 3 } });
  expect(await change(version, { quantity: 4 }, giver.as)).toMatchObject({ status: 404 });
  expect(await change(version, { quantity: 3 })).toMatchObject({ status: 200, body: { state: 'matched', quantity: 3 } });
});

it('and what belongs to it say nothing of their version to another member', async () => {
  const need = await aPublishedNeed(park, owner);
  const { id } = await claim(need, giver, 1);
  for (const [method, path, body] of [
    ['PATCH', `/needs/${need.id}`, { quantity: 4 }],
    ['POST', `/needs/${need.id}/withdraw`, { reason: 'no' }],
    ['POST', `/claims/${id}/accept`, {}],
  ] as const) {
    for (const version of [0, need.version]) {
      const answer = await park.ask(method, path, { as: other.as, body, headers: { 'if-match': `"${version}"` } });
      expect([path, answer.status, answer.body.version]).toEqual([path, 404, undefined]);
    }
  }
});

it('that nobody has claimed by the day is brought before the chair, once', async () => {
  const [silent, answered] = [await aPublishedNeed(park, owner), await aPublishedNeed(park, owner)];
  await claim(answered, giver, 1);
  await travel('2025-06-29T15:59:00Z');
  expect(await needOf(silent.id)).toMatchObject({ is_escalated: false });
  await travel('2025-06-29T16:00:00Z');
  await travel('2025-07-10T02:00:00Z');
  expect((await typesOf(silent.id)).filter((type) => type === 'escalated')).toHaveLength(1);
  expect((await eventsOf(park, silent.id)).at(-1)!.data).toMatchObject({ answer_by: '2025-06-30', chair_membership_id: null });
  expect(await typesOf(answered.id)).not.toContain('escalated');
  const escalated = (await park.ok('GET', '/needs?is_escalated=true&limit=100', { as: clerk })).items.map(({ id }: any) => id);
  expect(escalated).toContain(silent.id);
  expect(escalated).not.toContain(answered.id);
});

it('is brought before the member that is in the chair on that day', async () => {
  const plan = { code: 'RP-2025', period: 'month', start_on: '2025-06-01', end_on: '2025-08-01', members: [giver.id, other.id] };
  const { id } = await park.ok('POST', '/rotation-plans', { as: clerk, body: plan });
  await park.ok('POST', `/rotation-plans/${id}/approve`, { as: chief });
  const need = await aPublishedNeed(park, owner);
  await travel('2025-06-29T16:00:00Z');
  expect((await eventsOf(park, need.id)).at(-1)).toMatchObject({
    type: 'need.escalated',
    data: { answer_by: '2025-06-30', chair_membership_id: giver.id },
  });
});

it('keeps its proposals where its day was moved after the clock had found it', async () => {
  const need = await aPublishedNeed(park, owner);
  const { id } = await claim(need, giver, 1);
  const service = park.app.get(NeedsService);
  await park.database.dataSource.transaction((tx) => service.lapse(commandOfSystem('test', tx, park.time.now), need.id));
  expect(await park.ok('GET', `/claims/${id}`, { as: clerk })).toMatchObject({ state: 'proposed' });
  expect(await needOf(need.id)).toMatchObject({ state: 'published', live_claims: 1 });
});

it('expires on its day where nothing is accepted, and goes on with the part that is', async () => {
  const [nothing, part] = [
    await aPublishedNeed(park, owner, { needed_by: '2025-06-20' }),
    await aPublishedNeed(park, owner, { needed_by: '2025-06-20' }),
  ];
  const [proposed, kept, spare] = [await claim(nothing, giver, 1), await accepted(part, giver, 2), await claim(part, other, 1)];
  await travel('2025-06-20T00:00:00Z');
  expect(await needOf(nothing.id)).toMatchObject({ state: 'expired', live_claims: 0 });
  expect(await needOf(part.id)).toMatchObject({ state: 'in_progress', claimed: 2, live_claims: 1 });
  for (const { id } of [proposed, spare]) expect(await park.ok('GET', `/claims/${id}`, { as: clerk })).toMatchObject({ state: 'declined' });
  await park.ok('POST', `/claims/${kept.id}/fulfil`, { as: owner.as });
  expect(await needOf(part.id)).toMatchObject({ state: 'delivered' });
  expect(await step('/claims', other.as, { need_id: part.id, quantity: 1 })).toMatchObject({
    status: 409,
    body: { code: 'need_not_open' },
  });
});

it('shows a member what is published, what it has claimed and its own, and lets it change its own alone', async () => {
  const draft = await park.ok('POST', '/needs', { as: owner.as, body: needContent });
  const seen = async (id: string, { as }: MemberUnderTest) => (await park.ask('GET', `/needs/${id}`, { as })).status;
  expect([await seen(draft.id, owner), await seen(draft.id, giver)]).toEqual([200, 404]);
  expect(await step('/claims', giver.as, { need_id: draft.id, quantity: 1 })).toMatchObject({
    status: 422,
    body: { code: 'unknown_need' },
  });
  expect(await step(`/needs/${draft.id}/publish`, giver.as)).toMatchObject({ status: 404 });
  await park.ok('POST', `/needs/${draft.id}/publish`, { as: owner.as });
  expect([await seen(draft.id, giver), await seen(draft.id, other)]).toEqual([200, 200]);
  await accepted(draft, giver, 5);
  expect([await seen(draft.id, owner), await seen(draft.id, giver), await seen(draft.id, other)]).toEqual([200, 200, 404]);
  const stranger = memberToken(tenantsMessages.someUscc());
  expect((await park.ok('GET', '/needs', { as: stranger })).items).toEqual([]);
  expect(await step('/needs', stranger, needContent)).toMatchObject({ status: 403, body: { code: 'inactive_member' } });
  expect(await step('/needs', giver.as, { ...needContent, membership_id: owner.id })).toMatchObject({ status: 403 });
});

it('is found by mode, category, state, member and day, in the order of the day', async () => {
  const [member] = (await someMembers(park, 1)) as [MemberUnderTest];
  const days = ['2025-08-03', '2025-08-01', '2025-08-02'];
  for (const needed_by of days) await aPublishedNeed(park, member, { needed_by, category: 'mentor', mode: 'org_building' });
  const find = async (filters: string): Promise<string[]> =>
    (await park.ok('GET', `/needs?membership_id=${member.id}&sort=needed_by&${filters}`, { as: clerk })).items.map(
      ({ needed_by }: any) => needed_by,
    );
  expect(await find('state=published&category=mentor&mode=org_building')).toEqual([...days].sort());
  expect(await find('needed_by_from=2025-08-02&needed_by_to=2025-08-03')).toEqual(['2025-08-02']);
  expect(await find('category=venue')).toEqual([]);
});

it('ends without an open claim, whichever of its withdrawal and an acceptance comes first', async () => {
  for (let round = 0; round < 5; round++) {
    const need = await aPublishedNeed(park, owner);
    const claims = [await claim(need, giver, 1), await claim(need, other, 2)];
    const got = await outcomes([
      step(`/claims/${claims[0].id}/accept`, owner.as),
      step(`/needs/${need.id}/withdraw`, owner.as, { reason: 'rented elsewhere' }),
      step(`/claims/${claims[1].id}/accept`, clerk),
    ]);
    expect(got.filter((outcome) => outcome.startsWith('5'))).toEqual([]);
    expect(await needOf(need.id)).toMatchObject({ state: 'withdrawn', claimed: 0, live_claims: 0 });
    const { items } = await park.ok('GET', `/claims?need_id=${need.id}`, { as: clerk });
    expect(items.map(({ state }: any) => state)).toEqual(['declined', 'declined']);
  }
});

it('is imported with the state that it reached; every bad row is reported, and nothing comes the second time', async () => {
  const header =
    'code,member_uscc,mode,category,title,quantity,unit,published_on,needed_by,state,started_on,delivered_on,confirmed_on,satisfaction,withdrawn_on,reason';
  const row = (code: string, end: string, uscc = owner.uscc, by = '2024-09-01') =>
    `${code},${uscc},resource_sharing,venue,会议室,2,场,2024-06-01,${by},${end}`;
  const good = [
    row('ND-OLD-1', 'confirmed,2024-06-10,2024-06-20,2024-06-22,4,,'),
    row('ND-OLD-2', 'withdrawn,,,,,2024-07-01,not needed'),
    row('ND-OLD-3', 'expired,,,,,,'),
    row('ND-OLD-4', 'published,,,,,,', owner.uscc, '2025-06-01').replace('2024-06-01', '2025-05-01').replace('2025-06-01', '2025-08-01'),
  ];
  const bad: [string, string, string][] = [
    [row('ND-999999', 'expired,,,,,,'), 'code', 'code_of_series'],
    [row('ND-OLD-5', 'expired,,,,,,', tenantsMessages.someUscc()), 'member_uscc', 'unknown_membership'],
    [row('ND-OLD-6', 'confirmed,2024-06-10,2024-06-09,2024-06-22,4,,'), 'delivered_on', 'dates_out_of_order'],
    [row('ND-OLD-7', 'confirmed,2024-06-10,2024-06-20,2025-06-17,4,,'), 'confirmed_on', 'in_future'],
    [row('ND-OLD-8', 'confirmed,2024-06-10,2024-06-20,2024-06-22,,,'), 'satisfaction', 'required'],
    [row('ND-OLD-9', 'withdrawn,,,,,2024-07-01,'), 'reason', 'required'],
    [row('ND-OLD-10', 'confirmed,2024-06-10,2024-06-20,2024-06-22,6,,'), 'satisfaction', 'invalid_input'],
    [row('ND-OLD-11', 'matched,,,,,,'), 'state', 'invalid_input'],
    [row('ND-OLD-12', 'expired,,,,,,', owner.uscc, '2024-06-01'), 'needed_by', 'needed_by_out_of_range'],
  ];
  const job = await park.importFile('needs', [header, ...good, ...bad.map(([line]) => line)].join('\n'), clerk, 'skip_bad_rows');
  expect(job.errors.map(({ column, code }: any) => [column, code])).toEqual(bad.map(([, column, code]) => [column, code]));
  expect(job).toMatchObject({ created: good.length, bad: bad.length });
  const [confirmed] = (await park.ok('GET', '/needs?q=ND-OLD-1&sort=code', { as: clerk })).items;
  expect(confirmed).toMatchObject({ code: 'ND-OLD-1', state: 'confirmed', confirmed_on: '2024-06-22', satisfaction: 4 });
  expect((await eventsOf(park, confirmed.id)).at(-1)).toMatchObject({ type: 'need.confirmed', data: { days_to_resolve: 21 } });
  expect(await park.importFile('needs', [header, ...good].join('\n'), chief)).toMatchObject({ created: 0, unchanged: good.length });
});
