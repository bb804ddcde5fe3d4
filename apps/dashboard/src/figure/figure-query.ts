/** The question to a figure: the page's filters, as they stand in its address and as the API is asked. */
import type { Grain, KpiDefinition } from '@park/contracts';
import { addDays, addMonths, firstOfMonth, firstOfQuarter, isDay, mondayOf } from '../numbers/days.ts';

export interface FigureQuery {
  as_of?: string;
  from?: string;
  to?: string;
  grain?: Grain;
  group_by?: string;
  known_at?: string;
  side?: 'denominator';
  filters: Record<string, string>;
}

export const grains: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];

/** Anything that does not belong to the figure is left out: an address may be old, or typed by hand. */
export function readQuery(search: string, { dimensions }: Pick<KpiDefinition, 'dimensions'>): FigureQuery {
  const given = new URLSearchParams(search);
  const day = (name: string): string | undefined => pick(given.get(name), isDay);
  const known_at = pick(given.get('known_at'), (text) => !Number.isNaN(Date.parse(text)));
  const grain = grains.find((one) => one === given.get('grain'));
  const group_by = pick(given.get('group_by'), (code) => dimensions.some((one) => one.code === code));
  const filters = dimensions.flatMap(({ code }) => (given.get(code) ? [[code, given.get(code)!] as const] : []));
  return {
    ...defined({ as_of: day('as_of'), from: day('from'), to: day('to'), grain, group_by, known_at }),
    ...(given.get('side') === 'denominator' && { side: 'denominator' as const }),
    filters: Object.fromEntries(filters),
  };
}

/** `?as_of=…`, or nothing where nothing is asked. */
export function writeQuery({ filters, ...rest }: FigureQuery): string {
  const search = new URLSearchParams({ ...(defined(rest) as Record<string, string>), ...filters }).toString();
  return search && `?${search}`;
}

/** The figure itself, broken down. */
export function headlineParams(query: FigureQuery, definition: Pick<KpiDefinition, 'dimensions'>): Record<string, string> {
  const { as_of, from, to, known_at, filters } = query;
  return { ...defined({ as_of, from, to, group_by: groupOf(query, definition), known_at }), ...filters };
}

/** The same a year earlier; of a period that was picked by hand there is none to compare with. */
export function yearBeforeParams(query: FigureQuery, today: string): Record<string, string> | null {
  const { from, to, as_of = today, known_at, filters } = query;
  return from || to ? null : { ...defined({ known_at }), as_of: addMonths(as_of, -12), ...filters };
}

/** From the beginning of a span, so that the first one is whole. */
const reach: Record<Grain, (last: string) => string> = {
  day: (last) => addDays(last, -59),
  week: (last) => mondayOf(addDays(last, -25 * 7)),
  month: (last) => firstOfMonth(addMonths(last, -12)),
  quarter: (last) => firstOfQuarter(addMonths(last, -21)),
  year: (last) => `${addMonths(last, -48).slice(0, 4)}-01-01`,
};

export function grainOf({ grain }: FigureQuery, { over }: Pick<KpiDefinition, 'over'>): Grain {
  return grain ?? (over === 'period' ? 'quarter' : 'month');
}

/** The dimension to break down by: the first one where none is asked for. */
export function groupOf({ group_by }: FigureQuery, { dimensions }: Pick<KpiDefinition, 'dimensions'>): string | undefined {
  return group_by ?? dimensions[0]?.code;
}

/** The way to the figure: as far back as the grain makes sense, where no period is asked for. */
export function seriesParams(query: FigureQuery, definition: Pick<KpiDefinition, 'over'>, today: string): Record<string, string> {
  const { as_of, from, to, known_at, filters } = query;
  const grain = grainOf(query, definition);
  const last = as_of ?? (to ? addDays(to, -1) : today);
  // It says up to when: where this browser's clock is wrong, `from` alone could lie after the park's today.
  return { ...defined({ known_at, to }), as_of: last, grain, from: from ?? reach[grain](last), ...filters };
}

export function factsParams({ as_of, from, to, known_at, side, filters }: FigureQuery): Record<string, string> {
  return { ...defined({ as_of, from, to, known_at, side }), ...filters };
}

function pick(value: string | null, isRight: (value: string) => boolean): string | undefined {
  return value !== null && isRight(value) ? value : undefined;
}

/** Without the members that are not there. */
function defined<T extends Record<string, unknown>>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
