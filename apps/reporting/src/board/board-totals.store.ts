/**
 * The totals behind the board. Read once a day; after that the facts that came since are added to them, so that a new board does not cost
 * more the older the park is.
 */
import type { DayTotal } from '../kpi/evaluate.ts';
import type { Kpi } from '../kpi/kpi.ts';
import type { View } from '../kpi/kpi.store.ts';
import { always } from '../ledger/spans.ts';
import { addTotals, cutsOf, measuresOf, type Cuts } from './board.ts';

export interface BoardTotals {
  asOf: string;
  /** Of the projections that they were read from: another one has other facts. */
  projections: string;
  /** The last place in the journal that they count. */
  position: number;
  cuts: Cuts;
  totals: ReadonlyMap<string, DayTotal>;
  /** Codes of the measures that have changed since the totals before; null where these did not fit any more. */
  changed: ReadonlySet<string> | null;
}

/** `known`: those of the board before, which are brought up where they still fit. */
export async function boardTotals(view: View, kpis: readonly Kpi[], asOf: string, known: BoardTotals | null): Promise<BoardTotals> {
  const { ledger, live } = view;
  const projections = [...live.values()].map(({ id }) => id).join();
  if (known && known.asOf === asOf && known.projections === projections && followsJournal(view)) {
    const rows = await cutTotals(view, kpis, known.cuts, known.position);
    const changed = new Set(rows.map(({ measure }) => measure));
    return { ...known, position: Math.max(known.position, ledger.position), totals: addTotals(known.totals, rows), changed };
  }
  const cuts = cutsOf(kpis, asOf);
  const totals = addTotals(new Map(), await cutTotals(view, kpis, cuts, null));
  // Facts of a projection that waits to be brought up come at earlier places of the journal: its totals cannot be added to.
  return { asOf, projections: followsJournal(view) ? projections : '', position: ledger.position, cuts, totals, changed: null };
}

function followsJournal({ live }: View): boolean {
  return [...live.values()].every(({ stopped_at }) => stopped_at === null);
}

/** Of all facts, or of those after a place in the journal; each stretch of days between two cuts as its first day. */
async function cutTotals(
  { tx, live, figures }: View,
  kpis: readonly Kpi[],
  { days, leastScales }: Cuts,
  after: number | null,
): Promise<DayTotal[]> {
  const measures = measuresOf(kpis);
  const scaled = measures.filter(({ code, scale }) => scale !== undefined && leastScales.has(code));
  return await tx.query(
    `select measure, coalesce(($3::date[])[nullif(width_bucket(effective_on, $3::date[]), 0)], '${always}') as effective_on,
       case when $5::jsonb ->> measure is null or dimensions ->> ($4::jsonb ->> measure) >= $5::jsonb ->> measure
            then dimensions ->> ($4::jsonb ->> measure) end as scale,
       sum(delta) as delta, null as key, 1 as matching
     from ${after === null ? 'kpi_day' : 'fact'}
     where projection = any ($1) and measure = any ($2) ${after === null ? '' : 'and position > $6'}
     group by 1, 2, 3`,
    [
      measures.flatMap((measure) => live.get(figures.kindOf(measure).name)?.id ?? []),
      measures.map(({ code }) => code),
      days,
      JSON.stringify(Object.fromEntries(scaled.map(({ code, scale }) => [code, scale]))),
      JSON.stringify(Object.fromEntries(leastScales)),
      ...(after === null ? [] : [after]),
    ],
  );
}
