import { aGathering } from '../gatherings/gathering.fixture.ts';
import { aRegistered } from '../registrations/registration.fixture.ts';
import type { Registration } from '../registrations/registration.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { CheckInList } from './check-in-list.ts';
import { admit, type Door, type Scanned, type ScanAnswer } from './door.ts';
import type { CheckIn, Scan } from './scan.ts';

const now = new Date('2025-06-26T07:00:00Z');
const of = aGathering({ state: 'ongoing' });
const registration = aRegistered();
const list: CheckInList = {
  id: '0197a0c0-0000-7000-8000-000000000024',
  code: 'EL-000001',
  gathering_id: of.id,
  name: '东门',
  gate: '东门',
  opens_at: new Date('2025-06-26T05:30:00Z'),
  closes_at: new Date('2025-06-26T09:00:00Z'),
  type_ids: [],
  version: 1,
  created_at: now,
  updated_at: now,
};
const ticket: Ticket = { gathering_id: of.id, registration_id: registration.id, issue: 1 };
let ids = 0;
const newId = (): string => `check-in-${++ids}`;

function aScan(wish: Partial<Scan> = {}): Scan {
  return { device_id: 'gate-1', scan_id: '1', scanned_at: now, offline: false, ...wish };
}

function aDoor(wish: Partial<Door> = {}): Door {
  return { list, of, registrations: new Map([[registration.id, registration]]), known: new Map(), standing: new Map(), ...wish };
}

function scanned(door: Door, ...scans: Scanned[]) {
  const admissions = admit(door, scans, now, newId);
  return { ...admissions, answers: admissions.outcomes as ScanAnswer[] };
}

const aCheckIn = (wish: Partial<CheckIn> = {}): CheckIn => ({
  ...aScan(),
  id: 'check-in-0',
  list_id: list.id,
  registration_id: registration.id,
  result: 'ok',
  uploaded_at: now,
  reverted_at: null,
  ...wish,
});

describe('the answer', () => {
  const type = '0197a0c0-0000-7000-8000-000000000040';
  const other = '0197a0c0-0000-7000-8000-000000000099';
  it.each<
    [string, { ticket?: Ticket | null; registration?: Partial<Registration>; list?: Partial<CheckInList>; scan?: Partial<Scan> }, string]
  >([
    ['a good ticket', {}, 'ok'],
    ['a code that is none', { ticket: null }, 'invalid'],
    ['a ticket of another gathering', { ticket: { ...ticket, gathering_id: other } }, 'invalid'],
    ['a list of another gathering', { list: { gathering_id: other } }, 'invalid'],
    ['a ticket that was replaced', { registration: { ticket_issue: 2 } }, 'invalid'],
    ['a cancelled registration', { registration: { state: 'cancelled' } }, 'not_confirmed'],
    ['one that waits', { registration: { state: 'waitlisted' } }, 'not_confirmed'],
    ['one of the list’s types', { registration: { type_id: type }, list: { type_ids: [type] } }, 'ok'],
    ['one of another type', { registration: { type_id: other }, list: { type_ids: [type] } }, 'wrong_list'],
    ['one of the general type at a list for others', { list: { type_ids: [type] } }, 'wrong_list'],
    ['the first moment of the list', { scan: { scanned_at: list.opens_at, offline: true } }, 'ok'],
    ['the moment before', { scan: { scanned_at: new Date(list.opens_at.getTime() - 1), offline: true } }, 'wrong_time'],
    ['the moment after the last', { list: { closes_at: now } }, 'wrong_time'],
    ['a no-show that a device brings late', { registration: { state: 'no_show' }, scan: { offline: true } }, 'ok'],
    ['one that has come in elsewhere', { registration: { state: 'checked_in' } }, 'ok'],
  ])('to %s', (_, wish, result) => {
    const own = { ...registration, ...wish.registration };
    const door = aDoor({ list: { ...list, ...wish.list }, registrations: new Map([[own.id, own]]) });
    const { answers } = scanned(door, { scan: aScan(wish.scan), ticket: wish.ticket === undefined ? ticket : wish.ticket });
    expect(answers[0]!.result).toBe(result);
  });

  it('tells what is wrong before it tells of a check-in', () => {
    const standing = new Map([[registration.id, aCheckIn()]]);
    const second = { scan: aScan({ scan_id: '2' }), ticket };
    expect(scanned(aDoor({ standing }), second).answers[0]).toMatchObject({
      result: 'already',
      checked_in: { device_id: 'gate-1', scanned_at: now },
    });
    const cancelled = new Map([[registration.id, aRegistered({ state: 'cancelled' })]]);
    expect(scanned(aDoor({ standing, registrations: cancelled }), second).answers[0]!.result).toBe('not_confirmed');
    expect(scanned(aDoor({ standing, list: { ...list, closes_at: now } }), second).answers[0]!.result).toBe('wrong_time');
  });
});

describe('a scan that comes again', () => {
  const known = new Map([[JSON.stringify(['gate-1', '1']), aCheckIn()]]);
  const standing = new Map([[registration.id, aCheckIn()]]);

  it('is answered as the first time, and recorded once', () => {
    const again = scanned(aDoor({ known, standing }), { scan: aScan({ scanned_at: new Date(now.getTime() + 5_000) }), ticket });
    expect(again.answers[0]).toMatchObject({ result: 'ok', repeated: true, checked_in: { scanned_at: now } });
    expect([again.checkIns, again.registrations]).toEqual([[], []]);
  });

  it('is refused with another ticket, or offline with another time', () => {
    const stranger = { ...ticket, registration_id: '0197a0c0-0000-7000-8000-000000000032' };
    const offline = new Map([[JSON.stringify(['gate-1', '1']), aCheckIn({ offline: true, scanned_at: new Date('2025-06-26T06:00:00Z') })]]);
    expect(scanned(aDoor({ known, standing }), { scan: aScan(), ticket: stranger }).outcomes[0]).toMatchObject({
      error: { code: 'scan_reuse' },
    });
    expect(scanned(aDoor({ known: offline }), { scan: aScan({ offline: true }), ticket }).outcomes[0]).toMatchObject({
      error: { code: 'scan_reuse' },
    });
  });

  it('is one scan within a request, too', () => {
    const twice = scanned(aDoor(), { scan: aScan(), ticket }, { scan: aScan(), ticket });
    expect(twice.answers.map(({ result, repeated }) => [result, repeated])).toEqual([
      ['ok', false],
      ['ok', true],
    ]);
    expect(twice.checkIns).toHaveLength(1);
  });
});

describe('a device that was offline', () => {
  const earlier = new Date('2025-06-26T06:00:00Z');

  it('reports whom it let in by mistake: recorded, not refused', () => {
    const standing = new Map([[registration.id, aCheckIn()]]);
    const passedBack = scanned(aDoor({ standing }), { scan: aScan({ scan_id: '7', offline: true }), ticket });
    expect(passedBack.answers[0]).toMatchObject({ result: 'already', admitted_in_error: true });
    expect(passedBack.registrations).toEqual([]);
    const forged = scanned(aDoor(), { scan: aScan({ offline: true }), ticket: null });
    expect(forged.checkIns).toMatchObject([{ result: 'invalid', registration_id: null }]);
    expect(forged.list.events).toMatchObject([{ data: { result: 'invalid', registration_id: null, device_id: 'gate-1' } }]);
    const refused = scanned(aDoor(), { scan: aScan(), ticket: null });
    expect([refused.answers[0]!.admitted_in_error, refused.checkIns, refused.list.events]).toEqual([false, [], []]);
  });

  it('is answered in the order of its times, not of the request', () => {
    const [late, early] = [aScan({ scan_id: 'late', offline: true }), aScan({ scan_id: 'early', scanned_at: earlier, offline: true })];
    const { answers, registrations } = scanned(aDoor(), { scan: late, ticket }, { scan: early, ticket });
    expect(answers.map(({ scan_id, result }) => [scan_id, result])).toEqual([
      ['late', 'already'],
      ['early', 'ok'],
    ]);
    expect(registrations).toHaveLength(1);
    expect(registrations[0]!.events[0]).toMatchObject({
      effectiveOn: '2025-06-26',
      data: { scanned_at: earlier.toISOString(), uploaded_at: now.toISOString() },
    });
  });
});

it('shows the person masked', () => {
  const { answers } = scanned(aDoor(), { scan: aScan(), ticket });
  expect(answers[0]!.registration).toEqual({ id: registration.id, code: 'ER-000001', person_masked: '王**', places: 1, type_id: null });
});
