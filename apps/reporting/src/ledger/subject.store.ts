/** The subjects of projections: read as far as a batch changes them, and written after it. */
import type { Work } from './batch.ts';
import { storedSubject, type Subject } from './derivation.ts';
import type { Known } from './log.ts';
import type { Statements } from './statements.store.ts';

interface SubjectRow {
  projection: number;
  id: string;
  known: Known;
  position: number;
}

/** Reads what is missing. `table`: that of all projections, or of one alone. */
export async function loadSubjects(db: Statements, works: readonly Work[], table = 'subject'): Promise<void> {
  const wanted = works.flatMap(({ projection, missing }) => [...missing].map((id) => ({ projection, id })));
  if (wanted.length === 0) return;
  const rows = await db.ask<SubjectRow>(
    `load ${table}`,
    `select s.projection, s.id, s.known, s.position
     from unnest($1::int[], $2::text[]) as wanted(projection, id) join ${table} s using (projection, id)`,
    [wanted.map(({ projection }) => projection), wanted.map(({ id }) => id)],
  );
  const byProjection = new Map(works.map((work) => [work.projection, work]));
  for (const { projection, id, known, position } of rows) {
    const { kind, subjects, missing } = byProjection.get(projection)!;
    subjects.set(id, storedSubject(kind, id, known, position));
    missing.delete(id);
  }
}

type Row = readonly [projection: number, id: string, belongsTo: string | null, known: Known, position: number];

/** The batch's subjects, or those given. */
export async function saveSubjects(
  db: Statements,
  works: readonly Work[],
  table = 'subject',
  subjectsOf: (work: Work) => Iterable<Subject> = ({ changed }) => changed.keys(),
): Promise<void> {
  const added: Row[] = [];
  const changed: Row[] = [];
  for (const work of works) {
    for (const subject of subjectsOf(work)) {
      const { id, known, position, storedAt } = subject;
      (storedAt === 0 ? added : changed).push([work.projection, id, work.kind.belongsTo?.(known) ?? null, known, position]);
      subject.storedAt = position;
    }
  }
  await Promise.all([db.add(table, 'projection, id, belongs_to, known, position', added), updateSubjects(db, table, changed)]);
}

/** JSON has no such character. An array of texts would be escaped here, and parsed there, character by character. */
const separator = '\u001e';

async function updateSubjects(db: Statements, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await db.runBeforeNext(
    `update ${table}`,
    `update ${table} s set belongs_to = r.belongs_to, known = r.known, position = r.position
     from (
       select projection, id, belongs_to, known::json as known, position
       from unnest($1::int[], $2::text[], $3::text[], string_to_array($4, $6), $5::bigint[]) as r(projection, id, belongs_to, known, position)
     ) r
     where s.projection = r.projection and s.id = r.id`,
    [
      rows.map(([projection]) => projection),
      rows.map(([, id]) => id),
      rows.map(([, , belongsTo]) => belongsTo),
      rows.map(([, , , known]) => JSON.stringify(known)).join(separator),
      rows.map(([, , , , position]) => position),
      separator,
    ],
  );
}
