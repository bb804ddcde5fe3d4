/** A ledger on a database of a spec's own, random parks to fill it with, and the instances that keep it. */
import type { ParkEvent } from '@park/contracts';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { Kpis } from '../answers/kpi.service.ts';
import { aPark, eventsOf } from '../figures/park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { BuildInBulk1763000000004, KeepJsonAsText1763000000005 } from '../migrations/bulk-build.migration.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { LedgerMemory } from '../kpi/ledger-memory.service.ts';
import { CatchUp } from './catch-up.service.ts';
import { takeIn } from './intake.store.ts';
import type { Projection } from './projection.store.ts';
import type { SubjectKind } from './subject-kind.ts';

const { kinds } = figures;

export const first = new Date('2026-01-01T00:00:00Z');
export const lastDay = '2027-06-01';
export let database: TestDatabase;

/** A park for a seed: the same one every time, and different from the next seed's. */
export function park(seed: number): ParkEvent[] {
  const throws = fc.sample(aPark, { seed, numRuns: 6 }).flat();
  return eventsOf(throws).map((event) => ({ ...event, id: `${seed} ${event.id}` }));
}

export function batches(events: readonly ParkEvent[], size: number): ParkEvent[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size));
}

/** As an instance does whose definitions are `own`. Answers the number of new events. */
export async function takeInBy(own: readonly SubjectKind[], events: readonly ParkEvent[], now = first): Promise<number> {
  const move = await database.dataSource.transaction((tx) => takeIn(tx, own, events, now));
  return move ? move.to.position - move.from.position : 0;
}

export const taken = (events: readonly ParkEvent[], now = first): Promise<number> => takeInBy(kinds, events, now);

interface FactRow {
  kind: string;
  measure: string;
  dimensions: object;
  effective_on: string;
  delta: number;
  position: number;
  ordinal: number;
}

export async function facts(): Promise<FactRow[]> {
  return await database.dataSource.query(
    `select p.kind, f.* from fact f join projection p on p.id = f.projection where p.state = 'live' order by position, kind, ordinal`,
  );
}

export async function projections(where = 'true'): Promise<Projection[]> {
  return await database.dataSource.query(`select * from projection where ${where} order by id`);
}

export const kpis = (): Kpis =>
  new Kpis(database.dataSource, new LedgerMemory(database.dataSource, figures), () => new Date(`${lastDay}T04:00:00Z`));
export const catchUpOf = (own: readonly SubjectKind[] = kinds): CatchUp => new CatchUp(database.dataSource, () => new Date(), own);

/** Derives all kinds anew, and answers what was found. */
export async function rebuilt(): Promise<NonNullable<Projection['report']>[]> {
  const catchUp = catchUpOf();
  await catchUp.rebuild(kinds);
  await catchUp.work();
  return (await projections(`state = 'live'`)).map(({ report }) => report!);
}

/** The kinds, one of them by its next version. */
export function withNext(name: string, change: Partial<SubjectKind> = {}): SubjectKind[] {
  return kinds.map((kind) => (kind.name === name ? { ...kind, version: kind.version + 1, ...change } : kind));
}

export async function openLedger(): Promise<void> {
  database = await testDatabase({
    tables: [],
    migrations: [CreateLedger1763000000001, BuildInBulk1763000000004, KeepJsonAsText1763000000005],
  });
  await catchUpOf().prepare();
}

export function closeLedger(): Promise<void> {
  return database.drop();
}

/** Rows of the ledger's tables that one connection reads for an answer, as PostgreSQL counts them. */
export async function rowsReadFor(answer: (within: DataSource) => Promise<unknown>): Promise<Record<string, number>> {
  return await database.dataSource.transaction(async (tx) => {
    const rowsRead = async (): Promise<Map<string, number>> => {
      const rows: { table: string; read: string }[] = await tx.query(
        `select substring(relname from '^[a-z_]+(?=_)') as table, sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) as read
         from pg_stat_xact_user_tables where relname ~ '^(subject|member|fact|kpi_day)_\\d+$' group by 1`,
      );
      return new Map(rows.map(({ table, read }) => [table, Number(read)]));
    };
    // Of the few rows of a spec the planner would read all: no slower there, but it hides what an index would find.
    await tx.query('set local enable_seqscan = off');
    const within = { transaction: async (_: string, run: (own: typeof tx) => Promise<unknown>) => await run(tx) } as DataSource;
    const before = await rowsRead();
    await answer(within);
    const after = await rowsRead();
    return Object.fromEntries([...after].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)]));
  });
}
