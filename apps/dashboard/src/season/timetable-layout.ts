/** A season's gatherings day by day on one axis of hours, so that the days can be compared. */
import type { GatheringSummary, SeasonDay } from '@park/contracts';
import { addDays } from '../numbers/days.ts';
import { dayAt, hourAt } from '../numbers/moment-text.ts';

export interface Row {
  gathering: GatheringSummary;
  /** Hours of the day, 0 to 24, with their fractions. */
  from: number;
  to: number;
}

export interface ProgrammeDay {
  /** Null holds what is postponed to a day that is not known. */
  day: string | null;
  arrivals: number;
  rows: Row[];
}

export interface Axis {
  from: number;
  to: number;
}

/** A season that is longer shows only the days on which something takes place. */
const longestWhole = 14;

/** `starts_on` and `ends_on` (exclusive): of the season. */
export function daysOf(
  gatherings: readonly GatheringSummary[],
  arrivals: readonly SeasonDay[],
  { starts_on, ends_on }: { starts_on: string; ends_on: string },
): ProgrammeDay[] {
  const cameOn = new Map(arrivals.map(({ day, arrivals: came }) => [day, came]));
  const whole = Array.from({ length: longestWhole }, (_, i) => addDays(starts_on, i)).filter((day) => day < ends_on);
  const own = addDays(starts_on, longestWhole) >= ends_on ? whole : [];
  const placed = gatherings.filter(({ on }) => on !== null);
  const days = [...new Set([...own, ...placed.flatMap(daysOfGathering)])].sort();
  const postponed = gatherings.filter(({ on }) => on === null);
  return [
    ...days.map((day) => ({ day, arrivals: cameOn.get(day) ?? 0, rows: placed.flatMap((gathering) => rowOn(gathering, day) ?? []) })),
    ...(postponed.length > 0 ? [{ day: null, arrivals: 0, rows: postponed.map((gathering) => ({ gathering, from: 0, to: 0 })) }] : []),
  ];
}

function lastDay({ ends_at }: GatheringSummary): string {
  // One that ends at midnight ends on the day before.
  return dayAt(new Date(Date.parse(ends_at) - 1));
}

function daysOfGathering(gathering: GatheringSummary): string[] {
  const [first, last] = [dayAt(new Date(gathering.starts_at)), lastDay(gathering)];
  const days = [first];
  while (days.at(-1)! < last) days.push(addDays(days.at(-1)!, 1));
  return days;
}

function rowOn(gathering: GatheringSummary, day: string): Row | null {
  const [first, last] = [dayAt(new Date(gathering.starts_at)), lastDay(gathering)];
  if (day < first || day > last) return null;
  const end = hourAt(new Date(gathering.ends_at));
  return {
    gathering,
    from: day === first ? hourAt(new Date(gathering.starts_at)) : 0,
    to: day < last || end === 0 ? 24 : end,
  };
}

const shortest = 8;

/** Whole hours around everything that takes place, at least eight of them. */
export function axisOf(days: readonly ProgrammeDay[]): Axis {
  const rows = days.flatMap(({ day, rows: own }) => (day === null ? [] : own));
  if (rows.length === 0) return { from: 9, to: 9 + shortest };
  const from = Math.floor(Math.min(...rows.map((row) => row.from)));
  const to = Math.ceil(Math.max(...rows.map((row) => row.to)));
  const end = Math.min(24, Math.max(to, from + shortest));
  return { from: Math.min(from, end - shortest), to: end };
}

/** Percent of the axis' length; beyond its ends at the end. */
export function placeOn({ from, to }: Axis, hour: number): number {
  return Math.round(Math.min(1, Math.max(0, (hour - from) / (to - from))) * 10_000) / 100;
}

export interface Share {
  came: number;
  confirmed: number;
  waiting: number;
}

/** Percent of the bar, whose length is the capacity, or all who want to come where these are more. */
export function sharesOf({ capacity, confirmed, attended, waiting }: GatheringSummary): Share {
  const all = Math.max(1, capacity, confirmed + waiting);
  const percent = (places: number): number => Math.round((places / all) * 10_000) / 100;
  return { came: percent(attended), confirmed: percent(Math.max(0, confirmed - attended)), waiting: percent(waiting) };
}
