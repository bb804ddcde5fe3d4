/** Facts and their sums per day: only ever added to. */
import type { RecordedFact } from './batch.ts';
import type { Row, Statements } from './statements.store.ts';
import { hundredths } from './timeline.ts';

export const factColumns = 'projection, position, ordinal, measure, dimensions, effective_on, recorded_at, delta, subject';

export function factRow({
  projection,
  position,
  ordinal,
  measure,
  dimensions,
  effective_on,
  recordedAt,
  delta,
  subject,
}: RecordedFact): Row {
  return [projection, position, ordinal, measure, dimensions, effective_on, recordedAt, delta, subject];
}

export async function addFacts(db: Statements, facts: readonly RecordedFact[]): Promise<void> {
  await db.add('fact', factColumns, facts.map(factRow));
}

interface DaySum {
  of: RecordedFact;
  dimensions: string;
  hundredths: number;
  facts: number;
}

export async function addToDays(db: Statements, facts: readonly RecordedFact[]): Promise<void> {
  if (facts.length === 0) return;
  const sums = new Map<string, DaySum>();
  for (const fact of facts) {
    const dimensions = JSON.stringify(fact.dimensions);
    const key = `${fact.projection} ${fact.measure} ${fact.effective_on} ${dimensions}`;
    const sum = sums.get(key);
    if (sum) {
      sum.hundredths += hundredths(fact.delta);
      sum.facts++;
    } else sums.set(key, { of: fact, dimensions, hundredths: hundredths(fact.delta), facts: 1 });
  }
  const days = [...sums.values()];
  // Grouped once more: jsonb takes objects for equal whose members were written in another order.
  await db.runBeforeNext(
    'add to days',
    `insert into kpi_day (projection, measure, effective_on, dimensions, delta, facts)
     select projection, measure, effective_on, dimensions, sum(delta), sum(facts)
     from unnest($1::int[], $2::text[], $3::date[], $4::jsonb[], $5::numeric[], $6::bigint[])
       as r(projection, measure, effective_on, dimensions, delta, facts)
     group by projection, measure, effective_on, dimensions
     on conflict (projection, measure, effective_on, dimensions)
     do update set delta = kpi_day.delta + excluded.delta, facts = kpi_day.facts + excluded.facts`,
    [
      days.map(({ of }) => of.projection),
      days.map(({ of }) => of.measure),
      days.map(({ of }) => of.effective_on),
      days.map(({ dimensions }) => dimensions),
      days.map((day) => day.hundredths / 100),
      days.map((day) => day.facts),
    ],
  );
}
