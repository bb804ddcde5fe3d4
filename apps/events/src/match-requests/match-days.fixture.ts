/** Of each day that a call on a match request takes, the first and the last one. */
import type { BoundedDay } from '@park/test-kit';
import { aMatchRequest, aMeeting, venue } from './match-request.fixture.ts';
import { expiryOf } from './match-request.ts';
import { requireWindow } from './match-schedule.ts';
import { moveMeeting, schedule, type Slot } from './meeting.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');

const inside = 'a later one leaves no time before the end, which is refused there';
const { starts_at: begins, ends_at: ends } = venue;
const meetings = (call: string, meet: (slot: Slot) => unknown): BoundedDay[] => [
  {
    call,
    member: '/starts_at',
    first: '2025-06-26T01:00:00Z',
    last: null,
    unbounded: inside,
    step: (at) => meet({ table_no: 3, starts_at: new Date(at), ends_at: new Date('2025-06-26T01:30:00Z') }),
  },
  {
    call,
    member: '/ends_at',
    first: '2025-06-26T01:05:00Z',
    last: '2025-06-26T04:00:00Z',
    step: (at) => meet({ table_no: 3, starts_at: begins, ends_at: new Date(at) }),
  },
];
export const matchDays: BoundedDay[] = [
  {
    call: 'POST /match-requests',
    member: '/expires_at',
    first: '2025-06-16T02:00:01Z',
    last: '2025-06-26T01:00:00Z',
    step: (at) => expiryOf(new Date(at), venue, now),
  },
  ...meetings('POST /match-requests/{id}/schedule', (slot) => schedule(aMatchRequest({ state: 'accepted' }), slot, 1, venue, today)),
  ...meetings('POST /match-requests/{id}/move', (slot) => moveMeeting(aMeeting({ table_no: 4 }), slot, venue, today)),
  {
    call: 'POST /gatherings/{id}/match-schedule',
    member: '/from',
    first: '2025-06-26T01:00:00Z',
    last: null,
    unbounded: inside,
    step: (at) => requireWindow({ from: new Date(at), to: ends }, venue, now),
  },
  {
    call: 'POST /gatherings/{id}/match-schedule',
    member: '/to',
    first: '2025-06-26T01:00:01Z',
    last: '2025-06-26T04:00:00Z',
    step: (at) => requireWindow({ from: begins, to: new Date(at) }, venue, now),
  },
];
