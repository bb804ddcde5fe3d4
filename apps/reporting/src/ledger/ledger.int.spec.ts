import { addDays } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { ledgerOf, totals } from '../figures/ledger.fixture.ts';
import { Oracle } from '../figures/oracle.fixture.ts';
import { interleaved } from '../figures/park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { dayTotals, viewAt } from '../kpi/kpi.store.ts';
import { takeIn } from './intake.store.ts';
import {
  batches,
  closeLedger,
  database,
  facts,
  first,
  kpis,
  lastDay,
  openLedger,
  park,
  rebuilt,
  taken,
} from './ledger-database.fixture.ts';

const { kpiOf, kinds } = figures;

beforeEach(openLedger);
afterEach(closeLedger);

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
    await closeLedger();
    await openLedger();
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
