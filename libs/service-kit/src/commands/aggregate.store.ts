/** Loads an aggregate, and saves what a decision made of it together with its events. */
import type { Decision } from '@park/contracts';
import { isOperator, Refusal, requireOperator, type Aggregate } from '@park/kernel';
import { EntitySchema, In, type EntitySchemaColumnOptions, type EntitySchemaOptions, type FindOptionsWhere } from 'typeorm';
import { append, runBeforeNext } from '@park/outbox';
import { requireVersion, type Command } from './command.ts';

/** The table of an aggregate: its own columns, between those that all have. */
export function aggregateTable<Row extends Aggregate>(name: string, columns: ColumnsOf<Row>): EntitySchema<Row> {
  const all = {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    ...columns,
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  };
  return new EntitySchema<Row>({ name, columns: all as EntitySchemaOptions<Row>['columns'] });
}

type ColumnsOf<Row extends Aggregate> = Record<Exclude<keyof Row, keyof Aggregate>, EntitySchemaColumnOptions>;

/** A table whose rows member organisations may change: their own ones. Every `Listing` with `own` is one. */
export interface Owned<Row extends Aggregate> {
  table: EntitySchema<Row>;
  /** SQL condition on the columns: which rows belong to `:organisation`. */
  own?: string;
}

/** Throws `not-found <aggregate>_not_found`. */
export async function load<Row extends Aggregate>(command: Pick<Command, 'tx'>, table: EntitySchema<Row>, id: string): Promise<Row> {
  const row = await command.tx.findOneBy(table, { id } as FindOptionsWhere<Row>);
  if (!row) throw missing(table, id);
  return row;
}

/** Those of the codes that are known, with their rows: where an import begins. */
export async function knownByCode<Row extends Aggregate>(
  { tx }: Pick<Command, 'tx'>,
  table: EntitySchema<Row>,
  codes: readonly string[],
): Promise<Map<string, Row>> {
  const rows = await tx.findBy(table, { code: In(codes) } as FindOptionsWhere<Row>);
  return new Map(rows.map((row) => [row.code, row]));
}

export function missing<Row extends Aggregate>(table: EntitySchema<Row>, id: string): Refusal {
  const name = table.options.name;
  return new Refusal('not-found', `${name}_not_found`, `There is no ${name.replaceAll('_', ' ')} "${id}".`);
}

/**
 * Loads, decides, saves: what a command on one aggregate does. `decide` may ask the database for what its rule needs. Checks the owner
 * first: to a member organisation, another's row is as if it were not there, whichever version they name; a plain table is the operator's.
 * Throws `stale version_mismatch` when it is not the version that the caller has seen, and what `load`, `decide` and `save` throw.
 */
export async function change<Row extends Aggregate>(
  command: Command,
  of: EntitySchema<Row> | Owned<Row>,
  id: string,
  decide: (row: Row) => Decision<Row> | Promise<Decision<Row>>,
): Promise<Row> {
  const { table } = owned(of);
  await requireOwn(command, of, id);
  const row = await load(command, table, id);
  requireVersion(command, row);
  return await save(command, table, await decide(row));
}

/** The same on a row that stays locked from before it is read: for rules that look at other rows too. */
export async function changeLocked<Row extends Aggregate>(
  command: Command,
  of: EntitySchema<Row> | Owned<Row>,
  id: string,
  decide: (row: Row) => Decision<Row> | Promise<Decision<Row>>,
): Promise<Row> {
  // Before the lock, too: else waiting for it would tell that the row is there.
  await requireOwn(command, of, id);
  await lock(command, owned(of).table, id, 'update');
  return await change(command, of, id, decide);
}

function owned<Row extends Aggregate>(of: EntitySchema<Row> | Owned<Row>): Owned<Row> {
  return of instanceof EntitySchema ? { table: of } : of;
}

async function requireOwn<Row extends Aggregate>({ tx, actor }: Command, of: EntitySchema<Row> | Owned<Row>, id: string): Promise<void> {
  if (isOperator(actor)) return;
  const { table, own } = owned(of);
  if (own === undefined) return requireOperator(actor);
  const row = tx.createQueryBuilder(table, 't').where('t.id = :id', { id }).andWhere(`(${own})`, { organisation: actor.organisation });
  if (!(await row.getExists())) throw missing(table, id);
}

/** Keeps a row as it is until the transaction ends: `share` against changes, `update` also against others who share. */
export async function lock<Row extends Aggregate>(
  command: Pick<Command, 'tx'>,
  table: EntitySchema<Row>,
  id: string,
  strength: 'share' | 'update',
): Promise<void> {
  await command.tx.query(`select 1 from ${table.options.name} where id = $1 for ${strength}`, [id]);
}

/** The same for several rows, in the order of their ids, so that two who lock some of the same never wait for each other. */
export async function lockAll<Row extends Aggregate>(
  command: Pick<Command, 'tx'>,
  table: EntitySchema<Row>,
  ids: readonly string[],
  strength: 'share' | 'update',
): Promise<void> {
  await command.tx.query(`select 1 from ${table.options.name} where id = any ($1) order by id for ${strength}`, [ids]);
}

/**
 * State first, then its events: the row's lock is what orders the events of one aggregate.
 * Throws `conflict concurrent_change` when somebody else changed the row since it was loaded.
 */
export async function save<Row extends Aggregate>(command: Command, table: EntitySchema<Row>, decision: Decision<Row>): Promise<Row> {
  const [row = decision.next] = await saveAll(command, table, [decision]);
  return row;
}

/** The same for several aggregates of one kind, in order; new ones go in with one statement, known ones with one for each thousand. Answers those that have changed. */
export async function saveAll<Row extends Aggregate>(
  command: Command,
  table: EntitySchema<Row>,
  decisions: readonly Decision<Row>[],
): Promise<Row[]> {
  const changed = decisions.filter(({ events }) => events.length > 0);
  const saved = changed.map(({ next, events }) => ({
    before: next.version,
    events,
    row: {
      ...next,
      version: next.version + events.length,
      created_at: next.version === 0 ? command.now : next.created_at,
      updated_at: command.now,
    },
  }));
  const fresh = saved.filter(({ before }) => before === 0).map(({ row }) => row);
  if (fresh.length > 0) await insertAll(command, table, fresh);
  const known = saved.filter(({ before }) => before > 0);
  for (let i = 0; i < known.length; i += rowsOfAnUpdate) await updateAll(command, table, known.slice(i, i + rowsOfAnUpdate));
  await append(
    command,
    saved.flatMap(({ before, events, row }) => events.map((event, i) => ({ aggregateId: row.id, version: before + i + 1, event }))),
  );
  return saved.map(({ row }) => row);
}

async function insertAll<Row extends Aggregate>(
  { tx }: Command,
  { options: { name, columns } }: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const all = Object.keys(columns)
    .map((column) => `"${column}"`)
    .join(', ');
  await runBeforeNext(tx, {
    name: `insert ${name}`,
    text: `insert into ${name} (${all}) select ${all} from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  });
}

/** 1,000 registrations of a cancelled gathering are one statement of 0.7 MB. */
const rowsOfAnUpdate = 1_000;

/** One statement, because a gathering with 20,000 registrations is cancelled in one transaction. */
async function updateAll<Row extends Aggregate>(
  { tx }: Command,
  { options: { name, columns } }: EntitySchema<Row>,
  changes: readonly { before: number; row: Row }[],
): Promise<void> {
  const assignments = Object.keys(columns)
    .filter((column) => column !== 'id')
    .map((column) => `"${column}" = r."${column}"`);
  const [, updated]: [unknown[], number] = await tx.query(
    `update ${name} t set ${assignments.join(', ')}
     from jsonb_array_elements($1::jsonb) e cross join lateral jsonb_populate_record(null::${name}, e -> 'row') r
     where t.id = r.id and t.version = (e ->> 'before')::int`,
    [JSON.stringify(changes)],
  );
  if (updated === changes.length) return;
  throw new Refusal('conflict', 'concurrent_change', 'Another request changed the record at the same moment; read it again and retry.');
}
