/** Answers from memory are those of the whole ledger: for random parks, questions and moments, and while projections change beside them. */
import { jest } from '@jest/globals';
import { addDays } from '@park/kernel';
import type { ReadyJson } from '@park/service-kit';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import fc from 'fast-check';
import { aPark, eventsOf, interleaved } from '../figures/park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { dimensionsOf, type Kpi } from '../kpi/kpi.ts';
import { LedgerMemory } from '../kpi/ledger-memory.service.ts';
import { newestState } from '../kpi/ledger-state.store.ts';
import type { KpiQuestion } from '../kpi/query-plan.ts';
import { CatchUp } from '../ledger/catch-up.service.ts';
import { takeIn, type LedgerMove } from '../ledger/intake.store.ts';
import { BuildInBulk1763000000004, KeepJsonAsText1763000000005 } from '../migrations/bulk-build.migration.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { Kpis } from './kpi.service.ts';

const park = { id: 'p', type: 'user', organisation: 'park' } as const;
const member = { id: 'm', type: 'member_org', organisation: '91370200264574251E' } as const;
const clock = (): Date => new Date('2025-01-15T02:00:00Z');
let database: TestDatabase;
let memory: LedgerMemory;
let kpis: Kpis;
let catchUp: CatchUp;

beforeEach(async () => {
  database = await testDatabase({
    tables: [],
    migrations: [CreateLedger1763000000001, BuildInBulk1763000000004, KeepJsonAsText1763000000005],
  });
  catchUp = new CatchUp(database.dataSource, clock, figures.kinds);
  await catchUp.prepare();
  memory = new LedgerMemory(database.dataSource, figures);
  kpis = new Kpis(database.dataSource, memory, clock);
});
afterEach(() => database.drop());

const read = ({ json }: ReadyJson): unknown => JSON.parse(json.toString());

/** By an instance that has just started and keeps nothing. */
async function afresh(kpi: Kpi, question: KpiQuestion): Promise<unknown> {
  const fresh = new LedgerMemory(database.dataSource, figures);
  fresh.evaluate = () => Promise.resolve(null);
  return read(await new Kpis(database.dataSource, fresh, clock).ready(park, kpi, question));
}

type Events = ReturnType<typeof eventsOf>;

/** Told as the service tells it. */
async function take(events: Events): Promise<void> {
  const move = await takeByAnother(events);
  if (move) memory.follow(move);
}

/** By an instance that tells nothing. */
async function takeByAnother(events: Events): Promise<LedgerMove | null> {
  return await database.dataSource.transaction((tx) => takeIn(tx, figures.kinds, events, clock()));
}

/** A question that fits the figure. */
function aQuestion(kpi: Kpi): fc.Arbitrary<KpiQuestion> {
  const closed = dimensionsOf(kpi).filter(({ subjects, values }) => !subjects && values);
  const day = fc.nat(900).map((days) => addDays('2023-01-01', days));
  return fc.record(
    {
      as_of: day,
      group_by: fc.constantFrom(undefined, ...dimensionsOf(kpi).map(({ code }) => code)),
      filters: fc.constantFrom({}, ...closed.map(({ code, values }) => ({ [code]: Object.keys(values!)[0]! }))),
      grain: fc.constantFrom(undefined, 'quarter' as const),
    },
    { requiredKeys: ['filters'] },
  );
}

const questions = fc
  .constantFrom(...figures.kpis.filter(({ value }) => value !== null))
  .chain((kpi) => aQuestion(kpi).map((one) => [kpi, one] as const));

it('equals what the ledger says, while facts come, whatever is asked', async () => {
  const events = interleaved(eventsOf(fc.sample(aPark, { seed: 11, numRuns: 6 }).flat()), [3, 141, 59, 26, 535]);
  const asked = fc.sample(questions, { seed: 7, numRuns: 40 });
  let compared = 0;
  for (let at = 0; at < events.length; at += 120) {
    // Our next change does not go on from what is known here.
    if (at === 360) await takeByAnother(events.slice(at, (at += 120)));
    await take(events.slice(at, at + 120));
    for (const [kpi, question] of asked) {
      const ours = await kpis.ready(park, kpi, question).then(read, (error: Error) => error.message);
      expect([kpi.code, question, ours]).toEqual([kpi.code, question, await afresh(kpi, question).catch((error: Error) => error.message)]);
      if (typeof ours !== 'string') compared++;
    }
  }
  expect(compared).toBeGreaterThan(60);
}, 60_000);

it('asks the database nothing at the same revision and after a change that tells what it did, and one statement after another', async () => {
  const events = eventsOf(fc.sample(aPark, { seed: 3, numRuns: 2 }).flat());
  await take(events.slice(3));
  const kpi = figures.kpiOf('occupancy_rate');
  const first = await kpis.ready(park, kpi, { filters: {} });
  const statements = jest.spyOn((database.dataSource.driver as unknown as { master: { query: () => unknown } }).master, 'query');
  const transactions = jest.spyOn(database.dataSource, 'createQueryRunner');
  expect((await kpis.ready(park, kpi, { filters: {} })).json).toBe(first.json);
  await kpis.ready(park, kpi, { as_of: '2024-02-29', filters: {} });
  expect([statements.mock.calls.length, transactions.mock.calls.length]).toEqual([0, 0]);
  const move = (await takeByAnother(events.slice(0, 3)))!;
  const taking = transactions.mock.calls.length;
  memory.follow(move);
  const next = await kpis.ready(park, kpi, { filters: {} });
  expect((await kpis.ready(park, kpi, { filters: {} })).json).toBe(next.json);
  expect([statements.mock.calls.length, transactions.mock.calls.length]).toEqual([0, taking]);
  memory.noteChange();
  expect((await kpis.ready(park, kpi, { filters: {} })).json).toBe(next.json);
  expect([statements.mock.calls.length, transactions.mock.calls.length]).toEqual([1, taking]);
  expect(read(next)).toEqual(await afresh(kpi, { filters: {} }));
});

it('keeps an answer for those alone who may see it', async () => {
  await take(eventsOf(fc.sample(aPark, { seed: 3, numRuns: 2 }).flat()));
  for (const kpi of figures.kpis.filter(({ countsPersons }) => countsPersons)) {
    await kpis.ready(park, kpi, { filters: {} });
    const { value, null_reason: reason } = read(await kpis.ready(member, kpi, { filters: {} })) as { value: number; null_reason: string };
    expect(reason === 'too_few_persons' || value === null || value === 0 || value >= 5).toBe(true);
  }
});

it('answers from the new projection after a rebuild, and says nothing old meanwhile', async () => {
  const events = eventsOf(fc.sample(aPark, { seed: 21, numRuns: 4 }).flat());
  await take(events.slice(0, 100));
  const kpi = figures.kpiOf('market_entities_stock');
  await kpis.ready(park, kpi, { filters: {} });
  await catchUp.rebuild(figures.kinds);
  await take(events.slice(100));
  await catchUp.work();
  await memory.look();
  for (const one of [kpi, figures.kpiOf('occupancy_rate')])
    expect(read(await kpis.ready(park, one, { filters: {} }))).toEqual(await afresh(one, { filters: {} }));
});

it('finds what is new by its place in the journal, with 300,000 facts behind it', async () => {
  await take(eventsOf(fc.sample(aPark, { seed: 3, numRuns: 2 }).flat()));
  const { dataSource } = database;
  await dataSource.query(`update ledger set position = 300100`);
  await dataSource.query(
    `insert into fact (projection, position, ordinal, measure, dimensions, effective_on, recorded_at, delta, subject)
     select p.id, n, 1, 'leased_area', '{}', '2024-01-01', now(), 1, 's' from projection p, generate_series(100, 300000 + 100) n where kind = 'tenants.lease'`,
  );
  const [{ 'QUERY PLAN': plan }] = await dataSource.query(
    `explain (analyze, format json) ${newestState.replaceAll('$1', '300090').replaceAll('$2', '20001')}`,
  );
  const read = (node: any): number => {
    const own = node['Relation Name']?.startsWith('fact')
      ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      : 0;
    return (node.Plans ?? []).reduce((sum: number, child: any) => sum + read(child), own);
  };
  expect(read(plan[0].Plan)).toBe(10);
});
