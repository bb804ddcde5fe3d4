/** What figures read from the ledger: day totals, now or as once known; and the facts behind a figure, page by page. */
import { catalogue, type Bilingual, type KpiFact } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import { live, type Projection } from '../ledger/projection.store.ts';
import { positionAt } from '../ledger/journal.store.ts';
import type { MeasureCode } from '../subjects/measures.ts';
import type { DayTotal } from './evaluate.ts';
import type { Pick } from './reading.ts';

/** What is read within one transaction: the live projection, up to a place in the journal or, with null, all of it. */
export interface View {
  tx: EntityManager;
  projection: Projection;
  upTo: number | null;
}

export async function viewAt(tx: EntityManager, knownAt: Date | null): Promise<View> {
  return { tx, projection: await live(tx), upTo: knownAt === null ? null : await positionAt(tx, knownAt) };
}

export interface TotalsQuery {
  measures: readonly MeasureCode[];
  groupBy: string | null;
  filters: Record<string, string>;
  /** Whether totals are to be told apart by the end of what they count. */
  withEnds: boolean;
}

/**
 * One row per measure, day, group and end. A filter does not leave days out but only their amounts, so that what is zero can be
 * told from what is not known.
 */
export async function dayTotals(
  { tx, projection, upTo }: View,
  { measures, groupBy, filters, withEnds }: TotalsQuery,
): Promise<DayTotal[]> {
  return await tx.query(
    `select measure, effective_on,
       case when $3::text is not null then coalesce(dimensions ->> $3, 'unknown') end as key,
       case when $4 then (dimensions ->> 'end_on')::date end as end_on,
       coalesce(sum(delta) filter (where dimensions @> $5::jsonb), 0) as delta,
       count(*) filter (where dimensions @> $5::jsonb) as matching
     from ${upTo === null ? 'kpi_day' : 'fact'}
     where projection = $1 and measure = any ($2) ${upTo === null ? '' : 'and position <= $6'}
     group by 1, 2, 3, 4`,
    [projection.version, measures, groupBy, withEnds, JSON.stringify(filters), ...(upTo === null ? [] : [upTo])],
  );
}

export interface FactPlace {
  position: number;
  ordinal: number;
}

interface FactRow extends FactPlace {
  measure: string;
  dimensions: Record<string, string>;
  effective_on: string;
  recorded_at: Date;
  delta: number;
  event_id: string;
  type: string;
  source: string;
  subject: string;
  code: string | null;
  time: string;
}

export type PlacedFact = FactPlace & { end_on: string | null; fact: KpiFact };

const picked = `projection = $1 and measure = $2 and position <= $3 and dimensions @> $4::jsonb
  and ($5::date is null or effective_on >= $5) and effective_on < $6
  and ($7::text is null or dimensions ->> 'end_on' >= $7) and ($8::text is null or dimensions ->> 'end_on' < $8)`;

export interface FactsQuery {
  measure: MeasureCode;
  pick: Pick;
  filters: Record<string, string>;
  upTo: number;
}

function parameters({ projection }: View, { measure, pick, filters, upTo }: FactsQuery): unknown[] {
  return [projection.version, measure, upTo, JSON.stringify(filters), pick.since, pick.before, pick.endsFrom, pick.endsBefore];
}

/** The newest first, from before a place. */
export async function factsBefore(view: View, query: FactsQuery, before: FactPlace | null, limit: number): Promise<PlacedFact[]> {
  const rows: FactRow[] = await view.tx.query(
    `select f.position, f.ordinal, f.measure, f.dimensions, f.effective_on, f.recorded_at, f.delta,
       j.event_id, j.type, j.source, j.subject, j.envelope ->> 'time' as time, j.envelope -> 'data' ->> 'code' as code
     from (
       select * from fact where ${picked} and ($9::bigint is null or (position, ordinal) < ($9, $10))
       order by position desc, ordinal desc limit $11
     ) f join journal j using (position)
     order by f.position desc, f.ordinal desc`,
    [...parameters(view, query), before?.position ?? null, before?.ordinal ?? null, limit],
  );
  return rows.map(
    ({ position, ordinal, measure, dimensions, effective_on, recorded_at, delta, event_id, type, source, subject, code, time }) => ({
      position,
      ordinal,
      end_on: dimensions['end_on'] ?? null,
      fact: {
        measure,
        dimensions,
        effective_on,
        recorded_at: recorded_at.toISOString(),
        delta,
        event: { id: event_id, type, title: titleOf(type), source, subject, code, time },
      },
    }),
  );
}

function titleOf(type: string): Bilingual {
  return catalogue.get(type)?.summary ?? { zh: type, en: type };
}

export async function countFacts(view: View, query: FactsQuery): Promise<number> {
  const [{ count }] = await view.tx.query(`select count(*) as count from fact where ${picked}`, parameters(view, query));
  return count;
}
