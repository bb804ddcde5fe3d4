/**
 * The ledger as far as this process knows it: its newest state, the newest facts, and the day totals behind the questions that were asked lately. A
 * question whose totals are here costs no statement, unless a change was committed since the last one; then it costs one, whatever it asks.
 */
import type { DataSource } from 'typeorm';
import type { LedgerMove } from '../ledger/intake.store.ts';
import type { Figures } from './figures.ts';
import { dayTotals, viewAt } from './kpi.store.ts';
import { readState } from './ledger-state.store.ts';
import { followsJournal, idsOf, isSameState, projectionsRead, type LedgerState } from './state.ts';
import { nameOf, totalsOf, type NewFact, type Totals, type TotalsByMeasure, type TotalsQuery } from './totals.ts';

/** Facts that are kept to bring totals up. Totals that are further behind are read again. */
const factsKept = 20_000;
/** Day totals of all questions together, about 300 bytes each; the questions that were not asked for longest are forgotten first. */
const totalsKept = 200_000;
/** Day totals of one question. One with more is read by SQL each time. */
const totalsOfOne = 50_000;
/** A state that is newer than the one known is read again, but not for ever: intake may be faster than we are. */
const tries = 3;

export type TotalsOf = (query: TotalsQuery) => TotalsByMeasure;

export class LedgerMemory {
  private state: LedgerState | null = null;
  /** In the order of the journal: all at later places than `factsAfter`. */
  private facts: NewFact[] = [];
  private factsAfter = 0;
  private readonly totals = new Map<string, Totals>();
  private size = 0;
  private isChanged = true;
  private reading: Promise<LedgerState> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: Figures,
  ) {}

  /** A change was committed: no answer from now on may be older. */
  noteChange(): void {
    this.isChanged = true;
  }

  /** The same with all that the change says: where it goes on from the state that is known here, nothing has to be read. */
  follow({ from, to, projections, facts }: LedgerMove): void {
    const { state } = this;
    const isNext =
      state && !this.isChanged && !this.reading && state.ledger.revision === from.revision && state.ledger.position === from.position;
    if (!isNext || projectionsRead(state) !== idsOf(projections) || !followsJournal(state)) return this.noteChange();
    this.keep(facts);
    this.state = { ...state, ledger: to };
  }

  /** The state after the last change that was noted; the same object while nothing has changed. */
  newest(): LedgerState | Promise<LedgerState> {
    return this.isChanged || !this.state ? this.look() : this.state;
  }

  /** Reads the state; a call while another one reads waits for it, and reads again where a change was noted meanwhile. */
  async look(): Promise<LedgerState> {
    if (this.reading) {
      const state = await this.reading;
      return this.isChanged ? this.look() : state;
    }
    this.isChanged = false;
    this.reading = this.read().finally(() => (this.reading = null));
    return await this.reading.catch((error: unknown) => {
      this.isChanged = true;
      throw error;
    });
  }

  /** The newest state, and the facts at later places than this; null where they are not known here. */
  async since(position: number | null): Promise<{ state: LedgerState; facts: readonly NewFact[] | null }> {
    await this.newest();
    return { state: this.state!, facts: position === null ? null : this.factsAfterPlace(position) };
  }

  /** Evaluates totals of one state, without a pause in between. Null where they cannot be kept in memory: read a snapshot then. */
  async evaluate<Answer>(
    queries: readonly TotalsQuery[],
    answer: (state: LedgerState, totals: TotalsOf) => Answer,
  ): Promise<Answer | null> {
    for (let n = 0; n < tries; n++) {
      await this.newest();
      const state = this.state!;
      if (!followsJournal(state)) return null;
      const missing = queries.filter((query) => !this.bringUp(query, state));
      if (missing.length === 0) {
        const known = (query: TotalsQuery): Totals => this.totals.get(nameOf(query))!;
        if (queries.every((query) => known(query).position <= state.ledger.position)) return answer(state, (query) => known(query).rows);
        this.noteChange();
      } else if (!(await this.load(missing))) return null;
    }
    return null;
  }

  private async read(): Promise<LedgerState> {
    const before = this.state;
    const { state, facts } = await readState(this.dataSource, before?.ledger.position ?? null, factsKept);
    if (before && isSameState(before, state)) return before;
    // A ledger that has gone back was restored.
    const goesOn = before && facts && state.ledger.position >= before.ledger.position && projectionsRead(before) === projectionsRead(state);
    if (!goesOn || !followsJournal(state)) this.forget(state);
    else this.keep(facts);
    this.state = state;
    return state;
  }

  private factsAfterPlace(position: number): readonly NewFact[] | null {
    if (position < this.factsAfter) return null;
    let [low, high] = [0, this.facts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.facts[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return this.facts.slice(low);
  }

  private forget({ ledger }: LedgerState): void {
    [this.facts, this.factsAfter] = [[], ledger.position];
    this.totals.clear();
    this.size = 0;
  }

  private keep(facts: readonly NewFact[]): void {
    this.facts.push(...facts);
    if (this.facts.length <= 2 * factsKept) return;
    this.factsAfter = this.facts[this.facts.length - factsKept]!.position;
    this.facts = [...this.factsAfterPlace(this.factsAfter)!];
  }

  /** Whether the totals are known, and counted up to the state. */
  private bringUp(query: TotalsQuery, { ledger: { position } }: LedgerState): boolean {
    const name = nameOf(query);
    const totals = this.totals.get(name);
    const facts = totals && this.factsAfterPlace(totals.position);
    if (!totals || !facts) return false;
    const before = totals.size;
    if (totals.position < position) totals.add(facts, position);
    this.size += totals.size - before;
    this.totals.delete(name);
    this.totals.set(name, totals);
    return true;
  }

  /** From one snapshot. Answers whether all of them can be kept. */
  private async load(queries: readonly TotalsQuery[]): Promise<boolean> {
    const loaded = await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const view = await viewAt(tx, this.figures, null);
      const all: Totals[] = [];
      for (const query of queries) all.push(totalsOf(query, await dayTotals(view, query), view.ledger.position));
      return { view, all };
    });
    const isOld = !this.state || projectionsRead(loaded.view) !== projectionsRead(this.state) || !followsJournal(loaded.view);
    if (isOld) this.noteChange();
    if (isOld || loaded.all.some(({ size }) => size > totalsOfOne)) return false;
    for (const [i, query] of queries.entries()) this.put(nameOf(query), loaded.all[i]!);
    return true;
  }

  private put(name: string, totals: Totals): void {
    this.size += totals.size - (this.totals.get(name)?.size ?? 0);
    this.totals.delete(name);
    this.totals.set(name, totals);
    for (const [oldest, { size }] of this.totals) {
      if (this.size <= totalsKept || oldest === name) break;
      this.totals.delete(oldest);
      this.size -= size;
    }
  }
}
