/** Reporting's ledger on a database of its own, without the service around it. */
import { Logger } from '@nestjs/common';
import { built } from './built.ts';
import type { Database, Postgres } from './parts.ts';
import type { BenchEvent } from './reporting-events.ts';

export interface Ledger {
  dataSource: any;
  kinds: readonly any[];
  catchUp: any;
  /** All, in transactions of so many events. */
  take(events: Iterable<BenchEvent>, size: number): Promise<void>;
  /** Events in the journal. */
  size(): Promise<number>;
  /** Derives all kinds anew, and throws where that comes to other facts. Answers the number of events. */
  rebuild(): Promise<number>;
  drop(): Promise<void>;
}

let ledgers = 0;

export async function aLedger(postgres: Pick<Postgres, 'database'>, only?: readonly any[]): Promise<Ledger> {
  Logger.overrideLogger(false);
  const { createDataSource } = await built('libs/service-kit/dist/index.js');
  const { takeIn } = await built('apps/reporting/dist/ledger/intake.store.js');
  const { CatchUp } = await built('apps/reporting/dist/ledger/catch-up.service.js');
  const { service } = await built('apps/reporting/dist/reporting.module.js');
  const { figures } = await built('apps/reporting/dist/figures/registry.js');
  const kinds = only ?? figures.kinds;
  const now = (): Date => new Date();
  const database: Database = await postgres.database(`ledger_${++ledgers}`);
  const dataSource = await createDataSource(database.url, [], service.migrations, 'bench').initialize();
  await dataSource.runMigrations();
  const catchUp = new CatchUp(dataSource, now, kinds);
  await catchUp.prepare();
  const size = async (): Promise<number> => Number((await dataSource.query('select count(*) as events from journal'))[0].events);
  return {
    dataSource,
    kinds,
    catchUp,
    size,
    take: async (events, size) => {
      for (const batch of batchesOf(events, size)) await dataSource.transaction((tx: unknown) => takeIn(tx, kinds, batch, now()));
    },
    rebuild: async () => {
      await catchUp.rebuild(kinds);
      await catchUp.work();
      const found = await dataSource.query(`select kind, report from projection where state = 'live'`);
      const wrong = found.filter(({ report }: any) => report?.equal !== true).map(({ kind }: any) => kind);
      if (found.length !== kinds.length || wrong.length > 0) throw new Error(`The rebuild came to other facts: ${wrong.join()}`);
      return await size();
    },
    drop: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export function* batchesOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
