/** Plans a query: the times to evaluate, the dimension to break down by, the filters. Refuses one that makes no sense. */
import type { Grain } from '@park/contracts';
import { addDays, addMonths, firstOfMonth, firstOfQuarter, firstOfYear, invalid, dayNumber, type LocalDate } from '@park/kernel';
import { isValueOf } from './dimension.ts';
import { dimensionsOf, measureFor, overOf, readingsOf, type Kpi } from './kpi.ts';
import type { AskedTime } from './reading.ts';

export interface KpiQuestion {
  as_of?: LocalDate | undefined;
  from?: LocalDate | undefined;
  to?: LocalDate | undefined;
  grain?: Grain | undefined;
  group_by?: string | undefined;
  known_at?: string | undefined;
  filters: Record<string, string>;
}

export interface Plan {
  time: AskedTime;
  /** Half-open parts of the period, each with its own time; null where no series is asked for. */
  points: { from: LocalDate; to: LocalDate; time: AskedTime }[] | null;
  groupBy: string | null;
  filters: Record<string, string>;
  knownAt: Date | null;
}

const pointLimit = 1_000;

/** Throws `invalid` with a pointer to the member that does not fit the figure. */
export function plan(kpi: Kpi, question: KpiQuestion, today: LocalDate): Plan {
  const { group_by: groupBy = null, filters, grain } = question;
  checkDimensions(kpi, groupBy, filters);
  const time = timeOf(kpi, question, today);
  if (time.from !== null && time.to !== null && time.from >= time.to)
    throw invalid('/from', 'empty_period', '"from" must be before "to" and not after "as_of".');
  const points = grain === undefined ? null : seriesOf(kpi, time, grain);
  return { time, points, groupBy, filters, knownAt: question.known_at === undefined ? null : new Date(question.known_at) };
}

function checkDimensions(kpi: Kpi, groupBy: string | null, filters: Record<string, string>): void {
  const known = new Map(dimensionsOf(kpi).map((dimension) => [dimension.code, dimension]));
  const choice = known.size > 0 ? `It knows ${[...known.keys()].join(', ')}.` : 'It has none.';
  if (groupBy !== null && !known.has(groupBy))
    throw invalid('/group_by', 'unknown_dimension', `${kpi.code} cannot be broken down by "${groupBy}". ${choice}`);
  for (const [code, value] of Object.entries(filters)) {
    const dimension = known.get(code);
    if (!dimension) throw invalid(`/${code}`, 'unknown_dimension', `${kpi.code} cannot be filtered by "${code}". ${choice}`);
    if (isValueOf(dimension, value)) continue;
    const choices = Object.keys(dimension.values ?? {});
    throw invalid(`/${code}`, 'unknown_value', `"${value}" is no ${code}${choices.length > 0 ? `; there are ${choices.join(', ')}` : ''}.`);
  }
  const asked = [...Object.keys(filters), ...(groupBy === null ? [] : [groupBy])];
  const unread = readingsOf(kpi).find((reading) => measureFor(reading, asked) === null);
  if (unread) throw invalid('/group_by', 'dimensions_exclude_each_other', `${kpi.code} cannot be read by ${asked.join(' and ')} together.`);
}

/** A period's last day that counts is the day before `to`, or `as_of` if that is earlier; without a period it is `as_of`. */
function timeOf(kpi: Kpi, { as_of, from, to, grain }: KpiQuestion, today: LocalDate): AskedTime {
  const given = as_of ?? (to === undefined ? today : addDays(to, -1));
  const asOf = to !== undefined && to <= given ? addDays(to, -1) : given;
  if (from === undefined && to === undefined && grain === undefined && overOf(kpi) === 'instant') return { asOf, from: null, to: null };
  return { asOf, from: from ?? firstOfYear(asOf), to: addDays(asOf, 1) };
}

function seriesOf(kpi: Kpi, { from, to }: AskedTime, grain: Grain): Plan['points'] {
  const points: { from: LocalDate; to: LocalDate; time: AskedTime }[] = [];
  for (let start = from!; start < to!;) {
    const next = startOfNext(start, grain);
    const end = next < to! ? next : to!;
    points.push({ from: start, to: end, time: { asOf: addDays(end, -1), from: start, to: end } });
    if (points.length > pointLimit)
      throw invalid('/grain', 'too_many_points', `${kpi.code} by ${grain} over this period has more than ${pointLimit} points.`);
    start = end;
  }
  return points;
}

const mondayOfWeekOne = 4; // 1970-01-05

function startOfNext(day: LocalDate, grain: Grain): LocalDate {
  switch (grain) {
    case 'day':
      return addDays(day, 1);
    case 'week':
      return addDays(day, 7 - ((((dayNumber(day) - mondayOfWeekOne) % 7) + 7) % 7));
    case 'month':
      return addMonths(firstOfMonth(day), 1);
    case 'quarter':
      return addMonths(firstOfQuarter(day), 3);
    case 'year':
      return addMonths(firstOfYear(day), 12);
  }
}

/** The same question for another day: of a figure over a period, the calendar year up to that day. */
export function timeAt(kpi: Kpi, asOf: LocalDate): AskedTime {
  return timeOf(kpi, { as_of: asOf, filters: {} }, asOf);
}
