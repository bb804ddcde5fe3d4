/**
 * Clock jobs on rows: a job names the rows that are due and the step on one of them. Each row has its own savepoint, so that
 * one that is refused holds up no other; it is set aside with the reason and tried again later. Rounds are bounded, so that a job
 * whose step leaves its rows due cannot run for ever.
 */
import type { EntityManager } from 'typeorm';
import type { Command } from '../commands/command.ts';
import { refusalOf, type ConstraintRules } from '../commands/postgres-fault.ts';

export interface DueJob {
  /** `<records>: <what is done>`, e.g. `leases: expire`. */
  name: string;
  /**
   * SQL for the rows that are due, with their columns `id` and `due_at`; the oldest come first. `:today` is the park's date, `:now` the
   * moment. A partial index has to serve it: it is asked twice a minute, also when the table holds the records of many years.
   */
  due: string;
  /** Must leave the row no longer due. */
  step(command: Command, id: string): Promise<unknown>;
}

/** SQL condition of `due`: a reminder before the day in `column` is due and not sent; `reminded_days` is the step of the last one. */
export function reminderIsDue(column: string, steps: readonly number[]): string {
  const each = steps.map((days) => `(${column} <= :today + ${days} and coalesce(reminded_days, ${days + 1}) > ${days})`);
  return `${column} > :today and (${each.join(' or ')})`;
}

/** Why a row stays due. `internal_error` stands for a fault of ours, whose text is only logged: it may name a person. */
export interface RowRefusal {
  code: string;
  detail: string;
}

export interface Round {
  /** Rows that were due; fewer than a page when no more are. */
  found: number;
  refused: Map<string, RowRefusal>;
  faults: unknown[];
}

export const pageRows = 50;

const stillDue: RowRefusal = { detail: 'The job changed nothing, and the row is due as before.', code: 'still_due' };

/** One page of rows, in the command's transaction. */
export async function takeRound({ name, due, step }: DueJob, command: Command, today: string, rules: ConstraintRules): Promise<Round> {
  const { tx, now } = command;
  const moment = { today, now };
  const ids = await idsOf(
    tx,
    `not exists (select from job_refusal r where r.job = $3 and r.row_id = d.id and r.retry_at > $2) order by d.due_at, d.id limit $4`,
    due,
    moment,
    [name, pageRows],
  );
  const failed = new Map<string, RowRefusal>();
  const faults: unknown[] = [];
  for (const id of ids) {
    try {
      await tx.transaction((savepoint) => step({ ...command, tx: savepoint }, id));
    } catch (error) {
      const refusal = refusalOf(error, rules);
      if (!refusal) faults.push(error);
      failed.set(id, refusal ? { code: refusal.code, detail: refusal.message } : { code: 'internal_error', detail: 'See the log.' });
    }
  }
  // A row that somebody else has changed meanwhile may have been refused and yet be done with.
  const left = ids.length === 0 ? [] : await idsOf(tx, 'd.id = any ($3)', due, moment, [ids]);
  const refused = new Map(left.map((id) => [id, failed.get(id) ?? stillDue]));
  await setAside(tx, name, refused, now);
  return { found: ids.length, refused, faults };
}

/** Forgets the refusals of rows that are no longer due; answers how many are left. */
export async function forgetSettled({ name, due }: DueJob, tx: EntityManager, today: string, now: Date): Promise<number> {
  const refused: { row_id: string }[] = await tx.query('select row_id from job_refusal where job = $1', [name]);
  if (refused.length === 0) return 0;
  const ids = refused.map(({ row_id }) => row_id);
  const left = await idsOf(tx, 'd.id = any ($3)', due, { today, now }, [ids]);
  await tx.query('delete from job_refusal where job = $1 and row_id = any ($2) and row_id <> all ($3)', [name, ids, left]);
  return left.length;
}

/** `due` with SQL in place of `:today` and `:now`. */
export function withMoment(due: string, today: string, now: string): string {
  return due.replaceAll(':today', `${today}::date`).replaceAll(':now', `${now}::timestamptz`);
}

async function idsOf(
  tx: EntityManager,
  condition: string,
  due: string,
  { today, now }: { today: string; now: Date },
  values: unknown[],
): Promise<string[]> {
  const inner = withMoment(due, '$1', '$2');
  // Not every job asks for both; PostgreSQL wants to see each parameter.
  const rows: { id: string }[] = await tx.query(
    `select d.id from (${inner}) d where $1::date is not null and $2::timestamptz is not null and ${condition}`,
    [today, now, ...values],
  );
  return rows.map(({ id }) => id);
}

/** Tried again after 1, 2, 4 … minutes, at most an hour. */
async function setAside(tx: EntityManager, job: string, refused: Round['refused'], now: Date): Promise<void> {
  if (refused.size === 0) return;
  const rows = [...refused].map(([row_id, refusal]) => ({ row_id, ...refusal }));
  await tx.query(
    `insert into job_refusal (job, row_id, code, detail, tries, refused_at, retry_at)
     select $1, r.row_id, r.code, r.detail, 1, $3, $3::timestamptz + interval '1 minute'
     from jsonb_to_recordset($2::jsonb) as r(row_id uuid, code text, detail text)
     on conflict (job, row_id) do update set code = excluded.code, detail = excluded.detail, tries = job_refusal.tries + 1,
       retry_at = $3::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, least(job_refusal.tries, 10)))`,
    [job, JSON.stringify(rows), now],
  );
}
