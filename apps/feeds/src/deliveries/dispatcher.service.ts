/**
 * Sends the logs of members to their endpoints, at least once each entry. The log is the queue: of each endpoint the position is stored up
 * to which all entries are acknowledged or kept as a delivery, and after a crash everything behind it is sent again. One instance per
 * database sends; what happened at all endpoints is stored together, at most every 100 ms.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { databaseUrlOf, LeaderElection, rest, type Term } from '@park/outbox';
import type { PersonalData } from '@park/service-kit';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { signingKeys } from '../endpoints/endpoint-secrets.store.ts';
import type { DispatchPoint } from './attempt-sender.service.ts';
import { oldestWaitingFor, replayEntriesFor, sendingEndpoints, waitingFor } from './dispatch.store.ts';
import { EndpointRunner, type RunnerHub } from './endpoint-runner.service.ts';
import { EntryReader } from './entry-reader.service.ts';
import { storeResults, type Results } from './results.store.ts';
import type { WebhookClient } from './webhook.client.ts';

export interface DispatcherOptions {
  dataSource: DataSource;
  clock: () => Date;
  client: WebhookClient;
  seals: PersonalData;
  /** Calls `whenGrown` when the log has, or may have, grown; answers how to stop that. */
  watch(log_no: number, whenGrown: () => void): () => void;
  /** From 0 to 1. */
  chance(): number;
  onPoint?: (point: DispatchPoint) => void;
}

const tickMs = 100;
/** Also the time in which a membership that ends, or an endpoint that was changed in another instance, is seen. */
const lookMs = 2_000;
const storeMs = 50;
const retryStoreMs = 1_000;
const drainMs = 3_000;
const replayPage = 100;
/** Attempts of one transaction. */
const storedAtOnce = 5_000;

const attemptsTotal = new Counter({ name: 'webhook_attempts_total', help: 'Requests to endpoints', labelNames: ['kind', 'outcome'] });
const runningGauge = new Gauge({ name: 'webhook_endpoints', help: 'Endpoints that this process sends to' });

interface Running {
  runner: EndpointRunner;
  unwatch: () => void;
}

export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Dispatcher');
  private readonly election: LeaderElection;
  private readonly running = new Map<string, Running>();
  private readonly reader: EntryReader;
  private readonly hub: RunnerHub;
  private wake = new AbortController();
  private lookAt = 0;
  private storeTimer: NodeJS.Timeout | null = null;
  /** Results that could not be stored yet. */
  private batch: Results[] = [];
  /** Storing and looking take turns: what a look finds is never older than what was stored. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: DispatcherOptions) {
    const { dataSource, client, clock, chance, onPoint } = options;
    this.reader = new EntryReader(dataSource);
    this.hub = {
      ...{ client, chance, onPoint },
      now: clock,
      booked: () => this.storeIn(storeMs),
      wanting: (runner) => this.reader.want(runner),
    };
    this.election = new LeaderElection({
      databaseUrl: databaseUrlOf(dataSource),
      name: 'webhooks',
      log: this.log,
      lead: (term) => this.lead(term),
    });
  }

  onApplicationBootstrap(): void {
    this.election.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.election.stop();
    await this.options.client.close();
  }

  get isLeader(): boolean {
    return this.election.isLeader;
  }

  /** Endpoints, deliveries or replays were changed by a request. */
  lookAgain(): void {
    this.lookAt = 0;
    this.wake.abort();
  }

  private async lead({ db, signal }: Term): Promise<void> {
    this.lookAt = 0;
    try {
      while (!signal.aborted) {
        const wake = (this.wake = new AbortController());
        await this.round(db).catch((error: unknown) => this.log.warn(`endpoints could not be looked at: ${String(error)}`));
        await rest(tickMs, AbortSignal.any([signal, wake.signal]));
      }
    } finally {
      await this.drain();
    }
  }

  private async round(db: Term['db']): Promise<void> {
    const nowMs = performance.now();
    if (nowMs >= this.lookAt) {
      this.lookAt = nowMs + lookMs;
      await db.query('select 1'); // throws where the connection, and the lock with it, is gone
      await this.inTurn(() => this.look());
    }
    await this.inTurn(() => this.takeDue());
  }

  private async look(): Promise<void> {
    const { dataSource, seals } = this.options;
    const rows = await sendingEndpoints(dataSource);
    const open = new Map(rows.map((row) => [row.id, row]));
    for (const [id, { runner, unwatch }] of this.running) {
      if (!open.has(id)) runner.close();
      if (!runner.isClosed || !runner.isIdle) continue;
      unwatch();
      this.running.delete(id);
    }
    const changed = rows.filter(({ id, version }) => this.running.get(id)?.runner.row.version !== version).map(({ id }) => id);
    const keys = changed.length === 0 ? new Map() : await signingKeys(dataSource, seals, changed);
    for (const row of rows) {
      const known = this.running.get(row.id);
      if (known?.runner.isClosed) continue; // until its last attempts are stored
      if (known) known.runner.update(row, keys.get(row.id) ?? null);
      else this.run(new EndpointRunner(row, keys.get(row.id) ?? [], this.hub));
    }
    runningGauge.set(this.runners.filter(({ isClosed }) => !isClosed).length);
  }

  private run(runner: EndpointRunner): void {
    const unwatch = this.options.watch(runner.row.log_no, () => runner.grown());
    this.running.set(runner.row.id, { runner, unwatch });
    runner.pump();
  }

  private get runners(): EndpointRunner[] {
    return [...this.running.values()].map(({ runner }) => runner);
  }

  /** Deliveries that are due again, degraded endpoints, and replays. */
  private async takeDue(): Promise<void> {
    const { dataSource } = this.options;
    const now = this.options.clock();
    const due = this.runners.filter((runner) => runner.wantsDue(now.getTime()) > 0);
    const [degraded, active] = [due.filter(({ state }) => state === 'degraded'), due.filter(({ state }) => state === 'active')];
    if (active.length > 0) {
      const wanted = active.map((runner) => ({ endpoint_id: runner.row.id, limit: runner.wantsDue(now.getTime()) }));
      const rows = await waitingFor(dataSource, wanted);
      active.forEach((runner, i) => runner.offerDue(rows.get(runner.row.id) ?? [], wanted[i]!.limit));
    }
    if (degraded.length > 0) {
      const rows = await oldestWaitingFor(dataSource, idsOf(degraded));
      for (const runner of degraded) runner.offerProbe(rows.get(runner.row.id)?.[0]);
    }
    const replaying = this.runners.filter((runner) => runner.wantsReplay(now.getTime()));
    if (replaying.length === 0) return;
    const entries = await replayEntriesFor(dataSource, idsOf(replaying), now, replayPage);
    for (const runner of replaying) runner.offerReplay(entries.get(runner.row.id) ?? []);
  }

  private storeIn(ms: number): void {
    this.storeTimer ??= setTimeout(() => {
      this.storeTimer = null;
      void this.inTurn(() => this.store()).catch((error: unknown) => {
        this.log.warn(`attempts are not stored yet: ${String(error)}`);
        this.storeIn(retryStoreMs);
      });
    }, ms);
  }

  private async store(): Promise<void> {
    if (this.batch.length === 0) this.batch = this.nextBatch();
    if (this.batch.length === 0) return;
    this.options.onPoint?.('before store');
    const stored = await this.options.dataSource.transaction((tx) => storeResults(tx, this.batch, this.options.clock()));
    this.options.onPoint?.('after store');
    const done = this.batch;
    this.batch = [];
    if (stored.due.size > 0) this.wake.abort();
    const free = Map.groupBy(stored.free, ({ endpoint_id }) => endpoint_id);
    for (const results of done) {
      const { endpoint_id: id, attempts } = results;
      for (const { kind, outcome } of attempts) attemptsTotal.inc({ kind, outcome });
      const subjects = (free.get(id) ?? []).map(({ subject }) => subject);
      this.running.get(id)?.runner.stored(results, stored.states.get(id) ?? 'revoked', subjects, stored.due.has(id));
    }
  }

  /** Bounded: after an outage of the database much may wait. */
  private nextBatch(): Results[] {
    const batch: Results[] = [];
    let attempts = 0;
    for (const runner of this.runners) {
      if (attempts >= storedAtOnce) {
        this.storeIn(0);
        break;
      }
      const results = runner.takeResults();
      if (!results) continue;
      batch.push(results);
      attempts += results.attempts.length;
    }
    return batch;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Another instance sends from here on; what this one has sent is stored first, so that little is sent twice. */
  private async drain(): Promise<void> {
    for (const { runner } of this.running.values()) runner.close();
    const end = performance.now() + drainMs;
    while (this.runners.some((runner) => !runner.isIdle) && performance.now() < end) {
      await this.inTurn(() => this.store()).catch(() => undefined);
      await pause(storeMs);
    }
    if (this.storeTimer) clearTimeout(this.storeTimer);
    this.storeTimer = null;
    for (const { unwatch } of this.running.values()) unwatch();
    this.running.clear();
    runningGauge.set(0);
    this.reader.forget();
    this.batch = [];
  }
}

function idsOf(runners: readonly EndpointRunner[]): string[] {
  return runners.map(({ row }) => row.id);
}
