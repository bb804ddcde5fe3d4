/** Claims on needs over HTTP: both sides, what becomes of them when a member is inactive, and the import. */
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, chief, clerk, eventsOf } from '../alliance.fixture.ts';
import { aListedResource, aPublishedNeed, ask, someMembers, type MemberUnderTest } from '../needs/lists-under-test.fixture.ts';

let park: ServiceUnderTest;
let owner: MemberUnderTest;
let giver: MemberUnderTest;
let other: MemberUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
});
beforeEach(async () => {
  [owner, giver, other] = (await someMembers(park, 3)) as [MemberUnderTest, MemberUnderTest, MemberUnderTest];
});
afterAll(() => park.close());

const step = (path: string, as: object, body?: object) => ask(park, path, as, body);
const get = (path: string): Promise<any> => park.ok('GET', path, { as: clerk });
const claim = async (by: MemberUnderTest, body: object): Promise<any> => await park.ok('POST', '/claims', { as: by.as, body });

it('is decided on by the owner, withdrawn by the claimer, and seen by the two of them alone', async () => {
  const need = await aPublishedNeed(park, owner);
  const { id } = await claim(giver, { need_id: need.id, quantity: 2 });
  const reason = { reason: 'too far away' };
  for (const [action, body] of [['accept'], ['decline', reason], ['fulfil'], ['fail', reason]] as const)
    expect(await step(`/claims/${id}/${action}`, giver.as, body)).toMatchObject({ status: 404, body: { code: 'claim_not_found' } });
  expect(await step(`/claims/${id}/withdraw`, owner.as, reason)).toMatchObject({ status: 404 });
  expect((await park.ask('GET', `/claims/${id}`, { as: other.as })).status).toBe(404);
  expect(await park.ok('GET', `/claims/${id}`, { as: owner.as })).toMatchObject({ by_membership_id: giver.id });
  expect(await park.ok('POST', `/claims/${id}/decline`, { as: owner.as, body: reason })).toMatchObject({ state: 'declined' });
  expect((await eventsOf(park, id)).map(({ type }) => type)).toEqual(['claim.proposed', 'claim.declined']);
});

it('takes a quantity up to what is open, and is made by the park for a member that it names', async () => {
  const need = await aPublishedNeed(park, owner);
  const ofPark = (body: object) => step('/claims', clerk, { need_id: need.id, ...body });
  expect(await ofPark({ quantity: 1 })).toMatchObject({ status: 422, body: { code: 'unknown_membership' } });
  expect(await ofPark({ membership_id: giver.id })).toMatchObject({ status: 422, body: { code: 'required' } });
  expect(await ofPark({ membership_id: giver.id, quantity: 6 })).toMatchObject({ status: 409, body: { code: 'exceeds_need', open: 5 } });
  expect(await ofPark({ membership_id: owner.id, quantity: 1 })).toMatchObject({ status: 409, body: { code: 'claims_own' } });
  expect(await ofPark({ membership_id: giver.id, quantity: 5 })).toMatchObject({ status: 201, body: { due_on: '2025-08-31' } });
});

it('gives up what an inactive member has in hand, with the needs and slots of others open again', async () => {
  const foreign = await aPublishedNeed(park, owner, { quantity: 2 });
  const claimed = await claim(giver, { need_id: foreign.id, quantity: 2 });
  await park.ok('POST', `/claims/${claimed.id}/accept`, { as: owner.as });
  const hall = await aListedResource(park, owner, 1, { instant: true });
  const taken = await claim(giver, { slot_id: hall.slots[0].id });
  const own = await aPublishedNeed(park, giver);
  const toOwn = await claim(other, { need_id: own.id, quantity: 1 });
  const begun = await aPublishedNeed(park, giver, { quantity: 1 });
  const given = await claim(other, { need_id: begun.id, quantity: 1 });
  await park.ok('POST', `/claims/${given.id}/accept`, { as: giver.as });
  await park.ok('POST', `/needs/${begun.id}/start`, { as: giver.as });
  const listed = await aListedResource(park, giver, 2);
  const [promised, asked] = [await claim(other, { slot_id: listed.slots[0].id }), await claim(other, { slot_id: listed.slots[1].id })];
  await park.ok('POST', `/claims/${promised.id}/accept`, { as: giver.as });

  await park.ok('POST', `/memberships/${giver.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect(await get(`/needs/${foreign.id}`)).toMatchObject({ state: 'published', claimed: 0, live_claims: 0 });
  expect((await get(`/resource-slots?resource_id=${hall.id}`)).items).toMatchObject([{ state: 'free', claim_id: null }]);
  expect(await get(`/needs/${own.id}`)).toMatchObject({ state: 'withdrawn', live_claims: 0 });
  expect(await get(`/needs/${begun.id}`)).toMatchObject({ state: 'in_progress', claimed: 1 });
  expect(await get(`/resources/${listed.id}`)).toMatchObject({ state: 'delisted' });
  const states = await Promise.all(
    [claimed, taken, toOwn, given, promised, asked].map(async ({ id }) => (await get(`/claims/${id}`)).state),
  );
  expect(states).toEqual(['withdrawn', 'withdrawn', 'declined', 'accepted', 'accepted', 'declined']);
  expect((await eventsOf(park, foreign.id)).at(-1)).toMatchObject({ type: 'need.unmatched', data: { claimed: 0 } });
  expect(await step('/claims', giver.as, { need_id: foreign.id, quantity: 1 })).toMatchObject({
    status: 403,
    body: { code: 'inactive_member' },
  });
});

it('leaves no need of an inactive member open when a claim on it falls out', async () => {
  const need = await aPublishedNeed(park, owner, { quantity: 1 });
  const given = await claim(giver, { need_id: need.id, quantity: 1 });
  const spare = await claim(other, { need_id: need.id, quantity: 1 });
  await park.ok('POST', `/claims/${given.id}/accept`, { as: owner.as });
  await park.ok('POST', `/needs/${need.id}/start`, { as: owner.as });
  await park.ok('POST', `/memberships/${owner.id}/suspend`, { as: chief, body: { reason: 'absent' } });
  expect(await get(`/needs/${need.id}`)).toMatchObject({ state: 'in_progress', live_claims: 2 });
  await park.ok('POST', `/claims/${given.id}/withdraw`, { as: giver.as, body: { reason: 'ill' } });
  expect(await get(`/needs/${need.id}`)).toMatchObject({ state: 'withdrawn', claimed: 0, live_claims: 0 });
  expect(await get(`/claims/${spare.id}`)).toMatchObject({ state: 'declined' });
});

it('is imported on needs of the past and the present; every bad row is reported, and nothing comes the second time', async () => {
  const needs = [
    'code,member_uscc,mode,category,title,quantity,unit,published_on,needed_by,state,started_on,delivered_on,confirmed_on,satisfaction',
    `ND-P-${owner.uscc},${owner.uscc},resource_sharing,venue,会议室,3,场,2024-06-01,2024-09-01,confirmed,2024-06-10,2024-06-20,2024-06-22,4`,
    `ND-N-${owner.uscc},${owner.uscc},resource_sharing,venue,会议室,3,场,2025-06-01,2025-09-01,published,,,,`,
  ];
  expect(await park.importFile('needs', needs.join('\n'), clerk)).toMatchObject({ created: 2 });
  const [past, present] = [`ND-P-${owner.uscc}`, `ND-N-${owner.uscc}`];
  const header = 'code,need_code,by_uscc,quantity,proposed_on,due_on,state,accepted_on,ended_on,reason';
  const good = [
    `CL-A,${past},${giver.uscc},2,2024-06-02,,fulfilled,2024-06-03,2024-06-15,`,
    `CL-B,${past},${other.uscc},1,2024-06-02,,fulfilled,2024-06-03,2024-06-20,`,
    `CL-C,${past},${other.uscc},1,2024-06-02,,failed,2024-06-03,2024-06-12,nothing came`,
    `CL-D,${present},${giver.uscc},3,2025-06-05,2025-07-01,accepted,2025-06-06,,`,
  ];
  const bad: [string, string, string][] = [
    [`CL-E,${past},${giver.uscc},1,2024-06-02,,fulfilled,2024-06-03,2024-06-15,`, 'quantity', 'exceeds_need'],
    [`CL-F,${past},${giver.uscc},1,2024-06-02,,proposed,,,`, '', 'need_not_open'],
    [`CL-G,${present},${owner.uscc},1,2025-06-05,,declined,,2025-06-06,no`, '', 'claims_own'],
    [`CL-H,ND-NONE,${giver.uscc},1,2025-06-05,,proposed,,,`, 'need_code', 'unknown_need'],
    [`CL-I,${present},${tenantsMessages.someUscc()},1,2025-06-05,,declined,,2025-06-06,no`, 'by_uscc', 'unknown_membership'],
    [`CL-J,${present},${other.uscc},1,2025-05-31,,declined,,2025-06-06,no`, 'proposed_on', 'dates_out_of_order'],
    [`CL-K,${present},${other.uscc},1,2025-06-05,2025-09-01,declined,,2025-06-06,no`, 'due_on', 'due_on_out_of_range'],
    [`CL-L,${present},${other.uscc},1,2025-06-05,,declined,,2025-06-06,`, 'reason', 'required'],
    [`CL-M,${present},${other.uscc},,2025-06-05,,declined,,2025-06-06,no`, 'quantity', 'required'],
    [`CL-999999,${present},${other.uscc},1,2025-06-05,,declined,,2025-06-06,no`, 'code', 'code_of_series'],
    [`CL-O,,${other.uscc},1,2025-06-05,,declined,,2025-06-06,no`, 'need_code', 'one_of_two'],
  ];
  const job = await park.importFile('claims', [header, ...good, ...bad.map(([line]) => line)].join('\n'), clerk, 'skip_bad_rows');
  expect(job.errors.map(({ column, code }: any) => [column, code])).toEqual(bad.map(([, column, code]) => [column, code]));
  expect(job.created).toBe(4);
  const needOf = async (code: string) => (await get(`/needs?q=${code}`)).items[0];
  expect(await needOf(past)).toMatchObject({ state: 'confirmed', claimed: 3, fulfilled: 3, live_claims: 2 });
  expect(await needOf(present)).toMatchObject({ state: 'matched', claimed: 3, fulfilled: 0 });
  expect(await park.importFile('claims', [header, ...good].join('\n'), clerk)).toMatchObject({ created: 0, unchanged: 4 });
});
