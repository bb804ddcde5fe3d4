/** An answer from totals: which totals a question needs, and what it is answered once they are known. */
import type { Bilingual, KpiAnswer, KpiFigure, KpiGroup } from '@park/contracts';
import type { Dimension } from '../ledger/measure.ts';
import { labelOf } from './dimension.ts';
import { evaluate, missing, nullReasons, verifiedShare, type Rows } from './evaluate.ts';
import type { Figures } from './figures.ts';
import { dimensionsOf, measureFor, readingsOf, type Kpi } from './kpi.ts';
import type { Plan } from './query-plan.ts';
import { readsScale, type AskedTime, type Reading } from './reading.ts';
import { watermarkOf, type LedgerState } from './state.ts';
import type { TotalsByMeasure, TotalsQuery } from './totals.ts';

/** The totals that a question needs. `verified` and `whole` only where they are others than those of the figure itself. */
export interface NeededTotals {
  figure: TotalsQuery | null;
  /** A total over groups that overlap would count twice: it is read without them. */
  whole: TotalsQuery | null;
  verified: TotalsQuery | null;
}

export function totalsNeeded(kpi: Kpi, { time, filters, groupBy }: Plan): NeededTotals {
  const readings = readingsOf(kpi);
  const overlap = groupBy !== null && readings.some(({ apart }) => apart);
  return {
    figure: queryOf(readings, time, filters, groupBy),
    whole: overlap ? queryOf(readings, time, filters, null) : null,
    verified: kpi.verified ? queryOf([kpi.verified.value, kpi.verified.per], time, filters, null) : null,
  };
}

function queryOf(
  readings: readonly Reading[],
  time: AskedTime,
  filters: Record<string, string>,
  groupBy: string | null,
): TotalsQuery | null {
  const measures = readings.flatMap((reading) => measureFor(reading, askedOf(filters, groupBy)) ?? []);
  const withScale = readings.some((reading) => readsScale(reading, time));
  return measures.length === 0 ? null : { measures, groupBy, filters, withScale };
}

function askedOf(filters: Record<string, string>, groupBy: string | null): string[] {
  return [...Object.keys(filters), ...(groupBy === null ? [] : [groupBy])];
}

export interface Known {
  figures: Figures;
  state: LedgerState;
  totals(query: TotalsQuery): TotalsByMeasure;
  /** Of the values of the dimension that is broken down by, where these are subjects. */
  names: ReadonlyMap<string, Bilingual>;
  now: Date;
}

export function answerOf(kpi: Kpi, asked: Plan, known: Known): KpiAnswer {
  const { figures, state, now } = known;
  const { time, filters, groupBy, knownAt } = asked;
  const needed = totalsNeeded(kpi, asked);
  const rowsOf = (query: TotalsQuery | null): Rows => {
    const rows = query && known.totals(query);
    return (reading) => rows?.get(measureFor(reading, askedOf(filters, query!.groupBy))!.code) ?? [];
  };
  const rows = rowsOf(needed.whole ?? needed.figure);
  const kinds = figures.kindsOf(kpi);
  const watermark = watermarkOf(state, kinds);
  const isThere = kinds.every(({ name }) => state.live.has(name));
  const figure = (at: AskedTime): KpiFigure => (isThere ? evaluate(kpi, at, rows) : missing(nullReasons.beingDerived));
  return {
    code: kpi.code,
    unit: kpi.unit,
    as_of: time.asOf,
    from: time.from,
    to: time.to,
    known_at: knownAt?.toISOString() ?? null,
    watermark: watermark?.toISOString() ?? null,
    deriving: kinds.some(({ name }) => state.deriving.has(name)),
    definition_version: kpi.version,
    ...(kpi.value === null ? lag(watermark, now) : figure(time)),
    verified_share: needed.verified && verifiedShare(kpi, time, rowsOf(needed.verified)),
    filters,
    ...(groupBy !== null && { groups: groupsOf(kpi, asked, needed.figure ? known.totals(needed.figure) : new Map(), known.names) }),
    ...(asked.points && { series: asked.points.map((point) => ({ from: point.from, to: point.to, ...figure(point.time) })) }),
  };
}

/** Seconds since everything published was counted. */
function lag(watermark: Date | null, now: Date): KpiFigure {
  if (watermark === null) return missing(nullReasons.nothingKnown);
  return { ...missing(''), value: Math.max(0, now.getTime() - watermark.getTime()) / 1000, null_reason: null };
}

function groupsOf(kpi: Kpi, { time, filters, groupBy }: Plan, totals: TotalsByMeasure, names: Known['names']): KpiGroup[] {
  const dimension = dimensionOf(kpi, groupBy!);
  const byKey = new Map([...totals].map(([measure, rows]) => [measure, Map.groupBy(rows, ({ key }) => key)]));
  const keys = new Set<string>();
  for (const rows of totals.values()) for (const { key, matching } of rows) if (key !== null && matching > 0) keys.add(key);
  return [...keys]
    .sort()
    .map((key) => {
      const rows: Rows = (reading) => byKey.get(measureFor(reading, askedOf(filters, groupBy))!.code)?.get(key) ?? [];
      return { key, ...evaluate(kpi, time, rows), label: names.get(key) ?? labelOf(dimension, key) };
    })
    .filter(({ value, numerator, denominator }) => value !== null || numerator !== null || denominator !== null);
}

export function dimensionOf(kpi: Kpi, code: string): Dimension {
  return dimensionsOf(kpi).find((dimension) => dimension.code === code)!;
}
