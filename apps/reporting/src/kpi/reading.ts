/** A reading: how the facts of a measure are picked and weighed, so that their sum is one figure at a date or over a period. */
import { addDays, dayNumber, daysBetween, firstOfQuarter, type LocalDate } from '@park/kernel';
import { hundredths } from '../ledger/timeline.ts';
import type { MeasureCode } from '../subjects/measures.ts';

/** What is asked for: the state at the end of `asOf`, or what belongs to `[from, to)`. */
export interface Window {
  asOf: LocalDate;
  /** Both or neither; `to` is never later than the day after `asOf`. */
  from: LocalDate | null;
  to: LocalDate | null;
}

export interface Pick {
  /** Facts that count from a day in `[since, before)`; null is the beginning of all. */
  since: LocalDate | null;
  before: LocalDate;
  /** Only facts of what ends in `[endsFrom, endsBefore)`; null is any end or none. */
  endsFrom: LocalDate | null;
  endsBefore: LocalDate | null;
  /** `days`: times the days from the fact (or `since`) up to `before`. `days to end`: times the days from `weighFrom` to its end. */
  weigh: 'once' | 'days' | 'days to end';
  weighFrom: LocalDate | null;
}

export interface Reading {
  /** `stock`: the last value over time. `flow`: adds up over time. */
  kind: 'stock' | 'flow';
  measure: MeasureCode;
  /** The same, counted apart for further dimensions: its groups may overlap, so that it is read only where these are asked for. */
  apart?: MeasureCode;
  /** Null where the window has no period that the reading could be about. */
  pick(window: Window): Pick;
}

const all = { since: null, endsFrom: null, endsBefore: null, weigh: 'once', weighFrom: null } as const;

function upTo(day: LocalDate): Pick {
  return { ...all, before: addDays(day, 1) };
}

/** What stands at the end of the day. */
export function stock(measure: MeasureCode, apart?: MeasureCode): Reading {
  return { kind: 'stock', measure, ...(apart && { apart }), pick: ({ asOf }) => upTo(asOf) };
}

/** What stands at the end of the day; over a period, what stood times the days that it did. */
export function stockOverTime(measure: MeasureCode): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf, from, to }) => (from === null || to === null ? upTo(asOf) : { ...all, before: to, weigh: 'days', weighFrom: from }),
  };
}

/** What fell into the period. */
export function flow(measure: MeasureCode): Reading {
  return { kind: 'flow', measure, pick: ({ asOf, from, to }) => ({ ...all, since: from, before: to ?? addDays(asOf, 1) }) };
}

/** The last day of the last quarter that is complete by the day. */
export function lastQuarterEnd(asOf: LocalDate): LocalDate {
  return addDays(firstOfQuarter(addDays(asOf, 1)), -1);
}

/** What is dated on the last day of the last complete quarter. */
export function onQuarterEnd(measure: MeasureCode): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => ({ ...upTo(lastQuarterEnd(asOf)), since: lastQuarterEnd(asOf) }) };
}

/** What stood on the last day of the last complete quarter. */
export function atQuarterEnd(measure: MeasureCode): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => upTo(lastQuarterEnd(asOf)) };
}

/** What stands at the end of the day and ends within so many days. */
export function endingWithin(measure: MeasureCode, days: number): Reading {
  return {
    kind: 'stock',
    measure,
    pick: ({ asOf }) => ({ ...upTo(asOf), endsFrom: addDays(asOf, 1), endsBefore: addDays(asOf, days + 1) }),
  };
}

/** What stands at the end of the day and has an end. */
export function ending(measure: MeasureCode): Reading {
  return { kind: 'stock', measure, pick: ({ asOf }) => ({ ...upTo(asOf), endsFrom: addDays(asOf, 1) }) };
}

/** What stands at the end of the day and has an end, times the days until then. */
export function daysToEnd(measure: MeasureCode): Reading {
  return { kind: 'stock', measure, pick: (window) => ({ ...ending(measure).pick(window), weigh: 'days to end', weighFrom: window.asOf }) };
}

/** A fact, or the sum of those that agree in what the readings look at. */
export interface Amount {
  effective_on: LocalDate;
  end_on: LocalDate | null;
  delta: number;
}

export function isPicked(pick: Pick, { effective_on, end_on }: Omit<Amount, 'delta'>): boolean {
  return (
    inTime(pick, effective_on) &&
    (pick.endsFrom === null || (end_on !== null && end_on >= pick.endsFrom)) &&
    (pick.endsBefore === null || (end_on !== null && end_on < pick.endsBefore))
  );
}

export function inTime({ since, before }: Pick, day: LocalDate): boolean {
  return day < before && (since === null || day >= since);
}

/** What a fact that is picked adds to the figure, in hundredths: whole numbers, so that sums of any length are exact. */
export function contribution({ weigh, weighFrom, before }: Pick, { effective_on, end_on, delta }: Amount): number {
  if (weigh === 'once' || weighFrom === null) return hundredths(delta);
  if (weigh === 'days to end') return end_on === null ? 0 : hundredths(delta) * daysBetween(weighFrom, end_on);
  return hundredths(delta) * (dayNumber(before) - Math.max(dayNumber(effective_on), dayNumber(weighFrom)));
}
