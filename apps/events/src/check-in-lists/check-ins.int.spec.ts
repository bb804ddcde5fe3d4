import type { ServiceUnderTest } from '@park/test-kit';
import { aPublishedGathering, aRegistration, clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';

let park: ServiceUnderTest;
let persons = 2_000;
let scans = 0;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

const during = '2025-06-26T06:30:00Z';
const opens_at = '2025-06-26T05:30:00Z';
const closes_at = '2025-06-26T09:00:00Z';

/** A gathering with a list, and somebody with a ticket; at half past two of its day. */
async function aDoor(wish: Record<string, unknown> = {}) {
  park.time.now = new Date(now);
  const gathering = await aPublishedGathering(park, wish);
  const list = await anotherList(gathering.id, '东门');
  const registration = await park.ok('POST', '/registrations', { as: clerk, body: aRegistration(gathering.id, ++persons) });
  const { code } = await park.ok('GET', `/registrations/${registration.id}/ticket`, { as: clerk });
  park.time.now = new Date(during);
  return { gathering, list, registration, code };
}

async function anotherList(gathering_id: string, name: string, wish = {}) {
  return await park.ok('POST', '/check-in-lists', { as: clerk, body: { gathering_id, name, gate: name, opens_at, closes_at, ...wish } });
}

const scan = (list: { id: string }, code: string, wish: Record<string, unknown> = {}) =>
  park.ask('POST', `/check-in-lists/${list.id}/scans`, {
    as: clerk,
    body: { code, device_id: 'gate-1', scan_id: String(++scans), ...wish },
  });
const batch = (list: { id: string }, items: object[]) =>
  park.ask('POST', `/check-in-lists/${list.id}/scans/batch`, { as: clerk, body: { scans: items } });
const checkIns = (registration: { id: string }): Promise<any[]> =>
  park.database.dataSource.query('select result, offline, reverted_at from check_in where registration_id = $1 order by uploaded_at', [
    registration.id,
  ]);

it('lets in once, answers a second scan with the first, and the same scan as before', async () => {
  const { list, registration, code } = await aDoor();
  const first = await scan(list, code, { scan_id: 'once' });
  expect(first).toMatchObject({
    status: 200,
    body: { result: 'ok', repeated: false, registration: { id: registration.id, person_masked: expect.stringMatching(/^王\*+$/) } },
  });
  park.time.now = new Date('2025-06-26T06:31:00Z');
  const checked_in = { device_id: 'gate-1', scanned_at: '2025-06-26T06:30:00.000Z' };
  expect((await scan(list, code, { scan_id: 'once' })).body).toMatchObject({ result: 'ok', repeated: true, checked_in });
  expect((await scan(list, code, { device_id: 'gate-2' })).body).toMatchObject({ result: 'already', repeated: false, checked_in });
  expect(await checkIns(registration)).toHaveLength(1);
  expect((await eventsOf(park, registration.id)).map(({ type }) => type)).toEqual([
    'registration.created',
    'registration.confirmed',
    'registration.checked-in',
  ]);
});

it('lets in once where two gates scan at the same moment', async () => {
  const { list, registration, code } = await aDoor();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => scan(list, code, { device_id: `gate-${i}` })));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(answers.filter(({ body }) => body.result === 'ok')).toHaveLength(1);
  expect(answers.filter(({ body }) => body.result === 'already')).toHaveLength(19);
  expect(await checkIns(registration)).toHaveLength(1);
});

it('answers a good scan of no ticket, of a cancelled one, and of one for another list', async () => {
  const { gathering, list, registration, code } = await aDoor();
  const other = await aDoor();
  const type = await park.ok('POST', '/registration-types', { as: clerk, body: { gathering_id: gathering.id, name: '嘉宾' } });
  const guests = await anotherList(gathering.id, '嘉宾通道', { type_ids: [type.id] });
  const forged = code.slice(0, -1) + (code.endsWith('A') ? 'Q' : 'A');
  const results = [await scan(list, other.code), await scan(list, forged), await scan(guests, code)];
  expect(results.map(({ body }) => body.result)).toEqual(['invalid', 'invalid', 'wrong_list']);
  await park.ok('POST', `/registrations/${registration.id}/reissue-ticket`, { as: clerk, body: { reason: 'lost' } });
  expect((await scan(list, code)).body.result).toBe('invalid');
  const fresh = await park.ok('GET', `/registrations/${registration.id}/ticket`, { as: clerk });
  await park.ok('POST', `/registrations/${registration.id}/cancel`, { as: clerk, body: { reason: 'ill' } });
  expect((await scan(list, fresh.code)).body.result).toBe('not_confirmed');
  park.time.now = new Date(closes_at);
  expect((await scan(list, other.code)).body.result).toBe('invalid');
  expect((await scan(other.list, other.code)).body.result).toBe('wrong_time');
});

it('reverts a check-in until the end, and takes the next', async () => {
  const { gathering, list, registration, code } = await aDoor();
  const hall = await anotherList(gathering.id, '会场');
  await scan(list, code);
  await scan(hall, code);
  const revert = (list_id: string) =>
    park.ask('POST', `/registrations/${registration.id}/revert-check-in`, { as: clerk, body: { list_id, reason: 'wrong ticket' } });
  expect((await revert(list.id)).body.state).toBe('checked_in');
  expect((await revert(list.id)).body.code).toBe('not_checked_in');
  expect((await revert(hall.id)).body.state).toBe('confirmed');
  expect((await scan(list, code)).body.result).toBe('ok');
});

describe('what a device brings that was offline', () => {
  it('has an answer for each scan, and is the same when it comes again', async () => {
    const { gathering, list, registration, code } = await aDoor();
    const stranger = await park.ok('POST', '/registrations', {
      as: clerk,
      body: aRegistration(gathering.id, ++persons, { source: 'walk_in' }),
    });
    await park.ok('POST', `/registrations/${stranger.id}/cancel`, { as: clerk, body: { reason: 'ill' } });
    const offline = (scan_id: string, scanned_at: string, of = code) => ({ code: of, device_id: 'gate-9', scan_id, scanned_at });
    const items = [
      offline('3', '2025-06-26T06:20:00Z'),
      offline('2', '2025-06-26T06:10:00Z'),
      offline('4', '2025-06-26T05:29:59Z'),
      offline('5', '2025-06-26T08:00:00Z'),
      offline('6', '2025-06-26T06:00:00Z', 'forged'),
    ];
    const answer = await batch(list, items);
    expect(answer.status).toBe(200);
    const told = (body: any) =>
      body.items.map(({ scan_id, result, admitted_in_error, error }: any) => [scan_id, result ?? error.code, admitted_in_error]);
    expect(told(answer.body)).toEqual([
      ['3', 'already', true],
      ['2', 'ok', false],
      ['4', 'wrong_time', true],
      ['5', 'in_future', undefined],
      ['6', 'invalid', true],
    ]);
    expect(told((await batch(list, items)).body)).toEqual(told(answer.body));
    expect((await batch(list, [offline('2', '2025-06-26T06:11:00Z')])).body.items[0].error.code).toBe('scan_reuse');
    expect(await checkIns(registration)).toHaveLength(3);
    const mistakes = (await eventsOf(park, list.id)).filter(({ type }) => type === 'check-in-list.person-admitted-in-error');
    expect(mistakes.map(({ data }) => [data.result, data.registration_id])).toEqual([
      ['wrong_time', registration.id],
      ['invalid', null],
      ['already', registration.id],
    ]);
  });

  it('counts who came after all, also when the gathering is over', async () => {
    const { gathering, list, registration, code } = await aDoor();
    await park.ok('POST', `/gatherings/${gathering.id}/end`, { as: clerk }).catch(() => undefined);
    park.time.now = new Date('2025-06-26T06:30:00Z');
    const { Schedule } = await import('@park/service-kit');
    await park.app.get(Schedule).runDue();
    park.time.now = new Date('2025-06-26T10:00:00Z');
    await park.app.get(Schedule).runDue();
    expect((await park.ok('GET', `/registrations/${registration.id}`, { as: clerk })).state).toBe('no_show');
    const late = { code, device_id: 'gate-9', scan_id: 'late', scanned_at: '2025-06-26T06:12:00Z' };
    expect((await batch(list, [late])).body.items[0]).toMatchObject({ result: 'ok', admitted_in_error: false });
    expect((await eventsOf(park, registration.id)).at(-1)).toMatchObject({
      type: 'registration.checked-in',
      data: { from_state: 'no_show', scanned_at: '2025-06-26T06:12:00.000Z', uploaded_at: '2025-06-26T10:00:00.000Z', offline: true },
    });
  });
});

describe('the ticket', () => {
  it('is a QR code in two forms, kept by no cache', async () => {
    const { registration } = await aDoor();
    const svg = await park.ask<string>('GET', `/registrations/${registration.id}/ticket.svg`, { as: clerk });
    expect([svg.status, svg.headers.get('content-type'), svg.headers.get('cache-control')]).toEqual([200, 'image/svg+xml', 'no-store']);
    expect(svg.body).toContain('<svg');
    const png = await park.ask('GET', `/registrations/${registration.id}/ticket.png`, { as: clerk });
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('can be checked by a device with the public key alone', async () => {
    const { createPublicKey, verify } = await import('node:crypto');
    const { code } = await aDoor();
    const { body } = await park.ask<any>('GET', '/ticket-keys');
    const key = createPublicKey({ key: body.keys[0], format: 'jwk' });
    const bytes = Buffer.from(code, 'base64url');
    expect(verify(null, bytes.subarray(0, 34), key, bytes.subarray(34))).toBe(true);
  });

  it('is not there before a registration is confirmed', async () => {
    park.time.now = new Date(now);
    const gathering = await aPublishedGathering(park, { is_moderated: true });
    const { id } = await park.ok('POST', '/registrations', { as: clerk, body: aRegistration(gathering.id, ++persons) });
    expect((await park.ask('GET', `/registrations/${id}/ticket`, { as: clerk })).body.code).toBe('no_ticket');
  });
});
