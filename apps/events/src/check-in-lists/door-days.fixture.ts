/** Of each day that a call on a check-in list takes, the first and the last one. */
import type { NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { aGathering } from '../gatherings/gathering.fixture.ts';
import { add, changeContent, type CheckInListContent } from './check-in-list.ts';
import { admit, refusalOf } from './door.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: aGathering().id, code: 'XX-000001', now, today };

const inside = 'a later one leaves no time before the end, which is refused there';
const gate: CheckInListContent = {
  name: '东门',
  gate: '东门',
  opens_at: new Date('2025-06-26T05:30:00Z'),
  closes_at: new Date('2025-06-26T09:00:00Z'),
  type_ids: [],
};
const gathering_id = aGathering().id;
const list = { ...add(identity, { ...gate, gathering_id }, aGathering()).next, version: 1 };
const listTimes = (call: string, enter: (times: Partial<CheckInListContent>) => unknown): BoundedDay[] => [
  {
    call,
    member: '/opens_at',
    first: '2025-06-24T16:00:00Z',
    last: null,
    unbounded: inside,
    step: (at) => enter({ opens_at: new Date(at) }),
  },
  {
    call,
    member: '/closes_at',
    first: '2025-06-26T05:30:01Z',
    last: '2025-06-27T15:59:59Z',
    step: (at) => enter({ closes_at: new Date(at) }),
  },
];
/** Two minutes are the tolerance for a device's clock. A batch answers the fault beside the scan, as no other scan waits for it. */
const scans = (call: string, member: string): BoundedDay => ({
  call,
  member,
  first: '2025-06-24T16:00:00Z',
  last: '2025-06-26T07:02:00Z',
  step: (at) => {
    const door = { list, of: aGathering({ state: 'ongoing' }), registrations: new Map(), known: new Map(), standing: new Map() };
    const scan = { device_id: 'gate-1', scan_id: '1', scanned_at: new Date(at), offline: true };
    const [outcome] = admit(door, [{ scan, ticket: null }], new Date('2025-06-26T07:00:00Z'), () => gathering_id).outcomes;
    if ('error' in outcome!) throw refusalOf(outcome, member.replace('*', '0').replace('/scanned_at', ''));
  },
});
export const doorDays: BoundedDay[] = [
  ...listTimes('POST /check-in-lists', (times) => add(identity, { ...gate, ...times, gathering_id }, aGathering())),
  ...listTimes('PATCH /check-in-lists/{id}', (times) => changeContent(list, times, aGathering(), now)),
  scans('POST /check-in-lists/{id}/scans', '/scanned_at'),
  scans('POST /check-in-lists/{id}/scans/batch', '/scans/*/scanned_at'),
];
