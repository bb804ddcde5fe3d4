/** The newest state of the ledger with the facts that came since another: by one statement, so that all of it is of one snapshot. */
import { queryPrepared } from '@park/service-kit';
import type { DataSource } from 'typeorm';
import { stateOf, type LedgerState, type ProjectionState } from './state.ts';
import type { NewFact } from './totals.ts';

/** $1: a place in the journal, $2: how many facts at most. */
export const newestState = `select position, watermark, revision,
       (select json_agg(p) from (
          select id, kind, version, state, stopped_at, stopped_watermark from projection where state in ('live', 'deriving')
        ) p) as projections,
       (select json_agg(new order by position, ordinal) from (
          select f.* from projection p cross join lateral (
            select position, ordinal, measure, dimensions, effective_on, delta from fact
            where projection = p.id and position > $1 order by position, ordinal limit $2
          ) f
          where p.state = 'live' limit $2
        ) new) as facts
     from ledger`;

type StateRow = LedgerState['ledger'] & { projections: (ProjectionState & { state: string })[] | null; facts: NewFact[] | null };

/**
 * The facts at later places than `after` of the projections that are live, in the order of the journal; null where there are more than `most`.
 * They are found by the key of each projection's facts, so that their number alone counts.
 */
export async function readState(
  dataSource: DataSource,
  after: number | null,
  most: number,
): Promise<{ state: LedgerState; facts: NewFact[] | null }> {
  const [row] = await queryPrepared<StateRow>(dataSource, newestState, [after ?? Number.MAX_SAFE_INTEGER, most + 1]);
  const { projections, facts, ...ledger } = row!;
  const all = (projections ?? []).map((one) => ({
    ...one,
    stopped_watermark: one.stopped_watermark && new Date(one.stopped_watermark),
  }));
  const those = (state: string): ProjectionState[] => all.filter((one) => one.state === state);
  return { state: stateOf(ledger, those('live'), those('deriving')), facts: (facts?.length ?? 0) > most ? null : (facts ?? []) };
}
