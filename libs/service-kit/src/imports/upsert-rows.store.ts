/** The rows of a file as records of one kind: a row of a known record changes it or leaves it as it is, any other makes a new one. */
import type { Decision } from '@park/contracts';
import type { Aggregate, NewIdentity } from '@park/kernel';
import type { EntitySchema } from 'typeorm';
import { saveAll } from '../commands/aggregate.store.ts';
import type { Command } from '../commands/command.ts';
import { identityWith, newIdentities } from '../commands/new-identity.store.ts';

/** The effect of a row. */
export type Outcome = 'created' | 'updated' | 'unchanged';

export interface Upsert<Row, Record extends Aggregate> {
  /** The record that the row is about, by its natural key; undefined where it is new. */
  known(row: Row): Record | undefined;
  /** The code of a new record: the prefix of a series such as `TN`, or what the row says. */
  code: string | ((row: Row) => string);
  create(identity: NewIdentity, row: Row): Decision<Record> | Promise<Decision<Record>>;
  /** Without it, a known record stays as it is. */
  update?(record: Record, row: Row): Decision<Record> | Promise<Decision<Record>>;
}

export interface Upserted<Record> {
  /** In the order of the rows. */
  outcomes: Outcome[];
  created: Record[];
  updated: Record[];
}

/** Saves all rows with their events, in the order of the file. Throws what `create` and `update` throw. */
export async function upsertRows<Row, Record extends Aggregate>(
  command: Command,
  table: EntitySchema<Record>,
  rows: readonly Row[],
  { known, code, create, update }: Upsert<Row, Record>,
): Promise<Upserted<Record>> {
  const records = rows.map(known);
  const fresh = rows.filter((_, i) => records[i] === undefined);
  const identities =
    typeof code === 'string' ? await newIdentities(command, code, fresh.length) : fresh.map((row) => identityWith(command, code(row)));
  const decisions: (Decision<Record> | null)[] = [];
  for (const [i, row] of rows.entries()) {
    const record = records[i];
    decisions.push(record === undefined ? await create(identities.shift()!, row) : ((await update?.(record, row)) ?? null));
  }
  const saved = await saveAll(
    command,
    table,
    decisions.filter((decision) => decision !== null),
  );
  const isNew = new Set(decisions.flatMap((decision, i) => (decision !== null && records[i] === undefined ? [decision.next.id] : [])));
  return {
    outcomes: decisions.map((decision, i) => outcomeOf(decision, records[i] === undefined)),
    created: saved.filter(({ id }) => isNew.has(id)),
    updated: saved.filter(({ id }) => !isNew.has(id)),
  };
}

function outcomeOf(decision: Decision<unknown> | null, isNew: boolean): Outcome {
  if (isNew) return 'created';
  return decision === null || decision.events.length === 0 ? 'unchanged' : 'updated';
}
