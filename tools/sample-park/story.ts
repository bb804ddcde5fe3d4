/** The days on which the sample park's story hangs: all of them are counted from its opening day. */
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { periodEnd } from '../../libs/kernel/src/reporting-period.ts';

export const monthsOfHistory = 14;

export interface Story {
  openingDay: LocalDate;
  /** 14 months before it: what is older was there already. */
  start: LocalDate;
  /** Quarters that are over by the opening day, from the beginning of the year before it. */
  quarters: string[];
  /** The calendar year before the opening day's, of which there are yearly reports. */
  yearBefore: string;
  /** Whose contribution comes to the article's 1.6亿元. */
  contribution: Contribution;
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
  const yearBefore = String(year - 1);
  const quarters = [year - 1, year]
    .flatMap((each) => [1, 2, 3, 4].map((quarter) => `${each}-Q${quarter}`))
    .filter((quarter) => periodEnd(quarter) <= openingDay);
  const isYearToDate = quarters.some((quarter) => quarter.startsWith(String(year)));
  const contribution = isYearToDate
    ? { from: `${year}-01-01`, to: addDays(openingDay, 1), isYearToDate }
    : { from: `${year - 1}-01-01`, to: `${year}-01-01`, isYearToDate };
  return { openingDay, start: addMonths(openingDay, -monthsOfHistory), quarters, yearBefore, contribution };
}

export function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

export function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}
