/** One leader per database for work that must not run twice at a time: a session lock that dies with its connection. */
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

export class Leadership {
  private readonly log: Logger;
  private readonly closing = new AbortController();
  private wake = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly name: string,
    private readonly everyMs: number,
    private readonly turn: () => Promise<void>,
  ) {
    this.log = new Logger(name);
  }

  start(): void {
    this.running = this.run();
  }

  /** Takes the next turn at once. */
  nudge(): void {
    this.wake.abort();
  }

  async stop(): Promise<void> {
    this.closing.abort();
    this.wake.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        await this.lead();
      } catch (error) {
        this.log.warn(`interrupted, trying again: ${String(error)}`);
      }
      await this.rest();
    }
  }

  private async lead(): Promise<void> {
    const connection = this.dataSource.createQueryRunner();
    try {
      await connection.connect();
      const [{ elected }] = await connection.query('select pg_try_advisory_lock(hashtextextended($1, 11)) as elected', [this.name]);
      if (!elected) return;
      while (!this.closing.signal.aborted) {
        await connection.query('select 1');
        await this.turn();
        await this.rest();
      }
      await connection.query('select pg_advisory_unlock(hashtextextended($1, 11))', [this.name]);
    } finally {
      await connection.release();
    }
  }

  private async rest(): Promise<void> {
    await pause(this.everyMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (!this.closing.signal.aborted) this.wake = new AbortController();
  }
}
