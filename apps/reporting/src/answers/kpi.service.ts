/** Answers what a figure is, was, or was once said to be, and which facts it is made of. */
import { Inject, Injectable } from '@nestjs/common';
import type { Bilingual, KpiAnswer, KpiFacts, KpiFigure, KpiGroup } from '@park/contracts';
import { dateAt, invalid } from '@park/kernel';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { figures } from '../figures/registry.ts';
import { isUnnamed, labelOf } from '../kpi/dimension.ts';
import { evaluate, missing, nullReasons, sum, verifiedShare, type DayTotal, type Rows } from '../kpi/evaluate.ts';
import { dimensionsOf, measureFor, readingsOf, type Kpi } from '../kpi/kpi.ts';
import { countFacts, dayTotals, factsBefore, subjectsOf, viewAt, watermarkOf, type View } from '../kpi/kpi.store.ts';
import { plan, type KpiQuestion, type Plan } from '../kpi/query-plan.ts';
import { contribution, readsScale, type AskedTime, type Reading } from '../kpi/reading.ts';
import type { Dimension } from '../ledger/measure.ts';
import { readCursor, writeCursor } from './facts-cursor.ts';

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
    return await this.inSnapshot(async (tx) => {
      const answers: KpiAnswer[] = [];
      for (const [kpi, asked] of plans) answers.push(await answerOne(await this.view(tx, kpi, asked), kpi, asked, now));
      return answers;
    });
  }

  /** Newest first. All pages together add up to the total, whatever is taken in meanwhile: the first page says up to when. */
  async facts(kpi: Kpi, question: FactsQuestion): Promise<KpiFacts> {
    const asked = plan(kpi, { ...question, group_by: undefined, grain: undefined }, dateAt(this.clock()));
    const reading = question.side === 'numerator' ? kpi.value : (kpi.per ?? null);
    if (!reading) throw invalid('/side', 'no_such_side', `${kpi.code} has no ${question.side} in the ledger.`);
    return await this.inSnapshot(async (tx) => {
      const from = question.cursor === undefined ? null : readCursor(question.cursor);
      const view = await this.view(tx, kpi, asked);
      const upTo = from?.upTo ?? view.upTo ?? view.ledger.position;
      const measure = measureFor(reading, Object.keys(asked.filters))!;
      const pick = reading.pick(asked.time);
      const query = { measure, pick, filters: asked.filters, upTo };
      const totals = await dayTotals(
        { ...view, upTo },
        { measures: [measure], groupBy: null, filters: asked.filters, withScale: pick.scale !== null },
      );
      const count = from?.count ?? (await countFacts(view, query));
      const page = await factsBefore(view, query, from, question.limit + 1);
      const items = page.slice(0, question.limit);
      const last = items.at(-1);
      return {
        code: kpi.code,
        side: question.side,
        total: sum(pick, totals) ?? 0,
        count,
        items: items.map(({ fact, scale }) => ({ ...fact, delta: contribution(pick, { ...fact, scale }) / 100 })),
        next: last && page.length > items.length ? writeCursor({ upTo, count, position: last.position, ordinal: last.ordinal }) : null,
      };
    });
  }

  /** Throws `invalid unknown_value` for the id of a subject, such as a building, that no event has told of. */
  private async view(tx: EntityManager, kpi: Kpi, { knownAt, filters }: Plan): Promise<View> {
    const view = await viewAt(tx, figures, knownAt);
    for (const { code, subjects } of dimensionsOf(kpi)) {
      const value = filters[code];
      if (!subjects || value === undefined || isUnnamed(value) || (await subjectsOf(view, subjects.kind)).has(value)) continue;
      throw invalid(`/${code}`, 'unknown_value', `"${value}" is no ${code}.`);
    }
    return view;
  }

  private inSnapshot<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', work);
  }
}

async function answerOne(view: View, kpi: Kpi, asked: Plan, now: Date): Promise<KpiAnswer> {
  const { time, filters, groupBy, knownAt } = asked;
  const kinds = figures.kindsOf(kpi);
  const watermark = watermarkOf(view, kinds);
  const { rows, groups } = await rowsFor(view, readingsOf(kpi), time, filters, groupBy);
  const verified = kpi.verified ? await rowsFor(view, [kpi.verified.value, kpi.verified.per], time, filters, null) : null;
  const isThere = kinds.every(({ name }) => view.live.has(name));
  const figure = (at: AskedTime): KpiFigure => (isThere ? evaluate(kpi, at, rows) : missing(nullReasons.beingDerived));
  return {
    code: kpi.code,
    unit: kpi.unit,
    as_of: time.asOf,
    from: time.from,
    to: time.to,
    known_at: knownAt?.toISOString() ?? null,
    watermark: watermark?.toISOString() ?? null,
    deriving: kinds.some(({ name }) => view.deriving.has(name)),
    definition_version: kpi.version,
    ...(kpi.value === null ? lag(watermark, now) : figure(time)),
    verified_share: verified && verifiedShare(kpi, time, verified.rows),
    filters,
    ...(groupBy !== null && { groups: await labelled(view, kpi, groupBy, groupsOf(kpi, time, groups)) }),
    ...(asked.points && { series: asked.points.map((point) => ({ from: point.from, to: point.to, ...figure(point.time) })) }),
  };
}

/** Seconds since everything published was counted. */
function lag(watermark: Date | null, now: Date): KpiFigure {
  if (watermark === null) return missing(nullReasons.nothingKnown);
  return { ...missing(''), value: Math.max(0, now.getTime() - watermark.getTime()) / 1000, null_reason: null };
}

async function rowsFor(
  view: View,
  readings: readonly Reading[],
  time: AskedTime,
  filters: Record<string, string>,
  groupBy: string | null,
): Promise<{ rows: Rows; groups: Map<string, Rows> }> {
  const asked = [...Object.keys(filters), ...(groupBy === null ? [] : [groupBy])];
  const measures = readings.flatMap((reading) => measureFor(reading, asked) ?? []);
  const withScale = readings.some((reading) => readsScale(reading, time));
  const totals = measures.length === 0 ? [] : await dayTotals(view, { measures, groupBy, filters, withScale });
  const keys = [...new Set(totals.flatMap(({ key, matching }) => (key !== null && matching > 0 ? [key] : [])))].sort();
  const perMeasure = (own: readonly DayTotal[]): Rows => {
    const byMeasure = Map.groupBy(own, ({ measure }) => measure);
    return (reading) => byMeasure.get(measureFor(reading, asked)!.code) ?? [];
  };
  // A total over groups that overlap would count twice: it is read without them.
  const whole =
    groupBy !== null && readings.some(({ apart }) => apart)
      ? (await rowsFor(view, readings, time, filters, null)).rows
      : perMeasure(totals);
  return { rows: whole, groups: new Map(keys.map((key) => [key, perMeasure(totals.filter((row) => row.key === key))])) };
}

type Unlabelled = Omit<KpiGroup, 'label'>;

function groupsOf(kpi: Kpi, time: AskedTime, groups: ReadonlyMap<string, Rows>): Unlabelled[] {
  return [...groups]
    .map(([key, rows]) => ({ key, ...evaluate(kpi, time, rows) }))
    .filter(({ value, numerator, denominator }) => value !== null || numerator !== null || denominator !== null);
}

async function labelled(view: View, kpi: Kpi, groupBy: string, groups: readonly Unlabelled[]): Promise<KpiGroup[]> {
  const dimension = dimensionsOf(kpi).find(({ code }) => code === groupBy)!;
  const names = await namesOf(view, dimension);
  return groups.map((group) => ({ ...group, label: names.get(group.key) ?? labelOf(dimension, group.key) }));
}

async function namesOf(view: View, { subjects }: Dimension): Promise<Map<string, Bilingual>> {
  if (!subjects) return new Map();
  return new Map([...(await subjectsOf(view, subjects.kind))].map(([id, known]) => [id, subjects.nameOf(known)]));
}
