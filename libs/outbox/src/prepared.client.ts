/** Statements by their name, which PostgreSQL plans once a connection: for a small batch, planning takes longer than running. */
import type { ClientBase, QueryResultRow } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

export interface Statement {
  name: string;
  text: string;
}

/** On the connection of the caller's transaction. */
export async function prepared<Row extends QueryResultRow>(tx: EntityManager, statement: Statement, values: unknown[]): Promise<Row[]> {
  const client = (await tx.queryRunner!.connect()) as ClientBase;
  return (await client.query<Row>({ ...statement, values })).rows;
}

/** A connection without a transaction: for one statement, which is its own. */
export async function onConnection<T>(dataSource: DataSource, work: (db: EntityManager) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work(runner.manager);
  } finally {
    await runner.release();
  }
}
