/** A reading: how the facts of a measure are picked and weighed, so that they come to one figure at a date or over a period. */
import { addDays, dayNumber, daysBetween, firstOfQuarter, type LocalDate } from '@park/kernel';
import type { Measure } from '../ledger/measure.ts';
import { hundredths } from '../ledger/timeline.ts';

/** The time that is asked for: the state at the end of `asOf`, or what belongs to `[from, to)`. */
export interface AskedTime {
  asOf: LocalDate;
  /** Both or neither; `to` is never later than the day after `asOf`. */
  from: LocalDate | null;
  to: LocalDate | null;
}

/** Facts whose scale lies in `[from, before)`: days for a scale of days, numbers for one of numbers. */
export interface ScaleRange {
  from: string | number | null;
  before: string | number | null;
  /** And those that have none. */
  orNone: boolean;
}

export interface Pick {
  /** Facts that count from a day in `[since, before)`; null is the beginning of all. */
  since: LocalDate | null;
  before: LocalDate;
  /** Null is any. */
  scale: ScaleRange | null;
  /** `days`: times the days from the fact (or `since`) up to `before`. `days to scale`: times the days from `weighFrom` to its scale. */
  weigh: 'once' | 'days' | 'days to scale';
  weighFrom: LocalDate | null;
}

export interface Reading {
  /** `stock`: the last value over time. `flow`: adds up over time. */
  kind: 'stock' | 'flow';
  measure: Measure;
  /** The same, counted apart for further dimensions: its groups may overlap, so that it is read only where these are asked for. */
  apart?: Measure;
  /** Of the scales of the facts, each as often as its amount says, this quantile (0..1) instead of the sum of the amounts. */
  quantile?: number;
  pick(time: AskedTime): Pick;
}

const all = { since: null, scale: null, weigh: 'once', weighFrom: null } as const;

function upTo(day: LocalDate): Pick {
  return { ...all, before: addDays(day, 1) };
}

/** The stock at the end of the day. */
export function stock(measure: Measure, apart?: Measure): Reading {
  return { kind: 'stock', measure, ...(apart && { apart }), pick: ({ asOf }) => upTo(asOf) };
}

/** The stock at the end of the day; over a period, the stock of each day, summed over the days. */
export function stockOverTime(measure: Measure): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf, from, to }) => (from === null || to === null ? upTo(asOf) : { ...all, before: to, weigh: 'days', weighFrom: from }),
  };
}

/** The sum of the facts that are dated in the period. */
export function flow(measure: Measure, apart?: Measure): Reading {
  return {
    kind: 'flow',
    measure,
    ...(apart && { apart }),
    pick: ({ asOf, from, to }) => ({ ...all, since: from, before: to ?? addDays(asOf, 1) }),
  };
}

/** Of the facts dated in the period, the percentile of their scales; between two values it is interpolated, as `percentile_cont` does. */
export function percentile(measure: Measure, percent: number): Reading {
  return { ...flow(measure), quantile: percent / 100 };
}

export function median(measure: Measure): Reading {
  return percentile(measure, 50);
}

/** A cohort: facts dated at least so many days ago; over a period, facts for which that day lies in the period. */
export function beganDaysAgo(measure: Measure, days: number): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf, from, to }) => ({
      ...all,
      since: from === null ? null : addDays(from, -days),
      before: addDays(to ?? addDays(asOf, 1), -days),
    }),
  };
}

/** The part of a cohort that lasted so many days. The scale is the number of days, absent while it goes on. */
export function lastedDays(measure: Measure, days: number): Reading {
  const cohort = beganDaysAgo(measure, days);
  return { ...cohort, pick: (time) => ({ ...cohort.pick(time), scale: { from: days, before: null, orNone: true } }) };
}

/** The part of a cohort to which it happened within so many days. The scale is the number of days until then, absent until it happens. */
export function happenedWithinDays(measure: Measure, days: number): Reading {
  const cohort = beganDaysAgo(measure, days);
  return { ...cohort, pick: (time) => ({ ...cohort.pick(time), scale: { from: null, before: days + 1, orNone: false } }) };
}

/** The last day of the last quarter that is complete by the day. */
export function lastQuarterEnd(asOf: LocalDate): LocalDate {
  return addDays(firstOfQuarter(addDays(asOf, 1)), -1);
}

/** The facts dated on the last day of the last complete quarter. */
export function onQuarterEnd(measure: Measure): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => ({ ...upTo(lastQuarterEnd(asOf)), since: lastQuarterEnd(asOf) }) };
}

/** The stock on the last day of the last complete quarter. */
export function atQuarterEnd(measure: Measure): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => upTo(lastQuarterEnd(asOf)) };
}

/** The stock at the end of the day that ends within so many days; the scale is the day of the end. */
export function endingWithin(measure: Measure, days: number): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf }) => ({ ...upTo(asOf), scale: { from: addDays(asOf, 1), before: addDays(asOf, days + 1), orNone: false } }),
  };
}

/** The stock at the end of the day that has an end; the scale is the day of the end. */
export function ending(measure: Measure): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf }) => ({ ...upTo(asOf), scale: { from: addDays(asOf, 1), before: null, orNone: false } }),
  };
}

/** The same stock, times the days until its end. */
export function daysToEnd(measure: Measure): Reading {
  return { kind: 'stock', measure, pick: (time) => ({ ...ending(measure).pick(time), weigh: 'days to scale', weighFrom: time.asOf }) };
}

/** Whether facts must be told apart by their scale to be read so. */
export function readsScale({ quantile, pick }: Reading, time: AskedTime): boolean {
  return quantile !== undefined || pick(time).scale !== null;
}

/** A fact, or the sum of those that agree in what readings look at. */
export interface Amount {
  effective_on: LocalDate;
  scale: string | null;
  delta: number;
}

export function isPicked(pick: Pick, { effective_on, scale }: Omit<Amount, 'delta'>): boolean {
  return inTime(pick, effective_on) && (pick.scale === null || inRange(pick.scale, scale));
}

export function inTime({ since, before }: Pick, day: LocalDate): boolean {
  return day < before && (since === null || day >= since);
}

function inRange({ from, before, orNone }: ScaleRange, scale: string | null): boolean {
  if (scale === null) return orNone;
  const value = typeof (from ?? before) === 'number' ? Number(scale) : scale;
  return (from === null || value >= from) && (before === null || value < before);
}

/** The amount that a picked fact adds to the figure, in hundredths: whole numbers, so that sums of any length are exact. */
export function contribution({ weigh, weighFrom, before }: Pick, { effective_on, scale, delta }: Amount): number {
  if (weigh === 'once' || weighFrom === null) return hundredths(delta);
  if (weigh === 'days to scale') return scale === null ? 0 : hundredths(delta) * daysBetween(weighFrom, scale);
  return hundredths(delta) * (dayNumber(before) - Math.max(dayNumber(effective_on), dayNumber(weighFrom)));
}
