/** The days on which the sample park's story hangs: all of them are counted from its opening day. */
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { periodEnd, periodStart } from '../../libs/kernel/src/reporting-period.ts';

export const monthsOfHistory = 14;

export interface Story {
  openingDay: LocalDate;
  /** 14 months before it: what is older was there already. */
  start: LocalDate;
  /** The first days of its months, and the day after the last. */
  months: LocalDate[];
  /** Quarters that are over by the opening day, from the beginning of the year before it. */
  quarters: Period[];
  /** The calendar year before the opening day's, of which there are yearly reports. */
  yearBefore: Period;
  /** Whose contribution comes to the article's 1.6亿元. */
  contribution: Contribution;
}

/** A reporting period, half-open. */
export interface Period {
  /** `2025-Q3` or `2025` */
  name: string;
  year: string;
  from: LocalDate;
  to: LocalDate;
}

/**
 * The calendar year of the opening day up to that day, as the board shows it; from January to March, when no quarter of it is over
 * yet, the whole year before.
 */
export interface Contribution {
  from: LocalDate;
  /** Exclusive. */
  to: LocalDate;
  isYearToDate: boolean;
}

export function storyOf(openingDay: LocalDate): Story {
  const year = Number(openingDay.slice(0, 4));
  const quarters = [year - 1, year]
    .flatMap((each) => [1, 2, 3, 4].map((quarter) => periodOf(`${each}-Q${quarter}`)))
    .filter(({ to }) => to <= openingDay);
  const yearBefore = periodOf(String(year - 1));
  const isYearToDate = quarters.some((quarter) => quarter.year === String(year));
  const contribution = isYearToDate
    ? { from: yearBefore.to, to: addDays(openingDay, 1), isYearToDate }
    : { from: yearBefore.from, to: yearBefore.to, isYearToDate };
  const start = addMonths(openingDay, -monthsOfHistory);
  const months = [...Array.from({ length: monthsOfHistory }, (_, i) => addMonths(start, i)), addDays(openingDay, 1)];
  return { openingDay, start, months, quarters, yearBefore, contribution };
}

function periodOf(name: string): Period {
  return { name, year: name.slice(0, 4), from: periodStart(name), to: periodEnd(name) };
}

export function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

export function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}
