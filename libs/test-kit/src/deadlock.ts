/** A deadlock made on purpose, for the specs of those who must survive one. */
import type { DataSource } from 'typeorm';
import { eventually } from './eventually.ts';

/**
 * Runs `work` so that the database gives up its first transaction: it changes the row and then waits to write an event, while
 * somebody else keeps events from being written and then waits for the row. Whoever waited too long first is given up.
 */
export async function givenUpOnce<T>(dataSource: DataSource, row: { table: string; id: string }, work: () => Promise<T>): Promise<T> {
  const other = dataSource.createQueryRunner();
  await other.startTransaction();
  await other.query(`set local deadlock_timeout = '1min'`);
  await other.query('lock table outbox in share mode');
  const done = work();
  await eventually(async () => {
    const [{ waiting }] = await dataSource.query(
      `select count(*)::int as waiting from pg_locks where relation = 'outbox'::regclass and not granted`,
    );
    if (waiting !== 1) throw new Error('Nobody waits to write an event yet.');
  });
  await other.query(`select 1 from ${row.table} where id = $1 for update`, [row.id]);
  await other.rollbackTransaction();
  await other.release();
  return await done;
}
