import { events } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aMatchRequest, aMeeting, slot, venue } from './match-request.fixture.ts';
import {
  accept,
  cancel,
  changeExpiry,
  decline,
  expire,
  expiryOf,
  matchRequestMachine,
  request,
  requireForMatching,
  requireNotWithdrawn,
  requireOpenForRequests,
  type MatchRequestState,
} from './match-request.ts';
import { followUp, hold, markNoShow, moveMeeting, schedule, unschedule } from './meeting.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000042', code: 'MR-000001', now, today };
const wish = {
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  investor_id: '0197a0c0-0000-7000-8000-000000000040',
  project_id: '0197a0c0-0000-7000-8000-000000000027',
  entity_id: null,
  sector: 'biomedicine' as const,
  asked_by: 'investor' as const,
  message: 'about the buoy',
  expires_at: new Date('2025-06-20T02:00:00Z'),
};

describe('asking', () => {
  it('has an event with all that counts it, and without the message', () => {
    const { next, events: occurred } = request(identity, wish, { ...venue, season_id: '0197a0c0-0000-7000-8000-000000000020' });
    expect(next).toMatchObject({ state: 'requested', requested_on: today, message: 'about the buoy' });
    expect(occurred).toEqual([
      {
        of: events.MatchRequestRequestedV1,
        effectiveOn: today,
        data: {
          code: 'MR-000001',
          from_state: null,
          to_state: 'requested',
          gathering_id: wish.gathering_id,
          season_id: '0197a0c0-0000-7000-8000-000000000020',
          gathering_on: '2025-06-26',
          investor_id: wish.investor_id,
          project_id: wish.project_id,
          entity_id: null,
          sector: 'biomedicine',
          asked_by: 'investor',
          expires_at: '2025-06-20T02:00:00.000Z',
        },
      },
    ]);
  });

  it.each(['matchmaking', 'roadshow'] as const)('is possible at a %s', (type) => {
    expect(() => requireForMatching('/gathering_id', { type })).not.toThrow();
  });

  it('is not at another gathering', () => {
    expect(() => requireForMatching('/gathering_id', { type: 'salon' })).toThrow(expect.objectContaining({ code: 'not_for_matching' }));
  });

  it('is possible until the gathering begins, while it is published', () => {
    const closed = expect.objectContaining({ kind: 'conflict', code: 'matching_closed' });
    expect(() => requireOpenForRequests(venue, new Date(venue.starts_at.getTime() - 1))).not.toThrow();
    expect(() => requireOpenForRequests(venue, venue.starts_at)).toThrow(closed);
    for (const state of ['draft', 'in_review', 'approved', 'postponed', 'ongoing', 'ended', 'archived', 'cancelled'] as const)
      expect(() => requireOpenForRequests({ ...venue, state }, now)).toThrow(closed);
  });

  it('is not for a project that was withdrawn', () => {
    expect(() => requireNotWithdrawn({ state: 'active' })).not.toThrow();
    expect(() => requireNotWithdrawn({ state: 'withdrawn' })).toThrow(expect.objectContaining({ code: 'project_withdrawn' }));
  });
});

describe('the expiry', () => {
  const at = (instant: string): Date => new Date(instant);

  it('is seven days away, and never after the gathering begins', () => {
    expect(expiryOf(undefined, venue, now)).toEqual(at('2025-06-23T02:00:00Z'));
    expect(expiryOf(undefined, venue, at('2025-06-20T02:00:00Z'))).toEqual(venue.starts_at);
  });

  it('may be chosen at most 60 days ahead', () => {
    const far = { ...venue, starts_at: at('2026-06-26T01:00:00Z') };
    expect(expiryOf(at('2025-08-15T02:00:00Z'), far, now)).toEqual(at('2025-08-15T02:00:00Z'));
    expect(() => expiryOf(at('2025-08-15T02:00:01Z'), far, now)).toThrow(expect.objectContaining({ code: 'expiry_too_late' }));
  });

  it('ends what may be answered at the same moment at which it lets the request expire', () => {
    const { expires_at } = aMatchRequest();
    const before = new Date(expires_at.getTime() - 1);
    expect(accept(aMatchRequest(), venue, before).next.state).toBe('accepted');
    expect(() => expire(aMatchRequest(), venue, before)).toThrow(expect.objectContaining({ code: 'not_over' }));
    expect(() => accept(aMatchRequest(), venue, expires_at)).toThrow(expect.objectContaining({ code: 'request_expired' }));
    expect(() => decline(aMatchRequest(), null, venue, expires_at)).toThrow(expect.objectContaining({ code: 'request_expired' }));
    const late = new Date('2025-07-01T02:00:00Z');
    expect(expire(aMatchRequest(), venue, late).events).toEqual([expect.objectContaining({ effectiveOn: '2025-06-23' })]);
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const late = new Date('2025-06-26T03:00:00Z');
  const of = (state: MatchRequestState) => aMeeting({ state });
  const actions = {
    accept: (state: MatchRequestState) => accept(of(state), venue, now),
    decline: (state: MatchRequestState) => decline(of(state), null, venue, now),
    change_expiry: (state: MatchRequestState) => changeExpiry(of(state), venue.starts_at, venue, today),
    expire: (state: MatchRequestState) => expire(of(state), venue, late),
    cancel: (state: MatchRequestState) => cancel(of(state), 'investor', 'ill', venue, today),
    schedule: (state: MatchRequestState) => schedule(of(state), slot(0, 20), 1, venue, today),
    move: (state: MatchRequestState) => moveMeeting(of(state), slot(20, 40), venue, today),
    unschedule: (state: MatchRequestState) => unschedule(of(state), venue, today),
    hold: (state: MatchRequestState) => hold(of(state), { investor_interest: 1, project_interest: 2 }, venue, late),
    mark_no_show: (state: MatchRequestState) => markNoShow(of(state), 'both', venue, late),
    follow_up: (state: MatchRequestState) => followUp(of(state), 'deal', venue, today),
  };
  const expected: Record<MatchRequestState, string[]> = {
    requested: ['accept', 'decline', 'change_expiry', 'expire', 'cancel'],
    accepted: ['cancel', 'schedule'],
    scheduled: ['cancel', 'move', 'unschedule', 'hold', 'mark_no_show'],
    held: ['follow_up'],
    followed_up: [],
    declined: [],
    expired: [],
    cancelled: [],
    no_show: [],
  };
  expect(Object.keys(expected).sort()).toEqual([...events.matchRequestStates].sort());
  for (const [state, possible] of Object.entries(expected) as [MatchRequestState, string[]][]) {
    expect([state, allowed(matchRequestMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (!possible.includes(name)) expect(() => action(state)).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
      else
        for (const event of action(state).events)
          expect(event.of.schema.parse(event.data)).toMatchObject({ from_state: state, gathering_on: '2025-06-26' });
    }
  }
});
