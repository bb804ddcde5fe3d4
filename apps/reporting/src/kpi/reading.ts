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

/** What stands at the end of the day. */
export function stock(measure: Measure, apart?: Measure): Reading {
  return { kind: 'stock', measure, ...(apart && { apart }), pick: ({ asOf }) => upTo(asOf) };
}

/** What stands at the end of the day; over a period, what stood times the days that it did. */
export function stockOverTime(measure: Measure): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf, from, to }) => (from === null || to === null ? upTo(asOf) : { ...all, before: to, weigh: 'days', weighFrom: from }),
  };
}

/** What fell into the period. */
export function flow(measure: Measure): Reading {
  return { kind: 'flow', measure, pick: ({ asOf, from, to }) => ({ ...all, since: from, before: to ?? addDays(asOf, 1) }) };
}

/** Of what fell into the period, the value on the measure's scale below which `percent` of the values lie; between two values, in proportion. */
export function percentile(measure: Measure, percent: number): Reading {
  return { ...flow(measure), quantile: percent / 100 };
}

export function median(measure: Measure): Reading {
  return percentile(measure, 50);
}

/** A cohort: those that began at least so many days ago; over a period, those for which that day lies in it. */
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

/** Of a cohort, those that lasted so many days, by a scale that says how many days it was and is absent while it goes on. */
export function lastedDays(measure: Measure, days: number): Reading {
  const cohort = beganDaysAgo(measure, days);
  return { ...cohort, pick: (time) => ({ ...cohort.pick(time), scale: { from: days, before: null, orNone: true } }) };
}

/** Of a cohort, those to which it happened within so many days, by a scale that says after how many days it did. */
export function happenedWithinDays(measure: Measure, days: number): Reading {
  const cohort = beganDaysAgo(measure, days);
  return { ...cohort, pick: (time) => ({ ...cohort.pick(time), scale: { from: null, before: days + 1, orNone: false } }) };
}

/** The last day of the last quarter that is complete by the day. */
export function lastQuarterEnd(asOf: LocalDate): LocalDate {
  return addDays(firstOfQuarter(addDays(asOf, 1)), -1);
}

/** What is dated on the last day of the last complete quarter. */
export function onQuarterEnd(measure: Measure): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => ({ ...upTo(lastQuarterEnd(asOf)), since: lastQuarterEnd(asOf) }) };
}

/** What stood on the last day of the last complete quarter. */
export function atQuarterEnd(measure: Measure): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => upTo(lastQuarterEnd(asOf)) };
}

/** What stands at the end of the day and, by a scale of days, ends within so many days. */
export function endingWithin(measure: Measure, days: number): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf }) => ({ ...upTo(asOf), scale: { from: addDays(asOf, 1), before: addDays(asOf, days + 1), orNone: false } }),
  };
}

/** What stands at the end of the day and, by a scale of days, has an end. */
export function ending(measure: Measure): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf }) => ({ ...upTo(asOf), scale: { from: addDays(asOf, 1), before: null, orNone: false } }),
  };
}

/** What stands at the end of the day and has an end, times the days until then. */
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

/** What a fact that is picked adds to the figure, in hundredths: whole numbers, so that sums of any length are exact. */
export function contribution({ weigh, weighFrom, before }: Pick, { effective_on, scale, delta }: Amount): number {
  if (weigh === 'once' || weighFrom === null) return hundredths(delta);
  if (weigh === 'days to scale') return scale === null ? 0 : hundredths(delta) * daysBetween(weighFrom, scale);
  return hundredths(delta) * (dayNumber(before) - Math.max(dayNumber(effective_on), dayNumber(weighFrom)));
}
