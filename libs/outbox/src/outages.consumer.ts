/** Waits while the database is away: a batch is taken in again until that works, and one that waits for long is shown to operators. */
import type { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import { isCancelled, isTransient } from './transient.ts';

/** A batch that cannot be taken in although nothing is wrong with its messages. */
export interface Waiting {
  topic: string;
  partition: number;
  since: Date;
  reason: string;
}

type Place = Pick<Waiting, 'topic' | 'partition'>;

export interface OutageOptions {
  now: () => Date;
  /** A batch that waits for longer is told to operators. */
  alarmAfterMs?: number;
}

const retryMinMs = 100;
const retryMaxMs = 5_000;
const alarmAfterMs = 60_000;

const alarms = new Gauge({
  name: 'intake_waiting_seconds',
  help: 'For how long a batch could not be taken in, 0 where none waits',
  labelNames: ['topic'],
});

/** Nothing is wrong with the messages: the same again may work. */
export function isOutage(error: unknown): boolean {
  return isTransient(error) || isCancelled(error);
}

export class Outages {
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly options: OutageOptions,
    private readonly log: Pick<Logger, 'warn' | 'error'>,
  ) {}

  /** The batch that has waited longest, where it is time to tell. Sets the gauge. */
  alarm(): Waiting | null {
    alarms.reset();
    const now = this.options.now().getTime();
    const oldest = [...this.waiting.values()].sort((a, b) => a.since.getTime() - b.since.getTime())[0];
    if (!oldest) return null;
    const waitedMs = now - oldest.since.getTime();
    alarms.set({ topic: oldest.topic }, waitedMs / 1000);
    return waitedMs >= (this.options.alarmAfterMs ?? alarmAfterMs) ? oldest : null;
  }

  /** An outage is waited out in place, and told to operators when it lasts; the messages are never parked for it. */
  async waitOut({ topic, partition }: Place, isOver: () => boolean, work: () => Promise<void>): Promise<void> {
    const place = `${topic}/${partition}`;
    let isTold = false;
    try {
      for (let waitMs = retryMinMs; ; waitMs = Math.min(waitMs * 2, retryMaxMs)) {
        try {
          return await work();
        } catch (error) {
          if (!isOutage(error) || isOver()) throw error;
          const since = this.waiting.get(place)?.since ?? this.options.now();
          this.waiting.set(place, { topic, partition, since, reason: String(error) });
          const isLong = this.options.now().getTime() - since.getTime() >= (this.options.alarmAfterMs ?? alarmAfterMs);
          if (isLong && !isTold) this.log.error(`intake of ${place} has waited since ${since.toISOString()}: ${String(error)}`);
          else this.log.warn(`intake of ${place} waits ${waitMs} ms: ${String(error)}`);
          isTold ||= isLong;
          await pause(waitMs);
        }
      }
    } finally {
      this.waiting.delete(place);
    }
  }
}
