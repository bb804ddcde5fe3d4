import type { BoardTile } from '@park/contracts';
import { addDays } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { aPark, eventsOf, interleaved } from '../figures/park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { dayTotals, viewAt, type View } from '../kpi/kpi.store.ts';
import { CatchUp } from '../ledger/catch-up.service.ts';
import { takeIn } from '../ledger/intake.store.ts';
import { BuildInBulk1763000000004, KeepJsonAsText1763000000005 } from '../migrations/bulk-build.migration.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { boardTotals, type BoardTotals } from './board-totals.store.ts';
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

const shown = (asOf: string, totals: Parameters<typeof boardOf>[2]): object => boardOf(kpis, asOf, totals, { version: 1, watermark: null });

it('comes to the same board as all days do, while facts are added, on any day', async () => {
  const events = interleaved(eventsOf(fc.sample(aPark, { seed: 5, numRuns: 8 }).flat()), [3, 141, 59, 26, 535]);
  let known: BoardTotals | null = null;
  let tiles: BoardTile[] = [];
  let rowsAdded = 0;
  let tilesKept = 0;
  for (let at = 0, asOf = '2024-05-31'; at < events.length; at += 25, asOf = at % 75 === 0 ? addDays(asOf, 40) : asOf) {
    await database.dataSource.transaction((tx) => takeIn(tx, figures.kinds, events.slice(at, at + 25), new Date()));
    await inSnapshot(async (view) => {
      const before: BoardTotals | null = known;
      known = await boardTotals(view, kpis, asOf, before);
      if (known.cuts === before?.cuts) rowsAdded++;
      const all = await dayTotals(view, { measures: measuresOf(kpis), groupBy: null, filters: {}, withScale: true });
      expect(shown(asOf, [...known.totals.values()])).toEqual(shown(asOf, all));
      const keptTile = unchangedTiles(tiles, known.changed);
      tilesKept += kpis.filter(keptTile).length;
      const board = boardOf(kpis, asOf, [...known.totals.values()], { version: 1, watermark: null }, keptTile);
      expect(board).toEqual(shown(asOf, all));
      tiles = board.tiles;
    });
  }
  expect(rowsAdded).toBeGreaterThan(5);
  expect(tilesKept).toBeGreaterThan(5);
});

it('reads nothing but the facts that came since', async () => {
  const asOf = '2026-01-01';
  const known = await inSnapshot((view) => boardTotals(view, kpis, asOf, null));
  const rows = async (): Promise<number> => {
    let count = 0;
    await inSnapshot(async (view) => {
      const counted = Object.create(view.tx) as EntityManager;
      counted.query = async <T>(sql: string, parameters?: any[]): Promise<T> => {
        const answer = await view.tx.query<T>(sql, parameters);
        count += (answer as unknown[]).length;
        return answer;
      };
      await boardTotals({ ...view, tx: counted }, kpis, asOf, known);
    });
    return count;
  };
  expect(await rows()).toBe(0);
  const [event] = eventsOf(fc.sample(aPark, { seed: 9, numRuns: 1 }).flat());
  await database.dataSource.transaction((tx) => takeIn(tx, figures.kinds, [{ ...event!, id: 'one more' }], new Date()));
  expect(await rows()).toBeLessThan(30);
});
