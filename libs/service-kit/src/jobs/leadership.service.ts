/** Takes turns at work that must not run twice at a time, in one process per database. */
import { Logger } from '@nestjs/common';
import { databaseUrlOf, LeaderElection, rest, type Term } from '@park/outbox';
import type { DataSource } from 'typeorm';

export class Leadership {
  private readonly election: LeaderElection;
  private wake = new AbortController();

  constructor(
    dataSource: DataSource,
    name: string,
    private readonly everyMs: number,
    private readonly turn: () => Promise<void>,
  ) {
    this.election = new LeaderElection({
      databaseUrl: databaseUrlOf(dataSource),
      name,
      log: new Logger(name),
      lead: (term) => this.lead(term),
    });
  }

  start(): void {
    this.election.start();
  }

  /** Takes the next turn at once. */
  nudge(): void {
    this.wake.abort();
  }

  /** Resolves when the present turn has ended. */
  async stop(): Promise<void> {
    await this.election.stop();
  }

  private async lead({ db, signal }: Term): Promise<void> {
    while (!signal.aborted) {
      const wake = (this.wake = new AbortController());
      await db.query('select 1'); // throws where the connection, and the lock with it, is gone
      await this.turn();
      await rest(this.everyMs, AbortSignal.any([signal, wake.signal]));
    }
  }
}
