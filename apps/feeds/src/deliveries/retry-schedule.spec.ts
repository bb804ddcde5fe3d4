import { nextAttemptAt, retryAfterMs, retryPauses } from './retry-schedule.ts';

const at = new Date('2025-06-16T02:00:00Z');
const hours = (ms: number): number => ms / 3_600_000;
const pauseAfter = (attempts: number, retryAfter: string | null = null, chance = 0): number | null => {
  const next = nextAttemptAt(attempts, at, retryAfter, chance);
  return next && (next.getTime() - at.getTime()) / 1_000;
};

it('tries nine times again, over at least 75 hours, and then gives up', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => pauseAfter(attempts))).toEqual([
    5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 86_400, 86_400,
  ]);
  expect(hours(retryPauses.reduce((sum, ms) => sum + ms))).toBeGreaterThanOrEqual(75);
  expect(pauseAfter(10)).toBeNull();
});

it('adds up to a fifth by chance', () => {
  expect(pauseAfter(2, null, 1)).toBe(360);
  expect(pauseAfter(2, null, 0.5)).toBe(330);
});

it('waits for as long as the endpoint asks for, at most a day, and never shorter than usual', () => {
  expect(pauseAfter(1, '120')).toBe(120);
  expect(pauseAfter(1, 'Mon, 16 Jun 2025 02:10:00 GMT')).toBe(600);
  expect(pauseAfter(1, '999999')).toBe(86_400);
  expect(pauseAfter(2, '1')).toBe(300);
  for (const nonsense of ['', 'soon', '-5', '1.5', '99999999999999', 'Mon, 16 Jun 2025 01:00:00 GMT'])
    expect([nonsense, retryAfterMs(nonsense, at)]).toEqual([nonsense, 0]);
});
