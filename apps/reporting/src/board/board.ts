/** The board on the wall: the headline figures of a day, each beside a year ago and along the last twelve months. */
import type { Board, BoardTile } from '@park/contracts';
import { addDays, addMonths, firstOfMonth, type LocalDate } from '@park/kernel';
import { evaluate, verifiedShare, type DayTotal, type Rows } from '../kpi/evaluate.ts';
import { readingsOf, type Kpi } from '../kpi/kpi.ts';
import { timeAt } from '../kpi/query-plan.ts';
import type { Measure } from '../ledger/measure.ts';

const trendMonths = 12;

export function measuresOf(kpis: readonly Kpi[]): Measure[] {
  const readings = kpis.flatMap((kpi) => [...readingsOf(kpi), ...(kpi.verified ? [kpi.verified.value, kpi.verified.per] : [])]);
  return [...new Set(readings.map(({ measure }) => measure))];
}

/** The ends of the twelve months before, then the day itself. */
export function trendDays(asOf: LocalDate): LocalDate[] {
  const months = Array.from({ length: trendMonths }, (_, i) => addMonths(firstOfMonth(asOf), i - trendMonths + 1));
  return [...months.map((first) => addDays(first, -1)), asOf];
}

/** `totals`: of all measures of the figures, not broken down. */
export function boardOf(
  kpis: readonly Kpi[],
  asOf: LocalDate,
  totals: readonly DayTotal[],
  head: Pick<Board, 'version' | 'watermark'>,
): Board {
  const byMeasure = Map.groupBy(totals, ({ measure }) => measure);
  const rows: Rows = ({ measure }) => byMeasure.get(measure.code) ?? [];
  return { ...head, as_of: asOf, tiles: kpis.map((kpi) => tileOf(kpi, asOf, rows)) };
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
