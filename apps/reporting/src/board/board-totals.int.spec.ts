import type { BoardTile } from '@park/contracts';
import { addDays } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import fc from 'fast-check';
import { aPark, eventsOf, interleaved } from '../figures/park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { dayTotals, viewAt, type View } from '../kpi/kpi.store.ts';
import { LedgerMemory } from '../kpi/ledger-memory.service.ts';
import { CatchUp } from '../ledger/catch-up.service.ts';
import { takeIn } from '../ledger/intake.store.ts';
import { BuildInBulk1763000000004, KeepJsonAsText1763000000005 } from '../migrations/bulk-build.migration.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { areOf, readBoardTotals, type BoardTotals } from './board-totals.store.ts';
import { boardOf, measuresOf, unchangedTiles } from './board.ts';

const kpis = figures.kpis.filter(({ value }) => value !== null);
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({
    tables: [],
    migrations: [CreateLedger1763000000001, BuildInBulk1763000000004, KeepJsonAsText1763000000005],
  });
  await new CatchUp(database.dataSource, () => new Date(), figures.kinds).prepare();
});
afterAll(() => database.drop());

function inSnapshot<T>(work: (view: View) => Promise<T>): Promise<T> {
  return database.dataSource.transaction('REPEATABLE READ', async (tx) => work(await viewAt(tx, figures, null)));
}

const head = { version: 1, watermark: null };
const memory = (): LedgerMemory => new LedgerMemory(database.dataSource, figures);

it('comes to the same board as all days do, while facts are added, on any day', async () => {
  const events = interleaved(eventsOf(fc.sample(aPark, { seed: 5, numRuns: 8 }).flat()), [3, 141, 59, 26, 535]);
  const ledger = memory();
  let known: BoardTotals | null = null;
  let tiles: BoardTile[] = [];
  let timesAdded = 0;
  let tilesKept = 0;
  for (let at = 0, asOf = '2024-05-31'; at < events.length; at += 25, asOf = at % 75 === 0 ? addDays(asOf, 40) : asOf) {
    await database.dataSource.transaction((tx) => takeIn(tx, figures.kinds, events.slice(at, at + 25), new Date()));
    ledger.noteChange();
    const { state, facts } = await ledger.since(known?.totals.position ?? null);
    let changed: ReadonlySet<string> | null = null;
    if (known && facts && areOf(known, state, asOf)) {
      changed = known.totals.add(facts, state.ledger.position);
      timesAdded++;
    } else known = await inSnapshot((view) => readBoardTotals(view, kpis, asOf));
    const all = await inSnapshot((view) => dayTotals(view, { measures: measuresOf(kpis), groupBy: null, filters: {}, withScale: true }));
    const expected = boardOf(
      kpis,
      asOf,
      Map.groupBy(all, ({ measure }) => measure),
      head,
    );
    expect(boardOf(kpis, asOf, known.totals.rows, head)).toEqual(expected);
    const keptTile = unchangedTiles(tiles, changed);
    tilesKept += kpis.filter(keptTile).length;
    const board = boardOf(kpis, asOf, known.totals.rows, head, keptTile);
    expect(board).toEqual(expected);
    tiles = board.tiles;
  }
  expect(timesAdded).toBeGreaterThan(5);
  expect(tilesKept).toBeGreaterThan(5);
});

it('reads nothing but the facts that came since', async () => {
  const ledger = memory();
  const { state } = await ledger.since(null);
  const added = async (): Promise<number> => {
    ledger.noteChange();
    return (await ledger.since(state.ledger.position)).facts!.length;
  };
  expect(await added()).toBe(0);
  const [event] = eventsOf(fc.sample(aPark, { seed: 9, numRuns: 1 }).flat());
  await database.dataSource.transaction((tx) => takeIn(tx, figures.kinds, [{ ...event!, id: 'one more' }], new Date()));
  expect(await added()).toBeLessThan(30);
});

it('adds nothing to totals that were read while a projection waited to be brought up', async () => {
  const asOf = '2026-01-01';
  const stop = (place: string): Promise<unknown> =>
    database.dataSource.query(`update projection set stopped_at = ${place} where kind = 'tenants.entity'`);
  const ledger = memory();
  const addable = async (): Promise<boolean> => {
    const totals = await inSnapshot((view) => readBoardTotals(view, kpis, asOf));
    await stop('null');
    return areOf(totals, await ledger.look(), asOf);
  };
  expect(await addable()).toBe(true);
  await stop('1');
  expect(await addable()).toBe(false);
});
