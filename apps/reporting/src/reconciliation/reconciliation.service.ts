/**
 * Reconciliation 对账: on a schedule and on demand, what the ledger says is held against a count of the services' own records.
 * What is on its way from a service to the ledger is no break: only a difference that stays is one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ReconciliationCheck } from '@park/contracts';
import { dateAt, type LocalDate } from '@park/kernel';
import { CLOCK, Schedule, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { Kpis } from '../answers/kpi.service.ts';
import { figures } from '../figures/registry.ts';
import { keep, lastRun, type ReconciliationRun } from './reconciliation.store.ts';
import {
  countEmployed,
  countEntities,
  countTechFirms,
  sumReported,
  type EntityRow,
  type QualificationRow,
  type ReportRow,
} from './recount-entities.ts';
import { countApartments, countOccupied, countWaiting, type ApartmentRow, type ApplicationRow, type TenancyRow } from './recount-homes.ts';
import {
  leasedTwice,
  renovated,
  sumLeased,
  sumRentable,
  type LeaseRow,
  type OccupancyRow,
  type RenovationRow,
  type UnitRow,
} from './recount-space.ts';
import { ServicesClient } from './services.client.ts';

type Checked = Pick<ReconciliationCheck, 'code' | 'name' | 'unit'>;

const everyMs = 15 * 60_000;
const attempts = 3;
const contractsAgainstLedger: Checked = {
  code: 'leases_and_occupancies',
  name: { zh: '执行中合同面积 = 占用台账面积', en: 'Area of contracts in force = area in the occupancy ledger' },
  unit: 'm2',
};

@Injectable()
export class Reconciliation implements BeforeApplicationShutdown {
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

  /** One at a time; who asks while one is at work gets that one's result. */
  run(): Promise<ReconciliationRun> {
    this.running ??= this.compare().finally(() => (this.running = null));
    return this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
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
    await keep(this.dataSource.manager, run);
    for (const { code, reported, recomputed, state } of checks) {
      if (state !== 'agrees') this.log.warn({ msg: `reconciliation: ${state}`, code, reported, recomputed });
    }
    return run;
  }

  private async checks(): Promise<ReconciliationCheck[]> {
    const today = dateAt(this.clock());
    const [entities, space, homes] = await Promise.all([this.entities(today), this.space(today), this.homes(today)]);
    const checks: ReconciliationCheck[] = [];
    for (const [code, recomputed] of Object.entries({ ...entities, ...space.figures, ...homes }))
      checks.push(await this.check(code, recomputed, today));
    return [...checks, space.contracts];
  }

  private async check(code: string, recomputed: number | null | undefined, today: LocalDate): Promise<ReconciliationCheck> {
    const kpi = figures.kpiOf(code);
    const { value: reported } = await this.kpis.answer(kpi, { as_of: today, filters: {} });
    return compared(kpi, reported, recomputed);
  }

  private async entities(today: LocalDate): Promise<Record<string, number | null | undefined>> {
    const lists = await this.ask(async () => {
      const [entities, qualifications, reports] = await Promise.all([
        this.services.all<EntityRow>('tenants', '/market-entities'),
        this.services.all<QualificationRow>('tenants', '/qualifications'),
        this.services.all<ReportRow>('tenants', '/operating-reports', { state: 'verified' }),
      ]);
      return { entities, qualifications, reports };
    });
    return {
      market_entities_stock: lists && countEntities(lists.entities, today),
      tech_firms_stock: lists && countTechFirms(lists.entities, lists.qualifications, today),
      employment_total: lists && countEmployed(lists.entities, lists.reports, today),
      economic_contribution: lists && sumReported('tax_local_kcny', lists.entities, lists.reports, today),
      tax_total: lists && sumReported('tax_total_kcny', lists.entities, lists.reports, today),
      revenue: lists && sumReported('revenue_kcny', lists.entities, lists.reports, today),
    };
  }

  private async space(today: LocalDate): Promise<{ figures: Record<string, number | undefined>; contracts: ReconciliationCheck }> {
    const lists = await this.ask(async () => {
      const [units, occupancies, leases, renovations] = await Promise.all([
        this.services.all<UnitRow>('tenants', '/units'),
        this.services.all<OccupancyRow>('tenants', '/occupancies', { kind: 'lease' }),
        this.services.all<LeaseRow>('tenants', '/leases', { state: 'active' }),
        this.services.all<RenovationRow>('tenants', '/renovations'),
      ]);
      return { units, occupancies, leases, renovations };
    });
    const accepted = lists && renovated(lists.renovations, today);
    const figures = {
      buildings_renovated: accepted?.buildings,
      indoor_area_renovated: accepted?.indoor,
      outdoor_area_renewed: accepted?.outdoor,
      rentable_area: lists && sumRentable(lists.units),
      occupied_area: lists && sumLeased(lists.occupancies, today),
    };
    const leased = lists && leasedTwice(lists.leases, lists.occupancies);
    return { figures, contracts: compared(contractsAgainstLedger, leased?.ledger ?? null, leased?.contracts) };
  }

  private async homes(today: LocalDate): Promise<Record<string, number | undefined>> {
    const lists = await this.ask(async () => {
      const [apartments, tenancies, applications] = await Promise.all([
        this.services.all<ApartmentRow>('housing', '/apartments'),
        this.services.all<TenancyRow>('housing', '/tenancies'),
        this.services.all<ApplicationRow>('housing', '/applications', { state: 'waitlisted' }),
      ]);
      return { apartments, tenancies, applications };
    });
    return {
      housing_units_supply: lists && countApartments(lists.apartments),
      housing_units_occupied: lists && countOccupied(lists.tenancies, today),
      housing_waiting: lists && countWaiting(lists.applications),
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

function compared({ code, name, unit }: Checked, reported: number | null, recomputed: number | null | undefined): ReconciliationCheck {
  if (recomputed === undefined) return { code, name, unit, reported, recomputed: null, difference: null, state: 'unreachable' };
  // Nothing known and nothing there is the same.
  const difference = Math.round(((reported ?? 0) - (recomputed ?? 0)) * 100) / 100;
  return { code, name, unit, reported, recomputed, difference, state: difference === 0 ? 'agrees' : 'break' };
}
