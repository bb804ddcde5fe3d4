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

/** One entry per measure, dimensions and day, under a key that sorts. Entries that add up to zero are left out. */
export type Tally = ReadonlyMap<string, Entry>;

/** Sums entries of the same key into the first of them, which is changed. */
export function tally(entries: readonly Entry[]): Tally {
  const sums = new Map<string, Entry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const sum = sums.get(key);
    if (sum) sum.delta = (hundredths(sum.delta) + hundredths(entry.delta)) / 100;
    else sums.set(key, entry);
  }
  for (const [key, { delta }] of sums) if (delta === 0) sums.delete(key);
  return sums;
}

/** The entries that turn `before` into `after`, in a fixed order. */
export function difference(before: Tally, after: Tally): Entry[] {
  const changes: [key: string, change: Entry][] = [];
  for (const [key, entry] of after) {
    const delta = (hundredths(entry.delta) - hundredths(before.get(key)?.delta ?? 0)) / 100;
    if (delta !== 0) changes.push([key, { ...entry, delta }]);
  }
  for (const [key, entry] of before) if (!after.has(key)) changes.push([key, { ...entry, delta: -entry.delta }]);
  return changes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function keyOf({ measure, dimensions, effective_on }: Entry): string {
  let key = `${measure.code}|${effective_on}`;
  for (const { code } of measure.dimensions) key += `|${dimensions[code] ?? ''}`;
  return measure.scale === undefined ? key : `${key}|${dimensions[measure.scale] ?? ''}`;
}
