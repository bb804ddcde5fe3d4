import { createHash } from 'node:crypto';
import { Schedule } from '@park/service-kit';
import { anIdentity, type ServiceUnderTest } from '@park/test-kit';
import { aDraft, aPublishedGathering, aRegistration, clerk, eventsOf, eventsUnderTest, now, reviewer } from '../events.fixture.ts';

let park: ServiceUnderTest;
let persons = 1_000;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const query = (sql: string, values: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, values);
const step = (id: string, action: string, body?: object, as = clerk) => park.ask('POST', `/gatherings/${id}/${action}`, { as, body });
const registered = async (gathering: string, wish = {}) =>
  await park.ok('POST', '/registrations', { as: clerk, body: aRegistration(gathering, ++persons, wish) });
const stateOf = async (id: string): Promise<string> => (await park.ok('GET', `/registrations/${id}`, { as: clerk })).state;

it('goes through the review to the public with what the law asks for, each step with its event', async () => {
  const body = aDraft({ type: 'job_fair', capacity: 1_200, starts_at: '2025-07-20T01:00:00Z', ends_at: '2025-07-20T08:00:00Z' });
  const { id } = await park.ok('POST', '/gatherings', { as: clerk, body });
  await step(id, 'submit');
  expect((await step(id, 'approve')).body.code).toBe('segregation_of_duties');
  await step(id, 'reject', { reason: 'no emergency plan' }, reviewer);
  await step(id, 'submit');
  await step(id, 'approve', undefined, reviewer);
  const refused = await step(id, 'publish');
  expect([refused.status, refused.body.code, refused.body.missing.map(({ kind, due_on }: any) => [kind, due_on])]).toEqual([
    409,
    'evidence_missing',
    [
      ['permit', '2025-06-30'],
      ['filing', '2025-07-05'],
      ['emergency_plan', null],
    ],
  ]);
  const sha256 = createHash('sha256').update('plan').digest('hex');
  for (const evidence of [
    { kind: 'permit', reference: '青西公安许〔2025〕18号', applied_on: '2025-06-16' },
    { kind: 'filing', reference: '青西人社备〔2025〕7号', applied_on: '2025-06-16' },
    { kind: 'emergency_plan', sha256 },
  ])
    expect((await step(id, 'evidence', evidence)).status).toBe(200);
  expect((await step(id, 'publish')).body).toMatchObject({ state: 'published', emergency_plan_sha256: sha256 });
  expect((await eventsOf(park, id)).map(({ type }) => type.split('.')[1])).toEqual([
    'drafted',
    'submitted',
    'rejected',
    'submitted',
    'approved',
    'evidence-recorded',
    'evidence-recorded',
    'evidence-recorded',
    'published',
  ]);
});

it('refuses evidence without its number, day or file', async () => {
  const { id } = await park.ok('POST', '/gatherings', { as: clerk, body: aDraft() });
  const pointers = [{ kind: 'permit', applied_on: '2025-06-16' }, { kind: 'filing', reference: 'X' }, { kind: 'emergency_plan' }].map(
    async (body) => (await step(id, 'evidence', body)).body.errors[0].pointer,
  );
  expect(await Promise.all(pointers)).toEqual(['/reference', '/applied_on', '/sha256']);
});

it('is announced to member organisations once it is published, unless it is the park’s own affair', async () => {
  const member = { scopes: ['events:gathering:read'], organisation: '91370200264574251E' };
  const draft = await park.ok('POST', '/gatherings', { as: clerk, body: aDraft() });
  const internal = await aPublishedGathering(park, { visibility: 'internal' });
  const open = await aPublishedGathering(park, { visibility: 'alliance' });
  const status = async (id: string) => (await park.ask('GET', `/gatherings/${id}`, { as: member })).status;
  expect(await Promise.all([draft, internal, open].map(({ id }) => status(id)))).toEqual([404, 404, 200]);
  const told = await query(`select visibility from outbox where aggregate_id = any ($1) and type like '%published%' order by position`, [
    [internal.id, open.id],
  ]);
  expect(told).toEqual([{ visibility: 'internal' }, { visibility: 'alliance' }]);
});

it('moves with its registrations and its check-in lists, and has no day while it is postponed', async () => {
  const gathering = await aPublishedGathering(park);
  const seat = await registered(gathering.id);
  const list = {
    gathering_id: gathering.id,
    name: '东门',
    gate: '东门',
    opens_at: '2025-06-26T05:30:00Z',
    closes_at: '2025-06-26T09:00:00Z',
  };
  const { id: listId } = await park.ok('POST', '/check-in-lists', { as: clerk, body: list });
  await step(gathering.id, 'postpone', { reason: 'typhoon' });
  const refused = await park.ask('POST', '/registrations', { as: clerk, body: aRegistration(gathering.id, ++persons) });
  expect(refused.body.code).toBe('registration_closed');
  await step(gathering.id, 'reschedule', { starts_at: '2025-06-27T06:00:00Z', ends_at: '2025-06-27T09:00:00Z' });
  const told = (await eventsOf(park, seat.id)).filter(({ type }) => type === 'registration.rescheduled');
  expect(told.map(({ data }) => [data.gathering_on, data.from_state, data.to_state])).toEqual([
    [null, 'confirmed', 'confirmed'],
    ['2025-06-27', 'confirmed', 'confirmed'],
  ]);
  expect(await park.ok('GET', `/check-in-lists/${listId}`, { as: clerk })).toMatchObject({
    opens_at: '2025-06-27T05:30:00.000Z',
    closes_at: '2025-06-27T09:00:00.000Z',
  });
});

describe('the clock', () => {
  it('begins it, ends it, and tells who came and who did not', async () => {
    const gathering = await aPublishedGathering(park, { capacity: 3, expected_attendance: 3, registration_to: '2025-06-26T09:00:00Z' });
    const list = {
      gathering_id: gathering.id,
      name: '东门',
      gate: '东门',
      opens_at: '2025-06-26T05:30:00Z',
      closes_at: '2025-06-26T09:00:00Z',
    };
    const { id: listId } = await park.ok('POST', '/check-in-lists', { as: clerk, body: list });
    const [comes, stays, gone] = [await registered(gathering.id), await registered(gathering.id), await registered(gathering.id)];
    const waits = await registered(gathering.id);
    park.time.now = new Date('2025-06-26T06:00:00Z');
    await park.app.get(Schedule).runDue();
    expect((await park.ok('GET', `/gatherings/${gathering.id}`, { as: clerk })).state).toBe('ongoing');
    expect((await step(gathering.id, 'end')).body.code).toBe('nobody_checked_in');
    const { code } = await park.ok('GET', `/registrations/${comes.id}/ticket`, { as: clerk });
    await park.ok('POST', `/check-in-lists/${listId}/scans`, { as: clerk, body: { code, device_id: 'gate-1', scan_id: gathering.id } });
    await park.ok('POST', `/registrations/${gone.id}/cancel`, { as: clerk, body: { reason: 'ill' } });
    park.time.now = new Date('2025-06-26T09:00:00Z');
    await park.app.get(Schedule).runDue();
    expect(await Promise.all([comes, stays, gone, waits].map(({ id }) => stateOf(id)))).toEqual([
      'checked_in',
      'no_show',
      'cancelled',
      'lapsed',
    ]);
    const ended = (await eventsOf(park, gathering.id)).at(-1)!;
    expect(ended).toMatchObject({ type: 'gathering.ended', data: { registered: 2, checked_in: 1, no_show: 1, capacity: 3 } });
    expect((await step(gathering.id, 'archive')).body.state).toBe('archived');
  });

  it('leaves an ongoing one to be stopped in an emergency until its end, and not from it on', async () => {
    const [stopped, over] = [await aPublishedGathering(park), await aPublishedGathering(park)];
    const seat = await registered(stopped.id);
    park.time.now = new Date('2025-06-26T06:00:00Z');
    await park.app.get(Schedule).runDue();
    expect(await step(stopped.id, 'cancel', { reason: 'fire alarm' })).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await stateOf(seat.id)).toBe('cancelled');
    park.time.now = new Date('2025-06-26T09:00:00Z');
    expect(await step(over.id, 'cancel', { reason: 'too late' })).toMatchObject({ status: 409, body: { code: 'gathering_over' } });
    expect(await step(over.id, 'end')).toMatchObject({ status: 200, body: { state: 'ended' } });
  });
});

describe('a cancellation', () => {
  it('cancels every live registration and returns every seat', async () => {
    const gathering = await aPublishedGathering(park, { capacity: 2, expected_attendance: 2 });
    const quota = await park.ok('POST', '/quotas', { as: clerk, body: { gathering_id: gathering.id, name: '学生席', capacity: 2 } });
    const type = await park.ok('POST', '/registration-types', {
      as: clerk,
      body: { gathering_id: gathering.id, name: '学生', quota_ids: [quota.id] },
    });
    const live = [await registered(gathering.id, { type_id: type.id }), await registered(gathering.id), await registered(gathering.id)];
    expect((await step(gathering.id, 'cancel', { reason: 'typhoon' })).body.state).toBe('cancelled');
    expect(await Promise.all(live.map(({ id }) => stateOf(id)))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    const { items, waiting } = await park.ok('GET', `/gatherings/${gathering.id}/seats`, { as: clerk });
    expect([items.map(({ used, held }: any) => [used, held]), waiting]).toEqual([
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ]);
    const [told] = (await eventsOf(park, gathering.id)).slice(-1);
    expect(told).toMatchObject({ type: 'gathering.cancelled', data: { registrations: 3, reason: 'typhoon' } });
    expect((await eventsOf(park, live[2].id)).at(-1)).toMatchObject({
      type: 'registration.cancelled',
      data: { by: 'gathering', late: false },
    });
  });

  it('leaves nobody behind who registers at the same moment', async () => {
    const gathering = await aPublishedGathering(park, { capacity: 50, expected_attendance: 50 });
    const registering = Promise.all(
      Array.from({ length: 30 }, () => park.ask('POST', '/registrations', { as: clerk, body: aRegistration(gathering.id, ++persons) })),
    );
    const [answers, cancelled] = await Promise.all([registering, step(gathering.id, 'cancel', { reason: 'typhoon' })]);
    expect(cancelled.status).toBe(200);
    const states = await query('select state, count(*)::int as count from registration where gathering_id = $1 group by state', [
      gathering.id,
    ]);
    expect(states.map(({ state }) => state)).not.toContain('confirmed');
    expect(answers.every(({ status, body }) => status === 201 || body.code === 'registration_closed')).toBe(true);
    const [{ used, held }] = (await park.ok('GET', `/gatherings/${gathering.id}/seats`, { as: clerk })).items;
    expect([used, held]).toEqual([0, 0]);
  });

  it('is whole with 20,000 registrations: all in one transaction, or none', async () => {
    const gathering = await aPublishedGathering(park, { capacity: 999, expected_attendance: 999, code: 'CROWD' });
    await query(
      `insert into registration (id, code, gathering_id, person_id, person_masked, places, source, state, registered_at, ticket_issue, ticket_hash,
                                 version, created_at, updated_at)
       select gen_random_uuid(), 'CROWD-' || n, $1, gen_random_uuid(), '王**', 1, 'import', 'confirmed', $2, 1, repeat('a', 64), 2, $2, $2
       from generate_series(1, 20000) n`,
      [gathering.id, now],
    );
    await query('update seat_counter set capacity = 20000, used = 20000 where holder_id = $1', [gathering.id]);
    await query(`create function no_more() returns trigger language plpgsql as $$ begin
                   if (select count(*) from outbox where type like '%registration.cancelled%') > 19000 then raise exception 'the disk is full'; end if;
                   return null; end $$;
                 create trigger no_more after insert on outbox for each statement execute function no_more()`);
    expect((await step(gathering.id, 'cancel', { reason: 'typhoon' })).status).toBe(500);
    const count = async () =>
      await query('select state, count(*)::int as count from registration where gathering_id = $1 group by state', [gathering.id]);
    expect(await count()).toEqual([{ state: 'confirmed', count: 20_000 }]);
    await query('drop trigger no_more on outbox; drop function no_more()');
    expect((await step(gathering.id, 'cancel', { reason: 'typhoon' })).body.state).toBe('cancelled');
    expect(await count()).toEqual([{ state: 'cancelled', count: 20_000 }]);
    const [{ events }] = await query(
      `select count(*) as events from outbox where type = 'park.events.registration.cancelled.v1' and data ->> 'gathering_id' = $1`,
      [gathering.id],
    );
    expect(events).toBe(20_000);
    const [{ used, free }] = (await park.ok('GET', `/gatherings/${gathering.id}/seats`, { as: clerk })).items;
    expect([used, free]).toEqual([0, 20_000]);
  });
});

describe('the import', () => {
  const columns =
    'code,type,title,venue,starts_at,ends_at,expected_attendance,capacity,season_code,state,approved_by,permit_no,permit_applied_on';

  it('takes in drafts, what is published and what is over, and reports every bad row', async () => {
    const season = await park.importFile(
      'seasons',
      'code,name,starts_on,ends_on,state\nQCJ-2025,青年闯创季,2025-08-18,2025-08-21,published',
      clerk,
    );
    expect(season).toMatchObject({ state: 'done', created: 1 });
    const file = [
      columns,
      'PAST,salon,沙龙,1号楼,2025-03-05T14:00:00+08:00,2025-03-05T17:00:00+08:00,30,40,,ended,director,,',
      'FAIR,opening,开幕式,广场,2025-08-18T09:00:00+08:00,2025-08-18T11:00:00+08:00,1200,1200,QCJ-2025,draft,,青公许18,2025-06-10',
      'NEXT,training,培训,2号楼,2025-07-01T09:00:00+08:00,2025-07-01T11:00:00+08:00,30,40,,published,director,,',
      'BAD-1,salon,沙龙,1号楼,2025-03-05T14:00:00+08:00,2025-03-05T17:00:00+08:00,30,40,,published,director,,',
      'BAD-2,salon,沙龙,1号楼,2025-07-05T14:00:00+08:00,2025-07-05T17:00:00+08:00,30,40,,published,,,',
      'BAD-3,salon,沙龙,1号楼,2025-07-05T14:00:00+08:00,2025-07-05T17:00:00+08:00,30,40,,ended,director,,',
      'BAD-4,salon,沙龙,1号楼,2025-07-05T14:00:00+08:00,2025-07-05T17:00:00+08:00,30,40,QCJ-2025,draft,,,',
      'BAD-5,salon,沙龙,1号楼,2025-07-05T14:00:00+08:00,2025-07-05T17:00:00+08:00,30,40,NONE,draft,,,',
      'BAD-6,salon,沙龙,1号楼,2025-03-05T14:00:00+08:00,2025-03-05T17:00:00+08:00,3000,40,,ended,director,,',
    ].join('\n');
    const job = await park.importFile('gatherings', file, clerk, 'skip_bad_rows');
    expect(job).toMatchObject({ state: 'done', created: 3, bad: 6 });
    expect(job.errors.map(({ line, code }: any) => [line, code])).toEqual([
      [5, 'start_passed'],
      [6, 'required'],
      [7, 'in_future'],
      [8, 'outside_season'],
      [9, 'unknown_season'],
      [10, 'evidence_missing'],
    ]);
    expect(await park.importFile('gatherings', file.split('\n').slice(0, 4).join('\n'), clerk)).toMatchObject({ created: 0, unchanged: 3 });
    const { items } = await park.ok('GET', '/gatherings?sort=code&q=past', { as: clerk });
    expect(items).toMatchObject([{ state: 'ended', approved_by: 'director' }]);
  });
});

it('keeps its season within bounds, and the season waits for it', async () => {
  const season = await park.ok('POST', '/seasons', {
    as: clerk,
    body: { code: 'SUMMER', name: '夏季', starts_on: '2025-06-26', ends_on: '2025-06-28' },
  });
  const gathering = await aPublishedGathering(park, { season_id: season.id });
  await park.ok('POST', `/seasons/${season.id}/publish`, { as: clerk });
  expect((await park.ask('POST', `/seasons/${season.id}/close`, { as: clerk })).body.code).toBe('gatherings_open');
  const { headers } = await park.ask('GET', `/seasons/${season.id}`, { as: clerk });
  const later = { as: clerk, body: { starts_on: '2025-06-27' }, headers: { 'if-match': headers.get('etag')! } };
  expect((await park.ask('PATCH', `/seasons/${season.id}`, later)).body.code).toBe('gatherings_outside');
  await step(gathering.id, 'cancel', { reason: 'no speaker' });
  expect((await park.ask('POST', `/seasons/${season.id}/close`, { as: clerk })).body.code).toBe('not_over');
  expect((await park.ok('POST', `/seasons/${season.id}/cancel`, { as: clerk, body: { reason: 'no money' } })).state).toBe('cancelled');
  expect((await park.ask('POST', '/gatherings', { as: clerk, body: aDraft({ season_id: season.id }) })).body.code).toBe('unknown_season');
});

it('has events without a name in them', async () => {
  const names = Array.from({ length: 10 }, (_, i) => anIdentity(1_001 + i));
  const told = JSON.stringify(await query('select data from outbox'));
  for (const { name, citizen_id, phone } of names) for (const secret of [name, citizen_id, phone]) expect(told).not.toContain(secret);
});
