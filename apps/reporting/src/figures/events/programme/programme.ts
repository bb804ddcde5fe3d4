/** A season's programme as the dashboard shows it: its gatherings, how full they are, and how many came. */
import type { ArrivalDay, GatheringSummary, SeasonDay, SeasonSummary } from '@park/contracts';
import { addDays, addMonths, dateAt, type LocalDate } from '@park/kernel';
import { percentOf, sumOf, type DayTotal } from '../../../kpi/evaluate.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Measure } from '../../../ledger/measure.ts';
import type { Span } from '../../../ledger/spans.ts';
import { gatheringLogOf, gatheringName, gatheringOf, type Gathering } from '../gathering-log.ts';
import { takesPlace } from '../gathering.ts';
import { placesAttended, placesConfirmed, registrationsWaiting } from '../registration.ts';
import { seasonLogOf, seasonName, seasonOf } from '../season.ts';

/** The season of the gatherings that have none. */
export const noSeason = 'none';

/** Gatherings outside of a season are shown from twelve months before a day to twelve months after it. */
export function monthsAround(today: LocalDate): Span {
  return { from: addMonths(today, -12), to: addMonths(today, 12) };
}

/** Sums of one season over all of its gatherings. */
export type SeasonTotals = Pick<SeasonSummary, 'gatherings' | 'held' | 'capacity' | 'confirmed' | 'attended'>;

const nothing: SeasonTotals = { gatherings: 0, held: 0, capacity: 0, confirmed: 0, attended: 0 };

export function seasonSummary(id: string, known: Known, totals: SeasonTotals = nothing): SeasonSummary {
  const { code = '', state = 'planned', starts_on = '', ends_on = '' } = seasonOf(known);
  return { id, code, name: seasonName(known), state: state as SeasonSummary['state'], starts_on, ends_on, ...totals };
}

export function outsideOfSeasons({ from, to }: Span, totals: SeasonTotals = nothing): SeasonSummary {
  const name = { zh: '季外活动', en: 'Outside of a season' };
  return { id: noSeason, code: null, name, state: null, starts_on: from, ends_on: to, ...totals };
}

/** Member organisations may see a season from its publication on. */
export function isSeasonAnnounced(known: Known): boolean {
  return seasonLogOf(known).some(({ is }) => is.state === 'published');
}

/** Member organisations may see a gathering that was published, unless it is one of the park's own. */
export function isGatheringAnnounced(known: Known): boolean {
  const log = gatheringLogOf(known);
  return log.some(({ is }) => is.state === 'published') && gatheringOf(known).visibility !== 'internal';
}

const isOver = ['ended', 'archived', 'cancelled'];
/** Waiting lists of gatherings that are over are closed within days. */
const afterwardsDays = 7;
/** A check-in list may open before the gathering begins, and close after it has ended. */
const aroundDays = 7;

/** The days on which the facts of some gatherings are dated: of their places, of their waiting lists, of those who came. */
export interface DaysToRead {
  places: Span;
  waiting: Span;
  arrivals: Span;
}

/** Null where none of them has a day. */
export function daysToRead(gatherings: Iterable<Known>, today: LocalDate): DaysToRead | null {
  const days = [...gatherings].flatMap((known) => {
    const { gathering_on, starts_at, ends_at, state = '' } = gatheringOf(known);
    if (starts_at === undefined || ends_at === undefined) return [];
    const first = gathering_on ?? dateAt(new Date(starts_at));
    const last = dateAt(new Date(ends_at));
    const known_on = gatheringLogOf(known).reduce((least, { on }) => (on < least ? on : least), first);
    return [{ first, last, known_on, settled: isOver.includes(state) ? addDays(last, afterwardsDays) : today }];
  });
  if (days.length === 0) return null;
  const least = (of: (one: (typeof days)[number]) => LocalDate): LocalDate => days.map(of).sort()[0]!;
  const most = (of: (one: (typeof days)[number]) => LocalDate): LocalDate => days.map(of).sort().at(-1)!;
  const [first, last] = [least((one) => one.first), most((one) => one.last)];
  const settled = most((one) => one.settled);
  return {
    places: { from: first, to: addDays(last, 1) },
    waiting: { from: least((one) => one.known_on), to: addDays(settled < today ? settled : today, 1) },
    arrivals: { from: addDays(first, -aroundDays), to: addDays(last, aroundDays + 1) },
  };
}

/** `totals`: of the gathering alone, on its days. Null where no event has told its times. */
export function gatheringSummary(id: string, known: Known, totals: readonly DayTotal[]): GatheringSummary | null {
  const gathering = gatheringOf(known);
  const { code = '', type, venue = '', gathering_on = null, starts_at, ends_at, state = 'draft', capacity = 0 } = gathering;
  if (type === undefined || starts_at === undefined || ends_at === undefined) return null;
  const amount = (measure: Measure): number => sumOf(totals.filter((row) => row.measure === measure.code));
  const [confirmed, waiting, attended] = [placesConfirmed, registrationsWaiting, placesAttended].map(amount) as [number, number, number];
  return {
    id,
    code,
    name: gatheringName(known),
    type: type as GatheringSummary['type'],
    venue,
    on: gathering_on,
    starts_at,
    ends_at,
    state: state as GatheringSummary['state'],
    capacity,
    confirmed,
    waiting,
    attended,
    show_rate: hasBegun(gathering) ? percentOf(attended, confirmed) : null,
    fill_rate: percentOf(confirmed, capacity),
  };
}

function hasBegun({ state = '' }: Partial<Gathering>): boolean {
  return takesPlace.includes(state) && state !== 'published';
}

/** The sums of a season's head, over its gatherings. */
export function totalsOf(items: readonly GatheringSummary[]): SeasonTotals {
  const placed = items.filter(({ state }) => takesPlace.includes(state));
  const sum = (of: (one: GatheringSummary) => number): number => placed.reduce((total, one) => total + of(one), 0);
  return {
    gatherings: placed.length,
    held: placed.filter(({ state }) => state === 'ended' || state === 'archived').length,
    capacity: sum(({ capacity }) => capacity),
    confirmed: sum(({ confirmed }) => confirmed),
    attended: sum(({ attended }) => attended),
  };
}

/** The newest first, what is outside of a season last. */
export function newestFirst(a: SeasonSummary, b: SeasonSummary): number {
  const [one, other] = [a, b].map(({ id, state, starts_on }) => `${state === null ? 0 : 1} ${starts_on} ${id}`) as [string, string];
  return one > other ? -1 : 1;
}

export function byTime(a: GatheringSummary, b: GatheringSummary): number {
  const [one, other] = [a, b].map(({ starts_at, ends_at, code }) => `${starts_at} ${ends_at} ${code}`) as [string, string];
  return one < other ? -1 : 1;
}

/** The days on which anybody came. `arrivals`: of the season. */
export function seasonDays(arrivals: readonly DayTotal[]): SeasonDay[] {
  return [...Map.groupBy(arrivals, ({ effective_on }) => effective_on)]
    .map(([day, rows]) => ({ day, arrivals: sumOf(rows) }))
    .filter((one) => one.arrivals > 0)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** `arrivals`: of the gathering, told apart by their scale. */
export function arrivalDays(arrivals: readonly DayTotal[]): ArrivalDay[] {
  return seasonDays(arrivals).map((one) => ({
    ...one,
    slots: [...Map.groupBy(arrivals, ({ effective_on, scale }) => (effective_on === one.day ? Number(scale) : null))]
      .flatMap(([ten_minutes, rows]) => (ten_minutes === null ? [] : [{ ten_minutes, arrivals: sumOf(rows) }]))
      .filter((slot) => slot.arrivals > 0)
      .sort((a, b) => a.ten_minutes - b.ten_minutes),
  }));
}
