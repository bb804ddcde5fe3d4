/** Derives facts from events into a projection: a handful of statements for a batch, whatever its size. */
import type { EntityManager } from 'typeorm';
import { addressed, belongsTo, nameOf, subject, takeIn, told, type Address, type Fact, type Subject, type World } from './fold.ts';
import type { JournalEntry } from './journal.store.ts';
import type { Known } from './said.ts';
import { hundredths } from './timeline.ts';

interface Recorded extends Fact {
  recorded_at: Date;
}

/** Alone on this projection, and in the order of the journal. Answers the number of facts. */
export async function derive(tx: EntityManager, projection: number, entries: readonly JournalEntry[]): Promise<number> {
  const events = entries.map(({ event }) => event);
  const world: World = new Map();
  await bring(tx, projection, world, addressed(events));
  await bring(tx, projection, world, told(world, events));
  const changed = new Map<Subject, number>();
  const facts: Recorded[] = [];
  for (const { position, receivedAt, event } of entries) {
    const result = takeIn(world, event, position);
    for (const fact of result.facts) facts.push({ ...fact, recorded_at: receivedAt });
    for (const one of result.changed) changed.set(one, position);
  }
  await saveSubjects(tx, projection, changed);
  await addFacts(tx, projection, facts);
  await addToDays(tx, projection, facts);
  return facts.length;
}

async function bring(tx: EntityManager, projection: number, world: World, addresses: readonly Address[]): Promise<void> {
  if (addresses.length === 0) return;
  const rows: { kind: string; id: string; known: Known }[] = await tx.query(
    `select s.kind, s.id, s.known
     from jsonb_to_recordset($2::jsonb) as a(kind text, id text) join subject s on s.projection = $1 and s.kind = a.kind and s.id = a.id`,
    [projection, JSON.stringify(addresses)],
  );
  const known = new Map(rows.map((row) => [nameOf(row), row.known]));
  for (const address of addresses) world.set(nameOf(address), subject(address, known.get(nameOf(address)) ?? {}));
}

async function saveSubjects(tx: EntityManager, projection: number, changed: ReadonlyMap<Subject, number>): Promise<void> {
  if (changed.size === 0) return;
  const rows = [...changed].map(([one, position]) => ({
    kind: one.kind,
    id: one.id,
    belongs_to: belongsTo(one),
    known: one.known,
    position,
  }));
  await tx.query(
    `insert into subject (projection, kind, id, belongs_to, known, position)
     select $1, * from jsonb_to_recordset($2::jsonb) as r(kind text, id text, belongs_to text, known jsonb, position bigint)
     on conflict (projection, kind, id) do update set belongs_to = excluded.belongs_to, known = excluded.known, position = excluded.position`,
    [projection, JSON.stringify(rows)],
  );
}

async function addFacts(tx: EntityManager, projection: number, facts: readonly Recorded[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into fact (projection, position, ordinal, measure, dimensions, effective_on, recorded_at, delta, kind, subject)
     select $1, * from jsonb_to_recordset($2::jsonb) as r(position bigint, ordinal int, measure text, dimensions jsonb, effective_on date,
                                                          recorded_at timestamptz, delta numeric, kind text, subject text)`,
    [projection, JSON.stringify(facts)],
  );
}

async function addToDays(tx: EntityManager, projection: number, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const days = new Map<string, Pick<Fact, 'measure' | 'effective_on' | 'dimensions' | 'delta'>>();
  for (const { measure, effective_on, dimensions, delta } of facts) {
    const key = JSON.stringify([measure, effective_on, dimensions]);
    const sum = hundredths(days.get(key)?.delta ?? 0) + hundredths(delta);
    days.set(key, { measure, effective_on, dimensions, delta: sum / 100 });
  }
  // Grouped once more: jsonb knows as equal what was written with its members in another order.
  await tx.query(
    `insert into kpi_day (projection, measure, effective_on, dimensions, delta)
     select $1, r.measure, r.effective_on, r.dimensions, sum(r.delta)
     from jsonb_to_recordset($2::jsonb) as r(measure text, effective_on date, dimensions jsonb, delta numeric)
     group by r.measure, r.effective_on, r.dimensions
     on conflict (projection, measure, effective_on, dimensions) do update set delta = kpi_day.delta + excluded.delta`,
    [projection, JSON.stringify([...days.values()])],
  );
}
