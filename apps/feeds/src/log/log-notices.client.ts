/**
 * Calls those who wait for a log when it has grown: at once where it grew in this instance, by Redis where it grew in another. Redis is a
 * messenger only. While it is away, logs that are waited for are looked at once a second.
 */
import type { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS } from '@park/service-kit';
import { createClient } from 'redis';
import { DataSource } from 'typeorm';
import type { FeedsSettings } from '../feeds.config.ts';

const lookEveryMs = 1_000;
const connectWithinMs = 2_000;

type Client = ReturnType<typeof createClient>;

@Injectable()
export class LogNotices implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('LogNotices');
  private readonly waiting = new Map<number, Set<() => void>>();
  private readonly seen = new Map<number, number>();
  private clients: Client[] = [];
  private looking: NodeJS.Timeout | null = null;
  private channel = '';
  private readonly closing = new AbortController();

  constructor(
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const [{ name }] = await this.dataSource.query('select current_database() as name');
    this.channel = `park:${this.settings.PARK_CODE}:${name}:logs`;
    this.clients = [this.client(), this.client()];
    const [, notices] = this.clients as [Client, Client];
    const connecting = this.clients.map((client) => client.connect());
    connecting[1] = connecting[1]!.then(async () => {
      await notices.subscribe(this.channel, (logs) => this.call(JSON.parse(logs) as number[]));
      return notices;
    });
    await Promise.race([Promise.allSettled(connecting), new Promise((resolve) => setTimeout(resolve, connectWithinMs).unref())]);
    this.looking = setInterval(() => void this.look(), lookEveryMs);
  }

  beforeApplicationShutdown(): void {
    this.closing.abort();
    if (this.looking) clearInterval(this.looking);
    for (const client of this.clients) if (client.isOpen) client.destroy();
  }

  /** Logs grew in this instance, and that is committed. */
  grown(logs: readonly number[]): void {
    this.call(logs);
    const [commands] = this.clients;
    if (commands?.isReady) commands.publish(this.channel, JSON.stringify(logs)).catch(() => undefined);
  }

  /** Calls `whenGrown` each time that the log has, or may have, grown; answers how to stop that. */
  watch(log_no: number, whenGrown: () => void): () => void {
    const watchers = this.waiting.get(log_no) ?? new Set();
    this.waiting.set(log_no, watchers.add(whenGrown));
    return () => {
      watchers.delete(whenGrown);
      if (watchers.size > 0 || this.waiting.get(log_no) !== watchers) return;
      this.waiting.delete(log_no);
      this.seen.delete(log_no);
    };
  }

  /** Reads a page of the log; where it is empty, reads again when the log has, or may have, grown, or the time is over. */
  async readWithin<Page extends { count: number }>(
    log_no: number,
    withinMs: number,
    request: EventEmitter,
    read: () => Promise<Page>,
  ): Promise<Page> {
    const over = new AbortController();
    const end = (): void => over.abort();
    const unwatch = this.watch(log_no, end);
    request.once('close', end);
    try {
      const page = await read();
      if (page.count > 0 || withinMs === 0) return page;
      await pause(withinMs, undefined, { signal: AbortSignal.any([over.signal, this.closing.signal]) }).catch(() => undefined);
    } finally {
      request.off('close', end);
      unwatch();
    }
    return await read();
  }

  private call(logs: readonly number[]): void {
    for (const log_no of logs) for (const whenGrown of this.waiting.get(log_no) ?? []) whenGrown();
  }

  private async look(): Promise<void> {
    if (this.clients[1]?.isReady || this.waiting.size === 0) return;
    try {
      const rows: { log_no: number; last: number }[] = await this.dataSource.query(
        'select log_no, last_position as last from member where log_no = any ($1)',
        [[...this.waiting.keys()]],
      );
      const grown = rows.filter(({ log_no, last }) => this.seen.get(log_no) !== last);
      for (const { log_no, last } of grown) this.seen.set(log_no, last);
      this.call(grown.map(({ log_no }) => log_no));
    } catch (error) {
      this.log.warn(`logs could not be looked at: ${String(error)}`);
    }
  }

  private client(): Client {
    let isDown = false;
    return createClient({
      url: this.settings.REDIS_URL,
      disableOfflineQueue: true,
      socket: { connectTimeout: connectWithinMs, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 5_000) },
    })
      .on('error', (error: Error) => {
        if (!isDown) this.log.warn(`Redis is not there, logs are looked at once a second: ${error.message}`);
        isDown = true;
      })
      .on('ready', () => (isDown = false)) as Client;
  }
}
