import { catalogue } from '@park/contracts';
import { addDays } from '@park/kernel';
import { Schedule } from '@park/service-kit';
import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { aBuildingBody } from '../buildings/building.fixture.ts';
import { aRegistration, usccOf } from '../market-entities/market-entity.fixture.ts';
import { service } from '../tenants.module.ts';
import { aUnitBody } from '../units/unit.fixture.ts';
import { aDraft, aFile } from './lease.fixture.ts';

const scopes = ['tenants:lease:read', 'tenants:lease:write', 'tenants:entity:read', 'tenants:occupancy:read'];
const clerk = {
  scopes: [
    ...scopes,
    'tenants:building:write',
    'tenants:unit:write',
    'tenants:entity:write',
    'tenants:lease:approve',
    'tenants:occupancy:write',
    'park:audit:read',
    'park:import:write',
  ],
};
const chief = { ...clerk, subject: 'chief' };
const start = new Date('2025-06-16T02:00:00Z');
let park: ServiceUnderTest;
let buildingId: string;
let number = 0;

beforeAll(async () => {
  park = await serviceUnderTest(service);
  buildingId = (await park.ok('POST', '/buildings', { as: clerk, body: aBuildingBody('B01') })).id;
});
beforeEach(() => {
  park.time.now = start;
});
afterAll(() => park.close());

async function aTenant(): Promise<string> {
  return (await park.ok('POST', '/market-entities', { as: clerk, body: aRegistration(++number) })).id;
}

async function aUnit(): Promise<string> {
  return (await park.ok('POST', '/units', { as: clerk, body: aUnitBody(`B01-${++number}`, buildingId) })).id;
}

async function drafted(wish: Record<string, unknown> = {}, units?: string[]): Promise<any> {
  const { status, body } = await park.ask('POST', '/leases', { as: clerk, body: aDraft(await aTenant(), units ?? [await aUnit()], wish) });
  expect(status).toBe(201);
  return body;
}

async function step(id: string, action: string, body: Record<string, unknown> = {}, as = clerk): Promise<any> {
  return (await park.ask('POST', `/leases/${id}/${action}`, { as, body })).body;
}

/** A step that must succeed. */
async function stepped(id: string, action: string, body: Record<string, unknown> = {}, as = clerk): Promise<any> {
  return await park.ok('POST', `/leases/${id}/${action}`, { as, body });
}

async function signed(wish: Record<string, unknown> = {}, units?: string[]): Promise<any> {
  const { id } = await drafted(wish, units);
  await stepped(id, 'submit');
  await stepped(id, 'approve', {}, chief);
  const lease = await step(id, 'sign', { sign_on: '2025-06-16', file_sha256: aFile, deposit_received_fen: 1_000_000 });
  expect(lease.state).toBe('signed');
  return lease;
}

async function active(wish: Record<string, unknown> = {}, units?: string[]): Promise<any> {
  const lease = await step((await signed(wish, units)).id, 'activate');
  expect(lease.state).toBe('active');
  return lease;
}

async function storyOf(id: string): Promise<string[]> {
  const body = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
  for (const event of body.items) catalogue.get(event.type)!.schema.parse(event.data);
  return body.items.map((event: any) => event.type.split('.')[3]);
}

async function occupanciesOf(id: string): Promise<[string, string | null][]> {
  const body = await park.ok('GET', `/occupancies?source_id=${id}&sort=code`, { as: clerk });
  return body.items.map(({ state, end_on }: any) => [state, end_on]);
}

async function at(day: string): Promise<void> {
  park.time.now = new Date(`${day}T02:00:00Z`);
  await park.app.get(Schedule).runDue();
}

it('goes from a draft to the archive, moves its tenant in and gives the space back', async () => {
  const { id, entity_id } = await drafted();
  expect(await step(id, 'submit')).toMatchObject({ state: 'in_approval', approval_route: 'manager', annual_amount_fen: 5_475_000 });
  expect(await occupanciesOf(id)).toEqual([['held', '2026-06-16']]);
  expect(await step(id, 'approve')).toMatchObject({ status: 403, code: 'segregation_of_duties' });
  await stepped(id, 'approve', { opinion: 'fine' }, chief);
  await stepped(id, 'sign', { sign_on: '2025-06-16', file_sha256: aFile });
  expect(await step(id, 'activate', { deposit_received_fen: 5 })).toMatchObject({
    status: 409,
    code: 'deposit_missing',
    missing_fen: 999_995,
  });
  expect(await step(id, 'activate', { deposit_received_fen: 1_000_000 })).toMatchObject({ state: 'active' });
  expect(await occupanciesOf(id)).toEqual([['active', '2026-06-16']]);
  const tenant = await park.ok('GET', `/market-entities/${entity_id}`, { as: clerk });
  expect(tenant).toMatchObject({ state: 'resident', residency: 'physical', moved_in_on: '2025-06-16' });
  expect(
    await park.ask('POST', `/market-entities/${entity_id}/depart`, {
      as: clerk,
      body: { effective_date: '2025-06-16', reason: 'moved_out' },
    }),
  ).toMatchObject({ status: 409 });

  await stepped(id, 'amend', { end_on: '2026-03-16', effective_date: '2025-06-16', reason: 'shorter' }, chief);
  expect(await occupanciesOf(id)).toEqual([['active', '2026-03-16']]);
  await stepped(id, 'terminate', { terminated_on: '2025-12-01', initiator: 'tenant', penalty_fen: 0, reason: 'moves' }, chief);
  expect(await occupanciesOf(id)).toEqual([['released', '2025-12-01']]);
  expect(await step(id, 'settle', { deductions_fen: 40_000 })).toMatchObject({ status: 409, code: 'lease_not_ended' });
  park.time.now = new Date('2025-12-20T02:00:00Z');
  expect(await step(id, 'settle', { deductions_fen: 40_000 })).toMatchObject({ state: 'settled' });
  expect(await step(id, 'close', { closed_on: '2025-12-20' })).toMatchObject({ state: 'closed' });
  expect(await storyOf(id)).toEqual([
    'drafted',
    'submitted',
    'approved',
    'signed',
    'activated',
    'amended',
    'terminated',
    'settled',
    'closed',
  ]);
  expect(
    await park.ask('POST', `/market-entities/${entity_id}/depart`, {
      as: clerk,
      body: { effective_date: '2025-12-20', reason: 'moved_out' },
    }),
  ).toMatchObject({ status: 200 });
});

describe('a termination that lies ahead', () => {
  const by = { initiator: 'tenant', penalty_fen: 0, reason: 'moves' };
  const terminated = async (id: string, terminated_on: string): Promise<any> =>
    await stepped(id, 'terminate', { ...by, terminated_on }, chief);

  it('is moved and cancelled, and the space with it', async () => {
    const { id } = await active();
    await terminated(id, '2025-12-01');
    expect(await terminated(id, '2026-02-01')).toMatchObject({ state: 'ending', ended_on: '2026-02-01' });
    expect(await occupanciesOf(id)).toEqual([['released', '2026-02-01']]);
    expect(await step(id, 'cancel-termination', { reason: 'stays' }, chief)).toMatchObject({ state: 'active', ended_on: null });
    expect(await occupanciesOf(id)).toEqual([['active', '2026-06-16']]);
    expect((await storyOf(id)).slice(-3)).toEqual(['terminated', 'terminated', 'termination-cancelled']);
    await at('2026-06-16');
    expect((await storyOf(id)).at(-1)).toBe('expired');
  });

  it('keeps its tenant in the park until that day, also when it leaves on the day of another', async () => {
    const { id, entity_id } = await active();
    await terminated(id, '2025-12-01');
    const depart = (effective_date: string) =>
      park.ask('POST', `/market-entities/${entity_id}/depart`, { as: clerk, body: { effective_date, reason: 'moved_out' } });
    expect(await depart('2025-06-16')).toMatchObject({ status: 409, body: { code: 'still_occupies' } });
    expect(await depart('2025-11-30')).toMatchObject({ status: 200, body: { departs_on: '2025-11-30' } });
    await at('2025-11-30');
    const state = async (): Promise<string> => (await park.ok('GET', `/market-entities/${entity_id}`, { as: clerk })).state;
    expect(await state()).toBe('resident');
    expect(await depart('2025-12-01')).toMatchObject({ status: 200, body: { departs_on: '2025-12-01' } });
    await at('2025-12-01');
    expect(await state()).toBe('departed');
  });

  it('lets the rent rise until it takes effect, and not after', async () => {
    const rent_steps = ['2025-10-01', '2026-02-01'].map((from_on, i) => ({ from_on, price_fen_per_m2_day: 160 + 10 * i }));
    const { id } = await active({ rent_steps });
    await terminated(id, '2025-12-01');
    await at('2025-10-01');
    expect(await park.ok('GET', `/leases/${id}`, { as: clerk })).toMatchObject({ state: 'ending', annual_amount_fen: 5_840_000 });
    await at('2026-02-01');
    expect((await storyOf(id)).slice(-2)).toEqual(['terminated', 'rent-stepped']);
  });

  it('stands where another has the space by then, up to the first day of the other', async () => {
    const unit = await aUnit();
    const { id } = await active({}, [unit]);
    await terminated(id, '2025-12-01');
    await signed({ start_on: '2026-01-01', end_on: '2027-01-01' }, [unit]);
    expect(await step(id, 'cancel-termination', { reason: 'stays' }, chief)).toMatchObject({ status: 409, code: 'unit_occupied' });
    expect(await step(id, 'terminate', { ...by, terminated_on: '2026-01-02' }, chief)).toMatchObject({
      status: 409,
      code: 'unit_occupied',
    });
    expect(await occupanciesOf(id)).toEqual([['released', '2025-12-01']]);
    expect(await terminated(id, '2026-01-01')).toMatchObject({ ended_on: '2026-01-01' });
    park.time.now = new Date('2026-01-01T02:00:00Z');
    expect(await step(id, 'cancel-termination', { reason: 'stays' }, chief)).toMatchObject({ status: 409, code: 'lease_ended' });
  });

  it('leaves a unit that left the lease before as it is', async () => {
    const body = aDraft(await aTenant(), [await aUnit(), await aUnit()]);
    Object.assign((body.units as object[])[0]!, { end_on: '2025-10-01' });
    const { id } = await park.ok('POST', '/leases', { as: clerk, body });
    await stepped(id, 'submit');
    await stepped(id, 'approve', {}, chief);
    await stepped(id, 'sign', { sign_on: '2025-06-16', file_sha256: aFile, deposit_received_fen: 1_000_000 });
    await stepped(id, 'activate');
    await terminated(id, '2025-12-01');
    const early = ['completed', '2025-10-01'];
    expect(await occupanciesOf(id)).toEqual([early, ['released', '2025-12-01']]);
    await terminated(id, '2025-09-01');
    expect(await occupanciesOf(id)).toEqual([
      ['released', '2025-09-01'],
      ['released', '2025-09-01'],
    ]);
    await terminated(id, '2025-11-01');
    expect(await occupanciesOf(id)).toEqual([early, ['released', '2025-11-01']]);
    await stepped(id, 'cancel-termination', { reason: 'stays' }, chief);
    expect(await occupanciesOf(id)).toEqual([early, ['active', '2026-06-16']]);
  });
});

it('steps its rent on the day of each step, agreed at first or by an amendment', async () => {
  const rent_steps = [{ from_on: '2025-10-01', price_fen_per_m2_day: 160 }];
  const lease = await active({ rent_steps });
  expect(lease).toMatchObject({ annual_amount_fen: 5_475_000, rent_steps, next_step_on: '2025-10-01' });
  const amendment = { price_fen_per_m2_day: 170, effective_date: '2026-01-01', reason: 'agreed' };
  expect(await stepped(lease.id, 'amend', amendment, chief)).toMatchObject({
    annual_amount_fen: 5_475_000,
    rent_steps: [...rent_steps, { from_on: '2026-01-01', price_fen_per_m2_day: 170 }],
  });
  expect(await stepped(lease.id, 'amend', { deposit_fen: 1_100_000, effective_date: '2026-01-01', reason: 'agreed' }, chief)).toMatchObject(
    {
      deposit_fen: 1_000_000,
    },
  );
  const rentOn = async (day: string): Promise<number> => {
    await at(day);
    return (await park.ok('GET', `/leases/${lease.id}`, { as: clerk })).annual_amount_fen;
  };
  expect(await rentOn('2025-09-30')).toBe(5_475_000);
  expect(await rentOn('2025-10-01')).toBe(5_840_000);
  expect(await rentOn('2026-01-01')).toBe(6_205_000);
  await at('2026-01-02');
  expect(await step(lease.id, 'receive-deposit', { amount_fen: 100_001, received_on: '2026-01-02' })).toMatchObject({
    status: 409,
    code: 'deposit_exceeded',
    missing_fen: 100_000,
  });
  expect(await step(lease.id, 'receive-deposit', { amount_fen: 100_000, received_on: '2026-01-02' })).toMatchObject({
    deposit_fen: 1_100_000,
    deposit_received_fen: 1_100_000,
  });
  expect((await storyOf(lease.id)).slice(-4)).toEqual(['amended', 'rent-stepped', 'rent-stepped', 'deposit-received']);
});

it('who was only registered here is here in both ways with a lease', async () => {
  const entity = await aTenant();
  await park.ok('POST', `/market-entities/${entity}/move-in`, {
    as: clerk,
    body: { residency: 'registered_only', effective_date: '2025-01-01', building_ids: [] },
  });
  const body = await park.ok('POST', '/leases', { as: clerk, body: aDraft(entity, [await aUnit()]) });
  await stepped(body.id, 'submit');
  await stepped(body.id, 'approve', {}, chief);
  await stepped(body.id, 'sign', { sign_on: '2025-06-16', file_sha256: aFile, deposit_received_fen: 1_000_000 });
  await stepped(body.id, 'activate');
  expect(await park.ok('GET', `/market-entities/${entity}`, { as: clerk })).toMatchObject({
    residency: 'both',
    moved_in_on: '2025-01-01',
  });
});

it('a rejected lease frees its units and may be revised; a void one is over', async () => {
  const unit = await aUnit();
  const { id } = await drafted({}, [unit]);
  await stepped(id, 'submit');
  expect(await step(id, 'reject', { opinion: 'too cheap' }, chief)).toMatchObject({ state: 'rejected' });
  expect(await occupanciesOf(id)).toEqual([['cancelled', '2026-06-16']]);
  const { entity_id, ...terms } = aDraft('', [unit], { units: [{ unit_id: unit, price_fen_per_m2_day: 100 }] });
  const revise = (version: number) =>
    park.ask('PATCH', `/leases/${id}`, { as: clerk, body: terms, headers: { 'if-match': `"${version}"` } });
  expect(await revise(2)).toMatchObject({ status: 412 });
  expect(await revise(3)).toMatchObject({ status: 200, body: { state: 'draft', discount_pct: 33.33, approval_route: 'executive' } });
  await stepped(id, 'submit');
  expect(await step(id, 'void', { reason: 'withdrawn' })).toMatchObject({ state: 'void' });
  expect(await step(id, 'submit')).toMatchObject({ status: 409, code: 'invalid_transition', allowed: [] });
  expect((await active({}, [unit])).state).toBe('active');
});

it('lets one of many leases of the same unit through, and leaves nothing of the others', async () => {
  const unit = await aUnit();
  const drafts: any[] = [];
  for (let i = 0; i < 20; i++) drafts.push(await drafted({}, [unit]));
  const answers = await Promise.all(drafts.map(({ id }) => park.ask('POST', `/leases/${id}/submit`, { as: clerk, body: {} })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('unit_occupied');
  const refused = drafts.filter((_, i) => answers[i]!.status === 409);
  for (const { id } of refused) expect(await storyOf(id)).toEqual(['drafted']);
});

it('comes into force by itself, reminds three times, expires and is held over, each once, also after a pause', async () => {
  const unit = await aUnit();
  const lease = await signed({ start_on: '2025-07-01', end_on: '2026-07-01' }, [unit]);
  const waiting = await signed({ start_on: '2025-07-01', end_on: '2026-07-01', deposit_fen: 2_000_000 });
  await at('2025-07-01');
  await at('2025-07-01');
  expect(await storyOf(waiting.id)).toEqual(['drafted', 'submitted', 'approved', 'signed']);
  for (const day of ['2026-04-02', '2026-04-03', '2026-05-20', '2026-06-20', '2026-06-30']) await at(day);
  await at('2026-07-03');
  await at('2026-07-04');
  expect(await storyOf(lease.id)).toEqual([
    'drafted',
    'submitted',
    'approved',
    'signed',
    'activated',
    'expiring',
    'expiring',
    'expiring',
    'expired',
    'held-over',
  ]);
  expect(await occupanciesOf(lease.id)).toEqual([['active', null]]);
  const next = await drafted({ start_on: '2026-08-01', end_on: '2027-08-01' }, [unit]);
  expect(await step(next.id, 'submit')).toMatchObject({ status: 409, code: 'unit_occupied' });
  expect(await step(lease.id, 'hand-back', { handed_back_on: '2026-07-20' })).toMatchObject({ status: 422, code: 'day_too_late' });
  expect(await step(lease.id, 'hand-back', { handed_back_on: '2026-07-04' })).toMatchObject({ state: 'ending', ended_on: '2026-07-04' });
  expect(await occupanciesOf(lease.id)).toEqual([['released', '2026-07-04']]);
  expect(await step(next.id, 'submit')).toMatchObject({ state: 'in_approval' });
});

describe('a lease with a unit that leaves it early', () => {
  /** From 1 July; the first of two units leaves on 1 October, the lease ends on 1 January. */
  async function aLeaseWithAnEarlyUnit(): Promise<string> {
    const body = aDraft(await aTenant(), [await aUnit(), await aUnit()], { start_on: '2025-07-01', end_on: '2026-01-01' });
    Object.assign((body.units as object[])[0]!, { end_on: '2025-10-01' });
    const { id } = await park.ok('POST', '/leases', { as: clerk, body });
    await step(id, 'submit');
    await step(id, 'approve', {}, chief);
    await step(id, 'sign', { sign_on: '2025-06-16', file_sha256: aFile, deposit_received_fen: 1_000_000 });
    await at('2025-07-01');
    return id;
  }

  it('ends that unit on its day, and does not keep it when it is held over', async () => {
    const id = await aLeaseWithAnEarlyUnit();
    await at('2025-10-01');
    expect(await occupanciesOf(id)).toEqual([
      ['completed', '2025-10-01'],
      ['active', '2026-01-01'],
    ]);
    await at('2026-01-03');
    expect((await storyOf(id)).at(-1)).toBe('held-over');
    expect(await occupanciesOf(id)).toEqual([
      ['completed', '2025-10-01'],
      ['active', null],
    ]);
  });

  it('does so after a pause, too', async () => {
    const id = await aLeaseWithAnEarlyUnit();
    await at('2026-01-03');
    expect(await occupanciesOf(id)).toEqual([
      ['completed', '2025-10-01'],
      ['active', null],
    ]);
  });
});

it('is renewed without a gap, once', async () => {
  const unit = await aUnit();
  const old = await active({ start_on: '2025-06-16', end_on: '2025-12-16' }, [unit]);
  const renewal = (wish: Record<string, unknown>) =>
    park.ask('POST', '/leases', {
      as: clerk,
      body: aDraft(old.entity_id, [unit], { start_on: '2025-12-16', end_on: '2026-12-16', renewal_of_id: old.id, ...wish }),
    });
  expect(await renewal({ start_on: '2025-12-17' })).toMatchObject({ status: 422, body: { code: 'not_continuous' } });
  expect(await renewal({ entity_id: await aTenant() })).toMatchObject({ status: 422, body: { code: 'another_tenant' } });
  const { body } = await renewal({});
  expect(await renewal({})).toMatchObject({ status: 409, body: { code: 'renewal_exists' } });
  await stepped(body.id, 'submit');
  await stepped(body.id, 'approve', {}, chief);
  await stepped(body.id, 'sign', { sign_on: '2025-06-16', file_sha256: aFile, deposit_received_fen: 1_000_000 });
  await at('2025-12-16');
  expect((await storyOf(old.id)).slice(-2)).toEqual(['activated', 'renewed']);
  expect(await occupanciesOf(old.id)).toEqual([['completed', '2025-12-16']]);
  expect(await occupanciesOf(body.id)).toEqual([['active', '2026-12-16']]);
});

it('an organisation sees its own leases only', async () => {
  const own = await drafted();
  const tenant = await park.ok('GET', `/market-entities/${own.entity_id}`, { as: clerk });
  const member = { scopes, organisation: tenant.uscc };
  expect((await park.ok('GET', '/leases', { as: member })).items.map(({ id }: any) => id)).toEqual([own.id]);
  expect(await park.ask('GET', `/leases/${(await drafted()).id}`, { as: member })).toMatchObject({ status: 404 });
  for (const { id } of [own, await drafted()]) {
    expect(await park.ask('POST', `/leases/${id}/submit`, { as: member, body: {} })).toMatchObject({
      status: 403,
      body: { code: 'operator_only' },
    });
    expect(await storyOf(id)).toEqual(['drafted']);
  }
});

it('finds leases by state, tenant and end', async () => {
  const lease = await drafted({ end_on: '2031-01-01' });
  const codes = async (query: string): Promise<string[]> =>
    (await park.ok('GET', `/leases?${query}`, { as: clerk })).items.map((each: any) => each.code);
  expect(await codes('end_on_from=2031-01-01&end_on_to=2031-01-02')).toEqual([lease.code]);
  expect(await codes(`entity_id=${lease.entity_id}&state=draft`)).toEqual([lease.code]);
  expect(await codes(`entity_id=${lease.entity_id}&state=active`)).toEqual([]);
});

const columns = 'code,entity_uscc,unit_codes,start_on,end_on,cycle,deposit_fen,price_fen_per_m2_day,sign_on,file_sha256,ended_on\n';

it('imports what was signed on paper, as far as it has come', async () => {
  const tenant = usccOf(++number);
  await park.ok('POST', '/market-entities', { as: clerk, body: { ...aRegistration(number), uscc: tenant } });
  for (const code of ['P-1', 'P-2']) await park.ok('POST', '/units', { as: clerk, body: aUnitBody(code, buildingId) });
  const row = (code: string, units: string, from: string, to: string, ended = ''): string =>
    `${code},${tenant},${units},${from},${to},quarter,1000,150,2023-12-01,${aFile},${ended}\n`;
  const csv =
    columns +
    row('LS-P-1', 'P-1', '2024-01-01', '2025-01-01', '2025-01-01') +
    row('LS-P-2', 'P-1;P-2', '2025-01-01', '2026-01-01') +
    row('LS-P-3', 'P-1', '2026-01-01', '2027-01-01') +
    row('LS-P-4', 'P-2', '2025-12-01', '2026-12-01') +
    row('LS-P-5', 'P-9', '2025-12-01', '2026-12-01') +
    row('LS-999999', 'P-2', '2024-01-01', '2025-01-01', '2025-01-01');
  const job = await park.importFile('leases', csv, clerk, 'skip_bad_rows');
  expect(job).toMatchObject({ created: 3, bad: 3 });
  expect(job.errors.map(({ line, code }: any) => [line, code])).toEqual([
    [5, 'unit_occupied'],
    [6, 'unknown_unit'],
    [7, 'code_of_series'],
  ]);
  const body = await park.ok('GET', '/leases?q=LS-P-&sort=code', { as: clerk });
  expect(body.items.map(({ code, state }: any) => [code, state])).toEqual([
    ['LS-P-1', 'ending'],
    ['LS-P-2', 'active'],
    ['LS-P-3', 'signed'],
  ]);
  expect(await occupanciesOf(body.items[1].id)).toEqual([
    ['active', '2026-01-01'],
    ['active', '2026-01-01'],
  ]);
  const [tenantNow] = (await park.ok('GET', `/market-entities?uscc=${tenant}`, { as: clerk })).items;
  expect(tenantNow).toMatchObject({ state: 'resident', moved_in_on: '2025-01-01' });
  expect(await park.importFile('leases', columns + row('LS-P-2', 'P-1;P-2', '2025-01-01', '2026-01-01'), clerk)).toMatchObject({
    unchanged: 1,
  });
});

it('imports a whole park’s leases in one go', async () => {
  const count = 1000;
  const entities = Array.from({ length: count }, (_, i) => `${usccOf(5000 + i)},e,enterprise,2020-01-01,I65,small\n`).join('');
  const units = Array.from({ length: count }, (_, i) => `Q-${i},B01,1,office,50,50,true,150,in_service\n`).join('');
  await park.importFile('market-entities', `uscc,name,kind,established_on,industry_code,size_class\n${entities}`, clerk);
  await park.importFile('units', `code,building_code,floor,usage,gfa_m2,use_m2,rentable,ref_price_fen_per_m2_day,state\n${units}`, clerk);
  const csv =
    columns +
    Array.from(
      { length: count },
      (_, i) => `LS-Q-${i},${usccOf(5000 + i)},Q-${i},2024-01-01,${addDays('2026-01-01', i % 300)},year,0,150,2023-12-01,${aFile},\n`,
    ).join('');
  expect(await park.importFile('leases', csv, clerk)).toMatchObject({ state: 'done', created: count, bad: 0 });
  const [{ count: inForce }] = await park.database.dataSource.query(
    `select count(*) from occupancy o join lease l on l.id = o.source_id where l.code like 'LS-Q-%' and o.state = 'active'`,
  );
  expect(inForce).toBe(count);
});
