import { aMatchRequest, aMeeting, slot, venue } from './match-request.fixture.ts';
import { cancel } from './match-request.ts';
import {
  followUp,
  freeMeetingNumber,
  hold,
  markNoShow,
  moveMeeting,
  requireAhead,
  requireOpenForMeetings,
  schedule,
  unschedule,
} from './meeting.ts';

const today = '2025-06-16';
const anAccepted = () => aMatchRequest({ state: 'accepted', version: 2 });

describe('a table and a time', () => {
  it.each([
    ['the longest, to the end of a longer gathering', 0, 240, null],
    ['longer', 0, 241, ['/ends_at', 'meeting_length']],
    ['backwards', 20, 20, ['/ends_at', 'period_reversed']],
    ['after its end', 480, 500, ['/starts_at', 'outside_gathering']],
  ] as const)('%s', (_, from, to, refused) => {
    const long = { ...venue, ends_at: slot(0, 480).ends_at };
    const given = () => schedule(anAccepted(), slot(from, to), 1, long, today);
    const moved = () => moveMeeting(aMeeting({ table_no: 9 }), slot(from, to), long, today);
    if (refused === null) {
      expect(given().next).toMatchObject({ state: 'scheduled', ...slot(from, to), meeting_number: 1 });
      expect(moved().next).toMatchObject({ state: 'scheduled', ...slot(from, to), meeting_number: 1 });
    } else {
      const fault = expect.objectContaining({ code: refused[1], errors: [expect.objectContaining({ pointer: refused[0] })] });
      expect(given).toThrow(fault);
      expect(moved).toThrow(fault);
    }
  });

  it('stand in the event', () => {
    expect(schedule(anAccepted(), slot(0, 20), 4, venue, today).events[0]!.data).toMatchObject({
      from_state: 'accepted',
      to_state: 'scheduled',
      table: 3,
      start: '2025-06-26T01:00:00.000Z',
      end: '2025-06-26T01:20:00.000Z',
    });
  });

  it('move with the old ones in the event, and without one where nothing moves', () => {
    const { next, events } = moveMeeting(aMeeting(), slot(20, 40, 5), venue, today);
    expect(next).toMatchObject({ state: 'scheduled', ...slot(20, 40, 5), meeting_number: 1 });
    expect(events[0]!.data).toMatchObject({
      table: 5,
      start: '2025-06-26T01:20:00.000Z',
      old: { table: 3, start: '2025-06-26T01:00:00.000Z' },
    });
    expect(moveMeeting(aMeeting(), slot(0, 20), venue, today).events).toEqual([]);
  });

  it('are given back by what ends the meeting before it was held', () => {
    const late = new Date('2025-06-26T03:00:00Z');
    expect(unschedule(aMeeting(), { ...venue, state: 'postponed' }, today)).toMatchObject({
      next: { state: 'accepted', table_no: null, starts_at: null, ends_at: null, meeting_number: null },
      events: [{ data: { gathering_on: null, old: { table: 3 } } }],
    });
    expect(cancel(aMeeting(), 'organiser', 'ill', venue, today).next).toMatchObject({
      state: 'cancelled',
      table_no: 3,
      meeting_number: null,
    });
    expect(markNoShow(aMeeting(), 'investor', venue, late)).toMatchObject({
      next: { state: 'no_show', absent: 'investor', meeting_number: null },
      events: [{ effectiveOn: '2025-06-26', data: { who: 'investor' } }],
    });
  });

  it('are given out while the gathering is published or ongoing, and from now on', () => {
    const end = venue.ends_at.getTime();
    for (const state of ['published', 'ongoing'] as const) {
      expect(() => requireOpenForMeetings({ ...venue, state }, new Date(end - 1))).not.toThrow();
      expect(() => requireOpenForMeetings({ ...venue, state }, venue.ends_at)).toThrow(
        expect.objectContaining({ code: 'matching_closed' }),
      );
    }
    for (const state of ['draft', 'in_review', 'approved', 'postponed', 'ended', 'archived', 'cancelled'] as const)
      expect(() => requireOpenForMeetings({ ...venue, state }, venue.starts_at)).toThrow(
        expect.objectContaining({ code: 'matching_closed' }),
      );
    expect(() => requireAhead('/starts_at', venue.starts_at, venue.starts_at)).not.toThrow();
    expect(() => requireAhead('/starts_at', venue.starts_at, new Date(venue.starts_at.getTime() + 1))).toThrow(
      expect.objectContaining({ code: 'in_past' }),
    );
  });
});

it('numbers the meetings of an investor up to its quota, gaps first', () => {
  expect([freeMeetingNumber(new Set(), 1), freeMeetingNumber(new Set([1, 3]), 3), freeMeetingNumber(new Set([1, 2]), 3)]).toEqual([
    1, 2, 3,
  ]);
  expect(() => freeMeetingNumber(new Set([1, 2, 3]), 3)).toThrow(
    expect.objectContaining({ kind: 'conflict', code: 'meeting_quota_reached', extra: { quota: 3 } }),
  );
});

describe('what came of it', () => {
  const interests = { investor_interest: 0, project_interest: 3 };

  it('is told from the beginning of the meeting on, and dates from its day', () => {
    const begins = slot(0, 20).starts_at;
    const before = new Date(begins.getTime() - 1);
    const tooEarly = expect.objectContaining({ code: 'meeting_not_begun' });
    expect(() => hold(aMeeting(), interests, venue, before)).toThrow(tooEarly);
    expect(() => markNoShow(aMeeting(), 'both', venue, before)).toThrow(tooEarly);
    expect(hold(aMeeting(), interests, venue, begins).next).toMatchObject({ state: 'held', met_on: '2025-06-26', ...interests });
    expect(hold(aMeeting(), interests, venue, new Date('2025-07-03T00:00:00Z')).events).toEqual([
      expect.objectContaining({ effectiveOn: '2025-06-26', data: expect.objectContaining({ met_on: '2025-06-26', ...interests }) }),
    ]);
  });

  it('has its day in the park, not in Greenwich', () => {
    const evening = { starts_at: new Date('2025-06-26T16:30:00Z'), ends_at: new Date('2025-06-26T17:00:00Z') };
    expect(hold(aMeeting(evening), interests, venue, new Date('2025-06-27T00:00:00Z')).next.met_on).toBe('2025-06-27');
  });

  it('is asked about later', () => {
    expect(followUp(aMeeting({ state: 'held', met_on: '2025-06-26' }), 'negotiating', venue, '2025-07-26')).toMatchObject({
      next: { state: 'followed_up', follow_up_outcome: 'negotiating' },
      events: [{ effectiveOn: '2025-07-26', data: { outcome: 'negotiating' } }],
    });
  });
});
