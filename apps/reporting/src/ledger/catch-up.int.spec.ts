import { ledgerOf, totals } from '../figures/ledger.fixture.ts';
import { figures } from '../figures/registry.ts';
import {
  batches,
  catchUpOf,
  closeLedger,
  database,
  facts,
  first,
  kpis,
  openLedger,
  park,
  projections,
  rebuilt,
  taken,
  takeInBy,
  withNext,
} from './ledger-database.fixture.ts';

const { kpiOf, kinds } = figures;

beforeEach(openLedger);
afterEach(closeLedger);

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
    const changed = ['housing.tenancy', 'tenants.entity', 'tenants.unit'].map((name) => {
      const declared = kinds.find((kind) => kind.name === name)!.version;
      return versions.get(name)! - declared;
    });
    expect(changed).toEqual([1, 1, 0]);
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
