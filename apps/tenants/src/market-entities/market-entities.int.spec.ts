import { catalogue } from '@park/contracts';
import { parkOrganisation } from '@park/kernel';
import { createDataSource, Lists, Schedule } from '@park/service-kit';
import { eventually, givenUpOnce, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import iconv from 'iconv-lite';
import writeWorkbook from 'write-excel-file/node';
import { service } from '../tenants.module.ts';
import { aRegistration, usccOf } from './market-entity.fixture.ts';
import { marketEntities, MarketEntityTable } from './market-entity.table.ts';

const clerk = { scopes: ['tenants:entity:read', 'tenants:entity:write', 'park:audit:read', 'park:import:write'] };
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(service);
});
afterAll(() => park.close());

async function registered(number: number): Promise<{ id: string; code: string; uscc: string; version: number }> {
  const { status, body } = await park.ask('POST', '/market-entities', { as: clerk, body: aRegistration(number) });
  expect(status).toBe(201);
  return body;
}

it('registers, moves in and out, with one event each in the same order', async () => {
  const { id } = await registered(1);
  const moveIn = { residency: 'physical', effective_date: '2025-06-01', building_ids: [] };
  const inside = await park.ask('POST', `/market-entities/${id}/move-in`, { as: clerk, body: moveIn });
  expect(inside).toMatchObject({ status: 200, body: { state: 'resident', version: 2, moved_in_on: '2025-06-01' } });
  expect(inside.headers.get('etag')).toBe('"2"');
  const again = await park.ask('POST', `/market-entities/${id}/move-in`, { as: clerk, body: moveIn });
  expect(again).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition', allowed: expect.arrayContaining(['depart', 'suspend']) },
  });

  const history = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
  expect(history.items.map((event: any) => [event.type.split('.')[3], event.sequence, event.actor_id])).toEqual([
    ['registered', 1, 'clerk'],
    ['moved-in', 2, 'clerk'],
  ]);
  for (const event of history.items) catalogue.get(event.type)!.schema.parse(event.data);
});

describe('a day ahead', () => {
  const presentOn = async (day: string): Promise<string[]> => {
    const { items } = await park.ok('GET', `/market-entities?as_of=${day}&sort=code&limit=100`, { as: clerk });
    return items.map(({ id }: any) => id);
  };
  const step = async (id: string, action: string, body: object = {}) =>
    await park.ok('POST', `/market-entities/${id}/${action}`, { as: clerk, body });
  const at = async (day: string): Promise<void> => {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
  };
  const residency = { residency: 'both', building_ids: [] };
  let today: Date;

  beforeAll(() => {
    today = park.time.now;
  });
  afterEach(() => {
    park.time.now = today;
  });

  it('is scheduled, moved and carried out by the clock, and the list of a day knows it before', async () => {
    const { id } = await registered(21);
    expect(await step(id, 'move-in', { ...residency, effective_date: '2025-09-01' })).toMatchObject({
      state: 'prospect',
      moves_in_on: '2025-09-01',
    });
    expect(await step(id, 'move-in', { ...residency, effective_date: '2025-10-01' })).toMatchObject({ moves_in_on: '2025-10-01' });
    const presence = async () => await Promise.all(['2025-09-30', '2025-10-01'].map(async (day) => (await presentOn(day)).includes(id)));
    expect(await presence()).toEqual([false, true]);
    await at('2025-09-30');
    expect(await park.ok('GET', `/market-entities/${id}`, { as: clerk })).toMatchObject({ state: 'prospect' });
    await at('2025-10-01');
    expect(await step(id, 'depart', { effective_date: '2026-03-01', reason: 'lease_end' })).toMatchObject({
      state: 'resident',
      departs_on: '2026-03-01',
    });
    expect(await step(id, 'cancel-departure')).toMatchObject({ departs_on: null });
    expect(await step(id, 'depart', { effective_date: '2026-02-01', reason: 'lease_end' })).toMatchObject({ departs_on: '2026-02-01' });
    expect((await presentOn('2026-01-31')).includes(id)).toBe(true);
    expect((await presentOn('2026-02-01')).includes(id)).toBe(false);
    await at('2026-02-03');
    expect(await park.ok('GET', `/market-entities/${id}`, { as: clerk })).toMatchObject({
      state: 'departed',
      departed_on: '2026-02-01',
      departs_on: null,
    });
    const { items } = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
    for (const event of items) catalogue.get(event.type)!.schema.parse(event.data);
    expect(items.map(({ type }: any) => type.split('.')[3])).toEqual([
      'registered',
      'move-in-scheduled',
      'move-in-cancelled',
      'move-in-scheduled',
      'moved-in',
      'departure-scheduled',
      'departure-cancelled',
      'departure-scheduled',
      'departed',
    ]);
  });

  it('is left alone where an earlier version of the service has taken the step meanwhile', async () => {
    const { id } = await registered(23);
    await step(id, 'move-in', { ...residency, effective_date: '2025-06-01' });
    await step(id, 'depart', { effective_date: '2025-09-01', reason: 'moved_out' });
    await park.database.dataSource.query(
      `update market_entity set state = 'departed', residency = 'none', departed_on = '2025-06-16' where id = $1`,
      [id],
    );
    await at('2025-09-01');
    const { items } = await park.ok('GET', '/jobs/refusals', { as: clerk });
    expect(items.map(({ row_id }: any) => row_id)).not.toContain(id);
  });

  it('counts nobody whose registration has ended before', async () => {
    const { id, version } = await registered(24);
    await step(id, 'move-in', { ...residency, effective_date: '2025-09-01' });
    expect(await presentOn('2025-09-01')).toContain(id);
    const change = { effective_date: '2025-06-16', registration_status: 'deregistered' };
    await park.ok('PATCH', `/market-entities/${id}`, { as: clerk, body: change, headers: { 'if-match': `"${version + 1}"` } });
    expect(await presentOn('2025-09-01')).not.toContain(id);
    await step(id, 'cancel-move-in');
  });

  it('is set aside with the reason where it cannot be carried out', async () => {
    const { id } = await registered(22);
    await step(id, 'move-in', { ...residency, effective_date: '2025-09-01' });
    await step(id, 'risk', { level: 'blacklisted', reason: 'fraud' });
    await at('2025-09-01');
    const { items } = await park.ok('GET', '/jobs/refusals', { as: clerk });
    expect(items).toMatchObject([{ row_id: id, code: 'blacklisted' }]);
    await step(id, 'cancel-move-in');
  });

  it('is answered without reading those that left in all the years before', async () => {
    const { dataSource, url } = park.database;
    await dataSource.query(
      `insert into market_entity (id, code, uscc, name, kind, established_on, industry_code, size_class, registration_status, residency, founder_flags,
                                  risk_level, state, moved_in_on, departed_on, version, created_at, updated_at)
       select gen_random_uuid(), 'AA-' || i, lpad(i::text, 18, '0'), '离园', 'enterprise', '2000-01-01', 'I65', 'small', 'moved_out', 'none', '{}',
              'none', 'departed', '2001-01-01', '2010-01-01', 1, now(), now() from generate_series(1, 50000) i`,
    );
    const one = await createDataSource(url, [MarketEntityTable], [], 'spec', 1).initialize();
    try {
      const rowsRead = async (): Promise<number> => {
        await one.query('select pg_stat_force_next_flush()');
        const [{ rows }] = await one.query(
          `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_user_tables where relname = 'market_entity'`,
        );
        return rows;
      };
      await one.query('analyze market_entity');
      const caller = { id: 'clerk', type: 'user', organisation: parkOrganisation, scopes: new Set() };
      const before = await rowsRead();
      for (let n = 0; n < 8; n++)
        await new Lists(one).answer({ caller, headers: {}, url: '/' } as never, marketEntities, { as_of: '2025-12-01' } as never);
      expect((await rowsRead()) - before).toBeLessThan(8 * 1_000);
    } finally {
      await one.query(`delete from market_entity where code like 'AA-%'`);
      await one.destroy();
    }
  });

  it('of the past is no day of the list', async () => {
    const yesterday = await park.ask('GET', '/market-entities?as_of=2000-01-01', { as: clerk });
    expect(yesterday).toMatchObject({ status: 422, body: { code: 'day_too_early' } });
  });

  it('stands in a file, and the same file is known on the day and after', async () => {
    const header = 'uscc,name,kind,established_on,industry_code,size_class,residency,moved_in_on,departed_on,departure_reason\n';
    const row = (n: number, rest: string): string => `${usccOf(n)},青岛预定${n}有限公司,enterprise,2020-01-01,I65,small,${rest}\n`;
    const file = header + row(141, 'both,2025-09-01,,') + row(142, 'both,2024-03-01,2025-09-01,lease_end');
    expect(await park.importFile('market-entities', file, clerk)).toMatchObject({ state: 'done', created: 2, bad: 0 });
    const { items } = await park.ok('GET', '/market-entities?q=预定&sort=code', { as: clerk });
    expect(items).toMatchObject([
      { state: 'prospect', moves_in_on: '2025-09-01' },
      { state: 'resident', departs_on: '2025-09-01' },
    ]);
    expect(await park.importFile('market-entities', file, clerk)).toMatchObject({ unchanged: 2, bad: 0 });
    await at('2025-09-01');
    expect(await park.importFile('market-entities', file, clerk)).toMatchObject({ unchanged: 2, bad: 0 });
  });
});

it('lets one of many simultaneous registrations of a USCC through', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => park.ask('POST', '/market-entities', { as: clerk, body: aRegistration(2) })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'uscc_taken' });
  const [{ count }] = await park.database.dataSource.query(`select count(*) from outbox where data ->> 'uscc' = $1`, [usccOf(2)]);
  expect(count).toBe(1);
});

it('answers a repeated Idempotency-Key with the first answer, and refuses it for another request', async () => {
  const key = { 'idempotency-key': 'registration-3' };
  const first = await park.ask('POST', '/market-entities', { as: clerk, body: aRegistration(3), headers: key });
  const second = await park.ask('POST', '/market-entities', { as: clerk, body: aRegistration(3), headers: key });
  expect(second).toMatchObject({ status: 201, body: first.body });
  expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  const other = await park.ask('POST', '/market-entities', { as: clerk, body: aRegistration(4), headers: key });
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reuse' } });
});

it('changes the registration only for who has seen the present version', async () => {
  const { id } = await registered(5);
  const change = (headers: Record<string, string>) =>
    park.ask('PATCH', `/market-entities/${id}`, { as: clerk, body: { effective_date: '2025-06-01', size_class: 'medium' }, headers });
  expect(await change({})).toMatchObject({ status: 428, body: { code: 'if_match_required' } });
  expect(await change({ 'if-match': '"7"' })).toMatchObject({ status: 412, body: { code: 'version_mismatch', version: 1 } });
  expect(await change({ 'if-match': '"1"' })).toMatchObject({ status: 200, body: { size_class: 'medium', version: 2 } });
});

it.each([
  ['an unknown member', { colour: 'red' }, '/colour'],
  ['a wrong check character', { uscc: '91370200264574251A' }, '/uscc'],
  ['an impossible date', { established_on: '2025-02-30' }, '/established_on'],
  ['a wrong type', { name: 7 }, '/name'],
  ['a missing member', { kind: undefined }, '/kind'],
  ['a control character', { name: 'a\u0000b' }, '/name'],
  ['half a character', { name: '\ud800' }, '/name'],
])('refuses %s with a pointer to it', async (_, wish, pointer) => {
  const { status, headers, body } = await park.ask('POST', '/market-entities', { as: clerk, body: aRegistration(6, wish) });
  expect({ status, code: body.code, pointers: body.errors.map((error: any) => error.pointer) }).toEqual({
    status: 422,
    code: 'invalid_input',
    pointers: [pointer],
  });
  expect(headers.get('content-type')).toContain('application/problem+json');
});

it('says of what is missing that it is required, and of what has a form which one', async () => {
  const { body } = await park.ask('POST', '/market-entities', {
    as: clerk,
    body: aRegistration(8, { name: undefined, industry_code: 'i65' }),
  });
  expect(body.errors).toEqual([
    { pointer: '/name', detail: 'name is required' },
    { pointer: '/industry_code', detail: 'industry_code must be a code such as I65 or I6513' },
  ]);
});

it('imports what a clerk has in a file, reports every bad row, and knows on the second time what it has', async () => {
  const header = 'uscc,name,kind,established_on,industry_code,size_class,residency,moved_in_on,departed_on,departure_reason\n';
  const row = (n: number, rest: string): string => `${usccOf(n)},青岛导入${n}有限公司,enterprise,2020-01-01,I65,small,${rest}\n`;
  const good = header + row(101, 'both,2024-03-01,,') + row(102, ',,,') + row(103, 'physical,2024-03-01,2025-01-31,lease_end');
  const bad = good + '91370200264574251A,x,enterprise,2020-01-01,I65,small,,,,\n' + row(104, 'both,,,');

  const rejected = await park.importFile('market-entities', bad, clerk);
  expect(rejected).toMatchObject({ state: 'rejected', created: 0, bad: 2 });
  expect(rejected.errors).toEqual([
    { line: 5, column: 'uscc', code: 'invalid_input', message: expect.stringContaining('check character') },
    { line: 6, column: 'moved_in_on', code: 'required', message: expect.any(String) },
  ]);
  const stock = async (): Promise<number> => (await park.ok('GET', '/market-entities?q=导入&count=true', { as: clerk })).count;
  expect(await stock()).toBe(0);

  expect(await park.importFile('market-entities', iconv.encode(good, 'gbk'), clerk)).toMatchObject({ state: 'done', created: 3, bad: 0 });
  expect(await park.importFile('market-entities', '\ufeff' + bad, clerk, 'skip_bad_rows')).toMatchObject({
    state: 'done',
    created: 0,
    unchanged: 3,
    bad: 2,
  });
  expect(await stock()).toBe(3);
});

it('imports a workbook as it does a CSV file, and names the rows by their numbers in the sheet', async () => {
  const text = (...values: string[]) => values.map((value) => ({ value }));
  const file = await writeWorkbook([
    text('uscc', 'name', 'kind', 'established_on', 'industry_code', 'size_class'),
    [
      ...text(usccOf(111), '青岛表格有限公司', 'enterprise'),
      { value: new Date('2020-01-01'), type: Date, format: 'yyyy/m/d' },
      ...text('I65', 'small'),
    ],
    [],
    text(usccOf(112), '青岛空行有限公司', 'enterprise', '2020-02-30', 'I65', 'small'),
  ]).toBuffer();
  const job = await park.importFile('market-entities', file, clerk, 'skip_bad_rows');
  expect(job).toMatchObject({ state: 'done', rows: 2, created: 1, bad: 1 });
  expect(job.errors).toEqual([expect.objectContaining({ line: 4, column: 'established_on', code: 'invalid_input' })]);
  const body = await park.ok('GET', '/market-entities?q=表格', { as: clerk });
  expect(body.items).toMatchObject([{ uscc: usccOf(111), established_on: '2020-01-01' }]);
  expect(await park.importFile('market-entities', file.subarray(0, 500), clerk)).toMatchObject({ status: 422, code: 'malformed_workbook' });
});

it.each(['all_or_nothing', 'skip_bad_rows'])('goes on with an import (%s) that the database gave up for somebody else', async (policy) => {
  const { id, uscc } = await registered(policy === 'all_or_nothing' ? 121 : 122);
  const csv = `uscc,name,kind,established_on,industry_code,size_class\n${uscc},青岛改名有限公司,enterprise,2021-03-15,I65,small\n`;
  const job = await givenUpOnce(park.database.dataSource, { table: 'market_entity', id }, () =>
    park.importFile('market-entities', csv, clerk, policy),
  );
  expect(job).toMatchObject({ state: 'done', updated: 1, bad: 0, errors: [] });
});

it('takes a code for what is new only, and has enough of them', async () => {
  const { dataSource } = park.database;
  const csv = `uscc,name,kind,established_on,industry_code,size_class\n${usccOf(131)},青岛编号有限公司,enterprise,2021-03-15,I65,small\n`;
  await dataSource.query(`select setval('code_tn', 999998)`);
  expect(await park.importFile('market-entities', csv, clerk)).toMatchObject({ created: 1 });
  expect(await park.importFile('market-entities', csv, clerk)).toMatchObject({ unchanged: 1 });
  const codes = [await registered(132), await registered(133)].map(({ code }) => code);
  expect(codes).toEqual(['TN-1000000', 'TN-1000001']);
});

it('starts an import once, however often it is asked with one key', async () => {
  const csv = `uscc,name,kind,established_on,industry_code,size_class\n${usccOf(201)},青岛一次有限公司,enterprise,2020-01-01,I65,small\n`;
  const start = (body: string) =>
    park.ask('POST', '/imports?kind=market-entities', {
      as: clerk,
      body: Buffer.from(body),
      headers: { 'content-type': 'text/csv', 'idempotency-key': 'import-201' },
    });
  const [first, second] = [await start(csv), await start(csv)];
  expect([first.status, second.status, second.body.id]).toEqual([202, 202, first.body.id]);
  expect(await start(csv.replace('small', 'micro'))).toMatchObject({ status: 422, body: { code: 'idempotency_key_reuse' } });
  await eventually(async () =>
    expect((await park.ask('GET', `/imports/${first.body.id}`, { as: clerk })).body).toMatchObject({ state: 'done', created: 1 }),
  );
});

it('shows an organisation only itself, and nobody anything without the scope', async () => {
  const { id } = await registered(7);
  const member = { scopes: clerk.scopes, organisation: usccOf(7) };
  const own = await park.ask('GET', '/market-entities', { as: member });
  expect(own.body.items.map((entity: any) => entity.id)).toEqual([id]);
  const foreign = await registered(8);
  expect(await park.ask('GET', `/market-entities/${foreign.id}`, { as: member })).toMatchObject({ status: 404 });
  expect(await park.ask('GET', '/market-entities', { as: { scopes: [] } })).toMatchObject({
    status: 403,
    body: { missing: ['tenants:entity:read'] },
  });
  expect(await park.ask('GET', '/market-entities')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

it('pages through everything exactly once in any order', async () => {
  const seen: string[] = [];
  let path: string | null = '/market-entities?limit=3&sort=-name';
  while (path) {
    const { body, headers }: any = await park.ask('GET', path, { as: clerk });
    seen.push(...body.items.map((entity: any) => entity.name));
    path = headers.get('link') ? /<(.*)>/.exec(headers.get('link'))![1]! : null;
  }
  const all = await park.database.dataSource.query('select name from market_entity order by name desc, id desc');
  expect(seen).toEqual(all.map((row: any) => row.name));
  expect(await park.ask('GET', '/market-entities?cursor=abc', { as: clerk })).toMatchObject({
    status: 422,
    body: { code: 'malformed_cursor' },
  });
  expect(await park.ask('GET', '/market-entities?sort=secret', { as: clerk })).toMatchObject({
    status: 422,
    body: { code: 'unknown_sort' },
  });
});

it('exports the same rows as CSV that no spreadsheet runs', async () => {
  await park.ok('POST', '/market-entities', { as: clerk, body: aRegistration(9, { name: '=HYPERLINK("x")' }) });
  const { body, headers } = await park.ask<string>('GET', '/market-entities?q=HYPERLINK', { as: clerk, headers: { accept: 'text/csv' } });
  expect(headers.get('content-type')).toContain('text/csv');
  expect(body.split('\n')[1]).toContain(`"'=HYPERLINK(""x"")"`);
});
