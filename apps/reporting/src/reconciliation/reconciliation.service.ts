/**
 * Reconciliation 对账: on a schedule and on demand, what the ledger says is held against a count of the services' own records.
 * What is on its way from a service to the ledger is no break: only a difference that stays is one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ReconciliationCheck } from '@park/contracts';
import { dateAt, type LocalDate } from '@park/kernel';
import { CLOCK, Schedule, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { Kpis } from '../kpi/kpi.service.ts';
import { kpiOf } from '../kpi/registry.ts';
import { keep, lastRun, type ReconciliationRun } from './reconciliation.store.ts';
import {
  countApartments, countEntities, countOccupied, countTechFirms, sumLeased, sumTaxLocal,
  type ApartmentRow, type EntityRow, type OccupancyRow, type QualificationRow, type ReportRow, type TenancyRow,
} from './recount.ts';
import { ServicesClient } from './services.client.ts';

const everyMs = 15 * 60_000;
const attempts = 3;

@Injectable()
export class Reconciliation {
  private readonly log = new Logger('Reconciliation');
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
      if (!last || now.getTime() - last.ran_at.getTime() >= everyMs) this.run().catch((error: unknown) => this.log.error(String(error)));
      return 0;
    });
  }

  /** One at a time; who asks while one is at work gets that one's result. */
  run(): Promise<ReconciliationRun> {
    this.running ??= this.compare().finally(() => (this.running = null));
    return this.running;
  }

  private async compare(): Promise<ReconciliationRun> {
    const ran_at = this.clock();
    let checks = await this.checks();
    for (let attempt = 1; attempt < attempts && checks.some(({ state }) => state === 'break'); attempt++) {
      await pause(this.graceMs);
      checks = await this.checks();
    }
    const run = { ran_at, checks };
    await keep(this.dataSource.manager, run);
    for (const { code, reported, recomputed, state } of checks) {
      if (state !== 'agrees') this.log.warn({ msg: `reconciliation: ${state}`, code, reported, recomputed });
    }
    return run;
  }

  private async checks(): Promise<ReconciliationCheck[]> {
    const today = dateAt(this.clock());
    const counts = await Promise.all([this.fromTenants(today), this.fromHousing(today)]);
    const checks: ReconciliationCheck[] = [];
    for (const [code, recomputed] of counts.flatMap((own) => Object.entries(own))) checks.push(await this.check(code, recomputed, today));
    return checks;
  }

  private async check(code: string, recomputed: number | null | undefined, today: LocalDate): Promise<ReconciliationCheck> {
    const kpi = kpiOf(code);
    const { value: reported } = await this.kpis.answer(kpi, { as_of: today, filters: {} });
    if (recomputed === undefined) return { code, name: kpi.name, reported, recomputed: null, difference: null, state: 'unreachable' };
    // Nothing known and nothing there is the same.
    const difference = Math.round(((reported ?? 0) - (recomputed ?? 0)) * 100) / 100;
    return { code, name: kpi.name, reported, recomputed, difference, state: difference === 0 ? 'agrees' : 'break' };
  }

  private async fromTenants(today: LocalDate): Promise<Record<string, number | null | undefined>> {
    const lists = await this.ask(async () => ({
      entities: await this.services.all<EntityRow>('tenants', '/market-entities'),
      qualifications: await this.services.all<QualificationRow>('tenants', '/qualifications'),
      reports: await this.services.all<ReportRow>('tenants', '/operating-reports', { state: 'verified' }),
      occupancies: await this.services.all<OccupancyRow>('tenants', '/occupancies', { kind: 'lease', state: 'active' }),
    }));
    return {
      market_entities_stock: lists && countEntities(lists.entities, today),
      tech_firms_stock: lists && countTechFirms(lists.entities, lists.qualifications, today),
      economic_contribution: lists && sumTaxLocal(lists.entities, lists.reports, today),
      occupied_area: lists && sumLeased(lists.occupancies, today),
    };
  }

  private async fromHousing(today: LocalDate): Promise<Record<string, number | undefined>> {
    const lists = await this.ask(async () => ({
      apartments: await this.services.all<ApartmentRow>('housing', '/apartments'),
      tenancies: await this.services.all<TenancyRow>('housing', '/tenancies'),
    }));
    return {
      housing_units_supply: lists && countApartments(lists.apartments),
      housing_units_occupied: lists && countOccupied(lists.tenancies, today),
    };
  }

  private async ask<T>(lists: () => Promise<T>): Promise<T | undefined> {
    try {
      return await lists();
    } catch (error) {
      this.log.warn(`cannot recount: ${error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error)}`);
      return undefined;
    }
  }
}
