/** The service's connections to its own database. */
import { PipelinedClient } from '@park/outbox';
import pg from 'pg';
import { DataSource, type EntitySchema, type MixedList, type QueryRunner } from 'typeorm';

export type Migration = new () => { up(db: QueryRunner): Promise<void>; down(db: QueryRunner): Promise<void> };

/** OIDs of arrays: pg.types parses them and has no names for them. */
const arrays = { text: 1009, date: 1182 } as unknown as Record<'text' | 'date', typeof pg.types.builtins.DATE>;

/** Dates stay `YYYY-MM-DD`; numerics and big integers become numbers, all of ours being far below 2^53. */
export function useParkTypes(): void {
  pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
  pg.types.setTypeParser(arrays.date, pg.types.getTypeParser(arrays.text));
  pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
}

export function createDataSource(
  url: string,
  tables: EntitySchema[],
  migrations: readonly Migration[],
  applicationName: string,
  connections = 10,
): DataSource {
  useParkTypes();
  return new DataSource({
    type: 'postgres',
    url,
    entities: tables as MixedList<EntitySchema>,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName,
    extra: {
      Client: PipelinedClient,
      max: connections,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 10_000,
    },
  });
}
