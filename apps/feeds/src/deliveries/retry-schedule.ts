/** When a delivery that failed is tried again. */

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** Pauses after the first, the second … attempt, in milliseconds; 75.5 hours in all. After the last one the delivery is given up. */
export const retryPauses: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  10 * hour,
  24 * hour,
  24 * hour,
];
/** Added to each pause, so that what failed together is not tried together. */
export const mostJitter = 0.2;
const longestRetryAfter = 24 * hour;

/** `attempts`: made so far, the last of them at `at`. `chance`: from 0 to 1. Null where it is given up. */
export function nextAttemptAt(attempts: number, at: Date, retryAfter: string | null, chance: number): Date | null {
  const pause = retryPauses[attempts - 1];
  if (pause === undefined) return null;
  return new Date(at.getTime() + Math.max(pause * (1 + mostJitter * chance), retryAfterMs(retryAfter, at)));
}

/** Of a header Retry-After: seconds, or a date. 0 for what is neither. */
export function retryAfterMs(header: string | null, at: Date): number {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * second : Date.parse(text) - at.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), longestRetryAfter);
}
