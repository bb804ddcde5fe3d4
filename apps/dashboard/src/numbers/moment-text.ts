/** How days, instants and ages are written; instants in the park's own time. */
import type { Language } from '../texts/language.ts';

const zone = 'Asia/Shanghai';
const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** The park's calendar date at an instant. */
export function dayAt(instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant);
}

export function longDay(day: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' };
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(`${day}T00:00:00Z`));
}

/** Without the year: the day of a programme, which its head dates. */
export function shortDay(day: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'long' };
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(`${day}T00:00:00Z`));
}

/** Of `2026-11`, without the year: a row of twelve months has each name once. */
export function monthName(month: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', month: 'short' }).format(new Date(`${month}-01T00:00:00Z`));
}

/** The first and the last day, with what they have in common written once. */
export function dayRange(first: string, last: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' };
  const format = new Intl.DateTimeFormat(locales[language], options);
  const [from, to] = [first, last].map((day) => new Date(`${day}T00:00:00Z`)) as [Date, Date];
  if (language === 'en' || first === last) return format.formatRange(from, to);
  // For Chinese, formatRange falls back to numbers with slashes.
  const common = first.slice(0, 7) === last.slice(0, 7) ? /^.*月/ : first.slice(0, 4) === last.slice(0, 4) ? /^.*年/ : /^$/;
  return `${format.format(from)}至${format.format(to).replace(common, '')}`;
}

export function clockTime(instant: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(instant);
}

/** The hour of the park's day, with its fraction: 9.5 is half past nine. */
export function hourAt(instant: Date): number {
  const [hours, minutes] = clockTime(instant).split(':').map(Number) as [number, number];
  return hours + minutes / 60;
}

/** `2026-11-23 09:41:07` */
export function stamp(iso: string): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' };
  return new Intl.DateTimeFormat('sv-SE', options).format(new Date(iso));
}

const steps: readonly (readonly [limitS: number, sizeS: number, zh: string, en: string])[] = [
  [60, 1, '秒', 's'],
  [3_600, 60, '分钟', 'min'],
  [86_400, 3_600, '小时', 'h'],
  [Infinity, 86_400, '天', 'd'],
];

export function duration(seconds: number, language: Language): string {
  const [, size, zh, en] = steps.find(([limit]) => seconds < limit)!;
  const count = seconds < 10 ? Math.round(seconds * 10) / 10 : Math.floor(seconds / size);
  return `${count} ${language === 'zh' ? zh : en}`;
}

/** Of a span of days in a series, by its first day: `2026-03`, `2026 Q1`, `2026`, or the day. */
export function spanLabel(from: string, grain: string): string {
  if (grain === 'year') return from.slice(0, 4);
  if (grain === 'quarter') return `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
  return grain === 'month' ? from.slice(0, 7) : from;
}
