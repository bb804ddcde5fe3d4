/** How far the figures can be trusted right now: what was taken in, what waits, what was parked, and whether recounting agrees. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { publishers, topicOf, type DataQuality, type Derivation, type ParkedCount, type SourceFreshness } from '@park/contracts';
import type { ParkedMessage } from '@park/outbox';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { Freshness } from '../intake/freshness.service.ts';
import { figures } from '../figures/registry.ts';
import { derivingProjections, liveProjections, readLedger } from '../ledger/projection.store.ts';
import { lastRun } from '../reconciliation/reconciliation.store.ts';
import { ServicesClient } from '../reconciliation/services.client.ts';
import { parkedHere, sources } from './quality.store.ts';

@Injectable()
export class DataQualityService {
  private readonly log = new Logger('DataQuality');

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(ServicesClient) private readonly services: ServicesClient,
  ) {}

  async now(): Promise<DataQuality> {
    const now = this.clock();
    const tx = this.dataSource.manager;
    const [{ watermark }, deriving, run, fresh, parked] = await Promise.all([
      readLedger(tx),
      this.deriving(),
      lastRun(tx),
      this.sources(),
      this.parked(),
    ]);
    return {
      now: now.toISOString(),
      watermark: watermark?.toISOString() ?? null,
      projection_lag_s: watermark === null ? null : Math.max(0, now.getTime() - watermark.getTime()) / 1_000,
      deriving,
      sources: fresh,
      parked,
      reconciliation: { ran_at: run?.ran_at.toISOString() ?? null, checks: run?.checks ?? [] },
    };
  }

  private async deriving(): Promise<Derivation[]> {
    const tx = this.dataSource.manager;
    const [{ position }, live, next] = await Promise.all([readLedger(tx), liveProjections(tx), derivingProjections(tx)]);
    return [...live, ...next].flatMap(({ kind, version, stopped_at }) => {
      if (stopped_at === null) return [];
      const read = figures.kpis.filter((kpi) => figures.kindsOf(kpi).some(({ name }) => name === kind));
      return [{ kind, version, done: position === 0 ? 1 : stopped_at / position, figures: read.map(({ code }) => code) }];
    });
  }

  private async sources(): Promise<SourceFreshness[]> {
    const [known, backlog] = await Promise.all([sources(this.dataSource.manager), this.backlog()]);
    return publishers.map((service) => {
      const source = known.get(service);
      return {
        service,
        topic: topicOf(service),
        events: source?.events ?? 0,
        last_event_at: source?.last_event_at.toISOString() ?? null,
        last_received_at: source?.last_received_at.toISOString() ?? null,
        backlog: backlog.get(topicOf(service)) ?? 0,
      };
    });
  }

  /** Of this service, and of those that listen too, as far as they answer. */
  private async parked(): Promise<ParkedCount[]> {
    const [own, housing] = await Promise.all([parkedHere(this.dataSource.manager, 'reporting'), this.parkedIn('housing')]);
    return housing ? [own, housing] : [own];
  }

  private async parkedIn(consumer: 'housing'): Promise<ParkedCount | null> {
    try {
      const { items } = await this.services.get<{ items: (Pick<ParkedMessage, 'state'> & { parked_at: string })[] }>(consumer, '/parked');
      return {
        consumer,
        parked: items.filter(({ state }) => state === 'parked').length,
        behind: items.filter(({ state }) => state === 'behind').length,
        oldest_at: items.map(({ parked_at }) => parked_at).sort()[0] ?? null,
      };
    } catch (error) {
      this.log.warn(`${consumer} does not say what it has parked: ${String(error)}`);
      return null;
    }
  }

  /** Empty where Kafka does not answer; the watermark then stands still, which shows as lag. */
  private async backlog(): Promise<Map<string, number>> {
    return await this.freshness.backlog().catch(() => new Map<string, number>());
  }
}
