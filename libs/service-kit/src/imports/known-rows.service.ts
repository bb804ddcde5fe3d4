/**
 * Applies rows of an import beside the records that are known. A row that says what its record has is unchanged, and its importer is not asked. Of
 * any other row every value is in the record afterwards, or the row is refused: except what a file has said before, which is no change, and how far
 * the record had come by then, when the park's own calls have moved it on.
 */
import type { EntityManager } from 'typeorm';
import type { Command } from '../commands/command.ts';
import { columnOf } from './columns.ts';
import { differingColumns, isBehind, isSame, keyedSql, keyOf, notChanged, notKept, type RecordRow } from './import-records.ts';
import type { Importer } from './imports.service.ts';
import type { Outcome } from './upsert-rows.store.ts';

interface Known {
  row: object;
  key: string | null;
  /** Several where the key is that of a record which ended, and of one after it. */
  records: RecordRow[];
}

type Said = ReadonlyMap<string | null, RecordRow>;

/** Throws what the importer throws, `conflict not_changed_by_import`, `invalid not_kept_by_import`. */
export async function applyRows(importer: Importer, command: Command, rows: object[]): Promise<Outcome[]> {
  if (!importer.records) return await importer.apply(command, rows);
  const known = await withRecords(importer, command.tx, rows);
  const said = await saidBefore(importer, command.tx, known);
  const changing = known.filter(isChanging(importer, known, said)).map(({ row }) => row);
  const outcomes = changing.length === 0 ? [] : await importer.apply(command, changing);
  const outcomeOf = new Map(changing.map((row, i) => [row, outcomes[i]!]));
  const applied = await withRecords(importer, command.tx, changing);
  for (const one of applied) requireInRecord(importer, one, outcomeOf.get(one.row)!, said.get(one.key) ?? {});
  await remember(importer, command.tx, [...known.filter(({ row }) => !outcomeOf.has(row)), ...applied]);
  return rows.map((row) => outcomeOf.get(row) ?? 'unchanged');
}

/** Of a person the record does not tell the name, and of two rows with one key the second may undo the first: the importer sees to them. */
function isChanging(importer: Importer, known: readonly Known[], said: Said): (one: Known) => boolean {
  const rows = new Map([...Map.groupBy(known, ({ key }) => key)].map(([key, all]) => [key, all.length]));
  return ({ row, key, records }) =>
    importer.sealed !== undefined ||
    rows.get(key) !== 1 ||
    !records.some((record) => differingColumns(row, record).length === 0 && unknownTo(record, row, said.get(key) ?? {}).length === 0);
}

async function withRecords(importer: Importer, tx: EntityManager, rows: readonly object[]): Promise<Known[]> {
  const { records, row: dto } = importer;
  const { sql, keys } = records!;
  const keyed = rows.map((row) => ({ row, key: keyOf(withReference(importer, row), records!) }));
  const found = new Map<string, RecordRow[]>();
  for (const key of keys) {
    const names = JSON.stringify(key);
    const wanted = keyed.filter((one) => one.key !== null && JSON.stringify(namesOf(one.key)) === names).map((one) => valuesOf(one.key!));
    if (wanted.length === 0) continue;
    const all: RecordRow[] = await tx.query(
      keyedSql(sql, key, (column) => columnOf(dto, column).of),
      [JSON.stringify(wanted)],
    );
    for (const record of all) {
      const itsKey = keyOf(record, { keys: [key] })!;
      found.set(itsKey, [...(found.get(itsKey) ?? []), record]);
    }
  }
  return keyed.map(({ row, key }) => ({
    row,
    key,
    records: (found.get(key ?? '') ?? []).map((record) => withoutReference(importer, record)),
  }));
}

/** Persons are found by the reference of their identity number. */
function withReference({ sealed }: Importer, row: object): object {
  const { citizen_id } = row as { citizen_id?: string };
  return sealed && citizen_id !== undefined ? { ...row, citizen_id: sealed.reference(citizen_id) } : row;
}

function withoutReference({ sealed }: Importer, record: RecordRow): RecordRow {
  const { citizen_id: _, ...rest } = record;
  return sealed ? rest : record;
}

function namesOf(key: string): string[] {
  return (JSON.parse(key) as [string, unknown][]).map(([column]) => column);
}

function valuesOf(key: string): object {
  return Object.fromEntries(JSON.parse(key) as [string, unknown][]);
}

/** Throws for the columns of a row whose values are not in its record. */
function requireInRecord(importer: Importer, { row, key, records }: Known, outcome: Outcome, said: RecordRow): void {
  if (key === null || (records.length === 0 && (outcome !== 'unchanged' || importer.sealed))) return;
  const isNew = outcome === 'created';
  const { steps = {}, derived } = importer.records!;
  const missing = (record: RecordRow): string[] =>
    differingColumns(row, record).filter((column) => {
      const value = (row as RecordRow)[column];
      const isOld = wasSaid(said, column, value) || isBehind(value, record[column], steps[column]);
      return !derived?.(record).includes(column) && (isNew || !isOld);
    });
  const unapplied = (record: RecordRow): string[] => [
    ...missing(record),
    ...(outcome === 'unchanged' && !importer.sealed ? unknownTo(record, row, said) : []),
  ];
  const columns = (records.length === 0 ? [{}] : records).map(unapplied).reduce((least, one) => (one.length < least.length ? one : least));
  if (columns.length > 0) throw isNew ? notKept(columns) : notChanged(columns, importer.calls);
}

/** Columns of the row that the record does not keep, with another value than was said before. */
function unknownTo(record: RecordRow, row: object, said: RecordRow): string[] {
  return Object.entries(row).flatMap(([column, value]: [string, unknown]) =>
    value === undefined || column in record || wasSaid(said, column, value) ? [] : [column],
  );
}

function wasSaid(said: RecordRow, column: string, value: unknown): boolean {
  return column in said && isSame(value, said[column]);
}

async function saidBefore({ kind }: Importer, tx: EntityManager, known: readonly Known[]): Promise<Said> {
  const rows: { key: string; said: RecordRow }[] = await tx.query('select key, said from import_said where kind = $1 and key = any ($2)', [
    kind,
    known.flatMap(({ key }) => key ?? []),
  ]);
  return new Map(rows.map(({ key, said }) => [key, said]));
}

/** Keeps the values of the rows; none of records about persons, which are forgotten one day. */
async function remember({ kind, sealed }: Importer, tx: EntityManager, known: readonly Known[]): Promise<void> {
  if (sealed) return;
  const said = new Map(
    known.flatMap(({ row, key }): [string, object][] => {
      if (key === null) return [];
      return [[key, Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))]];
    }),
  );
  await tx.query(
    `insert into import_said (kind, key, said)
     select $1, key, said from jsonb_to_recordset($2::jsonb) as r(key text, said jsonb) order by key
     on conflict (kind, key) do update set said = import_said.said || excluded.said where not import_said.said @> excluded.said`,
    [kind, JSON.stringify([...said].map(([key, values]) => ({ key, said: values })))],
  );
}
