/** Calendar dates of the park: `YYYY-MM-DD` in Asia/Shanghai (UTC+8, no daylight saving), periods half-open `[start, end)`. */

export type LocalDate = string;

const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

/** True for a real day of the years 1900-2199; `2025-02-30` is none. */
export function isDate(text: unknown): text is LocalDate {
  if (typeof text !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** True for an RFC 3339 instant with its offset, of at most fourteen hours as PostgreSQL takes them all. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/.exec(text);
  return match !== null && isDate(match[1]);
}

/** The park's calendar date at an instant. */
export function dateAt(instant: Date): LocalDate {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** The first instant of a day in the park. */
export function startOfDay(day: LocalDate): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/**
 * Days since 1970-01-01, for years from 0001 on. Counted in years that begin with March, so that a leap day is the last of its year;
 * `Date.parse` gives the same and took half of the time of a board.
 */
export function dayNumber(date: LocalDate): number {
  const [month, day] = [digits(date, 5, 7), digits(date, 8, 10)];
  const year = digits(date, 0, 4) - (month < 3 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month < 3 ? 9 : -3)) + 2) / 5) + day - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - daysTo1970;
}

/** From 0000-03-01 to 1970-01-01. */
const daysTo1970 = 719_468;

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

export function dateOfDayNumber(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days in `[from, to)`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day some months on, clamped to the month's end: 2024-01-31 + 1 month is 2024-02-29. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const total = year * 12 + (month - 1) + months;
  const lastDay = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(total / 12), total % 12, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** `null` as an end means open. */
export function overlaps(
  a: { start_on: LocalDate; end_on: LocalDate | null },
  b: { start_on: LocalDate; end_on: LocalDate | null },
): boolean {
  return (b.end_on === null || a.start_on < b.end_on) && (a.end_on === null || b.start_on < a.end_on);
}

export function firstOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01`;
}

export function firstOfQuarter(date: LocalDate): LocalDate {
  const month = Number(date.slice(5, 7));
  return `${date.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

export function firstOfYear(date: LocalDate): LocalDate {
  return `${date.slice(0, 4)}-01-01`;
}
