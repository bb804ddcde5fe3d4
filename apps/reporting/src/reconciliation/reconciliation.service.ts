/**
 * Reconciliation 对账: on a schedule and on demand, what the ledger says is held against what each service counts from its own records.
 * An event that is on its way to the ledger is no break: only a difference that stays is one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { ServiceFigures as Counted } from '@park/contracts';
import { dateAt, type LocalDate } from '@park/kernel';
import { CLOCK, Schedule, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { Kpis } from '../answers/kpi.service.ts';
import { figures } from '../figures/registry.ts';
import type { ServiceFigures } from '../kpi/figures.ts';
import type { OtherService } from '../reporting.config.ts';
import { keepRun, lastRun, type ReconciliationRun } from './reconciliation.store.ts';
import { compared, countedOf, type Compared } from './recount.ts';
import { ServicesClient } from '../services/services.client.ts';

const everyMs = 15 * 60_000;
const attempts = 3;

@Injectable()
export class Reconciliation implements OnApplicationShutdown {
  private readonly log = new Logger('Reconciliation');
  private readonly closing = new AbortController();
  private running: Promise<ReconciliationRun> | null = null;
  /** Time that an event is given to arrive before a difference is taken for a break. */
  graceMs = 2_000;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Kpis) private readonly kpis: Kpis,
    @Inject(ServicesClient) private readonly services: ServicesClient,
    @Inject(Schedule) schedule: Schedule,
  ) {
    schedule.add('reconcile', async ({ tx, now }) => {
      const last = await lastRun(tx);
      if (!last || now.getTime() - last.ran_at.getTime() >= everyMs)
        this.run().catch((error: unknown) => this.closing.signal.aborted || this.log.error(String(error)));
      return 0;
    });
  }

  /** One run at a time. A second call while one is at work gets the result of that run. */
  run(): Promise<ReconciliationRun> {
    this.running ??= this.compare().finally(() => (this.running = null));
    return this.running;
  }

  /** After the last request: while the instance drains, it answers them in full. */
  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    this.services.close();
    await this.running?.catch(() => undefined);
  }

  private async compare(): Promise<ReconciliationRun> {
    const ran_at = this.clock();
    let checks = await this.checks();
    for (let attempt = 1; attempt < attempts && checks.some(({ state }) => state === 'break'); attempt++) {
      await pause(this.graceMs, undefined, { signal: this.closing.signal });
      checks = await this.checks();
    }
    this.closing.signal.throwIfAborted();
    const run = { ran_at, checks };
    await keepRun(this.dataSource.manager, run);
    for (const { code, reported, recomputed, state } of checks) {
      if (state !== 'agrees') this.log.warn({ msg: `reconciliation: ${state}`, code, reported, recomputed });
    }
    return run;
  }

  private async checks(): Promise<Compared[]> {
    const today = dateAt(this.clock());
    const counting = figures.services.filter(({ recounted }) => recounted.length > 0);
    return (await Promise.all(counting.map((service) => this.checksOf(service, today)))).flat();
  }

  private async checksOf({ service, recounted, checks = [] }: ServiceFigures, today: LocalDate): Promise<Compared[]> {
    const counted = await this.countedBy(service as OtherService, today);
    const answers = await this.kpis.answerAll(recounted.map((code) => [figures.kpiOf(code), { as_of: today, filters: {} }]));
    return [
      ...answers.map(({ code, value }) => compared(figures.kpiOf(code), value, countedOf(counted, code)?.value)),
      ...checks.map((check) => {
        const own = countedOf(counted, check.code);
        return compared(check, own?.value ?? null, own?.other);
      }),
    ];
  }

  private async countedBy(service: OtherService, today: LocalDate): Promise<Counted | null> {
    try {
      return await this.services.get<Counted>(service, `/figures?as_of=${today}`);
    } catch (error) {
      this.log.warn(
        `${service} does not count: ${error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error)}`,
      );
      return null;
    }
  }
}
