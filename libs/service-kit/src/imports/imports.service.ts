/**
 * Imports: a file becomes commands, row by row, as a clerk would give them. Every bad row is reported with line, column and code.
 * The queue is a table and one worker per database works it off: `all_or_nothing` in one transaction, `skip_bad_rows` in
 * transactions of some rows that move the job's progress along, so that a killed process starts over or resumes without doubles.
 */
import { isTransient } from '@park/outbox';
import { createHash } from 'node:crypto';
import { Refusal, requireOperator, type Actor } from '@park/kernel';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Command } from '../commands/command.ts';
import { commandOf } from '../commands/command-of.service.ts';
import { membersOf } from '../http/dto-members.ts';
import { changingCalls, type ChangingCalls } from './changing-calls.ts';
import { checkRow, readTable, type ImportFile } from './import-file.service.ts';
import type { ImportRecords } from './import-records.ts';
import { ImportRun, type ImportJob, type ImportPolicy } from './import-run.service.ts';
import { applyRows } from './known-rows.service.ts';
import { Leadership } from '../jobs/leadership.service.ts';
import type { PersonalData } from '../personal-data/personal-data.service.ts';
import type { ConstraintRules } from '../commands/postgres-fault.ts';
import type { ParkRequest } from '../http/request.ts';
import { CLOCK, CONSTRAINTS, type Clock } from '../service/tokens.ts';
import type { Outcome } from './upsert-rows.store.ts';
import { invalidInput } from '../http/validation.pipe.ts';

/** How one kind of file becomes commands. */
export interface Importer<Row extends object = object> {
  /** The plural name of the aggregate, e.g. `market-entities`. */
  kind: string;
  /** Scope that the caller needs besides `park:import:write`. */
  scope: string;
  /** Its members are the columns; empty cells are left out. */
  row: new () => Row;
  /** For files about persons: how they are kept while they wait. */
  sealed?: Pick<PersonalData, 'sealBytes' | 'openBytes' | 'reference'>;
  /** The records in the form of the rows; of persons with the reference of the identity number in its place, for comparing alone. */
  records?: ImportRecords;
  /** Of the records, found in the documentation of the service. */
  calls?: ChangingCalls;
  /** Applies some rows, in order, in the command's transaction; throws where one is refused, and is then asked row by row. */
  apply(command: Command, rows: Row[]): Promise<Outcome[]>;
}

/** An import of a file that was looked at. */
export interface ImportRequest extends ImportFile {
  kind: string;
  policy: ImportPolicy;
  dryRun: boolean;
  fileName: string | null;
  rows: number;
}

@Injectable()
export class Imports implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Imports');
  /** By kind. */
  readonly importers = new Map<string, Importer>();
  private readonly worker: Leadership;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONSTRAINTS) private readonly rules: ConstraintRules,
  ) {
    this.worker = new Leadership(dataSource, 'imports', 1_000, () => this.workOff());
  }

  add<Row extends object>(importer: Importer<Row>): void {
    this.importers.set(importer.kind, importer as unknown as Importer);
  }

  /** From the documentation, which is there once all controllers are. */
  findCalls(document: OpenAPIObject): void {
    for (const importer of this.importers.values()) importer.calls = changingCalls(document, importer.kind);
  }

  kinds(): { kind: string; scope: string; columns: string[] }[] {
    return [...this.importers.values()].map(({ kind, scope, row }) => ({ kind, scope, columns: membersOf(row) }));
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }

  /**
   * The number of rows. Before the job's transaction, which must not be open while a file is read. Throws `invalid` for a file that cannot be an
   * import of this kind at all; the signal's reason where the sender has gone.
   */
  async look(request: ParkRequest, kind: string, file: ImportFile, signal: AbortSignal): Promise<number> {
    const { records } = await readTable(file, this.importerFor(request, kind), signal);
    return records.length;
  }

  /** The importer of a kind, for one who may import it. Throws `invalid` for a kind that there is not, `forbidden missing_scope`. */
  importerFor(request: ParkRequest, kind: string): Importer {
    requireOperator(request.caller);
    const importer = this.importers.get(kind);
    if (!importer) throw invalidInput([{ pointer: '/kind', detail: `kind must be one of ${[...this.importers.keys()].join(', ')}` }]);
    requireScope(request, importer.scope);
    return importer;
  }

  /** Answers the id of the job. */
  async enqueue(tx: EntityManager, request: ParkRequest, wanted: ImportRequest): Promise<string> {
    const { kind, policy, dryRun, fileName, content, charset, rows } = wanted;
    const importer = this.importerFor(request, kind);
    const id = uuidv7();
    const { scopes: _, ...actor } = request.caller;
    await tx.query(
      `insert into import_job (id, kind, policy, dry_run, state, file_name, content, charset, sha256, rows, actor, request_id, created_at)
       values ($1, $2, $3, $4, 'queued', $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        kind,
        policy,
        dryRun,
        fileName,
        importer.sealed?.sealBytes(content) ?? content,
        charset,
        createHash('sha256').update(content).digest('hex'),
        rows,
        JSON.stringify(actor),
        String(request.id),
        this.clock(),
      ],
    );
    return id;
  }

  /** Once the job is committed: not to wait until the worker looks by itself. */
  nudge(): void {
    this.worker.nudge();
  }

  /** Runs the file of a dry run for real. */
  async commit(tx: EntityManager, request: ParkRequest, job: ImportJob): Promise<string> {
    const [{ content, charset }] = await tx.query('select content, charset from import_job where id = $1 for update', [job.id]);
    if (!job.dry_run || job.state !== 'done' || !content) {
      throw new Refusal('conflict', 'not_a_finished_dry_run', 'Only a dry run that is done can be committed, and only once.');
    }
    const { kind, policy, file_name: fileName, rows } = job;
    const file = { content: fileOf(this.importerFor(request, kind), content), charset };
    const id = await this.enqueue(tx, request, { kind, policy, dryRun: false, fileName, rows, ...file });
    await tx.query('update import_job set content = null where id = $1', [job.id]);
    return id;
  }

  private async workOff(): Promise<void> {
    for (;;) {
      const [job] = await this.dataSource
        .query(
          `update import_job set state = 'running', started_at = coalesce(started_at, $1)
         where id = (select id from import_job where state in ('queued', 'running') order by created_at limit 1)
         returning *`,
          [this.clock()],
        )
        .then(([rows]: [ImportJob[]]) => rows);
      if (!job) return;
      await this.runJob(job);
    }
  }

  private async runJob(job: ImportJob): Promise<void> {
    try {
      const importer = this.importers.get(job.kind)!;
      const run = new ImportRun(this.dataSource, this.clock, this.rules, job, {
        apply: (tx, now, rows) => applyRows(importer, this.command(job, tx, now), rows),
        check: (row) => checkRow(importer, row),
      });
      const { records } = await readTable({ content: fileOf(importer, job.content!), charset: job.charset }, importer);
      await run.finish(records);
    } catch (error) {
      if (isTransient(error)) throw error; // it stays as far as it is, and goes on with the worker's next turn
      this.log.error({ msg: `import ${job.id} failed`, err: error });
      await this.dataSource.query(`update import_job set state = 'failed', failure = $2, finished_at = $3 where id = $1`, [
        job.id,
        'The import could not be finished because of a fault on our side; nothing of the current step was written.',
        this.clock(),
      ]);
    }
  }

  private command(job: ImportJob, tx: EntityManager, now: Date): Command {
    return { ...commandOf(job.actor as Actor, job.request_id, tx, now), correlationId: job.id };
  }
}

function fileOf({ sealed }: Importer, content: Buffer): Buffer {
  return sealed?.openBytes(content) ?? content;
}

/** Throws `forbidden missing_scope`. */
export function requireScope({ caller }: ParkRequest, scope: string): void {
  if (!caller.scopes.has(scope))
    throw new Refusal('forbidden', 'missing_scope', `This needs the scope ${scope}.`, { extra: { missing: [scope] } });
}
