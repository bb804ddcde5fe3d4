/**
 * `npm run bench -- reporting [rounds]`: what reporting takes in and derives anew, and what the 10,000th event of one apartment and of one
 * gathering costs beside the 10th. On a PostgreSQL of its own, with fsync. Medians of the rounds (7 without a number); the peer
 * takes turns with us. Totals are checked before any number counts.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { build } from '../../tools/park/build.ts';
import { root } from '../../tools/park/places.ts';
import { freePorts } from '../../tools/parts/parts.ts';
import { startPostgres } from '../../tools/parts/postgres.ts';
import { median } from '../rounds.ts';
import { aBusyPark, checkIns, stays, type BenchEvent } from '../reporting-events.ts';

const rounds = Number(process.argv[2] ?? 7);
const eventsPerRound = 6_000;
const batchSize = 500;
const say = (line: string): void => console.log(line);

await build(say, () => undefined);
const built = (path: string): Promise<any> => import(join(root, path));
const { createDataSource } = await built('libs/service-kit/dist/index.js');
const { takeIn } = await built('apps/reporting/dist/ledger/intake.store.js');
const { CatchUp } = await built('apps/reporting/dist/ledger/catch-up.service.js');
const { figures } = await built('apps/reporting/dist/figures/registry.js');
const { CreateLedger1763000000001 } = await built('apps/reporting/dist/migrations/ledger.migration.js');
const { Logger } = await import('@nestjs/common');
Logger.overrideLogger(false);

const dir = mkdtempSync(join(tmpdir(), 'park-bench-'));
mkdirSync(join(dir, 'log'));
const [port] = (await freePorts(1)) as [number];
const { url, child } = await startPostgres({ dir, port, logs: join(dir, 'log'), ephemeral: false, ownGroup: true, say });
const now = (): Date => new Date();
let databases = 0;

interface Ledger {
  dataSource: any;
  kinds: readonly any[];
  catchUp: any;
  /** All in transactions of so many events. */
  take(events: readonly BenchEvent[], size: number): Promise<void>;
}

async function withLedger<T>(kinds: readonly any[], work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const name = `bench_${++databases}`;
  await asAdmin(`create database ${name}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  const dataSource = await createDataSource(address.href, [], [CreateLedger1763000000001], 'bench').initialize();
  try {
    await dataSource.runMigrations();
    const catchUp = new CatchUp(dataSource, now, kinds);
    await catchUp.prepare();
    const take = async (events: readonly BenchEvent[], size: number): Promise<void> => {
      for (let at = 0; at < events.length; at += size)
        await dataSource.transaction((tx: unknown) => takeIn(tx, kinds, events.slice(at, at + size), now()));
    };
    return await work({ dataSource, kinds, catchUp, take });
  } finally {
    await dataSource.destroy();
    await asAdmin(`drop database ${name} with (force)`);
  }
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function factsOf({ dataSource }: Ledger): Promise<string> {
  const [row] = await dataSource.query(
    `select count(*) as facts, sum(delta) as delta, (select count(*) from journal) as events from fact f join projection p on p.id = f.projection where p.state = 'live'`,
  );
  return JSON.stringify(row);
}

/** Events a second: intake in batches, intake with one transaction per event (the peer), and a rebuild of all kinds. */
async function throughput(): Promise<void> {
  const events = [...aBusyPark(eventsPerRound)];
  const fewer = events.slice(0, Math.ceil(events.length / 5));
  const rates = { batches: [] as number[], one: [] as number[], rebuild: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    await withLedger(figures.kinds, async (ledger) => {
      rates.batches.push((1_000 * events.length) / (await timed(() => ledger.take(events, batchSize))));
      const before = await factsOf(ledger);
      const ms = await timed(async () => {
        await ledger.catchUp.rebuild(figures.kinds);
        await ledger.catchUp.work();
      });
      rates.rebuild.push((1_000 * events.length) / ms);
      if ((await factsOf(ledger)) !== before) throw new Error('The rebuild came to other facts.');
    });
    await withLedger(figures.kinds, async (ledger) => {
      rates.one.push((1_000 * fewer.length) / (await timed(() => ledger.take(fewer, 1))));
    });
  }
  const [batches, one, rebuild] = [median(rates.batches), median(rates.one), median(rates.rebuild)];
  say(`intake, ${batchSize} events a transaction   ${Math.round(batches)} events/s`);
  say(`intake, one event a transaction     ${Math.round(one)} events/s   (peer; ours is ${(batches / one).toFixed(1)} times as fast)`);
  say(`rebuild of all kinds                ${Math.round(rebuild)} events/s`);
}

/** Milliseconds of an event in a transaction of its own, after 10 and after 10,000 others; the two ledgers take turns. */
async function tenthAndTenThousandth(what: string, kinds: readonly any[], all: readonly BenchEvent[]): Promise<void> {
  const measured = 300;
  const after = [10, 10_000];
  const times: number[][] = [[], []];
  await withLedger(kinds, (few) =>
    withLedger(kinds, async (many) => {
      const ledgers = [few, many];
      for (const [i, ledger] of ledgers.entries()) await ledger.take(all.slice(0, after[i]), batchSize);
      for (let n = 0; n < measured; n++) {
        for (const [i, ledger] of ledgers.entries()) times[i]!.push(await timed(() => ledger.take([all[after[i]! + n]!], 1)));
      }
    }),
  );
  const [ten, thousands] = times.map(median) as [number, number];
  say(`${what.padEnd(36)}${ten.toFixed(2)} ms after 10, ${thousands.toFixed(2)} ms after 10,000: ${(thousands / ten).toFixed(2)} times`);
}

try {
  await throughput();
  await tenthAndTenThousandth('an event of one apartment', figures.kinds, stays(10_600));
  await tenthAndTenThousandth('a check-in at one gathering', figures.kinds, checkIns(20_600));
} finally {
  await child.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
