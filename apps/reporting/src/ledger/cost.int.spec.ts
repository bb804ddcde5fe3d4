/** The cost of an event after few and after many others: rows read and written, bytes over the wire. */
import { tenants, type ParkEvent } from '@park/contracts';
import { addDays } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import type { Socket } from 'node:net';
import type { EntityManager } from 'typeorm';
import { Story } from '../figures/events.fixture.ts';
import { stay, summary } from '../figures/long-park.fixture.ts';
import { figures } from '../figures/registry.ts';
import { BuildInBulk1763000000004, KeepJsonAsText1763000000005 } from '../migrations/bulk-build.migration.ts';
import { CreateLedger1763000000001 } from '../migrations/ledger.migration.ts';
import { CatchUp } from './catch-up.service.ts';
import { takeIn } from './intake.store.ts';

const now = new Date('2026-01-01T00:00:00Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({
    tables: [],
    migrations: [CreateLedger1763000000001, BuildInBulk1763000000004, KeepJsonAsText1763000000005],
  });
  await new CatchUp(database.dataSource, () => now, figures.kinds).prepare();
});
afterAll(() => database.drop());

interface Cost {
  read: number;
  written: number;
  bytes: number;
}

/** Rows of the tables that grow; bytes over the connection, on which the statements are prepared by now. */
async function costOf(event: ParkEvent): Promise<Cost> {
  return await database.dataSource.transaction(async (tx) => {
    const { connection } = (await tx.queryRunner!.connect()) as { connection: { stream: Socket } };
    const bytesSoFar = (): number => connection.stream.bytesWritten + connection.stream.bytesRead;
    const before = await rowsTouched(tx);
    const bytesBefore = bytesSoFar();
    await takeIn(tx, figures.kinds, [event], now);
    await tx.query('select'); // what waited goes with it
    const bytes = bytesSoFar() - bytesBefore;
    const after = await rowsTouched(tx);
    return { read: after.read - before.read, written: after.written - before.written, bytes };
  });
}

/** By this connection, as PostgreSQL counts them. */
async function rowsTouched(tx: EntityManager): Promise<Omit<Cost, 'bytes'>> {
  const [{ read, written }] = await tx.query(
    `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) as read, sum(n_tup_ins + n_tup_upd + n_tup_del) as written
     from pg_stat_xact_user_tables where relname ~ '^(journal|(subject|member|fact|kpi_day)_\\d+)$'`,
  );
  return { read: Number(read), written: Number(written) };
}

async function takeAll(events: readonly ParkEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += 500)
    await database.dataSource.transaction((tx) => takeIn(tx, figures.kinds, events.slice(at, at + 500), now));
}

/** Of the event after few and of the same one after many of the same things. */
async function costs(
  before: (count: number) => ParkEvent[],
  next: (count: number) => ParkEvent,
  [fewer, more] = [10, 3_000],
): Promise<[few: Cost, many: Cost]> {
  for (const event of before(fewer)) await takeAll([event]); // which prepares the statements of single events
  const few = await costOf(next(fewer));
  await takeAll(before(more).slice(before(fewer + 1).length));
  await database.dataSource.query('analyze');
  return [few, await costOf(next(more))];
}

function expectFlat([few, many]: [Cost, Cost]): void {
  expect(many.read).toBeLessThanOrEqual(few.read + 2);
  expect(many.written).toBeLessThanOrEqual(few.written);
  // A few more digits, in positions and dates.
  expect(many.bytes).toBeLessThanOrEqual(few.bytes * 1.05);
  expect(few.written).toBeGreaterThan(0);
}

const day = (n: number): string => addDays('2000-01-01', n);

it('is no more for the 3,000th stay in an apartment than for the 10th', async () => {
  const stays = (count: number): Story =>
    Array.from({ length: count }, (_, n) => n).reduce((story, n) => stay(story, `t ${n}`, 'home', day(2 * n), day(2 * n + 2)), new Story());
  const before = (count: number): ParkEvent[] => named('stays', stays(count).events);
  const next = (count: number): ParkEvent => named('stays', stay(new Story(), `t ${count}`, 'home', day(2 * count), null).events)[0]!;
  expectFlat(await costs(before, next));
});

it('is no more for the 3,000th occupancy of a unit than for the 10th', async () => {
  const occupancy = (story: Story, n: number): Story =>
    story.tell(tenants.OccupancyActivatedV1, `o ${n}`, day(n), {
      unit_id: 'desk',
      building_id: 'b',
      area_m2: 5,
      start_on: day(n),
      end_on: day(n + 1),
      kind: 'lease',
      source_id: null,
    });
  const before = (count: number): ParkEvent[] =>
    named('occupancies', Array.from({ length: count }, (_, n) => n).reduce(occupancy, new Story()).events);
  expectFlat(await costs(before, (count) => named('occupancies', occupancy(new Story(), count).events)[0]!));
});

it('is no more for the 3,000th hour of a door than for the 72nd, at the same hour of the day', async () => {
  const hours = (count: number): Story =>
    Array.from({ length: count }, (_, n) => n).reduce((story, n) => summary(story, 'door', n, 60), new Story());
  const before = (count: number): ParkEvent[] => named('hours', hours(count).events);
  expectFlat(await costs(before, (count) => before(count + 1).at(-1)!, [72, 3_000]));
});

it('is more for a late correction of a long stay, and right', async () => {
  const story = new Story();
  for (let n = 0; n < 50; n++) stay(story, `s ${n}`, 'house', day(2 * n), day(2 * n + 2));
  const [into] = stay(new Story(), 'long', 'house', day(0), null).events;
  const closed = stay(new Story(), 'long', 'house', day(0), day(7)).events[1]!;
  const occupied = async (): Promise<number[]> =>
    (
      await database.dataSource.query(
        `select effective_on, sum(delta) as delta from fact where measure = 'apartments_occupied' and subject = 'house' group by 1 having sum(delta) <> 0 order by 1`,
      )
    ).map(({ effective_on, delta }: { effective_on: string; delta: number }) => [effective_on, delta]);
  await takeAll(named('late', story.events));
  const before = await occupied();
  await costOf(named('late', [into!])[0]!);
  // Nobody else was in the apartment from day 100 on, and with the one who never left it is occupied for ever.
  expect(await occupied()).toEqual([[day(0), 1]]);
  await costOf(named('late', [closed])[0]!);
  expect(await occupied()).toEqual(before);
});

/** Ids that no other test of this file has. */
function named(prefix: string, events: readonly ParkEvent[]): ParkEvent[] {
  return events.map((event) => ({ ...event, id: `${prefix} ${event.subject} ${event.sequence}` }));
}
