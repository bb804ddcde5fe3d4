import { allowed, type Refusal } from '@park/kernel';
import { aGathering } from '../gatherings/gathering.fixture.ts';
import type { Gathering } from '../gatherings/gathering.ts';
import { isWaitingListServed, offerExpiry, outcomeOf, requireOpen } from './opening.ts';
import { clearReview, flagForReview } from './registration-review.ts';
import { aRegistered } from './registration.fixture.ts';
import {
  accept,
  cancel,
  checkIn,
  confirm,
  create,
  decline,
  expireOffer,
  lapse,
  markNoShow,
  offer,
  registrationMachine,
  reissueTicket,
  reject,
  requirePlaces,
  reschedule,
  revertCheckIn,
  waitlist,
  type Registration,
  type RegistrationState,
} from './registration.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const hash = 'e'.repeat(64);
const published = aGathering({ state: 'published' });
const refused = (code: string) => expect.objectContaining<Partial<Refusal>>({ code });
const at = (instant: string): Date => new Date(instant);

describe('the window', () => {
  it.each<[string, Partial<Gathering>, 'web' | 'walk_in', string, boolean]>([
    ['its first moment', {}, 'web', '2025-06-01T00:00:00Z', true],
    ['the moment before', {}, 'web', '2025-05-31T23:59:59Z', false],
    ['its last moment', {}, 'web', '2025-06-26T05:59:59Z', true],
    ['the moment after', {}, 'web', '2025-06-26T06:00:00Z', false],
    ['the switch off', { is_registration_open: false }, 'web', '2025-06-16T02:00:00Z', false],
    ['a gathering that is postponed', { state: 'postponed' }, 'web', '2025-06-16T02:00:00Z', false],
    ['a gathering that is not published', { state: 'approved' }, 'web', '2025-06-16T02:00:00Z', false],
    ['the door on the day before', { is_registration_open: false }, 'walk_in', '2025-06-25T15:59:59Z', false],
    ['the door from the day on', { is_registration_open: false }, 'walk_in', '2025-06-25T16:00:00Z', true],
    ['the door while it goes on', { state: 'ongoing' }, 'walk_in', '2025-06-26T08:59:59Z', true],
    ['the door after it has ended', { state: 'ended' }, 'walk_in', '2025-06-26T09:00:00Z', false],
  ])('at %s', (_, wish, source, instant, isOpen) => {
    const opened = () => requireOpen({ ...published, ...wish }, source, at(instant));
    if (isOpen) expect(opened).not.toThrow();
    else expect(opened).toThrow(refused('registration_closed'));
  });
});

describe('the outcome of a new registration', () => {
  const request = { source: 'web', isModerated: false, fits: true, wouldOvertake: false } as const;
  it.each<[string, object, Partial<Gathering>, RegistrationState | 'sold_out']>([
    ['places are free', {}, {}, 'confirmed'],
    ['it is to be confirmed by hand', { isModerated: true }, {}, 'pending'],
    ['none are free', { fits: false }, {}, 'waitlisted'],
    ['somebody waits whom they fit', { wouldOvertake: true }, {}, 'waitlisted'],
    ['somebody waits whom they fit, and the list was stopped', { wouldOvertake: true }, { is_waiting_list_open: false }, 'sold_out'],
    ['none are free, and the list was stopped', { fits: false }, { is_waiting_list_open: false }, 'sold_out'],
    ['none are free, and it goes on already', { fits: false }, { state: 'ongoing' }, 'sold_out'],
    ['it is at the door, whoever waits', { source: 'walk_in', wouldOvertake: true, isModerated: true }, {}, 'confirmed'],
    ['it is at the door and none are free', { source: 'walk_in', fits: false }, {}, 'sold_out'],
  ])('where %s', (_, wish, gathering, outcome) => {
    const decided = () => outcomeOf({ ...request, ...wish }, { ...published, ...gathering }, now);
    if (outcome === 'sold_out') expect(decided).toThrow(refused('sold_out'));
    else expect(decided()).toBe(outcome);
  });

  it('is on offer until the gathering begins at the latest', () => {
    expect(offerExpiry(published, now)).toEqual(at('2025-06-17T02:00:00Z'));
    expect(offerExpiry(published, at('2025-06-26T01:00:00Z'))).toEqual(published.starts_at);
    expect([at('2025-06-26T05:59:59Z'), published.starts_at].map((instant) => isWaitingListServed(published, instant))).toEqual([
      true,
      false,
    ]);
  });

  it('has no more places than its type grants', () => {
    expect(() => requirePlaces(3, 2)).toThrow(refused('too_many_places'));
    expect(() => requirePlaces(2, 2)).not.toThrow();
  });
});

describe('holds and offers', () => {
  const until = at('2025-06-16T02:00:00Z');
  it('end at their moment, for the one and for the other', () => {
    const pending = aRegistered({ state: 'pending', hold_until: until, ticket_hash: null });
    const offered = aRegistered({ state: 'offered', offer_expires_at: until, ticket_hash: null });
    const before = new Date(until.getTime() - 1);
    expect(confirm(pending, hash, published, before).next).toMatchObject({ state: 'confirmed', hold_until: null, ticket_hash: hash });
    expect(() => confirm(pending, hash, published, until)).toThrow(refused('hold_over'));
    expect(() => lapse(pending, published, before)).toThrow(refused('not_over'));
    expect(lapse(pending, published, until).next.state).toBe('lapsed');
    expect(accept(offered, hash, published, before).next).toMatchObject({ state: 'confirmed', offer_expires_at: null });
    expect(() => accept(offered, hash, published, until)).toThrow(refused('offer_expired'));
    expect(() => expireOffer(offered, published, before)).toThrow(refused('not_over'));
    expect(expireOffer(offered, published, until).next.state).toBe('offer_expired');
  });

  it('end with the gathering, whatever their moment', () => {
    const ended = aGathering({ state: 'ended' });
    expect(lapse(aRegistered({ state: 'waitlisted', waitlist_number: 1 }), ended, now).next.state).toBe('lapsed');
    expect(() => lapse(aRegistered({ state: 'waitlisted', waitlist_number: 1 }), published, now)).toThrow(refused('not_over'));
  });
});

describe('the end of a registration', () => {
  it('is not its cancellation once somebody has come in, but with the gathering', () => {
    const there = aRegistered({ state: 'checked_in' });
    const cancellation = { reason: 'cannot come', late: false } as const;
    expect(() => cancel(there, { ...cancellation, by: 'holder' }, published, today)).toThrow(refused('checked_in'));
    expect(cancel(there, { ...cancellation, by: 'gathering' }, published, today).next.state).toBe('cancelled');
  });

  it('dates a no-show from the day of the gathering', () => {
    expect(markNoShow(aRegistered(), published).events[0]).toMatchObject({
      effectiveOn: '2025-06-26',
      data: { to_state: 'no_show', places: 1 },
    });
  });

  it('keeps a check-in on another list when one is reverted, and reverts none once the gathering is over', () => {
    const there = aRegistered({ state: 'checked_in' });
    const revertal = { list_id: '0197a0c0-0000-7000-8000-000000000024', reason: 'wrong ticket' };
    expect(revertCheckIn(there, { ...revertal, isElsewhere: true }, published, today).next.state).toBe('checked_in');
    expect(revertCheckIn(there, { ...revertal, isElsewhere: false }, published, today).next.state).toBe('confirmed');
    const over = aGathering({ state: 'ended' });
    expect(() => revertCheckIn(there, { ...revertal, isElsewhere: false }, over, today)).toThrow(refused('gathering_over'));
  });
});

it('carries no name, and what reporting needs to count it', () => {
  const identity = { id: aRegistered().id, code: 'ER-000001', now, today };
  const { gathering_id, type_id, person_id, person_masked, organisation_uscc, entity_id, places, source } = aRegistered({ places: 2 });
  const wish = { gathering_id, type_id, person_id, person_masked, organisation_uscc, entity_id, places, source };
  const { data } = create(identity, wish, null, published).events[0]!;
  expect(data).toMatchObject({ gathering_type: 'salon', season_id: null, gathering_on: '2025-06-26', person_id, places: 2 });
  expect(JSON.stringify(data)).not.toContain('王');
});

it('is flagged for review once, and cleared', () => {
  const entity = '0197a0c0-0000-7000-8000-000000000002';
  const flagged = flagForReview(aRegistered(), entity, today);
  expect(flagged.events).toHaveLength(1);
  expect(flagForReview(flagged.next, entity, today).events).toEqual([]);
  expect(clearReview(flagged.next, 'may come as a guest', today).next.review_ground).toBeNull();
  expect(() => clearReview(aRegistered(), 'x', today)).toThrow(refused('no_review_pending'));
});

it('allows in each state what the table says, and nothing else', () => {
  const over = { hold_until: now, offer_expires_at: now };
  const open = { hold_until: null, offer_expires_at: at('2025-06-17T02:00:00Z') };
  const of = (state: RegistrationState, more: Partial<Registration> = open): Registration => aRegistered({ ...more, state });
  const admission = {
    list_id: '0197a0c0-0000-7000-8000-000000000024',
    gate: '东门',
    device_id: 'gate-1',
    scanned_at: now.toISOString(),
    uploaded_at: now.toISOString(),
    offline: false,
  };
  const actions = {
    confirm: (state: RegistrationState) => confirm(of(state), hash, published, now),
    reject: (state: RegistrationState) => reject(of(state), 'for residents only', published, today),
    lapse: (state: RegistrationState) => lapse(of(state, over), published, now),
    waitlist: (state: RegistrationState) => waitlist(of(state), 3, published, today),
    offer: (state: RegistrationState) => offer(of(state), now, published, today),
    accept: (state: RegistrationState) => accept(of(state), hash, published, now),
    decline: (state: RegistrationState) => decline(of(state), published, today),
    expire_offer: (state: RegistrationState) => expireOffer(of(state, over), published, now),
    cancel: (state: RegistrationState) => cancel(of(state), { by: 'gathering', reason: 'typhoon', late: false }, published, today),
    check_in: (state: RegistrationState) => checkIn(of(state), admission, published),
    revert_check_in: (state: RegistrationState) =>
      revertCheckIn(of(state), { list_id: admission.list_id, reason: 'x', isElsewhere: false }, published, today),
    mark_no_show: (state: RegistrationState) => markNoShow(of(state), published),
    reissue_ticket: (state: RegistrationState) => reissueTicket(of(state), { ticket_hash: hash, reason: 'lost' }, published, today),
    reschedule: (state: RegistrationState) => reschedule(of(state), published, today),
    flag_for_review: (state: RegistrationState) => flagForReview(of(state), '0197a0c0-0000-7000-8000-000000000002', today),
  };
  const live = ['reschedule', 'flag_for_review'];
  const expected: Record<RegistrationState, string[]> = {
    pending: ['confirm', 'reject', 'lapse', 'waitlist', 'cancel', ...live],
    waitlisted: ['lapse', 'offer', 'cancel', ...live],
    offered: ['lapse', 'accept', 'decline', 'expire_offer', 'cancel', ...live],
    confirmed: ['cancel', 'check_in', 'mark_no_show', 'reissue_ticket', ...live],
    checked_in: ['cancel', 'check_in', 'revert_check_in', ...live],
    no_show: ['check_in'],
    rejected: [],
    lapsed: [],
    offer_expired: [],
    declined: [],
    cancelled: [],
  };
  for (const [state, possible] of Object.entries(expected) as [RegistrationState, string[]][]) {
    expect([state, allowed(registrationMachine, state).filter((action) => action !== 'clear_review')]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(refused('invalid_transition'));
    }
  }
});
