/**
 * Jobs of the clock. Due rows are found in the database by their dates and not by a timer, so that a restart or a pause misses nothing.
 * One instance per database runs them.
 */
import { dateAt } from '@park/kernel';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { DataSource, type EntityManager } from 'typeorm';
import type { Command } from '../commands/command.ts';
import { commandOfSystem } from '../commands/command-of.service.ts';
import type { ConstraintRules } from '../commands/postgres-fault.ts';
import { CLOCK, CONSTRAINTS, type Clock } from '../service/tokens.ts';
import { forgetSettled, pageRows, takeRound, type DueJob, type Round } from './due-rows.store.ts';
import { forgetOld, kitRetention, nameOf, type Retention } from './forget-old.store.ts';
import { Leadership } from './leadership.service.ts';

/** Does at most some hundred things in the command's transaction and answers how many it did; it runs again while that is not 0. */
export type ScheduledJob = (command: Command) => Promise<number>;

const everyMs = 30_000;
/** Rounds of a job in one turn. The rest waits for the next turn, so that no job keeps the others waiting. */
const roundsOfATurn = 100;

const rowsTotal = new Counter({ name: 'schedule_rows_total', help: 'Rows that jobs were due to change', labelNames: ['job', 'outcome'] });
const refusedRows = new Gauge({ name: 'schedule_refused_rows', help: 'Rows that are due and were refused', labelNames: ['job'] });

@Injectable()
export class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Schedule');
  private readonly jobs = new Map<string, () => Promise<void>>();
  /** Those that work row by row. */
  readonly dueJobs: DueJob[] = [];
  private readonly leadership: Leadership;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONSTRAINTS) private readonly rules: ConstraintRules,
  ) {
    this.leadership = new Leadership(dataSource, 'schedule', everyMs, () => this.runDue());
    kitRetention.forEach((retention) => this.addRetention(retention));
    this.add('forget files of imports', async ({ tx, now }) => {
      await tx.query(
        `update import_job set content = null where content is not null and finished_at < $1::timestamptz - interval '7 days'`,
        [now],
      );
      return 0;
    });
  }

  /** A job of its own kind. */
  add(name: string, job: ScheduledJob): void {
    this.jobs.set(name, async () => {
      for (let round = 0; round < roundsOfATurn; round++) if ((await this.transaction(name, job)) === 0) return;
    });
  }

  /** A job on each row that is due. */
  addForEach(job: DueJob): void {
    this.dueJobs.push(job);
    this.jobs.set(job.name, () => this.runForEach(job));
  }

  /** Deletes what is too old. */
  addRetention(retention: Retention): void {
    this.add(nameOf(retention), (command) => forgetOld(command, retention));
  }

  names(): string[] {
    return [...this.jobs.keys()];
  }

  onApplicationBootstrap(): void {
    this.leadership.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leadership.stop();
  }

  /** Everything that is due at the clock's present; a job that fails is logged and does not hold up the others. */
  async runDue(): Promise<void> {
    for (const [name, run] of this.jobs) {
      try {
        await run();
      } catch (error) {
        this.log.error({ msg: `scheduled job "${name}" failed`, err: error });
      }
    }
  }

  private async runForEach(job: DueJob): Promise<void> {
    for (let round = 0; round < roundsOfATurn; round++) {
      const taken = await this.transaction(job.name, (command) => takeRound(job, command, dateAt(command.now), this.rules));
      this.report(job, taken);
      if (taken.found < pageRows) break;
    }
    const refused = await this.transaction(job.name, ({ tx, now }) => forgetSettled(job, tx, dateAt(now), now));
    refusedRows.set({ job: job.name }, refused);
  }

  private transaction<Answer>(name: string, run: (command: Command) => Promise<Answer>): Promise<Answer> {
    return this.dataSource.transaction((tx: EntityManager) => run(commandOfSystem(name, tx, this.clock())));
  }

  private report({ name: job }: DueJob, { found, refused, faults }: Round): void {
    rowsTotal.inc({ job, outcome: 'done' }, found - refused.size);
    rowsTotal.inc({ job, outcome: 'refused' }, refused.size);
    for (const err of faults) this.log.error({ msg: `scheduled job "${job}" failed on a row`, err });
    for (const [id, { code }] of refused) this.log.warn(`scheduled job "${job}" is refused on ${id}: ${code}`);
  }
}
