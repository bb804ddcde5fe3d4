/** Loads an aggregate, and saves what a decision made of it together with its events. */
import type { Decision } from '@park/contracts';
import { Refusal } from '@park/kernel';
import type { EntitySchema, FindOptionsWhere, QueryDeepPartialEntity } from 'typeorm';
import { append, type Work } from './append.ts';

/** What every aggregate's row has. */
export interface Aggregate {
  /** UUIDv7 */
  id: string;
  /** Human-readable, unique, never reused. */
  code: string;
  /** Number of events so far; the ETag, and the sequence of the last event. */
  version: number;
  created_at: Date;
  updated_at: Date;
}

export const unsaved = { version: 0 } as const;

/** Throws `not-found <aggregate>_not_found`. */
export async function load<Row extends Aggregate>(work: Pick<Work, 'tx'>, table: EntitySchema<Row>, id: string): Promise<Row> {
  const row = await work.tx.findOneBy(table, { id } as FindOptionsWhere<Row>);
  if (!row) throw missing(table, id);
  return row;
}

export function missing<Row extends Aggregate>(table: EntitySchema<Row>, id: string): Refusal {
  const name = table.options.name;
  return new Refusal('not-found', `${name}_not_found`, `There is no ${name.replaceAll('_', ' ')} "${id}".`);
}

/**
 * State first, then its events: the row's lock is what orders the events of one aggregate.
 * Throws `conflict concurrent_change` when somebody else changed the row since it was loaded.
 */
export async function save<Row extends Aggregate>(work: Work, table: EntitySchema<Row>, decision: Decision<Row>): Promise<Row> {
  const [row] = await saveAll(work, table, [decision]);
  return row!;
}

/** The same for several aggregates of one kind, in order; new ones go in with one statement. */
export async function saveAll<Row extends Aggregate>(work: Work, table: EntitySchema<Row>, decisions: readonly Decision<Row>[]): Promise<Row[]> {
  const saved = decisions.map(({ next, events }) => ({
    before: next.version,
    events,
    row: { ...next, version: next.version + events.length, created_at: next.version === 0 ? work.now : next.created_at, updated_at: work.now },
  }));
  const fresh = saved.filter(({ before }) => before === 0).map(({ row }) => row);
  if (fresh.length > 0) await work.tx.insert(table, fresh as QueryDeepPartialEntity<Row>[]);
  for (const { before, row } of saved) if (before > 0) await update(work, table, before, row);
  await append(
    work,
    saved.flatMap(({ before, events, row }) => events.map((event, i) => ({ aggregateId: row.id, version: before + i + 1, event }))),
  );
  return saved.map(({ row }) => row);
}

async function update<Row extends Aggregate>(work: Work, table: EntitySchema<Row>, before: number, row: Row): Promise<void> {
  const result = await work.tx.update(table, { id: row.id, version: before } as FindOptionsWhere<Row>, row as QueryDeepPartialEntity<Row>);
  if (result.affected === 1) return;
  throw new Refusal('conflict', 'concurrent_change', 'Somebody else changed it at the same moment; read it again and retry.');
}
