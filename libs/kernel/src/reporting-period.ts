/** The periods over which enterprises report: a calendar quarter `2025-Q3` or a calendar year `2025`. */
import { addMonths, type LocalDate } from './date.ts';

export function isReportingPeriod(text: unknown): text is string {
  return typeof text === 'string' && /^(19|20|21)\d\d(-Q[1-4])?$/.test(text);
}

export function periodStart(period: string): LocalDate {
  const [year, quarter] = period.split('-Q') as [string, string | undefined];
  return `${year}-${quarter ? String(Number(quarter) * 3 - 2).padStart(2, '0') : '01'}-01`;
}

/** The day after the period's last day. */
export function periodEnd(period: string): LocalDate {
  return addMonths(periodStart(period), period.includes('Q') ? 3 : 12);
}

export function isQuarter(period: string): boolean {
  return period.includes('Q');
}

/** The quarter that contains a date. */
export function quarterOf(date: LocalDate): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
