/** Derives facts from events into projections: a handful of statements for a batch, whatever its size and however many kinds there are. */
import type { EntityManager } from 'typeorm';
import {
  applyEvent,
  factsOf,
  keyOf,
  subjectFrom,
  subjectsChanged,
  without,
  type Fact,
  type Groups,
  type Members,
  type Step,
  type Subject,
} from './derivation.ts';
import type { JournalEntry } from './journal.store.ts';
import type { Known } from './log.ts';
import type { Flat, Member, SubjectKind } from './subject-kind.ts';
import { hundredths } from './timeline.ts';

/** A kind, and the projection that its facts go to. */
export interface Derivation {
  kind: SubjectKind;
  projection: number;
}

/** The changes that a batch makes to one projection. */
interface Work extends Derivation {
  subjects: Map<string, Subject>;
  membersBefore: Map<Subject, Members>;
  /** Place of the last event that changed it. */
  changed: Map<Subject, number>;
  steps: Step[];
  groups: Groups;
  facts: Recorded[];
}

interface Recorded extends Fact {
  projection: number;
  recorded_at: Date;
}

/** Alone on these projections, and in the order of the journal. Answers the number of facts. */
export async function derive(tx: EntityManager, derivations: readonly Derivation[], entries: readonly JournalEntry[]): Promise<number> {
  const works = await loadSubjects(tx, derivations, entries);
  for (const work of works) applyEvents(work, entries);
  await loadMembers(tx, works);
  const receivedAt = new Map(entries.map((entry) => [entry.position, entry.receivedAt]));
  for (const work of works) {
    for (const step of work.steps) {
      const recorded_at = receivedAt.get(step.position)!;
      for (const fact of factsOf(work.kind, step, work.groups)) work.facts.push({ ...fact, projection: work.projection, recorded_at });
    }
  }
  await saveSubjects(tx, works);
  await saveMembers(tx, works);
  const facts = works.flatMap((work) => work.facts);
  await addFacts(tx, facts);
  await addToDays(tx, facts);
  return facts.length;
}

async function loadSubjects(tx: EntityManager, derivations: readonly Derivation[], entries: readonly JournalEntry[]): Promise<Work[]> {
  const events = entries.map(({ event }) => event);
  const wanted = derivations
    .map((derivation) => ({ ...derivation, ids: subjectsChanged(derivation.kind, events) }))
    .filter(({ ids }) => ids.length > 0);
  if (wanted.length === 0) return [];
  const rows: { projection: number; id: string; known: Known }[] = await tx.query(
    `select s.projection, s.id, s.known
     from unnest($1::int[], $2::text[]) as wanted(projection, id) join subject s using (projection, id)
     where s.projection = any ($3)`,
    [
      wanted.flatMap(({ projection, ids }) => ids.map(() => projection)),
      wanted.flatMap(({ ids }) => ids),
      wanted.map(({ projection }) => projection),
    ],
  );
  const byProjection = Map.groupBy(rows, ({ projection }) => projection);
  return wanted.map(({ kind, projection, ids }) => {
    const known = new Map(byProjection.get(projection)?.map((row) => [row.id, row.known]));
    const subjects = new Map(ids.map((id) => [id, subjectFrom(kind, id, known.get(id) ?? {})]));
    return { kind, projection, subjects, membersBefore: new Map(), changed: new Map(), steps: [], groups: new Map(), facts: [] };
  });
}

function applyEvents({ kind, subjects, membersBefore, changed, steps }: Work, entries: readonly JournalEntry[]): void {
  for (const subject of subjects.values()) membersBefore.set(subject, subject.memberships);
  for (const { position, event } of entries) {
    const step = applyEvent(kind, subjects, event, position);
    if (step.subjects.length === 0) continue;
    steps.push(step);
    for (const subject of step.subjects) changed.set(subject, position);
  }
}

interface MemberRow {
  projection: number;
  group_id: string;
  to_on: string;
  from_on: string;
  member: string;
  as_what: Flat;
}

/** Loads the members that share a day with a change of the batch, as they were before it. */
async function loadMembers(tx: EntityManager, works: readonly Work[]): Promise<void> {
  const days = works.flatMap(({ projection, steps }) =>
    steps.flatMap((step) => step.groups.flatMap((change) => change.days.map((span) => ({ projection, group: change.group, ...span })))),
  );
  if (days.length === 0) return;
  const rows: MemberRow[] = await tx.query(
    `select m.*
     from unnest($1::int[], $2::text[], $3::date[], $4::date[]) as days(projection, group_id, from_on, to_on)
     join member m on m.projection = days.projection and m.group_id = days.group_id and m.to_on > days.from_on and m.from_on < days.to_on
     where m.projection = any ($5)`,
    [
      days.map(({ projection }) => projection),
      days.map(({ group }) => group),
      days.map(({ from }) => from),
      days.map(({ to }) => to),
      [...new Set(days.map(({ projection }) => projection))],
    ],
  );
  const byProjection = new Map(works.map((work) => [work.projection, work]));
  for (const { projection, group_id: group, from_on: from, to_on: to, member, as_what: as } of rows) {
    const { groups } = byProjection.get(projection)!;
    const members = groups.get(group) ?? new Map<string, Member>();
    const one = { group, member, from, to, as };
    groups.set(group, members.set(keyOf(one), one));
  }
}

async function saveSubjects(tx: EntityManager, works: readonly Work[]): Promise<void> {
  const rows = works.flatMap(({ kind, projection, changed }) =>
    [...changed].map(([{ id, known }, position]) => ({
      projection,
      id,
      belongs_to: kind.belongsTo?.(known) ?? null,
      known,
      position,
    })),
  );
  if (rows.length === 0) return;
  await tx.query(
    `insert into subject (projection, id, belongs_to, known, position)
     select * from jsonb_to_recordset($1::jsonb) as r(projection int, id text, belongs_to text, known jsonb, position bigint)
     on conflict (projection, id) do update set belongs_to = excluded.belongs_to, known = excluded.known, position = excluded.position`,
    [JSON.stringify(rows)],
  );
}

const memberRecord = 'r(projection int, group_id text, to_on date, from_on date, member text, as_what jsonb)';

async function saveMembers(tx: EntityManager, works: readonly Work[]): Promise<void> {
  const rowsOf = (members: readonly Member[], projection: number): MemberRow[] =>
    members.map(({ group, from, to, member, as }) => ({ projection, group_id: group, to_on: to, from_on: from, member, as_what: as }));
  const gone: MemberRow[] = [];
  const come: MemberRow[] = [];
  for (const { projection, changed, membersBefore } of works) {
    for (const subject of changed.keys()) {
      const before = membersBefore.get(subject)!;
      gone.push(...rowsOf(without(before, subject.memberships), projection));
      come.push(...rowsOf(without(subject.memberships, before), projection));
    }
  }
  if (gone.length > 0)
    await tx.query(
      `delete from member m using jsonb_to_recordset($1::jsonb) as ${memberRecord}
       where m.projection = any ($2) and (m.projection, m.group_id, m.to_on, m.from_on, m.member, m.as_what)
         = (r.projection, r.group_id, r.to_on, r.from_on, r.member, r.as_what)`,
      [JSON.stringify(gone), [...new Set(gone.map(({ projection }) => projection))]],
    );
  if (come.length > 0)
    await tx.query(
      `insert into member (projection, group_id, to_on, from_on, member, as_what) select * from jsonb_to_recordset($1::jsonb) as ${memberRecord}`,
      [JSON.stringify(come)],
    );
}

async function addFacts(tx: EntityManager, facts: readonly Recorded[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into fact (projection, position, ordinal, measure, dimensions, effective_on, recorded_at, delta, subject)
     select * from jsonb_to_recordset($1::jsonb) as r(projection int, position bigint, ordinal int, measure text, dimensions jsonb,
                                                      effective_on date, recorded_at timestamptz, delta numeric, subject text)`,
    [JSON.stringify(facts)],
  );
}

async function addToDays(tx: EntityManager, facts: readonly Recorded[]): Promise<void> {
  if (facts.length === 0) return;
  const days = new Map<string, Pick<Recorded, 'projection' | 'measure' | 'effective_on' | 'dimensions' | 'delta'> & { facts: number }>();
  for (const { projection, measure, effective_on, dimensions, delta } of facts) {
    const key = JSON.stringify([projection, measure, effective_on, dimensions]);
    const day = days.get(key);
    const sum = hundredths(day?.delta ?? 0) + hundredths(delta);
    days.set(key, { projection, measure, effective_on, dimensions, delta: sum / 100, facts: (day?.facts ?? 0) + 1 });
  }
  // Grouped once more: jsonb takes objects for equal whose members were written in another order.
  await tx.query(
    `insert into kpi_day (projection, measure, effective_on, dimensions, delta, facts)
     select projection, measure, effective_on, dimensions, sum(delta), sum(facts)
     from jsonb_to_recordset($1::jsonb) as r(projection int, measure text, effective_on date, dimensions jsonb, delta numeric, facts bigint)
     group by projection, measure, effective_on, dimensions
     on conflict (projection, measure, effective_on, dimensions)
     do update set delta = kpi_day.delta + excluded.delta, facts = kpi_day.facts + excluded.facts`,
    [JSON.stringify([...days.values()])],
  );
}
