import { feeds } from '@park/contracts';
import { openDoor, summarise } from './door.ts';
import { latencyClass, noLatencies } from './latency.ts';

const from = new Date('2025-06-16T02:00:00Z');
const to = new Date('2025-06-16T02:05:00Z');
const identity = { id: '0197a0c0-0000-7000-8000-000000000001', code: 'DR-000001', now: from, today: '2025-06-16' };
const owner = { organisation_id: '0197a0c0-0000-7000-8000-000000000080', log_no: 7, kind: 'webhook' as const };

it.each([
  [-5, 0],
  [0, 0],
  [1_000, 0],
  [1_001, 1],
  [86_400_000, 10],
  [86_400_001, 11],
])('a time of %i ms is in class %i', (ms, expected) => {
  expect(latencyClass(ms)).toBe(expected);
});

it('has a class more than bounds', () => {
  expect(noLatencies()).toHaveLength(feeds.latencyBoundsS.length + 1);
});

it('is summarised with the classes that have events, and counts anew', () => {
  const latencies = noLatencies();
  latencies[0] = 5;
  latencies[11] = 1;
  const { next, events } = summarise({ ...openDoor(identity, owner).next, attempted: 9, delivered: 6, failed: 3, latencies }, 4, to);
  expect(events[0]!.data).toEqual({
    code: 'DR-000001',
    organisation_id: owner.organisation_id,
    door: 'webhook',
    from: '2025-06-16T02:00:00.000Z',
    to: '2025-06-16T02:05:00.000Z',
    attempted: 9,
    acknowledged: 6,
    failed: 3,
    backlog: 4,
    latencies: [
      { le_s: 1, events: 5 },
      { le_s: null, events: 1 },
    ],
  });
  expect(next).toMatchObject({ attempted: 0, delivered: 0, failed: 0, latencies: noLatencies(), tally_from: to });
});
