/** The board on the wall: the headline figures of a day, each beside a year ago and along the last twelve months. */
import type { Board, BoardTile } from '@park/contracts';
import { addDays, addMonths, firstOfMonth, type LocalDate } from '@park/kernel';
import { evaluate, verifiedShare, type DayTotal, type Rows } from '../kpi/evaluate.ts';
import { readingsOf, type Kpi } from '../kpi/kpi.ts';
import { timeAt } from '../kpi/query-plan.ts';
import { readsScale, type Reading } from '../kpi/reading.ts';
import type { NewFact, TotalsByMeasure } from '../kpi/totals.ts';
import type { Measure } from '../ledger/measure.ts';
import { always } from '../ledger/spans.ts';

const trendMonths = 12;

function allReadingsOf(kpi: Kpi): Reading[] {
  return [...readingsOf(kpi), ...(kpi.verified ? [kpi.verified.value, kpi.verified.per] : [])];
}

export function measuresOf(kpis: readonly Kpi[]): Measure[] {
  return [...new Set(kpis.flatMap(allReadingsOf).map(({ measure }) => measure))];
}

/** The ends of the twelve months before, then the day itself. */
export function trendDays(asOf: LocalDate): LocalDate[] {
  const months = Array.from({ length: trendMonths }, (_, i) => addMonths(firstOfMonth(asOf), i - trendMonths + 1));
  return [...months.map((first) => addDays(first, -1)), asOf];
}

/** The days on which a board of this day looks: the end of each month of the trend, a year before, and the day itself. */
function daysOf(asOf: LocalDate): LocalDate[] {
  return [...trendDays(asOf), addMonths(asOf, -12)];
}

/** How finely totals must be told apart for a board of a day: between two cuts all days count alike. */
export interface Cuts {
  /** Sorted. */
  days: LocalDate[];
  /** By measure with readings that look at its scale, the least scale that any of them picks; null where all do matter. */
  leastScales: Map<string, string | null>;
}

export function cutsOf(kpis: readonly Kpi[], asOf: LocalDate): Cuts {
  const days = new Set<LocalDate>();
  const leastScales = new Map<string, string | null>();
  for (const kpi of kpis) {
    for (const day of daysOf(asOf)) {
      const time = timeAt(kpi, day);
      for (const reading of allReadingsOf(kpi)) {
        const { since, before, scale } = reading.pick(time);
        days.add(before);
        if (since !== null) days.add(since);
        if (!readsScale(reading, time)) continue;
        const { code } = reading.measure;
        const from = scale && !scale.orNone && typeof scale.from === 'string' ? scale.from : null;
        const least = leastScales.get(code);
        leastScales.set(code, least === undefined ? from : least === null || from === null ? null : least < from ? least : from);
      }
    }
  }
  return { days: [...days].sort(), leastScales };
}

/** The row of a fact: its day is the first of the stretch between two cuts, its scale matters from the least one on. */
export function cutTotalOf({ days, leastScales }: Cuts, scaleOf: (measure: string) => string | undefined, fact: NewFact): DayTotal {
  const { measure, dimensions, effective_on, delta } = fact;
  const scale = dimensions[scaleOf(measure) ?? ''] ?? null;
  const least = leastScales.get(measure) ?? null;
  return {
    measure,
    effective_on: days.findLast((day) => day <= effective_on) ?? always,
    scale: scale !== null && (least === null || scale >= least) ? scale : null,
    key: null,
    delta,
    matching: 1,
  };
}

/** Of measures with readings that look at it. */
export function scalesOf(kpis: readonly Kpi[], { leastScales }: Cuts): Map<string, string> {
  return new Map(
    measuresOf(kpis).flatMap(({ code, scale }) => (scale !== undefined && leastScales.has(code) ? [[code, scale] as const] : [])),
  );
}

/** The tiles of a board of the same day whose measures have not changed since; null: any may have. */
export function unchangedTiles(tiles: readonly BoardTile[], changed: ReadonlySet<string> | null): (kpi: Kpi) => BoardTile | undefined {
  const byCode = new Map(tiles.map((tile) => [tile.code, tile]));
  return (kpi) => (changed === null || measuresOf([kpi]).some(({ code }) => changed.has(code)) ? undefined : byCode.get(kpi.code));
}

/** `totals`: of all measures of the figures, not broken down, told apart as finely as the cuts say or finer. */
export function boardOf(
  kpis: readonly Kpi[],
  asOf: LocalDate,
  totals: TotalsByMeasure,
  head: Pick<Board, 'version' | 'watermark'>,
  keptTile: (kpi: Kpi) => BoardTile | undefined = () => undefined,
): Board {
  const rows: Rows = ({ measure }) => totals.get(measure.code) ?? [];
  return { ...head, as_of: asOf, tiles: kpis.map((kpi) => keptTile(kpi) ?? tileOf(kpi, asOf, rows)) };
}

function tileOf(kpi: Kpi, asOf: LocalDate, rows: Rows): BoardTile {
  const at = (day: LocalDate): number | null => evaluate(kpi, timeAt(kpi, day), rows).value;
  return {
    code: kpi.code,
    name: kpi.name,
    unit: kpi.unit,
    as_of: asOf,
    definition_version: kpi.version,
    ...evaluate(kpi, timeAt(kpi, asOf), rows),
    verified_share: verifiedShare(kpi, timeAt(kpi, asOf), rows),
    year_before: at(addMonths(asOf, -12)),
    trend: trendDays(asOf).map(at),
  };
}
