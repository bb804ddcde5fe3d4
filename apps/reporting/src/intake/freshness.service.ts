/** Moves the watermark while nothing is left to take in: then all that was published up to now is counted. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { publishers, topicOf } from '@park/contracts';
import { CLOCK, SETTINGS, type Clock, consumerGroupOf } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { advanceWatermark } from '../ledger/intake.store.ts';
import type { ReportingSettings } from '../reporting.config.ts';
import { KafkaBacklog } from './kafka-backlog.client.ts';

const everyMs = 5_000;

@Injectable()
export class Freshness implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly log = new Logger('Freshness');
  private readonly kafka: KafkaBacklog;
  private readonly closing = new AbortController();
  private watching: Promise<void> | null = null;
  private failed = false;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) settings: ReportingSettings,
  ) {
    this.kafka = new KafkaBacklog(settings.KAFKA_BROKERS, consumerGroupOf('reporting', settings), publishers.map(topicOf));
  }

  onApplicationBootstrap(): void {
    this.watching = this.watch();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.watching;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.kafka.close();
  }

  /** Messages per topic that wait to be taken in; throws when Kafka does not answer. */
  backlog(): Promise<Map<string, number>> {
    return this.kafka.perTopic();
  }

  private async watch(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.look();
      await pause(everyMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    try {
      const now = this.clock();
      const waiting = [...(await this.backlog()).values()].reduce((sum, one) => sum + one, 0);
      if (waiting === 0) await this.dataSource.transaction((tx) => advanceWatermark(tx, now));
      this.failed = false;
    } catch (error) {
      if (!this.failed) this.log.warn(`the watermark stands still: ${String(error)}`);
      this.failed = true;
    }
  }
}
