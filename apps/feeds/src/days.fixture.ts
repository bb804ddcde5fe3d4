/** Of each day that a call of feeds takes, the first and the last one: see libs/test-kit/src/days.ts. */
import type { NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { requirePast } from './deliveries/delivery.ts';
import { subscribe } from './subscriptions/subscription.ts';

const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: '0197a0c0-0000-7000-8000-000000000001', code: 'SB-000001', now, today: '2025-06-16' };
const subscriber = { organisation_id: '0197a0c0-0000-7000-8000-000000000080', uscc: '91370200264574251E', log_no: 7 };
const content = { name: '岗位', types: [], modes: [], topics: ['jobs' as const], resources: [] };

export const days: BoundedDay[] = [
  {
    call: 'POST /subscriptions',
    member: '/start_at',
    first: null,
    last: '2025-06-16T02:00:00Z',
    unbounded: 'what is earlier than the retention begins with the oldest event that is kept',
    step: (at) => subscribe(identity, subscriber, content, { start: 'time', start_at: new Date(at) }, 41),
  },
  {
    call: 'POST /endpoints/{id}/recover',
    member: '/since',
    first: null,
    last: '2025-06-16T02:00:00Z',
    unbounded: 'all that was given up is as good an answer as a part of it',
    step: (at) => requirePast(new Date(at), now),
  },
];
