/**
 * Applies rows of an import beside the records that are known. A row that says what its record has is unchanged, and its importer is not asked. Of
 * any other row of a known record every value is applied, or the row is refused: except what it has said before, which is no change, and how far
 * the record has come, which the park's own calls move on.
 */
import type { EntityManager } from 'typeorm';
import type { Command } from '../commands/command.ts';
import { columnOf } from './columns.ts';
import { differingColumns, isSame, keyedSql, keyOf, notChanged, type ImportRecords, type RecordRow } from './import-records.ts';
import type { Importer } from './imports.service.ts';
import type { Outcome } from './upsert-rows.store.ts';

interface Known {
  row: object;
  key: string | null;
  /** Undefined where there is none, or where several have the key. */
  record: RecordRow | undefined;
}

/** Throws what the importer throws, and `conflict not_changed_by_import`. */
export async function applyRows(importer: Importer, command: Command, rows: object[]): Promise<Outcome[]> {
  const { records } = importer;
  if (!records) return await importer.apply(command, rows);
  const known = await withRecords(importer, command.tx, rows);
  const once = countsOf(known);
  const changing = known.filter(({ row, key, record }) => {
    // Of a person the record does not tell the name: the importer compares it.
    const isKnown = !importer.sealed && record !== undefined && once.get(key) === 1;
    return !isKnown || differingColumns(row, record).length > 0;
  });
  const isChanging = new Set(changing.map(({ row }) => row));
  const outcomes =
    changing.length === 0
      ? []
      : await importer.apply(
          command,
          changing.map(({ row }) => row),
        );
  const applied = await withRecords(
    importer,
    command.tx,
    changing.map(({ row }) => row),
  );
  const changed = applied.filter((_, i) => outcomes[i] !== 'created');
  requireApplied(records, changed, await saidBefore(importer, command.tx, changed));
  await remember(importer, command.tx, [...known.filter(({ row }) => !isChanging.has(row)), ...applied]);
  return rows.map((row) => (isChanging.has(row) ? outcomes.shift()! : 'unchanged'));
}

function countsOf(known: readonly Known[]): Map<string | null, number> {
  return new Map([...Map.groupBy(known, ({ key }) => key)].map(([key, all]) => [key, all.length]));
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
  return keyed.map(({ row, key }) => {
    const records = key === null ? [] : (found.get(key) ?? []);
    const isOne = new Set(records.map((one) => JSON.stringify(one))).size === 1;
    return { row, key, record: isOne ? withoutReference(importer, records[0]!) : undefined };
  });
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

function requireApplied({ course }: ImportRecords, changed: readonly Known[], before: ReadonlyMap<string | null, RecordRow>): void {
  for (const { row, key, record } of changed) {
    if (record === undefined) continue;
    const further = course?.(record) ?? [];
    const said = before.get(key) ?? {};
    const columns = differingColumns(row, record).filter(
      (column) => !further.includes(column) && !(column in said && isSame((row as RecordRow)[column], said[column])),
    );
    if (columns.length > 0) throw notChanged(columns);
  }
}

async function saidBefore({ kind }: Importer, tx: EntityManager, known: readonly Known[]): Promise<Map<string | null, RecordRow>> {
  const rows: { key: string; said: RecordRow }[] = await tx.query('select key, said from import_said where kind = $1 and key = any ($2)', [
    kind,
    known.flatMap(({ key }) => key ?? []),
  ]);
  return new Map(rows.map(({ key, said }) => [key, said]));
}

/** Keeps the values of the rows in columns that their records keep; none of records about persons, which are forgotten one day. */
async function remember({ kind, sealed }: Importer, tx: EntityManager, known: readonly Known[]): Promise<void> {
  if (sealed) return;
  const said = new Map(
    known.flatMap(({ row, key, record }): [string, object][] => {
      if (key === null || record === undefined) return [];
      const values = Object.entries(row).filter(([column, value]) => value !== undefined && column in record);
      return [[key, Object.fromEntries(values)]];
    }),
  );
  await tx.query(
    `insert into import_said (kind, key, said)
     select $1, key, said from jsonb_to_recordset($2::jsonb) as r(key text, said jsonb) order by key
     on conflict (kind, key) do update set said = import_said.said || excluded.said where not import_said.said @> excluded.said`,
    [kind, JSON.stringify([...said].map(([key, values]) => ({ key, said: values })))],
  );
}
