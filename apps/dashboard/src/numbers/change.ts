/** A figure beside the same figure a year ago. */
import type { KpiUnit } from '@park/contracts';

export type Change =
  | { kind: 'none' }
  /** Of figures that are shares: the difference in percentage points. */
  | { kind: 'points'; amount: number }
  | { kind: 'percent'; amount: number }
  /** From nothing, or from so little that a percentage would say nothing. */
  | { kind: 'absolute'; amount: number };

const tellingLimit = 1_000;

export function changeSince(before: number | null, now: number | null, unit: KpiUnit): Change {
  if (before === null || now === null) return { kind: 'none' };
  if (unit === 'percent') return { kind: 'points', amount: now - before };
  if (unit === 'years' || unit === 'days') return { kind: 'absolute', amount: now - before };
  const percent = before === 0 ? Infinity : ((now - before) / Math.abs(before)) * 100;
  return Math.abs(percent) < tellingLimit ? { kind: 'percent', amount: percent } : { kind: 'absolute', amount: now - before };
}

/** -1, 0 or 1, of what is left after rounding to a tenth. */
export function directionOf(change: Change): number {
  return change.kind === 'none' ? 0 : Math.sign(Math.round(change.amount * 10));
}
