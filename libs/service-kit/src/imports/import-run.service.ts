/** One run of one import job over its rows. */
import type { Refusal } from '@park/kernel';
import { type Actor } from '@park/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { TableRow } from './table.ts';
import type { Outcome } from './upsert-rows.store.ts';
import { refusalOf, type ConstraintRules } from '../commands/postgres-fault.ts';
import type { Clock } from '../service/tokens.ts';

export type ImportPolicy = 'all_or_nothing' | 'skip_bad_rows';

export interface ImportJob {
  id: string;
  kind: string;
  policy: ImportPolicy;
  dry_run: boolean;
  state: 'queued' | 'running' | 'done' | 'rejected' | 'failed';
  file_name: string | null;
  content: Buffer | null;
  /** The sender's word for the encoding of a text file. */
  charset: string | null;
  rows: number;
  processed: number;
  created: number;
  updated: number;
  unchanged: number;
  bad: number;
  actor: Omit<Actor, 'scopes'>;
  request_id: string;
}

export interface RowError {
  line: number;
  column: string;
  code: string;
  message: string;
}

interface RowHandling {
  check(row: TableRow): Promise<object>;
  apply(tx: EntityManager, now: Date, rows: object[]): Promise<Outcome[]>;
}

interface Step {
  outcomes: Outcome[];
  errors: RowError[];
}

/** Ends the transaction of a dry run, or of a rejected file, without an effect. */
class UndoAll extends Error {}

const stepRows = 200;

export class ImportRun {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly rules: ConstraintRules,
    private readonly job: ImportJob,
    private readonly rowHandling: RowHandling,
  ) {}

  async finish(records: TableRow[]): Promise<void> {
    const atOnce = this.job.dry_run || this.job.policy === 'all_or_nothing';
    const rejected = atOnce ? await this.inOneTransaction(records) : await this.inSteps(records);
    await this.dataSource.query(
      `update import_job set state = $2, finished_at = $3, content = case when dry_run or bad > 0 then content end,
              created = case when $2 = 'rejected' then 0 else created end,
              updated = case when $2 = 'rejected' then 0 else updated end,
              unchanged = case when $2 = 'rejected' then 0 else unchanged end
       where id = $1`,
      [this.job.id, rejected ? 'rejected' : 'done', this.clock()],
    );
  }

  private async inSteps(records: TableRow[]): Promise<boolean> {
    for (let at = this.job.processed; at < records.length; at += stepRows) {
      await this.dataSource.transaction(async (tx) => {
        const step = await this.step(tx, records.slice(at, at + stepRows));
        await this.report(tx, step, Math.min(at + stepRows, records.length), true);
      });
    }
    return false;
  }

  /** Answers whether the file was rejected. Progress is reported over another connection, as the transaction is still open. */
  private async inOneTransaction(records: TableRow[]): Promise<boolean> {
    await this.dataSource.query(
      `with gone as (delete from import_error where job_id = $1)
       update import_job set processed = 0, created = 0, updated = 0, unchanged = 0, bad = 0 where id = $1`,
      [this.job.id],
    );
    const all: RowError[] = [];
    try {
      await this.dataSource.transaction(async (tx) => {
        for (let at = 0; at < records.length; at += stepRows) {
          const step = await this.step(tx, records.slice(at, at + stepRows));
          all.push(...step.errors);
          await this.report(this.dataSource.manager, step, Math.min(at + stepRows, records.length), false);
        }
        if (this.job.dry_run || all.length > 0) throw new UndoAll();
      });
    } catch (error) {
      if (!(error instanceof UndoAll)) throw error;
    }
    await this.reportErrors(this.dataSource.manager, all);
    return all.length > 0 && !this.job.dry_run;
  }

  /** All rows with one call if they are good; otherwise each by itself behind a savepoint, to tell which are bad. */
  private async step(tx: EntityManager, records: TableRow[]): Promise<Step> {
    const errors: RowError[] = [];
    const good: { line: number; row: object }[] = [];
    for (const record of records) {
      try {
        good.push({ line: record.line, row: await this.rowHandling.check(record) });
      } catch (error) {
        errors.push(...this.rowErrors(record.line, error));
      }
    }
    try {
      const outcomes = await tx.transaction((step) =>
        this.rowHandling.apply(
          step,
          this.clock(),
          good.map(({ row }) => row),
        ),
      );
      return { outcomes, errors };
    } catch (error) {
      if (!refusalOf(error, this.rules)) throw error;
    }
    const outcomes: Outcome[] = [];
    for (const { line, row } of good) {
      try {
        outcomes.push(...(await tx.transaction((single) => this.rowHandling.apply(single, this.clock(), [row]))));
      } catch (error) {
        errors.push(...this.rowErrors(line, error));
      }
    }
    return { outcomes, errors: errors.sort((a, b) => a.line - b.line) };
  }

  private rowErrors(line: number, error: unknown): RowError[] {
    const refusal: Refusal | null = refusalOf(error, this.rules);
    if (!refusal) throw error;
    const fields = refusal.errors.length > 0 ? refusal.errors : [{ pointer: '', detail: refusal.message }];
    return fields.map(({ pointer, detail }) => ({ line, column: pointer.replace(/^\//, ''), code: refusal.code, message: detail }));
  }

  private async report(tx: EntityManager, { outcomes, errors }: Step, processed: number, withErrors: boolean): Promise<void> {
    const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
    await tx.query(
      `update import_job set processed = $2, created = created + $3, updated = updated + $4, unchanged = unchanged + $5, bad = bad + $6 where id = $1`,
      [this.job.id, processed, count('created'), count('updated'), count('unchanged'), new Set(errors.map(({ line }) => line)).size],
    );
    if (withErrors) await this.reportErrors(tx, errors);
  }

  private async reportErrors(tx: EntityManager, errors: RowError[]): Promise<void> {
    if (errors.length === 0) return;
    await tx.query(
      `insert into import_error (job_id, line, "column", code, message)
       select $1, e.* from jsonb_to_recordset($2::jsonb) as e(line int, "column" text, code text, message text) on conflict do nothing`,
      [this.job.id, JSON.stringify(errors)],
    );
  }
}
