/** A timeline: what one subject contributes to the park's measures, as signed amounts on days. Facts are differences of timelines. */
import type { LocalDate } from '@park/kernel';
import { measures, type MeasureCode } from '../subjects/measures.ts';
import { forever, type Span } from './spans.ts';

export type Dimensions = Record<string, string>;

export interface Entry {
  measure: MeasureCode;
  dimensions: Dimensions;
  effective_on: LocalDate;
  delta: number;
}

/** Amounts have two decimals at most; sums are taken in hundredths, so that they are exact. */
export function hundredths(amount: number): number {
  return Math.round(amount * 100);
}

/** A state: counted from the first day of each span, no longer from its end. */
export function standing(measure: MeasureCode, dimensions: Dimensions, spans: readonly Span[], amount: number): Entry[] {
  return spans.flatMap(({ from, to }) => [
    { measure, dimensions, effective_on: from, delta: amount },
    ...(to === forever ? [] : [{ measure, dimensions, effective_on: to, delta: -amount }]),
  ]);
}

/** Something that happened on a day. */
export function happening(measure: MeasureCode, dimensions: Dimensions, on: LocalDate, amount: number): Entry {
  return { measure, dimensions, effective_on: on, delta: amount };
}

/** One entry per measure, dimensions and day; what cancels out is left out. */
export type Tally = ReadonlyMap<string, Entry>;

export function tally(entries: readonly Entry[]): Tally {
  const sums = new Map<string, Entry>();
  for (const entry of entries) add(sums, entry, entry.delta);
  return withoutZeros(sums);
}

/** What has to be added to `before` to make it `after`, in a fixed order. */
export function difference(before: Tally, after: Tally): Entry[] {
  const sums = new Map<string, Entry>();
  for (const entry of after.values()) add(sums, entry, entry.delta);
  for (const entry of before.values()) add(sums, entry, -entry.delta);
  return [...withoutZeros(sums)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function add(sums: Map<string, Entry>, entry: Entry, amount: number): void {
  const key = keyOf(entry);
  const sum = hundredths(sums.get(key)?.delta ?? 0) + hundredths(amount);
  sums.set(key, { ...entry, delta: sum / 100 });
}

function withoutZeros(sums: ReadonlyMap<string, Entry>): Map<string, Entry> {
  return new Map([...sums].filter(([, { delta }]) => delta !== 0));
}

function keyOf({ measure, dimensions, effective_on }: Entry): string {
  return [measure, effective_on, ...measures[measure].dimensions.map((name) => dimensions[name] ?? '')].join('|');
}
