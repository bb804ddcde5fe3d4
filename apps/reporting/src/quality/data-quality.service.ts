/** How far the figures can be trusted right now: what was taken in, what waits, what was parked, and whether recounting agrees. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  listeners,
  publishers,
  serviceEntry,
  topicOf,
  type DataQuality,
  type Derivation,
  type ParkedCount,
  type SourceFreshness,
  type WaitingCount,
} from '@park/contracts';
import { countWaiting } from '@park/outbox';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { Freshness } from '../intake/freshness.service.ts';
import { figures } from '../figures/registry.ts';
import { derivingProjections, liveProjections, readLedger } from '../ledger/projection.store.ts';
import { lastRun } from '../reconciliation/reconciliation.store.ts';
import { answered } from '../reconciliation/recount.ts';
import type { OtherService } from '../reporting.config.ts';
import { ServicesClient } from '../services/services.client.ts';
import { sources } from './quality.store.ts';

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
      reconciliation: { ran_at: run?.ran_at.toISOString() ?? null, checks: answered(run?.checks ?? [], figures.codes) },
    };
  }

  private async deriving(): Promise<Derivation[]> {
    const tx = this.dataSource.manager;
    const [{ position }, live, next] = await Promise.all([readLedger(tx), liveProjections(tx), derivingProjections(tx)]);
    return [...live, ...next].flatMap(({ kind, version, stopped_at }) => {
      if (stopped_at === null) return [];
      return [{ kind, version, done: position === 0 ? 1 : stopped_at / position, figures: figures.codesReadFrom(kind) }];
    });
  }

  private async sources(): Promise<SourceFreshness[]> {
    const [known, backlog] = await Promise.all([sources(this.dataSource.manager), this.backlog()]);
    return publishers.map((service) => {
      const source = known.get(service);
      return {
        service,
        title: serviceEntry(service).title,
        topic: topicOf(service),
        events: source?.events ?? 0,
        last_event_at: source?.last_event_at.toISOString() ?? null,
        last_received_at: source?.last_received_at.toISOString() ?? null,
        backlog: backlog.get(topicOf(service)) ?? 0,
      };
    });
  }

  private async parked(): Promise<ParkedCount[]> {
    return await Promise.all(listeners.map((name) => (name === 'reporting' ? this.parkedHere() : this.parkedIn(name))));
  }

  private async parkedHere(): Promise<ParkedCount> {
    const { parked, behind, oldest_at } = await countWaiting(this.dataSource.manager);
    return { consumer: 'reporting', title: serviceEntry('reporting').title, parked, behind, oldest_at: oldest_at?.toISOString() ?? null };
  }

  private async parkedIn(consumer: OtherService): Promise<ParkedCount> {
    try {
      const { parked, behind, oldest_at } = await this.services.get<WaitingCount>(consumer, '/parked/count');
      return { consumer, title: serviceEntry(consumer).title, parked, behind, oldest_at };
    } catch (error) {
      this.log.warn(`${consumer} does not say what it has parked: ${String(error)}`);
      return { consumer, title: serviceEntry(consumer).title, parked: null, behind: null, oldest_at: null };
    }
  }

  /** Empty where Kafka does not answer; the watermark then stands still, which shows as lag. */
  private async backlog(): Promise<Map<string, number>> {
    return await this.freshness.backlog().catch(() => new Map<string, number>());
  }
}
