/** Answers what a figure is, was, or was once said to be, and which facts it is made of. */
import { Inject, Injectable } from '@nestjs/common';
import type { Bilingual, KpiAnswer, KpiFacts } from '@park/contracts';
import { dateAt, invalid, isOperator, type Actor } from '@park/kernel';
import { CLOCK, hashTag, ReadyJson, type Clock } from '@park/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { figures } from '../figures/registry.ts';
import type { Dimension } from '../ledger/measure.ts';
import { answerOf, dimensionOf, totalsNeeded } from '../kpi/answer.ts';
import { isUnnamed } from '../kpi/dimension.ts';
import { sum } from '../kpi/evaluate.ts';
import { dimensionsOf, measureFor, type Kpi } from '../kpi/kpi.ts';
import { countFacts, dayTotals, factsBefore, subjectsById, subjectsOf, viewAt, type View } from '../kpi/kpi.store.ts';
import { LedgerMemory } from '../kpi/ledger-memory.service.ts';
import { plan, type KpiQuestion, type Plan } from '../kpi/query-plan.ts';
import { contribution } from '../kpi/reading.ts';
import { shownTo } from '../kpi/small-numbers.ts';
import { isSameState, type LedgerState } from '../kpi/state.ts';
import { nameOf, type TotalsByMeasure, type TotalsQuery } from '../kpi/totals.ts';
import { AnswerCache } from './answer-cache.ts';
import { readCursor, writeCursor } from './facts-cursor.ts';

export interface FactsQuestion extends KpiQuestion {
  side: KpiFacts['side'];
  cursor?: string | undefined;
  limit: number;
}

const subjectsKept = 10_000;

type Asked = readonly [Kpi, Plan];

interface Answered {
  answers: KpiAnswer[];
  state: LedgerState;
}

@Injectable()
export class Kpis {
  private readonly cache = new AnswerCache();
  /** Ids of subjects that were filtered by: one that is there stays there, in its projection. */
  private readonly subjects = new Set<string>();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(LedgerMemory) private readonly memory: LedgerMemory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** As this caller may see it, ready to be sent: made once for each question while the ledger stays as it is. */
  async ready(caller: Actor, kpi: Kpi, question: KpiQuestion): Promise<ReadyJson> {
    const today = dateAt(this.clock());
    const key = JSON.stringify([kpi.code, question, isOperator(caller)]);
    const known = this.cache.get(key, await this.memory.newest(), today);
    if (known) return new ReadyJson(known);
    const { answers, state } = await this.answered([[kpi, question]]);
    const json = Buffer.from(JSON.stringify(shownTo(caller, kpi, answers[0]!)));
    const answer = { json, etag: hashTag(json) };
    // A figure that is not read from the ledger depends on the time.
    if (kpi.value !== null && question.known_at === undefined && state === (await this.memory.newest()))
      this.cache.put(key, answer, state, today);
    return new ReadyJson(answer);
  }

  async answer(kpi: Kpi, question: KpiQuestion): Promise<KpiAnswer> {
    const [answer] = await this.answerAll([[kpi, question]]);
    return answer!;
  }

  /** All of one and the same state of the ledger. */
  async answerAll(questions: readonly (readonly [Kpi, KpiQuestion])[]): Promise<KpiAnswer[]> {
    return (await this.answered(questions)).answers;
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

  private async answered(questions: readonly (readonly [Kpi, KpiQuestion])[]): Promise<Answered> {
    const now = this.clock();
    const asked = questions.map(([kpi, question]): Asked => [kpi, plan(kpi, question, dateAt(now))]);
    const { live } = await this.memory.newest();
    return (
      (asked.every((one) => this.isOfMemory(one, live)) && (await this.fromMemory(asked, now))) || (await this.fromSnapshot(asked, now))
    );
  }

  /** Totals are in memory, as they are known now; what subjects are called is in the database alone. */
  private isOfMemory([kpi, { knownAt, filters, groupBy }]: Asked, live: LedgerState['live']): boolean {
    const isKnown = ({ code, subjects }: Dimension): boolean => {
      const value = filters[code];
      return (
        !subjects ||
        (groupBy !== code && (value === undefined || isUnnamed(value) || this.subjects.has(placeOf(live, subjects.kind, value))))
      );
    };
    return knownAt === null && dimensionsOf(kpi).every(isKnown);
  }

  private fromMemory(asked: readonly Asked[], now: Date): Promise<Answered | null> {
    const queries = asked.flatMap(([kpi, one]) => queriesOf(kpi, one));
    return this.memory.evaluate(queries, (state, totals) => ({
      answers: asked.map(([kpi, one]) => answerOf(kpi, one, { figures, state, totals, names: new Map(), now })),
      state,
    }));
  }

  private async fromSnapshot(asked: readonly Asked[], now: Date): Promise<Answered> {
    const known = await this.memory.newest();
    return await this.inSnapshot(async (tx) => {
      const answers: KpiAnswer[] = [];
      let state = known;
      for (const [kpi, one] of asked) {
        const view = await this.view(tx, kpi, one);
        if (!isSameState(view, known)) state = view;
        answers.push(await answerFrom(view, kpi, one, now));
      }
      return { answers, state };
    });
  }

  /** Throws `invalid unknown_value` for the id of a subject, such as a building, that no event has told of. */
  private async view(tx: EntityManager, kpi: Kpi, { knownAt, filters }: Plan): Promise<View> {
    const view = await viewAt(tx, figures, knownAt);
    for (const { code, subjects } of dimensionsOf(kpi)) {
      const value = filters[code];
      if (!subjects || value === undefined || isUnnamed(value)) continue;
      const isThere = (await subjectsById(view, subjects.kind, [value])).size > 0;
      if (!isThere) throw invalid(`/${code}`, 'unknown_value', `"${value}" is no ${code}.`);
      if (this.subjects.size >= subjectsKept) this.subjects.clear();
      this.subjects.add(placeOf(view.live, subjects.kind, value));
    }
    return view;
  }

  private inSnapshot<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', work);
  }
}

function placeOf(live: LedgerState['live'], kind: string, id: string): string {
  return `${live.get(kind)?.id} ${id}`;
}

function queriesOf(kpi: Kpi, asked: Plan): TotalsQuery[] {
  return Object.values(totalsNeeded(kpi, asked)).filter((query) => query !== null);
}

async function answerFrom(view: View, kpi: Kpi, asked: Plan, now: Date): Promise<KpiAnswer> {
  const totals = new Map<string, TotalsByMeasure>();
  for (const query of queriesOf(kpi, asked))
    totals.set(
      nameOf(query),
      Map.groupBy(await dayTotals(view, query), ({ measure }) => measure),
    );
  const names = asked.groupBy === null ? new Map<string, Bilingual>() : await namesOf(view, kpi, asked.groupBy);
  return answerOf(kpi, asked, { figures, state: view, totals: (query) => totals.get(nameOf(query))!, names, now });
}

async function namesOf(view: View, kpi: Kpi, groupBy: string): Promise<Map<string, Bilingual>> {
  const { subjects } = dimensionOf(kpi, groupBy);
  if (!subjects) return new Map();
  return new Map([...(await subjectsOf(view, subjects.kind))].map(([id, known]) => [id, subjects.nameOf(known)]));
}
