import { randomUUID } from 'node:crypto';
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aPublishedGathering, aRegistration, clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';

let park: ServiceUnderTest;
let persons = 0;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const register = (gathering: string, wish: Record<string, unknown> = {}, person = ++persons) =>
  park.ask('POST', '/registrations', { as: clerk, body: aRegistration(gathering, person, wish) });
const registered = async (gathering: string, wish: Record<string, unknown> = {}, person = ++persons) =>
  await park.ok('POST', '/registrations', { as: clerk, body: aRegistration(gathering, person, wish) });
const step = (id: string, action: string, body?: object) => park.ask('POST', `/registrations/${id}/${action}`, { as: clerk, body });
const seats = async (gathering: string) => await park.ok('GET', `/gatherings/${gathering}/seats`, { as: clerk });
const stateOf = async (id: string): Promise<string> => (await park.ok('GET', `/registrations/${id}`, { as: clerk })).state;
const runDue = () => park.app.get(Schedule).runDue();
const small = (capacity: number, wish = {}) => aPublishedGathering(park, { capacity, expected_attendance: capacity, ...wish });

/** Invariant 1: what the counters say is what the registrations take. */
async function requireExact(gathering: string): Promise<void> {
  const [taken] = await park.database.dataSource.query(
    `select coalesce(sum(places) filter (where state in ('confirmed', 'checked_in', 'no_show')), 0)::int as used,
            coalesce(sum(places) filter (where state in ('pending', 'offered')), 0)::int as held
     from registration where gathering_id = $1`,
    [gathering],
  );
  const [{ used, held, capacity }] = (await seats(gathering)).items;
  expect({ used, held }).toEqual(taken);
  expect(used + held).toBeLessThanOrEqual(capacity);
}

describe('registering', () => {
  it('confirms with a ticket whose hash the event carries, and shows the person masked', async () => {
    const gathering = await aPublishedGathering(park);
    const body = await registered(gathering.id, { organisation_uscc: undefined });
    expect(body).toMatchObject({ state: 'confirmed', person_masked: expect.stringMatching(/^王\*+$/), places: 1, source: 'web' });
    const [created, confirmed] = await eventsOf(park, body.id);
    expect([created!.type, confirmed!.type]).toEqual(['registration.created', 'registration.confirmed']);
    const ticket = await park.ok('GET', `/registrations/${body.id}/ticket`, { as: clerk });
    expect(confirmed!.data.ticket_code_hash).toBe(ticket.hash);
    expect((await seats(gathering.id)).items).toEqual([{ holder_id: gathering.id, capacity: 20, used: 1, held: 0, free: 19, quota: null }]);
    const clear = await park.ok('GET', `/registrations/${body.id}/person`, { as: clerk });
    expect(clear).toMatchObject({ name: `王样本${persons}` });
  });

  it('is once for each person and gathering, and again after a cancellation', async () => {
    const gathering = await aPublishedGathering(park);
    const person = ++persons;
    const answers = await Promise.all([1, 2, 3].map(() => register(gathering.id, {}, person)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('already_registered');
    const { body } = answers.find(({ status }) => status === 201)!;
    expect((await step(body.id, 'cancel', { reason: 'cannot come' })).status).toBe(200);
    expect((await register(gathering.id, {}, person)).status).toBe(201);
  });

  it('refuses what the gathering does not take', async () => {
    const gathering = await aPublishedGathering(park);
    const type = await park.ok('POST', '/registration-types', {
      as: clerk,
      body: { gathering_id: gathering.id, name: '嘉宾', places_at_most: 2 },
    });
    const answers = [
      await register(randomUUID()),
      await register(gathering.id, { type_id: randomUUID() }),
      await register(gathering.id, { type_id: type.id, places: 3 }),
      await register(gathering.id, { places: 11 }),
      await register(gathering.id, { organisation_uscc: '91370200264574251E' }),
      await register(gathering.id, { source: 'walk_in' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'unknown_gathering'],
      [422, 'unknown_registration_type'],
      [422, 'too_many_places'],
      [422, 'too_many_places'],
      [422, 'unknown_organisation'],
      [201, expect.stringMatching(/^ER-/)],
    ]);
  });
});

describe('the last seats', () => {
  it('go to exactly as many as there are, whoever races; the others wait in their order', async () => {
    const gathering = await small(5);
    const answers = await Promise.all(Array.from({ length: 40 }, () => register(gathering.id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
    const states = answers.map(({ body }) => body.state);
    expect(states.filter((state) => state === 'confirmed')).toHaveLength(5);
    const numbers = answers.flatMap(({ body }) => body.waitlist_number ?? []).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 35 }, (_, i) => i + 1));
    await requireExact(gathering.id);
  });

  it('are sold out once the waiting list is closed', async () => {
    const gathering = await small(3, { is_waiting_list_open: false });
    const answers = await Promise.all(Array.from({ length: 12 }, () => register(gathering.id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'sold_out')).toHaveLength(9);
    await requireExact(gathering.id);
  });

  it('stay with a group that gets all of its places or none', async () => {
    const gathering = await small(5);
    const answers = await Promise.all(Array.from({ length: 4 }, () => register(gathering.id, { places: 3 })));
    expect(answers.map(({ body }) => body.state).sort()).toEqual(['confirmed', 'waitlisted', 'waitlisted', 'waitlisted']);
    await requireExact(gathering.id);
  });
});

describe('the waiting list', () => {
  it('is served in its order, each by an offer that expires, also when a quota grows', async () => {
    const gathering = await small(2);
    const first = await registered(gathering.id);
    await registered(gathering.id);
    const waiting: any[] = [];
    for (let i = 0; i < 4; i++) waiting.push(await registered(gathering.id));
    expect(await park.ok('GET', `/registrations/${waiting[2].id}/position`, { as: clerk })).toEqual({ ahead: 2, waiting: 4 });

    await step(first.id, 'cancel', { reason: 'cannot come' });
    expect(await Promise.all(waiting.map(({ id }) => stateOf(id)))).toEqual(['offered', 'waitlisted', 'waitlisted', 'waitlisted']);
    await requireExact(gathering.id);
    await step(waiting[0].id, 'decline');
    expect((await step(waiting[1].id, 'accept')).body).toMatchObject({ state: 'confirmed', offer_expires_at: null });
    await park.ok('POST', `/gatherings/${gathering.id}/set-capacity`, { as: clerk, body: { capacity: 4 } });
    expect(await Promise.all(waiting.map(({ id }) => stateOf(id)))).toEqual(['declined', 'confirmed', 'offered', 'offered']);
    await requireExact(gathering.id);

    park.time.now = new Date('2025-06-17T02:00:00Z');
    await runDue();
    expect(await Promise.all(waiting.map(({ id }) => stateOf(id)))).toEqual(['declined', 'confirmed', 'offer_expired', 'offer_expired']);
    expect((await eventsOf(park, waiting[2].id)).map(({ type }) => type)).toEqual([
      'registration.created',
      'registration.waitlisted',
      'registration.offered',
      'registration.offer-expired',
    ]);
    expect((await register(gathering.id)).body.state).toBe('confirmed');
    await requireExact(gathering.id);
  });

  it('passes over those that do not fit, and lets nobody overtake who does', async () => {
    const gathering = await small(3);
    const pair = await registered(gathering.id, { places: 2 });
    await registered(gathering.id);
    const group = await registered(gathering.id, { places: 3 });
    const single = await registered(gathering.id);
    await step(pair.id, 'cancel', { reason: 'cannot come' });
    expect([await stateOf(group.id), await stateOf(single.id)]).toEqual(['waitlisted', 'offered']);
    expect((await register(gathering.id)).body.state).toBe('confirmed');
    await requireExact(gathering.id);
  });

  it('can be stopped: nobody is offered anything, and nobody takes a place that one who waits could have', async () => {
    const gathering = await small(1);
    const [seat, waits] = [await registered(gathering.id), await registered(gathering.id)];
    const { headers } = await park.ask('GET', `/gatherings/${gathering.id}`, { as: clerk });
    const stop = { as: clerk, body: { is_waiting_list_open: false }, headers: { 'if-match': headers.get('etag')! } };
    expect((await park.ask('PATCH', `/gatherings/${gathering.id}`, stop)).status).toBe(200);
    await step(seat.id, 'cancel', { reason: 'cannot come' });
    expect(await stateOf(waits.id)).toBe('waitlisted');
    expect((await register(gathering.id)).body.code).toBe('sold_out');
    await requireExact(gathering.id);
  });

  it('serves each quota by those that draw on it', async () => {
    const gathering = await small(4);
    const quota = await park.ok('POST', '/quotas', { as: clerk, body: { gathering_id: gathering.id, name: '学生席', capacity: 1 } });
    const type = await park.ok('POST', '/registration-types', {
      as: clerk,
      body: { gathering_id: gathering.id, name: '学生', quota_ids: [quota.id] },
    });
    const [student, next] = [await registered(gathering.id, { type_id: type.id }), await registered(gathering.id, { type_id: type.id })];
    expect([student.state, next.state, (await registered(gathering.id)).state]).toEqual(['confirmed', 'waitlisted', 'confirmed']);
    const lower = await park.ask('POST', `/quotas/${quota.id}/set-capacity`, { as: clerk, body: { capacity: 0 } });
    expect([lower.status, lower.body.code]).toEqual([409, 'below_taken']);
    await park.ok('POST', `/quotas/${quota.id}/set-capacity`, { as: clerk, body: { capacity: 2 } });
    expect(await stateOf(next.id)).toBe('offered');
    expect((await seats(gathering.id)).items).toEqual([
      { holder_id: gathering.id, capacity: 4, used: 2, held: 1, free: 1, quota: null },
      { holder_id: quota.id, capacity: 2, used: 1, held: 1, free: 0, quota: '学生席' },
    ]);
  });
});

describe('a moderated gathering', () => {
  it('holds the places of what is pending for a time, and gives them to the next', async () => {
    const gathering = await small(1, { is_moderated: true, hold_minutes: 60 });
    const [pending, waits] = [await registered(gathering.id), await registered(gathering.id)];
    expect([pending.state, pending.hold_until, waits.state]).toEqual(['pending', '2025-06-16T03:00:00.000Z', 'waitlisted']);
    await requireExact(gathering.id);
    park.time.now = new Date('2025-06-16T03:00:00Z');
    expect((await step(pending.id, 'confirm')).body.code).toBe('hold_over');
    await runDue();
    expect([await stateOf(pending.id), await stateOf(waits.id)]).toEqual(['lapsed', 'offered']);
    await requireExact(gathering.id);
  });

  it('returns the places of what is rejected', async () => {
    const gathering = await small(1, { is_moderated: true });
    const pending = await registered(gathering.id);
    expect((await step(pending.id, 'reject', { reason: 'for residents only' })).body.state).toBe('rejected');
    const next = await registered(gathering.id);
    expect((await step(next.id, 'confirm')).body.state).toBe('confirmed');
    await requireExact(gathering.id);
  });
});

it('stays exact and in order through any race of registrations, cancellations and answers', async () => {
  const gathering = await small(6);
  const ids: string[] = [];
  for (let round = 0; round < 5; round++) {
    const fresh = await Promise.all(Array.from({ length: 8 }, () => register(gathering.id, { places: 1 + (persons % 2) })));
    ids.push(...fresh.map(({ body }) => body.id));
    await Promise.all(
      ids.map(async (id, i) => {
        const state = await stateOf(id);
        if (state === 'offered') await step(id, i % 3 === 0 ? 'decline' : 'accept');
        else if (state === 'confirmed' && i % 2 === 0) await step(id, 'cancel', { reason: 'cannot come' });
      }),
    );
    await requireExact(gathering.id);
  }
  // Everybody who still waits does not fit what is free.
  const [{ free }] = (await seats(gathering.id)).items;
  const { items } = await park.ok('GET', `/registrations?gathering_id=${gathering.id}&state=waitlisted&limit=100`, { as: clerk });
  for (const { places } of items) expect(places).toBeGreaterThan(free);
});

describe('who may see and do what', () => {
  const uscc = '91370200264574251E';
  const member = { scopes: ['events:registration:read', 'events:gathering:read', 'events:registration:write'], organisation: uscc };

  it('shows an organisation its own people, without the reference', async () => {
    await park.database.dataSource.query(
      'insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, true, now())',
      [randomUUID(), uscc],
    );
    const gathering = await aPublishedGathering(park);
    const own = await registered(gathering.id, { organisation_uscc: uscc });
    await registered(gathering.id);
    const { items } = await park.ok('GET', `/registrations?gathering_id=${gathering.id}`, { as: member });
    expect(items.map(({ id, person_id, ticket_hash }: any) => [id, person_id, ticket_hash])).toEqual([[own.id, null, null]]);
    expect((await park.ask('POST', '/registrations', { as: member, body: aRegistration(gathering.id, ++persons) })).status).toBe(403);
    expect((await park.ask('GET', `/registrations/${own.id}/ticket`, { as: member })).body.code).toBe('operator_only');
  });
});

describe('the import', () => {
  const columns = 'gathering_code,name,citizen_id,phone,places,registered_at,checked_in_at';
  const row = (code: string, wish: { places?: number; checked_in_at?: string; registered_at?: string } = {}): string => {
    const { name, citizen_id, phone } = aRegistration('', ++persons) as Record<string, string>;
    return [
      code,
      name,
      citizen_id,
      phone,
      wish.places ?? '',
      wish.registered_at ?? '2025-06-10T10:00:00+08:00',
      wish.checked_in_at ?? '',
    ].join(',');
  };

  it('takes in who registered and who came, once, and reports every bad row', async () => {
    const gathering = await aPublishedGathering(park, { starts_at: '2025-06-16T06:00:00Z', ends_at: '2025-06-16T09:00:00Z' });
    const list = {
      gathering_id: gathering.id,
      name: '东门',
      gate: '东门',
      opens_at: '2025-06-16T05:30:00Z',
      closes_at: '2025-06-16T09:00:00Z',
    };
    await park.ok('POST', '/check-in-lists', { as: clerk, body: list });
    park.time.now = new Date('2025-06-16T08:00:00Z');
    const good = [row(gathering.code, { places: 3, checked_in_at: '2025-06-16T14:05:00+08:00' }), row(gathering.code)];
    const bad = [
      row('NO-SUCH'),
      row(gathering.code, { checked_in_at: '2025-06-16T13:00:00+08:00' }),
      row(gathering.code, { checked_in_at: '2025-06-16T17:00:00+08:00' }),
      row(gathering.code, { registered_at: '2025-06-17T10:00:00+08:00' }),
      row(gathering.code, { places: 30 }),
    ];
    const file = [columns, ...good, ...bad].join('\n');
    const job = await park.importFile('registrations', file, clerk, 'skip_bad_rows');
    expect(job).toMatchObject({ state: 'done', created: 2, bad: 5 });
    expect(job.errors.map(({ line, column, code }: any) => [line, column, code])).toEqual([
      [4, 'gathering_code', 'unknown_gathering'],
      [5, 'checked_in_at', 'outside_list'],
      [6, 'checked_in_at', 'in_future'],
      [7, 'registered_at', 'in_future'],
      [8, expect.any(String), 'sold_out'],
    ]);
    await requireExact(gathering.id);
    const again = await park.importFile('registrations', [columns, ...good].join('\n'), clerk);
    expect(again).toMatchObject({ state: 'done', created: 0, unchanged: 2 });
    const changed = await park.importFile('registrations', [columns, good[0]!.replace(',3,', ',2,')].join('\n'), clerk);
    expect(changed.errors).toMatchObject([{ line: 2, column: 'places', code: 'not_changed_by_import' }]);
    const later = await park.importFile('registrations', [columns, good[0]!.replace('14:05', '15:05')].join('\n'), clerk);
    expect(later.errors).toMatchObject([{ line: 2, column: 'checked_in_at', code: 'not_changed_by_import' }]);
    const { items } = await park.ok('GET', `/registrations?gathering_id=${gathering.id}&state=checked_in`, { as: clerk });
    expect(items).toMatchObject([{ places: 3, source: 'import', registered_at: '2025-06-10T02:00:00.000Z' }]);
  });
});

it('forgets a person half a year after their last gathering, and keeps what was counted', async () => {
  const gathering = await aPublishedGathering(park);
  const person = ++persons;
  const kept = await registered(gathering.id, {}, person);
  const counts = async () => await park.ok('GET', '/figures?as_of=2025-12-31', { as: { scopes: ['park:figures:read'] } });
  const before = await counts();
  park.time.now = new Date('2025-12-23T02:00:00Z');
  await runDue();
  expect((await park.ok('GET', `/registrations/${kept.id}`, { as: clerk })).person_masked).not.toBe('');
  park.time.now = new Date('2025-12-24T02:00:00Z');
  await runDue();
  const after = await park.ok('GET', `/registrations/${kept.id}`, { as: clerk });
  expect(after).toMatchObject({ person_masked: '', person_id: kept.person_id });
  expect((await park.ask('GET', `/registrations/${kept.id}/person`, { as: clerk })).status).toBe(404);
  const [{ count }] = await park.database.dataSource.query('select count(*) from person where id = $1', [kept.person_id]);
  expect(count).toBe(0);
  const same = (figures: any) => figures.items.filter(({ code }: any) => code === 'registrations' || code.startsWith('participants'));
  expect(same(await counts())).toEqual(same(before));
});
