import type { ParkEvent } from '@park/contracts';
import { addDays } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import fc from 'fast-check';
import { kpiOf } from '../kpi/registry.ts';
import { Kpis } from '../kpi/kpi.service.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { intake } from './intake.store.ts';
import { ledgerOf, totals } from './ledger.fixture.ts';
import { Oracle } from './oracle.fixture.ts';
import { aPark, eventsOf, interleaved } from './park.fixture.ts';
import { digest } from './projection.store.ts';
import { Rebuild } from './rebuild.service.ts';
import { ledgerVersion } from '../subjects/measures.ts';

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

async function takeIn(events: readonly ParkEvent[], now = first): Promise<number> {
  return await database.dataSource.transaction((tx) => intake(tx, events, now));
}

async function facts(): Promise<
  { measure: string; dimensions: object; effective_on: string; delta: number; position: number; ordinal: number }[]
> {
  return await database.dataSource.query(
    `select f.* from fact f join projection p on p.version = f.projection where p.state = 'live' order by position, ordinal`,
  );
}

const kpis = (): Kpis => new Kpis(database.dataSource, () => new Date(`${lastDay}T04:00:00Z`));
const rebuild = (): Rebuild => new Rebuild(database.dataSource, () => new Date());

beforeEach(async () => {
  database = await testDatabase({ tables: [], migrations: [CreateLedger1763000000001] });
});
afterEach(() => database.drop());

describe('intake', () => {
  it('writes the facts that the pure ledger says, and their sums per day', async () => {
    const events = park(1);
    for (const batch of batches(events, 40)) await takeIn(batch);
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
    const drift = await database.dataSource.query(
      `select * from (select measure, dimensions, effective_on, sum(delta) as delta from fact group by 1, 2, 3) f
       full join kpi_day d using (measure, dimensions, effective_on) where f.delta is distinct from d.delta`,
    );
    expect(drift).toEqual([]);
  });

  it('counts an event once, however often it comes and in however many batches', async () => {
    const events = park(2);
    expect(await takeIn([...events, ...events.slice(0, 20)])).toBe(events.length);
    const before = await facts();
    expect(await takeIn(events)).toBe(0);
    expect(await facts()).toEqual(before);
  });

  it('writes the same facts whatever the batches are', async () => {
    const events = park(3);
    await takeIn(events);
    const { facts: count } = await digest(database.dataSource.manager, 1, 0, 1e9);
    const whole = (await facts()).map(({ measure, dimensions, effective_on, delta, ordinal }) => ({
      measure,
      dimensions,
      effective_on,
      delta,
      ordinal,
    }));
    await database.drop();
    database = await testDatabase({ tables: [], migrations: [CreateLedger1763000000001] });
    for (const batch of batches(events, 7)) await takeIn(batch, first);
    expect(
      (await facts()).map(({ measure, dimensions, effective_on, delta, ordinal }) => ({
        measure,
        dimensions,
        effective_on,
        delta,
        ordinal,
      })),
    ).toEqual(whole);
    expect(count).toBe(whole.length);
  });

  it('keeps one order of knowledge when many take in at once, and never sets the watermark back', async () => {
    const events = park(4);
    const queues = batches(events, 15).map((batch, i) => takeIn([...batch, ...events.slice(0, 5)], new Date(first.getTime() - i * 60_000)));
    const taken = await Promise.all(queues);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(events.length);
    const journal = await database.dataSource.query('select position, received_at from journal order by position');
    const times = journal.map(({ received_at }: { received_at: Date }) => received_at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(totals((await facts()) as never)).toEqual(totals(ledgerOf(events)));
  });

  it('leaves nothing behind when its transaction fails', async () => {
    await expect(
      database.dataSource.transaction(async (tx) => {
        await intake(tx, park(5), first);
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
    for (const batch of batches(interleaved(events, [3, 141, 59, 26, 535, 8, 97, 93]), 50)) await takeIn(batch);
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
      await takeIn(batch, new Date(first.getTime() + i * 1_000));
      then.push({ knownAt: new Date(first.getTime() + i * 1_000).toISOString(), values: await values() });
    }
    for (const { knownAt, values: said } of then) expect(await values(knownAt)).toEqual(said);
    expect((await values('2020-01-01T00:00:00Z'))[0]).toMatchObject({ value: null, null_reason: 'nothing_known' });
  });

  it('are what the facts on all pages add up to, while more is taken in', async () => {
    const [now, later] = [park(8), park(9)];
    await takeIn(now);
    for (const [code, side] of [
      ['occupied_area', 'numerator'],
      ['wale', 'numerator'],
      ['occupancy_rate', 'denominator'],
      ['tech_firms_stock', 'numerator'],
    ] as const) {
      const question = { as_of: '2025-06-30', filters: {}, side, limit: 7 };
      const answer = await kpis().answer(kpiOf(code), question);
      let page = await kpis().facts(kpiOf(code), question);
      const [{ total, count }, items] = [page, [...page.items]];
      expect(total).toBe((kpiOf(code).per ? answer[side] : answer.value) ?? 0);
      await takeIn(later.splice(0, 25));
      while (page.next !== null) {
        page = await kpis().facts(kpiOf(code), { ...question, cursor: page.next });
        items.push(...page.items);
      }
      expect([Math.round(items.reduce((sum, { delta }) => sum + delta * 100, 0)) / 100, items.length]).toEqual([total, count]);
      expect(items.every(({ event }) => event.id && event.type && event.subject)).toBe(true);
    }
  });

  it('add up by group, and are labelled', async () => {
    await takeIn(park(10));
    const answer = await kpis().answer(kpiOf('market_entities_stock'), { as_of: '2025-06-30', group_by: 'size_class', filters: {} });
    expect(answer.groups!.reduce((sum, { value }) => sum + value!, 0)).toBe(answer.value);
    expect(answer.groups!.find(({ key }) => key === 'large')?.label ?? { zh: '大型' }).toMatchObject({ zh: '大型' });
    const tech = await kpis().answer(kpiOf('tech_firms_stock'), { as_of: '2024-12-31', group_by: 'qualification', filters: {} });
    const plain = await kpis().answer(kpiOf('tech_firms_stock'), { as_of: '2024-12-31', filters: {} });
    expect(tech.value).toBe(plain.value);
  });
});

describe('rebuild', () => {
  it('comes to the same facts, row for row, while events keep coming', async () => {
    const events = park(11);
    await takeIn(events.slice(0, 200));
    let done = false;
    const keepComing = (async () => {
      for (const batch of batches(events.slice(200), 10)) {
        await takeIn(batch, new Date());
        if (done) break;
      }
    })();
    const report = await rebuild().run();
    done = true;
    await keepComing;
    expect(report).toMatchObject({ equal: true, hash: report.replaced_hash });
    expect(totals((await facts()) as never)).toEqual(
      totals(ledgerOf(events.slice(0, (await database.dataSource.query('select count(*) as count from journal'))[0].count))),
    );
    const versions = await database.dataSource.query(
      'select version, state, (select count(*) from fact where projection = version) > 0 as has_facts from projection order by version',
    );
    expect(versions).toEqual([
      { version: 1, state: 'retired', has_facts: false },
      { version: 2, state: 'live', has_facts: true },
    ]);
  });

  it('hands a batch that waits for the lock on to the projection that took the place of the live one', async () => {
    const events = park(16);
    await takeIn(events.slice(0, 50));
    const runs = [rebuild().run(), ...batches(events.slice(50), 3).map((batch) => takeIn(batch, new Date()))];
    await Promise.all(runs);
    expect((await database.dataSource.query(`select version from projection where state = 'live'`))[0]).toEqual({ version: 2 });
    const { equal, events: counted } = await rebuild().run();
    expect([equal, counted]).toEqual([true, events.length]);
  });

  it('heals a ledger that somebody tampered with, and says so', async () => {
    await takeIn(park(12));
    const before = await facts();
    await database.dataSource.query(
      'update fact set delta = delta + 1 where (position, ordinal) = (select position, ordinal from fact limit 1)',
    );
    const report = await rebuild().run();
    expect(report.equal).toBe(false);
    expect(totals((await facts()) as never)).toEqual(totals(before as never));
  });

  it('goes on with what a crash left half done', async () => {
    await takeIn(park(13));
    await database.dataSource.query(
      `insert into projection (version, state, ledger_version, started_at) values (2, 'building', $1, now())`,
      [ledgerVersion],
    );
    const restarted = rebuild();
    await restarted.onApplicationBootstrap();
    expect(await restarted.run()).toMatchObject({ equal: true });
    expect((await database.dataSource.query(`select version from projection where state = 'live'`))[0]).toEqual({ version: 2 });
  });

  it('is one rebuild, whichever of several instances is at it', async () => {
    await takeIn(park(17));
    const reports = await Promise.all([rebuild().run(), rebuild().run(), rebuild().run()]);
    expect(new Set(reports.map(({ equal, hash }) => `${equal} ${hash}`))).toEqual(new Set([`true ${reports[0].hash}`]));
    const states = await database.dataSource.query('select state from projection order by version desc');
    expect([states[0].state, new Set(states.slice(1).map(({ state }: { state: string }) => state))]).toEqual([
      'live',
      new Set(['retired']),
    ]);
  });

  it('derives a ledger of earlier definitions anew before anything is taken in', async () => {
    await takeIn(park(14));
    await database.dataSource.query('update projection set ledger_version = 0');
    await expect(takeIn(park(15))).rejects.toThrow('The ledger is of version 0');
    await rebuild().onApplicationBootstrap();
    expect(await takeIn(park(15))).toBeGreaterThan(0);
  });
});
