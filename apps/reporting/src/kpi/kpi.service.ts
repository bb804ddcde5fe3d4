/** Answers what a figure is, was, or was once said to be, and which facts it is made of. */
import { Inject, Injectable } from '@nestjs/common';
import type { Bilingual, KpiAnswer, KpiFacts, KpiGroup } from '@park/contracts';
import { dateAt, invalid } from '@park/kernel';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { buildingNames } from '../space/space.store.ts';
import { isUnnamed, labelOf } from './dimensions.ts';
import { evaluate, missing, nullReasons, sum, verifiedShare, type DayTotal, type Rows } from './evaluate.ts';
import { readCursor, writeCursor } from './facts-cursor.ts';
import { measureFor, readingsOf, type Kpi } from './kpi.ts';
import { countFacts, dayTotals, factsBefore, viewAt, type View } from './kpi.store.ts';
import { plan, type KpiQuestion, type Plan } from './query-plan.ts';
import { contribution, type Reading, type Window } from './reading.ts';

export interface FactsQuestion extends KpiQuestion {
  side: KpiFacts['side'];
  cursor?: string | undefined;
  limit: number;
}

@Injectable()
export class Kpis {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async answer(kpi: Kpi, question: KpiQuestion): Promise<KpiAnswer> {
    const [answer] = await this.answerAll([[kpi, question]]);
    return answer!;
  }

  /** All of one and the same state of the ledger. */
  async answerAll(questions: readonly (readonly [Kpi, KpiQuestion])[]): Promise<KpiAnswer[]> {
    const now = this.clock();
    const plans = questions.map(([kpi, question]) => [kpi, plan(kpi, question, dateAt(now))] as const);
    return await this.reading(async (tx) => {
      const answers: KpiAnswer[] = [];
      for (const [kpi, asked] of plans) answers.push(await answerOne(await this.view(tx, asked), kpi, asked, now));
      return answers;
    });
  }

  /** Newest first. All pages together add up to the total, whatever is taken in meanwhile: the first page says up to when. */
  async facts(kpi: Kpi, question: FactsQuestion): Promise<KpiFacts> {
    const asked = plan(kpi, { ...question, group_by: undefined, grain: undefined }, dateAt(this.clock()));
    const reading = question.side === 'numerator' ? kpi.value : (kpi.per ?? null);
    if (!reading) throw invalid('/side', 'no_such_side', `${kpi.code} has no ${question.side} in the ledger.`);
    return await this.reading(async (tx) => {
      const from = question.cursor === undefined ? null : readCursor(question.cursor);
      const view = await this.view(tx, asked);
      const upTo = from?.upTo ?? view.upTo ?? view.projection.position;
      const measure = measureFor(reading, Object.keys(asked.filters))!;
      const pick = reading.pick(asked.window);
      const query = { measure, pick, filters: asked.filters, upTo };
      const totals = await dayTotals(
        { ...view, upTo },
        { measures: [measure], groupBy: null, filters: asked.filters, withEnds: pick.endsFrom !== null },
      );
      const page = await factsBefore(view, query, from, question.limit + 1);
      const items = page.slice(0, question.limit);
      const last = items.at(-1);
      return {
        code: kpi.code,
        side: question.side,
        total: sum(pick, totals) ?? 0,
        count: await countFacts(view, query),
        items: items.map(({ fact, end_on }) => ({ ...fact, delta: contribution(pick, { ...fact, end_on }) / 100 })),
        next: last && page.length > items.length ? writeCursor({ upTo, position: last.position, ordinal: last.ordinal }) : null,
      };
    });
  }

  /** Throws `invalid unknown_value` for a building that nobody has told of. */
  private async view(tx: EntityManager, { knownAt, filters: { building } }: Plan): Promise<View> {
    const view = await viewAt(tx, knownAt);
    if (building === undefined || isUnnamed(building) || (await buildingNames(view)).has(building)) return view;
    throw invalid('/building', 'unknown_value', `"${building}" is no building.`);
  }

  private reading<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', work);
  }
}

async function answerOne(view: View, kpi: Kpi, asked: Plan, now: Date): Promise<KpiAnswer> {
  const { window, filters, groupBy, knownAt } = asked;
  const { watermark } = view.projection;
  const { rows, groups } = await rowsFor(view, readingsOf(kpi), asked.window, filters, groupBy);
  const verified = kpi.verified ? await rowsFor(view, [kpi.verified.value, kpi.verified.per], window, filters, null) : null;
  return {
    code: kpi.code,
    unit: kpi.unit,
    as_of: window.asOf,
    from: window.from,
    to: window.to,
    known_at: knownAt?.toISOString() ?? null,
    watermark: watermark?.toISOString() ?? null,
    definition_version: kpi.version,
    ...(kpi.value === null ? lag(watermark, now) : evaluate(kpi, window, rows)),
    verified_share: verified && verifiedShare(kpi, window, verified.rows),
    filters,
    ...(groupBy !== null && { groups: await labelled(view, groupBy, groupsOf(kpi, window, groups)) }),
    ...(asked.points && {
      series: asked.points.map((point) => ({ from: point.from, to: point.to, ...evaluate(kpi, point.window, rows) })),
    }),
  };
}

/** Seconds since everything published was counted. */
function lag(watermark: Date | null, now: Date): ReturnType<typeof missing> {
  if (watermark === null) return missing(nullReasons.nothingKnown);
  return { ...missing(''), value: Math.max(0, now.getTime() - watermark.getTime()) / 1000, null_reason: null };
}

async function rowsFor(
  view: View,
  readings: readonly Reading[],
  window: Window,
  filters: Record<string, string>,
  groupBy: string | null,
): Promise<{ rows: Rows; groups: Map<string, Rows> }> {
  const asked = [...Object.keys(filters), ...(groupBy === null ? [] : [groupBy])];
  const measures = readings.flatMap((reading) => measureFor(reading, asked) ?? []);
  const ends = readings.some((reading) => reading.pick(window).endsFrom !== null);
  const totals = measures.length === 0 ? [] : await dayTotals(view, { measures, groupBy, filters, withEnds: ends });
  const keys = [...new Set(totals.flatMap(({ key, matching }) => (key !== null && matching > 0 ? [key] : [])))].sort();
  const perMeasure = (own: readonly DayTotal[]): Rows => {
    const byMeasure = Map.groupBy(own, ({ measure }) => measure);
    return (reading) => byMeasure.get(measureFor(reading, asked)!) ?? [];
  };
  // A total over groups that overlap would count twice: it is read without them.
  const whole =
    groupBy !== null && readings.some(({ apart }) => apart)
      ? (await rowsFor(view, readings, window, filters, null)).rows
      : perMeasure(totals);
  return { rows: whole, groups: new Map(keys.map((key) => [key, perMeasure(totals.filter((row) => row.key === key))])) };
}

type Unlabelled = Omit<KpiGroup, 'label'>;

function groupsOf(kpi: Kpi, window: Window, groups: ReadonlyMap<string, Rows>): Unlabelled[] {
  return [...groups]
    .map(([key, rows]) => ({ key, ...evaluate(kpi, window, rows) }))
    .filter(({ value, numerator, denominator }) => value !== null || numerator !== null || denominator !== null);
}

async function labelled(view: View, groupBy: string, groups: readonly Unlabelled[]): Promise<KpiGroup[]> {
  const names: Map<string, Bilingual> = groupBy === 'building' ? await buildingNames(view) : new Map();
  return groups.map((group) => ({ ...group, label: names.get(group.key) ?? labelOf(groupBy, group.key) }));
}
