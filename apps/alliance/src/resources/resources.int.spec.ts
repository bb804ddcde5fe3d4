/** Resources over HTTP: their slots, who has them, the end of the listing, and the imports. */
import { Schedule } from '@park/service-kit';
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, clerk, eventsOf, memberToken, now } from '../alliance.fixture.ts';
import { aListedResource, ask, evening, resourceContent, someMembers, type MemberUnderTest } from '../needs/lists-under-test.fixture.ts';

let park: ServiceUnderTest;
let owner: MemberUnderTest;
let asker: MemberUnderTest;
let other: MemberUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
  [owner, asker, other] = (await someMembers(park, 3)) as [MemberUnderTest, MemberUnderTest, MemberUnderTest];
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const step = (path: string, as: object, body?: object) => ask(park, path, as, body);
const typesOf = async (id: string): Promise<string[]> => (await eventsOf(park, id)).map(({ type }) => type.replace('resource.', ''));
const slotsOf = async (id: string, as: object = clerk): Promise<any[]> =>
  (await park.ok('GET', `/resource-slots?resource_id=${id}`, { as: as as never })).items;
const stateOf = async (claimId: string): Promise<string> => (await park.ok('GET', `/claims/${claimId}`, { as: clerk })).state;
const travel = async (moment: string): Promise<void> => {
  park.time.now = new Date(moment);
  await park.app.get(Schedule).runDue();
};

it('is listed with its slots; one is asked for, given, used', async () => {
  const { id, slots } = await aListedResource(park, owner, 3);
  const asked = await step('/claims', asker.as, { slot_id: slots[0].id });
  expect(asked).toMatchObject({ status: 201, body: { kind: 'resource', state: 'proposed', quantity: 1, due_on: '2025-07-01' } });
  expect(await step(`/claims/${asked.body.id}/accept`, asker.as)).toMatchObject({ status: 404, body: { code: 'claim_not_found' } });
  await park.ok('POST', `/claims/${asked.body.id}/accept`, { as: owner.as });
  expect(await step('/claims', other.as, { slot_id: slots[0].id })).toMatchObject({ status: 409, body: { code: 'slot_taken' } });
  const fulfil = () => step(`/claims/${asked.body.id}/fulfil`, owner.as);
  expect(await fulfil()).toMatchObject({ status: 409, body: { code: 'slot_not_begun' } });
  park.time.now = new Date('2025-07-01T10:00:00Z');
  expect(await fulfil()).toMatchObject({ status: 200, body: { fulfilled_on: '2025-07-01' } });
  expect((await slotsOf(id)).map(({ state, claim_id }) => [state, claim_id])).toEqual([
    ['used', asked.body.id],
    ['free', null],
    ['free', null],
  ]);
  expect(await typesOf(id)).toEqual(['drafted', 'slot-added', 'slot-added', 'slot-added', 'listed', 'slot-reserved']);
});

it('has a slot free again when its claim is withdrawn, and for another member', async () => {
  const { slots } = await aListedResource(park, owner, 1, { instant: true });
  const first = (await step('/claims', asker.as, { slot_id: slots[0].id })).body;
  expect(first.state).toBe('accepted');
  await park.ok('POST', `/claims/${first.id}/withdraw`, { as: asker.as, body: { reason: 'the guests cancelled' } });
  expect(await step('/claims', other.as, { slot_id: slots[0].id })).toMatchObject({ status: 201, body: { state: 'accepted' } });
});

it('removes free slots alone, and declines who asks for them', async () => {
  const { id, slots } = await aListedResource(park, owner, 2);
  const remove = (slot_id: string, as: object = owner.as) => step(`/resources/${id}/remove-slot`, as, { slot_id });
  const [taken, waiting] = [
    (await step('/claims', asker.as, { slot_id: slots[0].id })).body,
    (await step('/claims', asker.as, { slot_id: slots[1].id })).body,
  ];
  await park.ok('POST', `/claims/${taken.id}/accept`, { as: owner.as });
  expect(await remove(slots[1].id, asker.as)).toMatchObject({ status: 404 });
  expect(await remove(slots[0].id)).toMatchObject({ status: 409, body: { code: 'slot_taken' } });
  expect(await remove(slots[1].id)).toMatchObject({ status: 200 });
  expect(await stateOf(waiting.id)).toBe('declined');
  const again = { slots: [evening(2)] };
  expect(await step(`/resources/${id}/add-slots`, owner.as, again)).toMatchObject({ status: 200 });
  expect(await step(`/resources/${id}/add-slots`, owner.as, again)).toMatchObject({ status: 409, body: { code: 'slot_overlaps' } });
  const touching = { slots: [{ starts_at: '2025-07-02T12:00:00Z', ends_at: '2025-07-02T13:00:00Z' }] };
  expect(await step(`/resources/${id}/add-slots`, owner.as, touching)).toMatchObject({ status: 200 });
});

it('ends by the clock; what was given stands, and what was asked for is declined', async () => {
  const { id, slots } = await aListedResource(park, owner, 2, { listed_until: '2025-07-10' });
  const [given, asked] = [
    (await step('/claims', asker.as, { slot_id: slots[0].id })).body,
    (await step('/claims', asker.as, { slot_id: slots[1].id })).body,
  ];
  await park.ok('POST', `/claims/${given.id}/accept`, { as: clerk });
  await park.ok('POST', `/resources/${id}/delist`, { as: owner.as, body: { reason: 'renovated' } });
  expect([await stateOf(given.id), await stateOf(asked.id)]).toEqual(['accepted', 'declined']);
  park.time.now = new Date('2025-07-01T11:00:00Z');
  expect(await step(`/claims/${given.id}/fulfil`, owner.as)).toMatchObject({ status: 200 });
  park.time.now = new Date(now);
  const listed = await aListedResource(park, owner, 0, { listed_until: '2025-07-10' });
  await travel('2025-07-09T15:59:00Z');
  expect(await park.ok('GET', `/resources/${listed.id}`, { as: clerk })).toMatchObject({ state: 'listed' });
  await travel('2025-07-12T02:00:00Z');
  expect(await park.ok('GET', `/resources/${listed.id}`, { as: clerk })).toMatchObject({ state: 'delisted', delisted_on: '2025-07-10' });
});

it('declines what nobody answered before the slot began', async () => {
  const { slots } = await aListedResource(park, owner, 1);
  const { id } = (await step('/claims', asker.as, { slot_id: slots[0].id })).body;
  await travel('2025-07-01T09:59:00Z');
  expect(await stateOf(id)).toBe('proposed');
  await travel('2025-07-01T10:00:00Z');
  expect(await stateOf(id)).toBe('declined');
});

it('shows a member what is listed and its own, with the slots, and nobody else a draft', async () => {
  const draft = await park.ok('POST', '/resources', { as: owner.as, body: resourceContent });
  await park.ok('POST', `/resources/${draft.id}/add-slots`, { as: owner.as, body: { slots: [evening(1)] } });
  const slotIds = (as: object) => slotsOf(draft.id, as).then((slots) => slots.length);
  expect([await slotIds(owner.as), await slotIds(asker.as)]).toEqual([1, 0]);
  const [slot] = await slotsOf(draft.id);
  expect(await step('/claims', asker.as, { slot_id: slot.id })).toMatchObject({ status: 422, body: { code: 'unknown_slot' } });
  expect(await step(`/resources/${draft.id}/list`, asker.as)).toMatchObject({ status: 404 });
  await park.ok('POST', `/resources/${draft.id}/list`, { as: owner.as });
  expect([await slotIds(asker.as), await slotIds(memberToken(tenantsMessages.someUscc()))]).toEqual([1, 0]);
  await step('/claims', other.as, { slot_id: slot.id });
  expect((await park.ok('GET', '/claims', { as: asker.as })).items.filter(({ slot_id }: any) => slot_id === slot.id)).toEqual([]);
  expect(await step('/claims', owner.as, { slot_id: slot.id })).toMatchObject({ status: 409, body: { code: 'claims_own' } });
  expect(await step('/claims', asker.as, {})).toMatchObject({ status: 422, body: { code: 'one_of_two' } });
  expect(await step('/claims', asker.as, { slot_id: slot.id, quantity: 2 })).toMatchObject({
    status: 422,
    body: { code: 'only_for_need', errors: [{ pointer: '/quantity' }] },
  });
});

it('is imported with its slots and their claims; every bad row is reported, and nothing comes the second time', async () => {
  const unknown = tenantsMessages.someUscc();
  const resources = [
    'code,member_uscc,mode,category,title,capacity,unit,listed_on,state,delisted_on',
    `RE-OLD-1,${owner.uscc},resource_sharing,venue,多功能厅,1,场,2024-03-01,listed,`,
    `RE-OLD-2,${owner.uscc},resource_sharing,vehicle,中巴车,1,天,2024-03-01,delisted,2024-12-01`,
    `RE-OLD-3,${unknown},resource_sharing,venue,会议室,1,场,2024-03-01,listed,`,
    `RE-OLD-4,${owner.uscc},resource_sharing,venue,会议室,1,场,2024-03-01,delisted,`,
    `RE-999999,${owner.uscc},resource_sharing,venue,会议室,1,场,2024-03-01,listed,`,
    `RE-OLD-5,${owner.uscc},resource_sharing,venue,会议室,1,场,2025-06-17,listed,`,
  ];
  const load = async (kind: string, lines: string[]): Promise<[number, string[][]]> => {
    const job = await park.importFile(kind, lines.join('\n'), clerk, 'skip_bad_rows');
    return [job.created, job.errors.map(({ line, column, code }: any) => [String(line), column, code])];
  };
  expect(await load('resources', resources)).toEqual([
    2,
    [
      ['4', 'member_uscc', 'unknown_membership'],
      ['5', 'delisted_on', 'required'],
      ['6', 'code', 'code_of_series'],
      ['7', 'listed_on', 'in_future'],
    ],
  ]);
  const slots = [
    'resource_code,starts_at,ends_at',
    'RE-OLD-1,2024-05-01T10:00:00+08:00,2024-05-01T12:00:00+08:00',
    'RE-OLD-1,2025-08-01T10:00:00+08:00,2025-08-01T12:00:00+08:00',
    'RE-OLD-1,2024-05-01T11:00:00+08:00,2024-05-01T13:00:00+08:00',
    'RE-OLD-1,2024-05-02T11:00:00+08:00,2024-05-02T10:00:00+08:00',
    'RE-OLD-9,2024-05-02T11:00:00+08:00,2024-05-02T12:00:00+08:00',
    'RE-OLD-2,2024-05-02T11:00:00+08:00,2024-05-02T12:00:00+08:00',
  ];
  expect(await load('resource-slots', slots)).toEqual([
    2,
    [
      ['4', '', 'slot_overlaps'],
      ['5', 'ends_at', 'period_reversed'],
      ['6', 'resource_code', 'unknown_resource'],
      ['7', '', 'invalid_transition'],
    ],
  ]);
  const claim = (code: string, end: string, starts = '2024-05-01T10:00:00+08:00', uscc = asker.uscc) =>
    `${code},RE-OLD-1,${starts},${uscc},2024-04-01,${end}`;
  const claims = [
    'code,resource_code,slot_starts_at,by_uscc,proposed_on,state,ended_on,reason',
    claim('CL-OLD-1', 'withdrawn,2024-04-02,ill', undefined, other.uscc),
    claim('CL-OLD-2', 'fulfilled,2024-05-01,'),
    claim('CL-OLD-3', 'fulfilled,2024-05-01,', undefined, other.uscc),
    claim('CL-OLD-4', 'accepted,,', '2025-08-01T10:00:00+08:00'),
    claim('CL-OLD-5', 'fulfilled,2024-04-30,', '2025-08-01T10:00:00+08:00'),
    claim('CL-OLD-6', 'accepted,,', '2025-08-02T10:00:00+08:00'),
  ];
  expect(await load('claims', claims)).toEqual([
    3,
    [
      ['4', '', 'slot_taken'],
      ['6', 'ended_on', 'dates_out_of_order'],
      ['7', 'slot_starts_at', 'unknown_slot'],
    ],
  ]);
  const [resource] = (await park.ok('GET', '/resources?q=RE-OLD-1', { as: clerk })).items;
  expect((await slotsOf(resource.id)).map(({ state }) => state)).toEqual(['used', 'reserved']);
  for (const [kind, lines, count] of [
    ['resources', resources.slice(0, 3), 2],
    ['resource-slots', slots.slice(0, 3), 2],
    ['claims', [...claims.slice(0, 3), claims[4]!], 3],
  ] as const)
    expect(await park.importFile(kind, lines.join('\n'), clerk)).toMatchObject({ created: 0, unchanged: count });
});
