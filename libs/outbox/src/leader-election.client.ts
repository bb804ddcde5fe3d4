/**
 * One leader per database for work that must not run twice at a time: a session lock on a connection of its own. PostgreSQL
 * releases the lock with the connection, and the connection is closed whenever the leader ends, throws, loses it or stops: so a
 * lock never outlives its leader in a pool. Another process is elected within `electionMs` of that.
 */
import type { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';

/** A leader's connection, and the `signal` that is aborted when its term ends: by the loss of `db`, which holds the lock, or by a stop. */
export interface Term {
  db: Client;
  signal: AbortSignal;
}

export interface ElectionOptions {
  databaseUrl: string;
  /** Names the work; processes with the same name on the same database compete. */
  name: string;
  log: Pick<Logger, 'warn'>;
  /** Ends soon after `signal` is aborted. An error that it throws is logged, and the election begins anew. */
  lead(term: Term): Promise<void>;
}

const electionMs = 1_000;
const closeMs = 1_000;
const tellAgainMs = 60_000;
const queryTimeoutMs = 30_000;
/** A host that vanished without closing its connection loses the lock after 5 + 3 x 2 seconds. */
const keepAlive = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

export class LeaderElection {
  private readonly closing = new AbortController();
  private running: Promise<void> | null = null;
  private leading = false;
  private told = { reason: '', at: 0 };

  constructor(private readonly options: ElectionOptions) {}

  get isLeader(): boolean {
    return this.leading;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the leader has ended and the lock is free. */
  async stop(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.compete().catch((error: unknown) => this.tell(String(error)));
      await rest(electionMs, this.closing.signal);
    }
  }

  /** An outage is a line when it begins, and one a minute while it lasts. */
  private tell(reason: string): void {
    const now = Date.now();
    if (reason === this.told.reason && now - this.told.at < tellAgainMs) return;
    this.told = { reason, at: now };
    this.options.log.warn(`${this.options.name}: interrupted, trying again: ${reason}`);
  }

  private async compete(): Promise<void> {
    const { databaseUrl, name, lead } = this.options;
    const lost = new AbortController();
    const signal = AbortSignal.any([this.closing.signal, lost.signal]);
    const db = new Client({
      connectionString: databaseUrl,
      application_name: name,
      options: keepAlive,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: queryTimeoutMs,
    });
    db.on('error', (error) => lost.abort(error));
    db.on('end', () => lost.abort());
    try {
      await db.connect();
      while (!signal.aborted) {
        const { rows } = await db.query<{ elected: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 11)) as elected', [name]);
        if (rows[0]!.elected) {
          this.leading = true;
          return await lead({ db, signal });
        }
        await rest(electionMs, signal);
      }
    } finally {
      this.leading = false;
      await Promise.race([db.end().catch(() => undefined), pause(closeMs, undefined, { ref: false })]);
    }
  }
}

/** Waits, or returns at once when `signal` is aborted. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

/** The address that a data source connects to, for a connection that must not come from its pool. */
export function databaseUrlOf({ options }: DataSource): string {
  if (options.type !== 'postgres' || !options.url) throw new Error('The data source has no PostgreSQL URL.');
  return options.url;
}
