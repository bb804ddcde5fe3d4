/** Reads the ledger for figures: day totals, now or as once known; and the facts behind a figure, page by page. */
import { catalogue, type Bilingual, type KpiFact } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { positionAt } from '../ledger/journal.store.ts';
import type { Known } from '../ledger/log.ts';
import type { Measure } from '../ledger/measure.ts';
import { derivingProjections, liveProjections, readLedger } from '../ledger/projection.store.ts';
import type { Span } from '../ledger/spans.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import type { DayTotal } from './evaluate.ts';
import type { Figures } from './figures.ts';
import type { Pick } from './reading.ts';
import { stateOf, watermarkOf, type LedgerState } from './state.ts';
import type { TotalsQuery } from './totals.ts';

/** One snapshot: the live projections, up to a place in the journal or, with null, all of them. */
export interface View extends LedgerState {
  tx: EntityManager;
  figures: Figures;
  upTo: number | null;
}

export async function viewAt(tx: EntityManager, figures: Figures, knownAt: Date | null): Promise<View> {
  const live = await liveProjections(tx);
  const state = stateOf(await readLedger(tx), live, await derivingProjections(tx));
  return { tx, figures, ...state, upTo: knownAt === null ? null : await positionAt(tx, knownAt) };
}

function projectionsOf({ live }: View, kinds: readonly SubjectKind[]): number[] {
  return kinds.flatMap(({ name }) => live.get(name)?.id ?? []);
}

/** In an answer: how new it is. */
export interface Freshness {
  as_of: LocalDate;
  watermark: string | null;
  deriving: boolean;
}

export function freshnessOf(view: View, read: readonly SubjectKind[], today: LocalDate): Freshness {
  const watermark = watermarkOf(view, read)?.toISOString() ?? null;
  return { as_of: today, watermark, deriving: read.some(({ name }) => view.deriving.has(name)) };
}

/** The logs of the subjects of a kind, by id. */
export async function subjectsOf(view: View, kind: string, belongsTo: string | null = null): Promise<Map<string, Known>> {
  const rows: { id: string; known: Known }[] = await view.tx.query(
    'select id, known from subject where projection = $1 and ($2::text is null or belongs_to = $2)',
    [view.live.get(kind)?.id ?? null, belongsTo],
  );
  return new Map(rows.map(({ id, known }) => [id, known]));
}

export async function subjectsById(view: View, kind: string, ids: readonly string[]): Promise<Map<string, Known>> {
  const rows: { id: string; known: Known }[] = await view.tx.query(
    'select id, known from subject where projection = $1 and id = any ($2)',
    [view.live.get(kind)?.id ?? null, ids],
  );
  return new Map(rows.map(({ id, known }) => [id, known]));
}

/** Those that belong to one of these groups, found by the index on them. */
export async function subjectsIn(view: View, kind: string, groups: readonly string[]): Promise<Map<string, Known>> {
  const rows: { id: string; known: Known }[] = await view.tx.query(
    'select id, known from subject where projection = $1 and belongs_to = any ($2)',
    [view.live.get(kind)?.id ?? null, groups],
  );
  return new Map(rows.map(({ id, known }) => [id, known]));
}

/** Those that belong to no group: all of the kind are looked at, so it must be one of which a park has hundreds. */
export async function subjectsOfNone(view: View, kind: string): Promise<Map<string, Known>> {
  const rows: { id: string; known: Known }[] = await view.tx.query(
    'select id, known from subject where projection = $1 and belongs_to is null',
    [view.live.get(kind)?.id ?? null],
  );
  return new Map(rows.map(({ id, known }) => [id, known]));
}

export interface DaysQuery extends TotalsQuery {
  /** Only the facts dated on these days, found by the key of `kpi_day`: for what is known to lie within them, however old the park is. */
  days?: Span;
  /** Sums these days into one row, dated on the first of them: where groups and scales are looked at and days are not. */
  areDaysSummed?: boolean;
}

/**
 * One row per measure, day, group and scale. A filter does not leave days out but only their amounts, so that what is zero can be
 * told from what is not known.
 */
export async function dayTotals(
  view: View,
  { measures, groupBy, filters, withScale, days, areDaysSummed }: DaysQuery,
): Promise<DayTotal[]> {
  const { tx, upTo, figures } = view;
  const day = areDaysSummed ? '$6::date as effective_on' : 'effective_on';
  const scales = Object.fromEntries(measures.map(({ code, scale }) => [code, withScale ? scale : undefined]));
  return await tx.query(
    `select measure, ${day},
       case when $3::text is not null then coalesce(dimensions ->> $3, 'unknown') end as key,
       dimensions ->> ($4::jsonb ->> measure) as scale,
       coalesce(sum(delta) filter (where dimensions @> $5::jsonb), 0) as delta,
       count(*) filter (where dimensions @> $5::jsonb) as matching
     from (${daysKnown(view)}) known
     where ($6::date is null or effective_on >= $6 and effective_on < $7)
     group by 1, 2, 3, 4`,
    [
      projectionsOf(view, measures.map(figures.kindOf)),
      measures.map(({ code }) => code),
      groupBy,
      JSON.stringify(scales),
      JSON.stringify(filters),
      days?.from,
      days?.to,
      ...(upTo === null ? [] : [upTo]),
    ],
  );
}

/**
 * The totals by day of `$1` and `$2` at a place `$8` in the journal: the running totals less the facts that came since or, where the place lies
 * in the older half of the journal, the facts up to it. So a question about the past never reads more than half of the facts.
 */
function daysKnown({ upTo, ledger: { position } }: View): string {
  const totals = 'select measure, effective_on, dimensions, delta, facts from kpi_day where projection = any ($1) and measure = any ($2)';
  if (upTo === null) return totals;
  const facts = 'from fact where projection = any ($1) and measure = any ($2) and position';
  if (upTo < position / 2) return `select measure, effective_on, dimensions, delta ${facts} <= $8`;
  return `select measure, effective_on, dimensions, sum(delta) as delta
    from (${totals} union all select measure, effective_on, dimensions, -delta, -1 ${facts} > $8) changes
    group by measure, effective_on, dimensions having sum(facts) > 0`;
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

export type PlacedFact = FactPlace & { scale: string | null; fact: KpiFact };

export interface FactsQuery {
  measure: Measure;
  pick: Pick;
  filters: Record<string, string>;
  upTo: number;
}

/** A scale of numbers is compared as numbers, one of days as text, in which days sort. */
function picked({ measure, pick: { scale } }: FactsQuery): string {
  const type = typeof (scale?.from ?? scale?.before) === 'number' ? 'int' : 'text';
  const value = measure.scale === undefined ? 'null' : `(dimensions ->> '${measure.scale}')`;
  return `projection = $1 and measure = $2 and position <= $3 and dimensions @> $4::jsonb
    and ($5::date is null or effective_on >= $5) and effective_on < $6
    and (($7::text is null or ${value}::${type} >= $7::${type}) and ($8::text is null or ${value}::${type} < $8::${type})
      or $9 and ${value} is null)`;
}

function parameters(view: View, { measure, pick, filters, upTo }: FactsQuery): unknown[] {
  const [projection = null] = projectionsOf(view, [view.figures.kindOf(measure)]);
  const { since, before, scale } = pick;
  return [projection, measure.code, upTo, JSON.stringify(filters), since, before, scale?.from, scale?.before, scale?.orNone ?? false];
}

/** The newest first, from before a place. */
export async function factsBefore(view: View, query: FactsQuery, before: FactPlace | null, limit: number): Promise<PlacedFact[]> {
  const rows: FactRow[] = await view.tx.query(
    `select f.position, f.ordinal, f.measure, f.dimensions, f.effective_on, f.recorded_at, f.delta,
       j.event_id, j.type, j.source, j.subject, j.envelope ->> 'time' as time, j.envelope -> 'data' ->> 'code' as code
     from (
       select * from fact where ${picked(query)} and ($10::bigint is null or (position, ordinal) < ($10, $11))
       order by position desc, ordinal desc limit $12
     ) f join journal j using (position)
     order by f.position desc, f.ordinal desc`,
    [...parameters(view, query), before?.position ?? null, before?.ordinal ?? null, limit],
  );
  return rows.map(
    ({ position, ordinal, measure, dimensions, effective_on, recorded_at, delta, event_id, type, source, subject, code, time }) => ({
      position,
      ordinal,
      scale: (query.measure.scale && dimensions[query.measure.scale]) ?? null,
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
  const [{ count }] = await view.tx.query(`select count(*) as count from fact where ${picked(query)}`, parameters(view, query));
  return count;
}
