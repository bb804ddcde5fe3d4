/** The results of reconciliations; the last hundred are kept. */
import type { EntityManager } from 'typeorm';
import type { Compared } from './recount.ts';

export interface ReconciliationRun {
  ran_at: Date;
  checks: Compared[];
}

const kept = 100;

export async function lastRun(tx: EntityManager): Promise<ReconciliationRun | null> {
  const [run] = await tx.query('select ran_at, checks from reconciliation_run order by id desc limit 1');
  return run ?? null;
}

export async function keepRun(tx: EntityManager, { ran_at, checks }: ReconciliationRun): Promise<void> {
  await tx.query('insert into reconciliation_run (ran_at, checks) values ($1, $2)', [ran_at, JSON.stringify(checks)]);
  await tx.query('delete from reconciliation_run where id <= (select max(id) from reconciliation_run) - $1', [kept]);
}
