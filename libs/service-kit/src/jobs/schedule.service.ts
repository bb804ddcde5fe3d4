/**
 * Time-triggered facts: jobs that ask the database what is due by now and make it so, in one transaction a job. What is due is
 * found by its date, not by a timer, so a restart misses nothing; that each comes once is for the job's own guard or unique key.
 */
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Command } from '../commands/command.ts';
import { commandOfSystem } from '../commands/command-of.service.ts';
import { Leadership } from './leadership.service.ts';
import { CLOCK, type Clock } from '../service/tokens.ts';

/** Does at most some hundred things and answers how many it did; it is asked again until that is 0. */
export type ScheduledJob = (command: Command) => Promise<number>;

const everyMs = 30_000;

@Injectable()
export class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Schedule');
  private readonly jobs = new Map<string, ScheduledJob>();
  private readonly leadership: Leadership;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.leadership = new Leadership(dataSource, 'schedule', everyMs, () => this.runDue());
    this.add('forget idempotency keys', async ({ tx, now }) => {
      await tx.query(`delete from idempotency_key where created_at < $1::timestamptz - interval '24 hours'`, [now]);
      return 0;
    });
    this.add('forget files of imports', async ({ tx, now }) => {
      await tx.query(
        `update import_job set content = null where content is not null and finished_at < $1::timestamptz - interval '7 days'`,
        [now],
      );
      return 0;
    });
  }

  add(name: string, job: ScheduledJob): void {
    this.jobs.set(name, job);
  }

  onApplicationBootstrap(): void {
    this.leadership.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leadership.stop();
  }

  /** Everything that is due at the clock's present; a job that fails is logged and does not hold up the others. */
  async runDue(): Promise<void> {
    for (const [name, job] of this.jobs) {
      try {
        while ((await this.dataSource.transaction((tx) => job(commandOfSystem(name, tx, this.clock())))) > 0);
      } catch (error) {
        this.log.error({ msg: `scheduled job "${name}" failed`, err: error });
      }
    }
  }
}
