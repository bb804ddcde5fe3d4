/**
 * The totals behind the board. Read once a day; after that the facts that came since are added to them in memory, so that a new board does not
 * cost more the older the park is.
 */
import type { DayTotal } from '../kpi/evaluate.ts';
import type { Kpi } from '../kpi/kpi.ts';
import type { View } from '../kpi/kpi.store.ts';
import { followsJournal, projectionsRead, type LedgerState } from '../kpi/state.ts';
import { Totals } from '../kpi/totals.ts';
import { always } from '../ledger/spans.ts';
import { cutsOf, cutTotalOf, measuresOf, scalesOf, type Cuts } from './board.ts';

export interface BoardTotals {
  asOf: string;
  /** Of the projections that they were read from; none where one of them waits to be brought up: its facts come at earlier places of the journal. */
  projections: string | null;
  totals: Totals;
}

export async function readBoardTotals(view: View, kpis: readonly Kpi[], asOf: string): Promise<BoardTotals> {
  const cuts = cutsOf(kpis, asOf);
  const scales = scalesOf(kpis, cuts);
  const totals = new Totals(measuresOf(kpis), await cutTotals(view, kpis, cuts, scales), view.ledger.position, (fact) =>
    cutTotalOf(cuts, (measure) => scales.get(measure), fact),
  );
  return { asOf, projections: followsJournal(view) ? projectionsRead(view) : null, totals };
}

/** Whether facts that came since can be added to them. */
export function areOf({ asOf, projections }: BoardTotals, state: LedgerState, today: string): boolean {
  return asOf === today && projections === projectionsRead(state) && followsJournal(state);
}

/** Each stretch of days between two cuts as its first day. */
async function cutTotals(
  { tx, live, figures }: View,
  kpis: readonly Kpi[],
  { days, leastScales }: Cuts,
  scales: ReadonlyMap<string, string>,
): Promise<DayTotal[]> {
  const measures = measuresOf(kpis);
  return await tx.query(
    `select measure, coalesce(($3::date[])[nullif(width_bucket(effective_on, $3::date[]), 0)], '${always}') as effective_on,
       case when $5::jsonb ->> measure is null or dimensions ->> ($4::jsonb ->> measure) >= $5::jsonb ->> measure
            then dimensions ->> ($4::jsonb ->> measure) end as scale,
       sum(delta) as delta, null as key, 1 as matching
     from kpi_day
     where projection = any ($1) and measure = any ($2)
     group by 1, 2, 3`,
    [
      measures.flatMap((measure) => live.get(figures.kindOf(measure).name)?.id ?? []),
      measures.map(({ code }) => code),
      days,
      JSON.stringify(Object.fromEntries(scales)),
      JSON.stringify(Object.fromEntries(leastScales)),
    ],
  );
}
