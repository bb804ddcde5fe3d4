/** Day totals in memory: read once, after that the facts that came since are added to them. */
import type { LocalDate } from '@park/kernel';
import type { Measure } from '../ledger/measure.ts';
import { hundredths } from '../ledger/timeline.ts';
import type { DayTotal } from './evaluate.ts';

export interface TotalsQuery {
  measures: readonly Measure[];
  groupBy: string | null;
  filters: Record<string, string>;
  /** Whether totals are to be told apart by the measures' scales. */
  withScale: boolean;
}

/** By code of the measure. */
export type TotalsByMeasure = ReadonlyMap<string, readonly DayTotal[]>;

export interface NewFact {
  /** In the journal. */
  position: number;
  measure: string;
  dimensions: Record<string, string>;
  effective_on: LocalDate;
  delta: number;
}

export class Totals {
  /** By measure, as figures are evaluated. */
  readonly rows = new Map<string, DayTotal[]>();
  size = 0;
  /** The last place in the journal that they count. */
  position: number;
  private readonly byKey = new Map<string, DayTotal>();
  private readonly totalOf: (fact: NewFact) => DayTotal;

  /** `totalOf`: the row to which a fact of one of the measures belongs, with its own amount. */
  constructor(measures: readonly Measure[], rows: readonly DayTotal[], position: number, totalOf: (fact: NewFact) => DayTotal) {
    this.position = position;
    this.totalOf = totalOf;
    for (const { code } of measures) this.rows.set(code, []);
    for (const row of rows) this.put(row);
  }

  /** Facts in the order of the journal, up to a place in it. Answers which measures they have changed. */
  add(facts: readonly NewFact[], position: number): Set<string> {
    const changed = new Set<string>();
    for (const fact of facts) {
      if (!this.rows.has(fact.measure)) continue;
      changed.add(fact.measure);
      const one = this.totalOf(fact);
      const sum = this.byKey.get(keyOf(one));
      if (sum) {
        sum.delta = (hundredths(sum.delta) + hundredths(one.delta)) / 100;
        sum.matching += one.matching;
      } else this.put(one);
    }
    this.position = position;
    return changed;
  }

  private put(row: DayTotal): void {
    this.byKey.set(keyOf(row), row);
    this.rows.get(row.measure)!.push(row);
    this.size++;
  }
}

function keyOf({ measure, effective_on, key, scale }: DayTotal): string {
  return `${measure}|${effective_on}|${key}|${scale}`;
}

export function totalsOf(query: TotalsQuery, rows: readonly DayTotal[], position: number): Totals {
  return new Totals(query.measures, rows, position, (fact) => dayTotalOf(query, fact));
}

function dayTotalOf(
  { measures, groupBy, filters, withScale }: TotalsQuery,
  { measure, dimensions, effective_on, delta }: NewFact,
): DayTotal {
  const scale = withScale ? measures.find(({ code }) => code === measure)!.scale : undefined;
  const isMatching = Object.entries(filters).every(([code, value]) => dimensions[code] === value);
  return {
    measure,
    effective_on,
    key: groupBy === null ? null : (dimensions[groupBy] ?? 'unknown'),
    scale: (scale === undefined ? undefined : dimensions[scale]) ?? null,
    delta: isMatching ? delta : 0,
    matching: isMatching ? 1 : 0,
  };
}

/** Two queries of the same name have the same totals. */
export function nameOf({ measures, groupBy, filters, withScale }: TotalsQuery): string {
  return JSON.stringify([measures.map(({ code }) => code), groupBy, Object.entries(filters).sort(), withScale]);
}
