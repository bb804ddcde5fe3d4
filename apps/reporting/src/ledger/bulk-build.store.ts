/**
 * Fills the tables of new projections from the whole journal, before they are attached. One pass for all of them: an event is parsed once,
 * while the database writes the page before and reads the next one. Facts get their index and their sums per day at the end.
 * A build that ends early leaves nothing, and begins again. See docs/adr/0023.
 */
import { setImmediate as yielded } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { applyBatch, endBatch, factsOfBatch, newWork, planBatch, type Derivation, type JournalEntry, type Work } from './batch.ts';
import type { Subject } from './derivation.ts';
import { factColumns, factRow } from './fact.store.ts';
import { readJournal } from './journal.store.ts';
import { loadMembers, saveMembers } from './member.store.ts';
import { attachBuilt, emptyTables, finishTables, lockBuilds, noteBuilt, readByKeys, readLedger, unbuilt } from './projection.store.ts';
import { statementsOf, textOf, type Statements } from './statements.store.ts';
import { loadSubjects, saveSubjects } from './subject.store.ts';

/** Places of the journal that one statement looks through. */
const stretch = 50_000;
/** Subjects, or characters of facts, that are sent at once. */
const subjectsAtOnce = 2_000;
const charactersAtOnce = 500_000;

export interface BuildLimits {
  /** Events. Requests are answered between two kinds of a page; of a larger page more is in use whenever memory is collected. */
  page: number;
  /** Subjects held in memory, of about 5 kB with their timelines. Those that have not changed for the longest time are written and forgotten. */
  held: number;
}

const usual: BuildLimits = { page: 1_000, held: 15_000 };

interface Build extends Work {
  /** Rows for COPY that were not sent yet. */
  facts: string;
  events: number;
  /** Whether its table has subjects that are not held any more. */
  hasForgotten: boolean;
}

/** Answers whether it could: false while another instance builds. */
export async function buildInBulk(
  dataSource: DataSource,
  wanted: readonly Derivation[],
  signal: AbortSignal,
  limits = usual,
): Promise<boolean> {
  return await dataSource.transaction(async (tx) => {
    if (!(await lockBuilds(tx))) return false;
    // Another instance may have built some of them until the lock was ours.
    const ids = await unbuilt(
      tx,
      wanted.map(({ projection }) => projection),
    );
    const builds = wanted.filter(({ projection }) => ids.includes(projection)).map(newBuild);
    await emptyTables(dataSource.manager, ids);
    const upTo = await dataSource.transaction(async (own) => {
      await readByKeys(own);
      const pass = new Pass(builds, limits.held, await statementsOf(tx), await statementsOf(own));
      let [last, noted] = [0, 0];
      for await (const { entries, upTo: reached } of pagesOf(dataSource, builds, limits.page)) {
        signal.throwIfAborted();
        await pass.take(entries);
        last = reached;
        // With the first page, after which the tables are not empty; then seldom: what this leaves behind is not vacuumed before the end.
        if (noted > 0 && last - noted < stretch) continue;
        pass.send(noteBuilt(dataSource.manager, ids, (noted = last)));
      }
      await pass.end();
      return last;
    });
    for (const { projection } of builds) await finishTables(tx, projection);
    for (const { projection, events } of builds) await attachBuilt(tx, projection, upTo, events);
    return true;
  });
}

function newBuild(derivation: Derivation): Build {
  return { ...newWork(derivation), facts: '', events: 0, hasForgotten: false };
}

interface Page {
  entries: JournalEntry[];
  upTo: number;
}

/** Up to where the journal was at the start; and on, while as much as a page came in meanwhile. The next page is read ahead. */
async function* pagesOf(dataSource: DataSource, builds: readonly Build[], size: number): AsyncGenerator<Page> {
  const types = [...new Set(builds.flatMap(({ kind }) => kind.mappings.map(({ type }) => type)))];
  const runner = dataSource.createQueryRunner();
  try {
    const db = await statementsOf(runner.manager);
    let after = 0;
    let { position } = await readLedger(runner.manager);
    const read = async (): Promise<Page | null> => {
      if (after >= position) {
        const { position: now } = await readLedger(runner.manager);
        if (now - position < size) return null;
        position = now;
      }
      const end = Math.min(after + stretch, position);
      const entries = await readJournal(db, types, after, end, size);
      after = entries.length === size ? entries.at(-1)!.position : end;
      return { entries, upTo: after };
    };
    for (let page = await read(); page !== null;) {
      const next = read();
      next.catch(() => undefined); // where the caller stops before it asks for it
      yield page;
      page = await next;
    }
  } finally {
    await runner.release();
  }
}

/** `factTables` and `otherTables` are connections of their own, so that reading members does not wait for facts to be written. */
class Pass {
  private sending: Promise<unknown>[] = [];

  constructor(
    private readonly builds: readonly Build[],
    private readonly maxHeld: number,
    private readonly factTables: Statements,
    private readonly otherTables: Statements,
  ) {}

  async take(entries: readonly JournalEntry[]): Promise<void> {
    const before = this.sending;
    this.sending = [];
    planBatch(this.builds, entries);
    for (const build of this.builds) {
      if (build.planned.length === 0) continue;
      await this.derive(build);
      await yielded();
    }
    await Promise.all(before);
    if (this.builds.reduce((held, { subjects }) => held + subjects.size, 0) > this.maxHeld)
      for (const build of this.builds) this.forgetHalf(build);
  }

  async end(): Promise<void> {
    for (const build of this.builds) {
      this.sendFacts(build);
      const unsaved = [...build.subjects.values()].filter(({ position, storedAt }) => position > storedAt);
      for (let at = 0; at < unsaved.length; at += subjectsAtOnce) await this.save(build, unsaved.slice(at, at + subjectsAtOnce));
      build.subjects.clear();
    }
    await Promise.all(this.sending);
  }

  private async derive(build: Build): Promise<void> {
    const { kind, projection, subjects } = build;
    if (build.hasForgotten) await loadSubjects(this.otherTables, [build], `subject_${projection}`);
    applyBatch(build);
    for (const subject of build.changed.keys()) {
      // To the end of the map: the order of its entries is that of their last change.
      subjects.delete(subject.id);
      subjects.set(subject.id, subject);
    }
    if (kind.grouping) {
      await loadMembers(this.otherTables, [build], `member_${projection}`);
      this.send(saveMembers(this.otherTables, [build], `member_${projection}`));
    }
    build.facts += textOf(factsOfBatch(build).map(factRow));
    if (build.facts.length > charactersAtOnce) this.sendFacts(build);
    build.events += build.planned.length;
    endBatch(build);
  }

  private forgetHalf(build: Build): void {
    const oldest = [...build.subjects.values()].slice(0, build.subjects.size / 2);
    for (const { id } of oldest) build.subjects.delete(id);
    build.hasForgotten ||= oldest.length > 0;
    this.send(
      this.save(
        build,
        oldest.filter(({ position, storedAt }) => position > storedAt),
      ),
    );
  }

  private save(build: Build, subjects: readonly Subject[]): Promise<void> {
    return saveSubjects(this.otherTables, [build], `subject_${build.projection}`, () => subjects);
  }

  private sendFacts(build: Build): void {
    if (build.facts !== '') this.send(this.factTables.copyText(`fact_${build.projection}`, factColumns, build.facts));
    build.facts = '';
  }

  /** The next page waits for it before it ends. */
  send(statement: Promise<unknown>): void {
    statement.catch(() => undefined);
    this.sending.push(statement);
  }
}
