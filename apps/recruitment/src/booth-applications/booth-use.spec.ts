import { recruitment } from '@park/contracts';
import { aBoothRow } from '../booths/booth.fixture.ts';
import { aFair } from '../fairs/fair.fixture.ts';
import type { FairState } from '../fairs/fair.ts';
import { aBoothApplication } from './booth-application.fixture.ts';
import {
  accept,
  cancel,
  checkIn,
  concludeWithFair,
  confirm,
  decline,
  endWithFair,
  expire,
  hold,
  offer,
  release,
  wait,
} from './booth-use.ts';

const at = (text: string) => new Date(text);
const now = at('2025-07-11T02:00:00Z');
const fair = aFair();
const ongoing = aFair({ state: 'ongoing' });
const postponed = aFair({ is_postponed: true });
const refused = (code: string) => expect.objectContaining({ code });

describe('a hold', () => {
  it('keeps a booth for as many minutes as the fair gives, never beyond its end', () => {
    const { next, events } = hold(aBoothApplication('approved'), aBoothRow({ zone: 'B' }), fair, now);
    expect(next).toMatchObject({ booth_id: aBoothRow().id, zone: 'B', expires_at: at('2025-07-11T02:30:00Z') });
    expect(events[0]!.data).toMatchObject({ zone: 'B', expires_at: '2025-07-11T02:30:00.000Z' });
    const late = hold(aBoothApplication('approved'), aBoothRow(), ongoing, at('2025-07-21T08:45:00Z'));
    expect(late.next.expires_at).toEqual(ongoing.ends_at);
  });

  it('is given from the choice of booths to the end of the fair, not of a blocked booth, and not while the fair has no day', () => {
    const open: FairState[] = ['booth_selection', 'candidate_registration', 'ongoing'];
    for (const state of recruitment.fairStates) {
      const held = () => hold(aBoothApplication('approved'), aBoothRow(), aFair({ state }), now);
      if (open.includes(state)) expect(held().next.state).toBe('booth_held');
      else expect(held).toThrow(refused('booths_not_open'));
    }
    expect(() => hold(aBoothApplication('approved'), aBoothRow({ status: 'blocked' }), fair, now)).toThrow(refused('booth_blocked'));
    expect(() => hold(aBoothApplication('approved'), aBoothRow(), postponed, now)).toThrow(refused('fair_postponed'));
  });

  it('is confirmed until the moment at which it runs out', () => {
    const held = aBoothApplication('booth_held');
    expect(confirm(held, fair, at('2025-07-11T02:29:59Z')).next).toMatchObject({
      expires_at: null,
      confirmed_at: at('2025-07-11T02:29:59Z'),
    });
    expect(() => confirm(held, fair, at('2025-07-11T02:30:00Z'))).toThrow(refused('hold_expired'));
    expect(() => expire(held, fair, at('2025-07-11T02:29:59Z'))).toThrow(refused('not_over'));
    const { next, events } = expire(held, fair, at('2025-07-11T02:30:00Z'));
    expect(next).toMatchObject({ state: 'approved', booth_id: null, zone: null, expires_at: null });
    expect(events[0]!.data).toMatchObject({ booth_id: held.booth_id, zone: 'A' });
  });
});

describe('the waiting list', () => {
  it('notes the wish and the number, which an offer keeps', () => {
    const wish = { wanted_class: 'vip' as const, wanted_zone: null };
    const waiting = wait(aBoothApplication('approved'), wish, 7, fair, '2025-07-11');
    expect(waiting.next).toMatchObject({ ...wish, waitlist_number: 7 });
    expect(waiting.events[0]!.data).toMatchObject({ position: 7 });
    const offered = offer({ ...waiting.next }, aBoothRow(), fair, now);
    expect(offered.next).toMatchObject({ state: 'offered', waitlist_number: 7, expires_at: at('2025-07-11T02:30:00Z') });
  });

  it('takes one back whose offer ran out or was declined, with the booth that it is not offered again', () => {
    const offered = aBoothApplication('offered', { missed_booth_ids: ['0197a0c0-0000-7000-8000-000000000099'] });
    const missed_booth_ids = ['0197a0c0-0000-7000-8000-000000000099', offered.booth_id];
    for (const { next, events } of [decline(offered, fair, '2025-07-11'), expire(offered, fair, at('2025-07-11T02:30:00Z'))]) {
      expect(next).toMatchObject({ state: 'waitlisted', booth_id: null, expires_at: null, waitlist_number: 3, missed_booth_ids });
      expect(events[0]!.data).toMatchObject({ booth_id: offered.booth_id, to_state: 'waitlisted' });
    }
    expect(() => expire(offered, fair, at('2025-07-11T02:29:59Z'))).toThrow(refused('not_over'));
    expect(() => accept(offered, fair, at('2025-07-11T02:30:00Z'))).toThrow(refused('offer_expired'));
    expect(accept(offered, fair, at('2025-07-11T02:29:59Z')).next.state).toBe('confirmed');
  });
});

describe('checking in', () => {
  const confirmed = aBoothApplication('confirmed');

  it('is from 90 minutes before the fair to its deadline', () => {
    const morning = aFair({ state: 'candidate_registration' });
    expect(() => checkIn(confirmed, morning, at('2025-07-20T23:29:59Z'))).toThrow(refused('check_in_not_open'));
    expect(checkIn(confirmed, morning, at('2025-07-20T23:30:00Z')).events[0]!.data).toMatchObject({ at: '2025-07-20T23:30:00.000Z' });
    expect(checkIn(confirmed, ongoing, at('2025-07-21T01:29:59Z')).next.state).toBe('checked_in');
    expect(() => checkIn(confirmed, ongoing, at('2025-07-21T01:30:00Z'))).toThrow(refused('check_in_over'));
    expect(() => checkIn(confirmed, fair, at('2025-07-21T01:00:00Z'))).toThrow(refused('check_in_not_open'));
    expect(() => checkIn(confirmed, { ...ongoing, is_postponed: true }, at('2025-07-21T01:00:00Z'))).toThrow(refused('fair_postponed'));
  });

  it('is until the end of the fair where the booth was confirmed after the deadline', () => {
    const late = aBoothApplication('confirmed', { confirmed_at: at('2025-07-21T01:30:00Z') });
    expect(checkIn(late, ongoing, at('2025-07-21T08:59:59Z')).next.state).toBe('checked_in');
    expect(() => checkIn(late, ongoing, at('2025-07-21T09:00:00Z'))).toThrow(refused('check_in_over'));
    expect(() => release(late, ongoing, at('2025-07-21T08:59:59Z'))).toThrow(refused('not_over'));
  });

  it('is over at the deadline, when the booth is released on the day of the fair', () => {
    expect(() => release(confirmed, ongoing, at('2025-07-21T01:29:59Z'))).toThrow(refused('not_over'));
    const { next, events } = release(confirmed, ongoing, at('2025-07-21T01:30:00Z'));
    expect(next).toMatchObject({ state: 'no_show', booth_id: confirmed.booth_id });
    expect(events[0]).toMatchObject({ effectiveOn: '2025-07-21', data: { booth_id: confirmed.booth_id, to_state: 'no_show' } });
  });
});

describe('a cancellation', () => {
  const by = (side: 'employer' | 'organiser' | 'departure') => ({ by: side, reason: 'the hiring plan changed' });
  const confirmed = aBoothApplication('confirmed');

  it('is late from the last free moment on, of a confirmed booth that its employer gives up', () => {
    expect(cancel(confirmed, by('employer'), fair, at('2025-07-20T00:59:59Z')).events[0]!.data).toMatchObject({
      late: false,
      to_state: 'cancelled',
    });
    expect(cancel(confirmed, by('employer'), fair, at('2025-07-20T01:00:00Z')).events[0]!.data).toMatchObject({
      late: true,
      to_state: 'late_cancelled',
      booth_id: confirmed.booth_id,
    });
  });

  it('is never late by the park, of a departed employer, of what was not confirmed, or while the fair has no day', () => {
    const late = at('2025-07-20T01:00:00Z');
    for (const { next } of [
      cancel(confirmed, by('organiser'), fair, late),
      cancel(confirmed, by('departure'), fair, late),
      cancel(aBoothApplication('booth_held'), by('employer'), fair, late),
      cancel(aBoothApplication('waitlisted'), by('employer'), fair, late),
      cancel(confirmed, by('employer'), postponed, late),
    ])
      expect(next).toMatchObject({ state: 'cancelled', expires_at: null });
  });

  it('comes too late for an employer that should have checked in', () => {
    expect(cancel(confirmed, by('employer'), ongoing, at('2025-07-21T01:29:59Z')).next.state).toBe('late_cancelled');
    expect(() => cancel(confirmed, by('employer'), ongoing, at('2025-07-21T01:30:00Z'))).toThrow(refused('check_in_over'));
  });

  it('with the fair takes along also those that are there', () => {
    expect(endWithFair(aBoothApplication('checked_in'), 'typhoon', ongoing, '2025-07-21').events[0]!.data).toMatchObject({
      by: 'fair',
      late: false,
      reason: 'typhoon',
      from_state: 'checked_in',
    });
  });
});

it('comes to its end with the fair, whatever state it is in', () => {
  const end = at('2025-07-21T09:00:00Z');
  const ends: [Parameters<typeof aBoothApplication>[0], string][] = [
    ['draft', 'cancelled'],
    ['submitted', 'cancelled'],
    ['changes_requested', 'cancelled'],
    ['approved', 'cancelled'],
    ['booth_held', 'cancelled'],
    ['waitlisted', 'cancelled'],
    ['offered', 'cancelled'],
    ['confirmed', 'no_show'],
    ['checked_in', 'completed'],
  ];
  for (const [state, to] of ends)
    expect([state, concludeWithFair(aBoothApplication(state), ongoing, end, '2025-07-21').next.state]).toEqual([state, to]);
  // Closed by hand before its end: one that was confirmed late is a no-show all the same.
  const late = aBoothApplication('confirmed', { confirmed_at: at('2025-07-21T01:40:00Z') });
  expect(concludeWithFair(late, ongoing, at('2025-07-21T05:00:00Z'), '2025-07-21').next.state).toBe('no_show');
});
