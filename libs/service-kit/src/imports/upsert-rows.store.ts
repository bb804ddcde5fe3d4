/** The rows of a file as records of one kind: a row of a known record changes it or leaves it as it is, any other makes a new one. */
import type { Decision } from '@park/contracts';
import { Refusal, type Aggregate, type FieldError, type NewIdentity } from '@park/kernel';
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
  /** What a row says of a record, by the record's members; the row itself unless given. */
  says?(row: Row): object;
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
  { known, code, create, update, says = (row) => row as object }: Upsert<Row, Record>,
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
  for (const [i, row] of rows.entries()) if (records[i] !== undefined) requireApplied(says(row), decisions[i]?.next ?? records[i]);
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

/**
 * A row of a known record must have the record's values, once it is applied. Members that the record does not have are the importer's own matter.
 * Throws `conflict not_changed_by_import`.
 */
function requireApplied(said: object, record: object): void {
  const errors = Object.entries(said).flatMap(([name, value]: [string, unknown]): FieldError[] => {
    if (value === undefined || !(name in record) || isSame(value, (record as Record<string, unknown>)[name])) return [];
    const detail = `an import does not change ${name} of a known record: use the call that does, see /docs`;
    return [{ pointer: `/${name}`, detail }];
  });
  if (errors.length > 0) throw new Refusal('conflict', 'not_changed_by_import', errors[0]!.detail, { errors });
}

function isSame(said: unknown, known: unknown): boolean {
  if (known instanceof Date) return typeof said === 'string' && new Date(said).getTime() === known.getTime();
  if (Array.isArray(said) && Array.isArray(known)) return JSON.stringify([...said].sort()) === JSON.stringify([...known].sort());
  return said === known;
}
