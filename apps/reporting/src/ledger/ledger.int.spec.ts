import type { ParkEvent } from '@park/contracts';
import { addDays } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { Kpis } from '../answers/kpi.service.ts';
import { ledgerOf, totals } from '../figures/ledger.fixture.ts';
import { Oracle } from '../figures/oracle.fixture.ts';
import { aPark, eventsOf, interleaved } from '../figures/park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { dayTotals, viewAt } from '../kpi/kpi.store.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { CatchUp } from './catch-up.service.ts';
import { takeIn } from './intake.store.ts';
import type { Projection } from './projection.store.ts';
import type { SubjectKind } from './subject-kind.ts';

const { kpiOf, kinds } = figures;
const first = new Date('2026-01-01T00:00:00Z');
const lastDay = '2027-06-01';
let database: TestDatabase;

/** A park for a seed: the same one every time, and different from the next seed's. */
function park(seed: number): ParkEvent[] {
  const throws = fc.sample(aPark, { seed, numRuns: 6 }).flat();
  return eventsOf(throws).map((event) => ({ ...event, id: `${seed} ${event.id}` }));
}

function batches(events: readonly ParkEvent[], size: number): ParkEvent[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size));
}

/** As an instance does whose definitions are `own`. */
async function takeInBy(own: readonly SubjectKind[], events: readonly ParkEvent[], now = first): Promise<number> {
  return await database.dataSource.transaction((tx) => takeIn(tx, own, events, now));
}

const taken = (events: readonly ParkEvent[], now = first): Promise<number> => takeInBy(kinds, events, now);

interface FactRow {
  kind: string;
  measure: string;
  dimensions: object;
  effective_on: string;
  delta: number;
  position: number;
  ordinal: number;
}

async function facts(): Promise<FactRow[]> {
  return await database.dataSource.query(
    `select p.kind, f.* from fact f join projection p on p.id = f.projection where p.state = 'live' order by position, kind, ordinal`,
  );
}

async function projections(where = 'true'): Promise<Projection[]> {
  return await database.dataSource.query(`select * from projection where ${where} order by id`);
}

const kpis = (): Kpis => new Kpis(database.dataSource, () => new Date(`${lastDay}T04:00:00Z`));
const catchUpOf = (own: readonly SubjectKind[] = kinds): CatchUp => new CatchUp(database.dataSource, () => new Date(), own);

/** Derives all kinds anew, and answers what was found. */
async function rebuilt(): Promise<NonNullable<Projection['report']>[]> {
  const catchUp = catchUpOf();
  await catchUp.rebuild(kinds);
  await catchUp.work();
  return (await projections(`state = 'live'`)).map(({ report }) => report!);
}

/** The kinds, one of them by its next version. */
function withNext(name: string, change: Partial<SubjectKind> = {}): SubjectKind[] {
  return kinds.map((kind) => (kind.name === name ? { ...kind, version: kind.version + 1, ...change } : kind));
}

beforeEach(async () => {
  database = await testDatabase({ tables: [], migrations: [CreateLedger1763000000001] });
  await catchUpOf().prepare();
});
afterEach(() => database.drop());

describe('intake', () => {
  it('writes the facts that the pure ledger says, and their sums per day', async () => {
    const events = park(1);
    for (const batch of batches(events, 40)) await taken(batch);
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
    const drift = await database.dataSource.query(
      `select * from (select measure, dimensions, effective_on, sum(delta) as delta, count(*) as facts from fact group by 1, 2, 3) f
       full join kpi_day d using (measure, dimensions, effective_on) where (f.delta, f.facts) is distinct from (d.delta, d.facts)`,
    );
    expect(drift).toEqual([]);
  });

  it('counts an event once, however often it comes and in however many batches', async () => {
    const events = park(2);
    expect(await taken([...events, ...events.slice(0, 20)])).toBe(events.length);
    const before = await facts();
    expect(await taken(events)).toBe(0);
    expect(await facts()).toEqual(before);
  });

  it('writes the same facts whatever the batches are', async () => {
    const events = park(3);
    const placed = async (): Promise<object[]> =>
      (await facts()).map(({ kind, measure, dimensions, effective_on, delta, ordinal }) => ({
        kind,
        measure,
        dimensions,
        effective_on,
        delta,
        ordinal,
      }));
    await taken(events);
    const whole = await placed();
    await database.drop();
    database = await testDatabase({ tables: [], migrations: [CreateLedger1763000000001] });
    await catchUpOf().prepare();
    for (const batch of batches(events, 7)) await taken(batch, first);
    expect(await placed()).toEqual(whole);
    expect(whole.length).toBeGreaterThan(0);
  });

  it('keeps of each group the members that its subjects are', async () => {
    const events = park(18);
    for (const batch of batches(interleaved(events, [3, 141, 59, 26, 535]), 9)) await taken(batch);
    const rows = await database.dataSource.query(
      'select projection, group_id, to_on, from_on, member, as_what from member order by 1, 2, 3, 4, 5, 6',
    );
    await database.dataSource.query('create table member_before as select * from member');
    await rebuilt();
    const differing = await database.dataSource.query(
      `select count(*) as count from
         (select p.kind, m.group_id, m.to_on, m.from_on, m.member, m.as_what from member_before m join projection p on p.id = m.projection) a
       full join
         (select p.kind, m.group_id, m.to_on, m.from_on, m.member, m.as_what from member m join projection p on p.id = m.projection) b
       using (kind, group_id, to_on, from_on, member, as_what) where a.kind is null or b.kind is null`,
    );
    expect([rows.length > 0, differing]).toEqual([true, [{ count: 0 }]]);
  });

  it('keeps one order of knowledge when many take in at once, and never sets the watermark back', async () => {
    const events = park(4);
    const queues = batches(events, 15).map((batch, i) => taken([...batch, ...events.slice(0, 5)], new Date(first.getTime() - i * 60_000)));
    const counts = await Promise.all(queues);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(events.length);
    const journal = await database.dataSource.query('select position, received_at from journal order by position');
    const times = journal.map(({ received_at }: { received_at: Date }) => received_at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
  });

  it('leaves nothing behind when its transaction fails', async () => {
    await expect(
      database.dataSource.transaction(async (tx) => {
        await takeIn(tx, kinds, park(5), first);
        throw new Error('mid batch');
      }),
    ).rejects.toThrow('mid batch');
    const [counts] = await database.dataSource.query(
      'select (select count(*) from journal) as journal, (select count(*) from fact) as facts, (select count(*) from kpi_day) as days',
    );
    expect(counts).toEqual({ journal: 0, facts: 0, days: 0 });
  });
});

describe('figures', () => {
  it('are those of the oracle on random days, in any order of arrival', async () => {
    const events = park(6);
    for (const batch of batches(interleaved(events, [3, 141, 59, 26, 535, 8, 97, 93]), 50)) await taken(batch);
    const oracle = new Oracle(events);
    for (let day = '2023-12-20'; day < lastDay; day = addDays(day, 41)) {
      const at = async (code: string): Promise<number> => (await kpis().answer(kpiOf(code), { as_of: day, filters: {} })).value ?? 0;
      expect([
        day,
        await at('market_entities_stock'),
        await at('tech_firms_stock'),
        await at('employment_total'),
        await at('economic_contribution'),
      ]).toEqual([
        day,
        oracle.entitiesOn(day),
        oracle.techFirmsOn(day),
        oracle.employmentOn(day),
        oracle.taxLocal(`${day.slice(0, 4)}-01-01`, addDays(day, 1)),
      ]);
      expect([
        day,
        await at('rentable_area'),
        await at('occupied_area'),
        await at('housing_units_supply'),
        await at('housing_units_occupied'),
      ]).toEqual([day, oracle.rentableOn(day), oracle.leasedOn(day), oracle.apartmentsOn(day), oracle.occupiedApartmentsOn(day)]);
    }
  });

  it('stay what they were said to be: known_at answers as it was answered then', async () => {
    const asked = ['market_entities_stock', 'occupancy_rate', 'wale', 'economic_contribution', 'housing_occupancy'];
    const then: { knownAt: string; values: unknown[] }[] = [];
    const values = (knownAt?: string): Promise<unknown[]> =>
      Promise.all(
        asked.map((code) =>
          kpis()
            .answer(kpiOf(code), { as_of: '2025-06-30', known_at: knownAt, filters: {} })
            .then(({ value, numerator, denominator, null_reason }) => ({ value, numerator, denominator, null_reason })),
        ),
      );
    for (const [i, batch] of batches(park(7), 60).entries()) {
      await taken(batch, new Date(first.getTime() + i * 1_000));
      then.push({ knownAt: new Date(first.getTime() + i * 1_000).toISOString(), values: await values() });
    }
    for (const { knownAt, values: said } of then) expect(await values(knownAt)).toEqual(said);
    expect((await values('2020-01-01T00:00:00Z'))[0]).toMatchObject({ value: null, null_reason: 'nothing_known' });
  });

  it('are what the facts on all pages add up to, while more is taken in', async () => {
    const [now, later] = [park(8), park(9)];
    await taken(now);
    for (const [code, side] of [
      ['occupied_area', 'numerator'],
      ['wale', 'numerator'],
      ['occupancy_rate', 'denominator'],
      ['tech_firms_stock', 'numerator'],
      ['survival_rate_12m', 'numerator'],
      ['survival_rate_12m', 'denominator'],
    ] as const) {
      const question = { as_of: '2025-06-30', filters: {}, side, limit: 7 };
      const answer = await kpis().answer(kpiOf(code), question);
      let page = await kpis().facts(kpiOf(code), question);
      const [{ total, count }, items] = [page, [...page.items]];
      expect(total).toBe((kpiOf(code).per ? answer[side] : answer.value) ?? 0);
      await taken(later.splice(0, 25));
      while (page.next !== null) {
        page = await kpis().facts(kpiOf(code), { ...question, cursor: page.next });
        items.push(...page.items);
      }
      expect([Math.round(items.reduce((sum, { delta }) => sum + delta * 100, 0)) / 100, items.length]).toEqual([total, count]);
      expect(items.every(({ event }) => event.id && event.type && event.subject)).toBe(true);
    }
  });

  it('add up by group, and are labelled', async () => {
    await taken(park(10));
    const answer = await kpis().answer(kpiOf('market_entities_stock'), { as_of: '2025-06-30', group_by: 'size_class', filters: {} });
    expect(answer.groups!.reduce((sum, { value }) => sum + value!, 0)).toBe(answer.value);
    expect(answer.groups!.find(({ key }) => key === 'large')?.label ?? { zh: '大型' }).toMatchObject({ zh: '大型' });
    const tech = await kpis().answer(kpiOf('tech_firms_stock'), { as_of: '2024-12-31', group_by: 'qualification', filters: {} });
    const plain = await kpis().answer(kpiOf('tech_firms_stock'), { as_of: '2024-12-31', filters: {} });
    expect(tech.value).toBe(plain.value);
  });
});

describe('a question about the past', () => {
  it('reads the totals of days and the facts that came since, not all facts', async () => {
    const events = park(24);
    const batch = events.slice(-5);
    await taken(events.slice(0, -5));
    const [{ facts: older }] = await database.dataSource.query('select count(*) as facts from fact');
    await taken(batch, new Date(first.getTime() + 1_000));
    await database.dataSource.query('analyze');
    const plan: { 'QUERY PLAN': string }[] = await database.dataSource.transaction(async (tx) => {
      const view = await viewAt(tx, figures, first);
      const explained = Object.create(tx) as EntityManager;
      let found: { 'QUERY PLAN': string }[] = [];
      explained.query = async <T>(sql: string, parameters?: any[]): Promise<T> => {
        found = await tx.query(`explain (analyze, costs off, timing off) ${sql}`, parameters);
        return [] as T;
      };
      const measures = kinds.flatMap((kind) => kind.measures);
      await dayTotals({ ...view, tx: explained }, { measures, groupBy: null, filters: {}, withScale: false });
      return found;
    });
    const rows = plan.flatMap(({ 'QUERY PLAN': line }) => / on fact_.*rows=(\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.reduce((sum, one) => sum + one, 0)).toBeLessThan(older / 10);
  });
});

describe('a rebuild', () => {
  it('comes to the same facts, row for row, while events keep coming', async () => {
    const events = park(11);
    await taken(events.slice(0, 200));
    const before = await projections();
    const coming = (async () => {
      for (const batch of batches(events.slice(200), 10)) await taken(batch, new Date());
    })();
    const reports = await rebuilt();
    await coming;
    expect(reports.map(({ equal, hash, replaced_hash }) => equal === true && hash === replaced_hash)).toEqual(kinds.map(() => true));
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
    expect((await projections(`id <= ${before.at(-1)!.id}`)).map(({ state }) => state)).toEqual(before.map(() => 'dropped'));
    const [{ count }] = await database.dataSource.query(`select count(*) as count from pg_class where relname = 'fact_${before[0]!.id}'`);
    expect(count).toBe(0);
  });

  it('lets batches wait no longer than its last page', async () => {
    const events = park(16);
    await taken(events.slice(0, 50));
    await Promise.all([rebuilt(), ...batches(events.slice(50), 3).map((batch) => taken(batch, new Date()))]);
    const reports = await rebuilt();
    expect(reports.map(({ equal }) => equal)).toEqual(kinds.map(() => true));
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
  });

  it('heals facts that somebody tampered with, and says so', async () => {
    await taken(park(12));
    const before = await facts();
    await database.dataSource.query(
      'update fact set delta = delta + 1 where (projection, position, ordinal) = (select projection, position, ordinal from fact limit 1)',
    );
    const reports = await rebuilt();
    expect(reports.filter(({ equal }) => equal === false)).toHaveLength(1);
    expect(totals((await facts()) as never)).toEqual(totals(before as never));
  });

  it('goes on where a crash left it', async () => {
    await taken(park(13));
    const [killed, after] = [catchUpOf(), catchUpOf()];
    await killed.beforeApplicationShutdown();
    await killed.rebuild(kinds).catch(() => undefined);
    await after.prepare();
    await after.work();
    const live = await projections(`state = 'live'`);
    expect(live.map(({ report }) => report?.equal)).toEqual(kinds.map(() => true));
  });

  it('is one, whichever of several instances is at it', async () => {
    await taken(park(17));
    await Promise.all([rebuilt(), rebuilt(), rebuilt()]);
    const live = await projections(`state = 'live'`);
    expect([live.length, live.every(({ report }) => report?.equal === true)]).toEqual([kinds.length, true]);
    expect(await projections(`state = 'deriving'`)).toEqual([]);
  });
});

describe('a definition that changed', () => {
  const next = withNext('housing.tenancy');

  it('derives its own kind alone, and figures are answered meanwhile as they were', async () => {
    await taken(park(14));
    const ids = new Map((await projections()).map(({ kind, id }) => [kind, id]));
    const before = await kpis().answer(kpiOf('housing_units_occupied'), { as_of: '2025-06-30', filters: {} });
    expect(before.deriving).toBe(false);
    const service = catchUpOf(next);
    await service.prepare();
    const meanwhile = await kpis().answer(kpiOf('housing_units_occupied'), { as_of: '2025-06-30', filters: {} });
    expect(meanwhile).toMatchObject({ value: before.value, deriving: true });
    expect(await kpis().answer(kpiOf('occupied_area'), { as_of: '2025-06-30', filters: {} })).toMatchObject({ deriving: false });
    await service.work();
    expect(await kpis().answer(kpiOf('housing_units_occupied'), { as_of: '2025-06-30', filters: {} })).toEqual(before);
    const live = await projections(`state = 'live'`);
    expect(live.filter(({ kind, id }) => ids.get(kind) !== id).map(({ kind, version }) => [kind, version])).toEqual([
      ['housing.tenancy', 2],
    ]);
    expect(live.find(({ kind }) => kind === 'housing.tenancy')!.report).toMatchObject({ equal: null, replaced_hash: null });
  });

  it('takes effect beside another that is merged in the same week', async () => {
    const both = next.map((kind) => (kind.name === 'tenants.entity' ? { ...kind, version: kind.version + 1, timeline: () => [] } : kind));
    await taken(park(14));
    for (const own of [next, both]) {
      const service = catchUpOf(own);
      await service.prepare();
      await service.work();
    }
    const versions = new Map((await projections(`state = 'live'`)).map(({ kind, version }) => [kind, version]));
    expect([versions.get('housing.tenancy'), versions.get('tenants.entity'), versions.get('tenants.unit')]).toEqual([2, 3, 1]);
    expect((await facts()).filter(({ measure }) => measure === 'entities')).toEqual([]);
  });

  it('is derived from all events, also those that came in while it was', async () => {
    const events = park(19);
    await taken(events.slice(0, 100));
    const service = catchUpOf(next);
    await service.prepare();
    expect(await takeInBy(next, events.slice(100))).toBe(events.length - 100);
    await service.work();
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
  });

  it('knows nothing yet where its kind is new, and says that it is being derived', async () => {
    await taken(park(14));
    await database.dataSource.query(`update projection set state = 'retired' where kind = 'housing.tenancy'`);
    await catchUpOf().prepare();
    expect(await kpis().answer(kpiOf('housing_units_occupied'), { filters: {} })).toMatchObject({
      value: null,
      null_reason: 'being_derived',
      deriving: true,
    });
  });
});

describe('two versions of the service side by side', () => {
  const [older, newer] = [kinds, withNext('housing.tenancy')];

  it('take in together; each kind is brought up by the instance that has its definition', async () => {
    const events = park(20);
    const [old, young] = [catchUpOf(older), catchUpOf(newer)];
    await takeInBy(older, events.slice(0, 60));
    await young.prepare();
    for (const [i, batch] of batches(events.slice(60), 20).entries()) await takeInBy(i % 2 === 0 ? newer : older, batch, new Date());
    // Before the switch the older instance brings the live projection up; after it, that is the newer one's.
    await old.work();
    const asked = { as_of: '2025-06-30', filters: {} };
    const whole = ledgerOf(events);
    expect(totals((await facts()) as never)).toEqual(totals(whole));
    await young.work();
    expect(await projections(`state = 'live' and kind = 'housing.tenancy'`)).toMatchObject([{ version: 2, stopped_at: null }]);
    await takeInBy(older, park(21), new Date());
    expect(await kpis().answer(kpiOf('housing_units_occupied'), asked)).toMatchObject({ deriving: true });
    await young.work();
    expect(await kpis().answer(kpiOf('housing_units_occupied'), asked)).toMatchObject({ deriving: false });
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf([...events, ...park(21)])));
  });

  it('never derive with older definitions what a newer one has derived', async () => {
    await takeInBy(newer, park(22));
    const young = catchUpOf(newer);
    await young.prepare();
    await young.work();
    const old = catchUpOf(older);
    await old.prepare();
    await old.work();
    expect(await projections(`kind = 'housing.tenancy' and state <> 'dropped'`)).toMatchObject([{ version: 2, state: 'live' }]);
  });

  it('say up to when a figure counts that waits for the other instance', async () => {
    const events = park(23);
    await takeInBy(older, events.slice(0, 100), first);
    await takeInBy(newer, events.slice(100), new Date(first.getTime() + 60_000));
    const answer = (code: string): Promise<{ watermark: string | null }> => kpis().answer(kpiOf(code), { filters: {} });
    expect([(await answer('housing_units_occupied')).watermark, (await answer('occupied_area')).watermark]).toEqual([
      first.toISOString(),
      new Date(first.getTime() + 60_000).toISOString(),
    ]);
  });
});
