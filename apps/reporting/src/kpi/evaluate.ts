/** Figures from day totals: the same few sums whether they come from the running totals or from the ledger as it once stood. */
import type { KpiFigure } from '@park/contracts';
import { hundredths } from '../ledger/timeline.ts';
import type { Kpi } from './kpi.ts';
import { contribution, inTime, isPicked, type Amount, type AskedTime, type Pick, type Reading } from './reading.ts';

/** The facts of one measure, day, group and scale, summed. */
export interface DayTotal extends Amount {
  measure: string;
  /** Value of the dimension that is broken down by. */
  key: string | null;
  /** Number of sums that pass the filters; with none, the row only tells that the measure is known on that day. */
  matching: number;
}

/** The rows for each reading: its own measure, and none of the groups but the one asked for. */
export type Rows = (reading: Reading) => readonly DayTotal[];

export const nullReasons = {
  /** No event so far tells anything about it. */
  nothingKnown: 'nothing_known',
  /** Of a ratio; of a median or percentile, there is no value. */
  denominatorZero: 'denominator_zero',
  /** It is not read from the ledger. */
  notInLedger: 'not_in_ledger',
  /** Its facts are being derived for the first time. */
  beingDerived: 'being_derived',
} as const;

/** Null where no fact of the measure falls into the time that is asked for, whatever the filters: missing is not zero. */
export function sum(pick: Pick, rows: readonly DayTotal[]): number | null {
  let known = false;
  let hundredths = 0;
  for (const row of rows) {
    if (!inTime(pick, row.effective_on)) continue;
    known = true;
    if (row.matching > 0 && isPicked(pick, row)) hundredths += contribution(pick, row);
  }
  return known ? hundredths / 100 : null;
}

export function missing(reason: string): KpiFigure {
  return { value: null, null_reason: reason, numerator: null, denominator: null };
}

export function evaluate(kpi: Kpi, time: AskedTime, rows: Rows): KpiFigure {
  if (kpi.value === null) return missing(nullReasons.notInLedger);
  const { quantile } = kpi.value;
  const value = sum(kpi.value.pick(time), rows(kpi.value));
  if (quantile !== undefined) return value === null ? missing(nullReasons.nothingKnown) : quantileOf(kpi.value, quantile, time, rows);
  if (!kpi.per)
    return value === null ? missing(nullReasons.nothingKnown) : { value, null_reason: null, numerator: null, denominator: null };
  const denominator = sum(kpi.per.pick(time), rows(kpi.per));
  if (denominator === null) return { ...missing(nullReasons.nothingKnown), numerator: value };
  // A known whole of which nothing is the part has a part of 0.
  const numerator = value ?? 0;
  if (denominator === 0) return { value: null, null_reason: nullReasons.denominatorZero, numerator, denominator };
  return { value: rounded((numerator / denominator) * (kpi.times ?? 1)), null_reason: null, numerator, denominator };
}

/** By the histogram of the scale; the denominator is the number of values. */
function quantileOf(reading: Reading, quantile: number, time: AskedTime, rows: Rows): KpiFigure {
  const pick = reading.pick(time);
  const histogram = histogramOf(rows(reading).filter((row) => row.matching > 0 && isPicked(pick, row)));
  const value = quantileIn(histogram, quantile);
  if (value === null) return { ...missing(nullReasons.denominatorZero), denominator: 0 };
  return { value, null_reason: null, numerator: null, denominator: countIn(histogram) };
}

/** Numbers in their order, each with how many facts have it as their scale. */
export type Histogram = readonly [value: number, count: number][];

/** Facts without a scale are left out. */
export function histogramOf(rows: readonly Amount[]): Histogram {
  const counts = new Map<number, number>();
  for (const { scale, delta } of rows) if (scale !== null) counts.set(Number(scale), (counts.get(Number(scale)) ?? 0) + Math.round(delta));
  return [...counts].sort(([a], [b]) => a - b);
}

function countIn(histogram: Histogram): number {
  return histogram.reduce((total, [, some]) => total + some, 0);
}

/** Between two values it is interpolated, as `percentile_cont` does. Null where there is no value. */
export function quantileIn(histogram: Histogram, quantile: number): number | null {
  const count = countIn(histogram);
  if (count === 0) return null;
  const rank = quantile * (count - 1);
  const low = valueAt(histogram, Math.floor(rank));
  const high = valueAt(histogram, Math.ceil(rank));
  return rounded(low + (rank - Math.floor(rank)) * (high - low));
}

/** The value at a place of the sorted values, counted from 0. */
function valueAt(histogram: Histogram, place: number): number {
  let seen = 0;
  return histogram.find(([, count]) => (seen += count) > place)![0];
}

/** 0..1, or null where verification does not apply or nothing is known. */
export function verifiedShare(kpi: Kpi, time: AskedTime, rows: Rows): number | null {
  if (!kpi.verified) return null;
  const of = sum(kpi.verified.per.pick(time), rows(kpi.verified.per));
  const verified = sum(kpi.verified.value.pick(time), rows(kpi.verified.value));
  return of === null || of === 0 ? null : rounded((verified ?? 0) / of);
}

/** The sum of the amounts that pass the filters. */
export function sumOf(rows: readonly DayTotal[]): number {
  return rows.reduce((total, { delta, matching }) => total + (matching > 0 ? hundredths(delta) : 0), 0) / 100;
}

/** 0..100; null of nothing. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e4;
}

function rounded(quotient: number): number {
  return Math.round(quotient * 1e6) / 1e6;
}
