/** A timeline: the contribution of a subject to measures, as signed amounts on days. Facts are differences of timelines. */
import type { LocalDate } from '@park/kernel';
import type { Measure } from './measure.ts';
import { forever, type Span } from './spans.ts';

/** By code, with that of the measure's scale. */
export type Dimensions = Record<string, string>;

export interface Entry {
  measure: Measure;
  dimensions: Dimensions;
  effective_on: LocalDate;
  delta: number;
}

/** Amounts have two decimals at most; sums are taken in hundredths, so that they are exact. */
export function hundredths(amount: number): number {
  return Math.round(amount * 100);
}

/** A state: counts from the first day of each span, and no longer from its end. */
export function stockEntries(measure: Measure, dimensions: Dimensions, spans: readonly Span[], amount: number): Entry[] {
  return spans.flatMap(({ from, to }) => [
    { measure, dimensions, effective_on: from, delta: amount },
    ...(to === forever ? [] : [{ measure, dimensions, effective_on: to, delta: -amount }]),
  ]);
}

/** Something that happened on a day. */
export function flowEntry(measure: Measure, dimensions: Dimensions, on: LocalDate, amount: number): Entry {
  return { measure, dimensions, effective_on: on, delta: amount };
}

/**
 * The entries that turn the timeline `before` into `after`: one per measure, dimensions and day, in a fixed order, none of zero. Most of a
 * timeline stays as it is from one event to the next, so what both begin and end with is compared and not summed.
 */
export function difference(before: readonly Entry[], after: readonly Entry[]): Entry[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSame(before[start]!, after[start]!)) start++;
  let tail = 0;
  while (tail < shorter - start && isSame(before.at(-1 - tail)!, after.at(-1 - tail)!)) tail++;
  const sums = new Map<string, { entry: Entry; sum: number }>();
  for (let i = start; i < after.length - tail; i++) add(sums, after[i]!, 1);
  for (let i = start; i < before.length - tail; i++) add(sums, before[i]!, -1);
  const changes = [...sums].filter(([, { sum }]) => sum !== 0);
  if (changes.length > 1) changes.sort(([a], [b]) => (a < b ? -1 : 1));
  return changes.map(([, { entry, sum }]) => ({ ...entry, delta: sum / 100 }));
}

/** In hundredths. */
function add(sums: Map<string, { entry: Entry; sum: number }>, entry: Entry, sign: 1 | -1): void {
  const key = keyOf(entry);
  const amount = sign * hundredths(entry.delta);
  const known = sums.get(key);
  if (known) known.sum += amount;
  else sums.set(key, { entry, sum: amount });
}

function isSame(one: Entry, other: Entry): boolean {
  const { measure, dimensions } = one;
  if (measure !== other.measure || one.effective_on !== other.effective_on || one.delta !== other.delta) return false;
  for (const { code } of measure.dimensions) if (dimensions[code] !== other.dimensions[code]) return false;
  return measure.scale === undefined || dimensions[measure.scale] === other.dimensions[measure.scale];
}

/** Sorts. */
function keyOf({ measure, dimensions, effective_on }: Entry): string {
  let key = `${measure.code}|${effective_on}`;
  for (const { code } of measure.dimensions) key += `|${dimensions[code] ?? ''}`;
  return measure.scale === undefined ? key : `${key}|${dimensions[measure.scale] ?? ''}`;
}
