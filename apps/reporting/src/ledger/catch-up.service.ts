/**
 * Brings projections up to the journal, beside the live ones and while events keep coming. A definition that changed, or an operator who
 * asks for it, begins a new projection, which takes the place of the live one once it counts all that the live one counts.
 * The journal is the truth: where the same definition leads to other facts, the live ones were wrong; that is reported.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import type { Derivation } from './batch.ts';
import { buildInBulk } from './bulk-build.store.ts';
import { compareFacts, found, nothingCompared, type Compared } from './comparison.store.ts';
import { readJournal } from './journal.store.ts';
import { derive } from './ledger.store.ts';
import {
  createProjection,
  derivingProjections,
  dropRetired,
  followJournal,
  liveProjections,
  lockLedger,
  lockProjection,
  moveProjection,
  readLedger,
  retireProjection,
  switchTo,
  type Projection,
  type RebuildReport,
} from './projection.store.ts';
import { statementsOf } from './statements.store.ts';
import type { SubjectKind } from './subject-kind.ts';

/** Events that are derived in one transaction: with 2,000 a rebuild takes 5 % longer, and a stop waits for a page. */
const pageSize = 5_000;
/** Places of the journal that one statement looks through. */
const stretch = 20_000;
/** How often it is looked whether another instance left a projection behind. */
const everyMs = 1_000;

export const KINDS = Symbol('the kinds of subject that facts are derived for');

@Injectable()
export class CatchUp implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('CatchUp');
  private readonly closing = new AbortController();
  private working: Promise<void> | null = null;
  private watching: Promise<void> | null = null;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(KINDS) private readonly kinds: readonly SubjectKind[],
  ) {}

  /** The service answers meanwhile; answers from a kind that is being derived say so. */
  async onApplicationBootstrap(): Promise<void> {
    await this.prepare();
    this.watching = this.watch();
  }

  /** Work stops at the end of its page; the next start goes on there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.watching;
    await this.working?.catch(() => undefined);
  }

  /** Derives these kinds anew by the present definitions; answers once that is begun. */
  async rebuild(kinds: readonly SubjectKind[]): Promise<void> {
    const now = this.clock();
    await this.dataSource.transaction(async (tx) => {
      await lockLedger(tx);
      for (const kind of kinds) await createProjection(tx, kind, 'deriving', now);
    });
    this.work().catch((error: unknown) => this.report(error));
  }

  /** Brings up every projection that is behind. A second call while the first one works waits for the first one. */
  work(): Promise<void> {
    this.working ??= this.bringUp().finally(() => (this.working = null));
    return this.working;
  }

  /** A projection for every kind; of an earlier definition the next one beside it. One of a later definition is left to the instance that has it. */
  async prepare(): Promise<void> {
    const now = this.clock();
    await this.dataSource.transaction(async (tx) => {
      const { position } = await lockLedger(tx);
      const [live, deriving] = [await liveProjections(tx), await derivingProjections(tx)];
      for (const kind of this.kinds) {
        const read = live.find((one) => one.kind === kind.name);
        const next = deriving.find((one) => one.kind === kind.name);
        if (next && next.version < kind.version) await retireProjection(tx, next.id);
        if (!read && position === 0) await createProjection(tx, kind, 'live', now);
        else if (!read || read.version < kind.version) await createProjection(tx, kind, 'deriving', now);
        else if (read.version > kind.version)
          this.log.warn(`${kind.name} is derived by version ${read.version}, which is newer than ours (${kind.version}); it is left alone`);
      }
    });
  }

  private async watch(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.work().catch((error: unknown) => this.report(error));
      await pause(everyMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  private report(error: unknown): void {
    if (!this.closing.signal.aborted) this.log.error({ msg: 'catching up stopped and will be tried again', err: error });
  }

  private async bringUp(): Promise<void> {
    await this.build();
    for (const derivation of await this.behind()) await this.catchUp(derivation);
    while (await this.dropOne()) this.closing.signal.throwIfAborted();
  }

  /** One instance builds at a time. The others wait, and find nothing left or what only they have the definitions of. */
  private async build(): Promise<void> {
    for (;;) {
      const begun = (await derivingProjections(this.dataSource.manager)).filter(({ built_to }) => built_to !== null);
      const ours = this.ours(begun);
      if (ours.length === 0) return;
      const isBuilt = await buildInBulk(this.dataSource, ours, this.closing.signal);
      if (!isBuilt) await pause(everyMs, undefined, { signal: this.closing.signal });
    }
  }

  /** Those that have their tables, and do not follow the journal. */
  private async behind(): Promise<Derivation[]> {
    const tx = this.dataSource.manager;
    const all = [...(await liveProjections(tx)), ...(await derivingProjections(tx))];
    return this.ours(all.filter(({ stopped_at, built_to }) => stopped_at !== null && built_to === null));
  }

  /** Those of our definitions. */
  private ours(projections: readonly Projection[]): Derivation[] {
    return projections.flatMap(({ id, kind: name, version }) => {
      const kind = this.kinds.find((one) => one.name === name && one.version === version);
      return kind ? [{ kind, projection: id }] : [];
    });
  }

  private async catchUp({ kind, projection: id }: Derivation): Promise<void> {
    while (await this.dataSource.transaction((tx) => this.takePage(tx, id, kind))) this.closing.signal.throwIfAborted();
    const compared = await this.compare(id, kind);
    const report = await this.dataSource.transaction((tx) => this.join(tx, id, kind, compared));
    if (report) this.log.log({ msg: `${kind.name} is derived anew`, ...report });
    if (report?.equal === false) this.log.error(`the facts of ${kind.name} were not what the journal says, and are replaced`);
  }

  /** Answers whether there is more. */
  private async takePage(tx: EntityManager, id: number, kind: SubjectKind): Promise<boolean> {
    const projection = await lockProjection(tx, id);
    if (!projection || projection.stopped_at === null) return false;
    const { position } = await readLedger(tx);
    const { stopped_at: after } = projection;
    if (after >= position) return false;
    const end = Math.min(after + stretch, position);
    const types = [...new Set(kind.mappings.map(({ type }) => type))];
    const db = await statementsOf(tx);
    const entries = await readJournal(db, types, after, end, pageSize);
    await derive(db, [{ kind, projection: id }], entries);
    await moveProjection(tx, id, entries.length === pageSize ? entries.at(-1)!.position : end, entries.length);
    return true;
  }

  /** The last events, and the switch. Intake waits meanwhile, for as long as it takes to derive and compare what came since the last page. */
  private async join(tx: EntityManager, id: number, kind: SubjectKind, compared: Compared): Promise<RebuildReport | null> {
    await lockLedger(tx);
    while (await this.takePage(tx, id, kind));
    const projection = await lockProjection(tx, id);
    if (!projection || projection.stopped_at === null) return null;
    if (projection.state === 'live') {
      await followJournal(tx, id, 0);
      return null;
    }
    const now = this.clock();
    const report: RebuildReport = {
      events: projection.events,
      ...found(await compareFacts(tx, projection, kind.measures, compared, projection.stopped_at)),
      ms: now.getTime() - projection.started_at.getTime(),
    };
    await switchTo(tx, projection, report, now);
    return report;
  }

  /** Before the switch, as far as the new projection is by now: a stretch of the journal at a time. */
  private async compare(id: number, { measures }: SubjectKind): Promise<Compared> {
    const tx = this.dataSource.manager;
    const projection = (await derivingProjections(tx)).find((one) => one.id === id);
    return projection ? await compareFacts(tx, projection, measures, nothingCompared, projection.stopped_at ?? 0) : nothingCompared;
  }

  private async dropOne(): Promise<boolean> {
    try {
      return await this.dataSource.transaction(dropRetired);
    } catch (error) {
      if ((error as { code?: string }).code === lockNotAvailable) return false;
      throw error;
    }
  }
}

const lockNotAvailable = '55P03';
