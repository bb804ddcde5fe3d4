/** The members of groups: read as far as they share a day with what a batch changes, and written after it. */
import type { Work } from './batch.ts';
import { keyOf, without } from './derivation.ts';
import type { Statements } from './statements.store.ts';
import type { Flat, Member } from './subject-kind.ts';

interface MemberRow {
  projection: number;
  group_id: string;
  to_on: string;
  from_on: string;
  member: string;
  as_what: Flat;
}

/** Reads them into `groups`, as they were before the batch. */
export async function loadMembers(db: Statements, works: readonly Work[], table = 'member'): Promise<void> {
  const days = works.flatMap(({ projection, steps }) =>
    steps.flatMap(({ step }) => step.groups.flatMap((change) => change.days.map((span) => ({ projection, group: change.group, ...span })))),
  );
  if (days.length === 0) return;
  const rows = await db.ask<MemberRow>(
    `load ${table}`,
    `select m.projection, m.group_id, m.to_on, m.from_on, m.member, m.as_what
     from unnest($1::int[], $2::text[], $3::date[], $4::date[]) as days(projection, group_id, from_on, to_on)
     join ${table} m on m.projection = days.projection and m.group_id = days.group_id and m.to_on > days.from_on and m.from_on < days.to_on`,
    [days.map(({ projection }) => projection), days.map(({ group }) => group), days.map(({ from }) => from), days.map(({ to }) => to)],
  );
  const byProjection = new Map(works.map((work) => [work.projection, work]));
  for (const { projection, group_id: group, from_on: from, to_on: to, member, as_what: as } of rows) {
    const { groups } = byProjection.get(projection)!;
    const members = groups.get(group) ?? new Map<string, Member>();
    const one = { group, member, from, to, as };
    groups.set(group, members.set(keyOf(one), one));
  }
}

type PlacedMember = Member & { projection: number };

export async function saveMembers(db: Statements, works: readonly Work[], table = 'member'): Promise<void> {
  const gone: PlacedMember[] = [];
  const come: PlacedMember[] = [];
  for (const { projection, changed } of works) {
    for (const [{ memberships }, before] of changed) {
      for (const one of without(before, memberships)) gone.push({ projection, ...one });
      for (const one of without(memberships, before)) come.push({ projection, ...one });
    }
  }
  const rows = come.map(({ projection, group, to, from, member, as }) => [projection, group, to, from, member, as]);
  await Promise.all([deleteMembers(db, table, gone), db.add(table, 'projection, group_id, to_on, from_on, member, as_what', rows)]);
}

async function deleteMembers(db: Statements, table: string, gone: readonly PlacedMember[]): Promise<void> {
  if (gone.length === 0) return;
  await db.runBeforeNext(
    `delete ${table}`,
    `delete from ${table} m
     using unnest($1::int[], $2::text[], $3::date[], $4::date[], $5::text[], $6::jsonb[]) as r(projection, group_id, to_on, from_on, member, as_what)
     where (m.projection, m.group_id, m.to_on, m.from_on, m.member, m.as_what)
       = (r.projection, r.group_id, r.to_on, r.from_on, r.member, r.as_what)`,
    [
      gone.map(({ projection }) => projection),
      gone.map(({ group }) => group),
      gone.map(({ to }) => to),
      gone.map(({ from }) => from),
      gone.map(({ member }) => member),
      gone.map(({ as }) => JSON.stringify(as)),
    ],
  );
}
