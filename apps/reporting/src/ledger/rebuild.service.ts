/**
 * Derives the ledger anew from the journal, beside the live one and while events keep coming, and then puts it in its place.
 * The journal is the truth: where a rebuild by the same definitions differs, the live ledger was wrong; that is reported.
 */
import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { ledgerVersion } from '../subjects/measures.ts';
import { readAfter } from './journal.store.ts';
import { derive } from './ledger.store.ts';
import {
  abandon,
  advance,
  begin,
  building,
  digest,
  live,
  lockBuilding,
  lockLive,
  replace,
  sweep,
  type Digest,
  type Projection,
  type RebuildReport,
} from './projection.store.ts';

const pageSize = 2_000;
const sweepSize = 20_000;

@Injectable()
export class Rebuild implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Rebuild');
  private running: Promise<RebuildReport> | null = null;
  private closing = false;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One at a time; who asks while one is at work waits for that one. Of several instances that are at it, each takes pages, and one switches. */
  run(): Promise<RebuildReport> {
    this.running ??= this.build().finally(() => (this.running = null));
    return this.running;
  }

  /** Answers once it is begun. */
  async start(): Promise<void> {
    await this.begin();
    this.goOn();
  }

  /**
   * Before the service answers: a ledger of earlier definitions is derived anew first; intake waits by itself until it is. A rebuild
   * that a killed process left behind goes on where it was.
   */
  async onApplicationBootstrap(): Promise<void> {
    const { ledger_version } = await live(this.dataSource.manager);
    if (ledger_version < ledgerVersion) await this.run();
    else if (await building(this.dataSource.manager)) this.goOn();
  }

  /** What is at work when the service closes stops at the end of its page; the next start goes on. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.running?.catch(() => undefined);
  }

  private goOn(): void {
    this.run().catch((error: unknown) =>
      this.log.error({ msg: 'the rebuild stopped; starting it again goes on where it was', err: error }),
    );
  }

  private async build(): Promise<RebuildReport> {
    const startedAt = this.clock();
    await this.begin();
    while (await this.dataSource.transaction((tx) => this.takePage(tx))) this.stopIfClosing();
    const done = await building(this.dataSource.manager);
    const before = done && (await this.digests(this.dataSource.manager, await live(this.dataSource.manager), done, 0, done.position));
    this.stopIfClosing();
    const report = await this.dataSource.transaction((tx) => this.replaceLive(tx, done?.position ?? 0, before, startedAt));
    this.log.log(`the projection is live: ${JSON.stringify(report)}`);
    while (await this.dataSource.transaction((tx) => sweep(tx, sweepSize))) this.stopIfClosing();
    return report;
  }

  private stopIfClosing(): void {
    if (this.closing) throw new Error('The service is closing.');
  }

  private async begin(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await abandon(tx, ledgerVersion);
      await begin(tx, ledgerVersion, this.clock());
    });
  }

  private async takePage(tx: EntityManager): Promise<boolean> {
    const shadow = await lockBuilding(tx);
    if (!shadow) return false;
    const entries = await readAfter(tx, shadow.position, pageSize);
    if (entries.length === 0) return false;
    await derive(tx, shadow.version, entries);
    await advance(tx, shadow.version, entries.at(-1)!.position, null);
    return true;
  }

  /** Intake waits meanwhile, for as long as it takes to derive and compare what came since the last page. */
  private async replaceLive(tx: EntityManager, compared: number, before: Digests | null, startedAt: Date): Promise<RebuildReport> {
    const from = await lockLive(tx);
    while (await this.takePage(tx));
    const to = await building(tx);
    // Another instance was faster; what it found is what there is to tell.
    if (!to || !before) return from.rebuilt!;
    const rest = await this.digests(tx, from, to, compared, to.position);
    const [hash, replaced] = [hashOf([before.built, rest.built]), hashOf([before.replaced, rest.replaced])];
    const [{ count: events }] = await tx.query('select count(*) as count from journal');
    const now = this.clock();
    const report: RebuildReport = {
      events,
      facts: before.built.facts + rest.built.facts,
      hash,
      replaced_hash: replaced,
      equal: from.ledger_version === to.ledger_version ? hash === replaced : null,
      ms: now.getTime() - startedAt.getTime(),
    };
    if (report.equal === false)
      this.log.error(`the live projection ${from.version} was not what the journal says; ${to.version} replaces it`);
    await replace(tx, from, to, report, now);
    return report;
  }

  private async digests(tx: EntityManager, from: Projection, to: Projection, after: number, upTo: number): Promise<Digests> {
    return { built: await digest(tx, to.version, after, upTo), replaced: await digest(tx, from.version, after, upTo) };
  }
}

interface Digests {
  built: Digest;
  replaced: Digest;
}

/** The same wherever the stretches are cut. */
function hashOf(stretches: readonly Digest[]): string {
  const sum = (half: 0 | 1): bigint => stretches.reduce((total, { sums }) => total + sums[half], 0n);
  const facts = stretches.reduce((total, stretch) => total + stretch.facts, 0);
  return createHash('sha256')
    .update([facts, sum(0), sum(1)].join())
    .digest('hex');
}
