/**
 * `npm run bench -- reporting [rounds]`: what reporting takes in and derives anew, and what the 10,000th event of one apartment and of one
 * gathering costs beside the 10th. On a PostgreSQL of its own, with fsync. Medians of the rounds (7 without a number); the peer
 * takes turns with us. Totals are checked before any number counts.
 */
import { built } from '../built.ts';
import { aLedger, type Ledger } from '../ledger.ts';
import { aPostgres } from '../parts.ts';
import { median } from '../rounds.ts';
import { aBusyPark, checkIns, stays, type BenchEvent } from '../reporting-events.ts';

const rounds = Number(process.argv[2] ?? 7);
const eventsPerRound = 6_000;
const batchSize = 500;
const say = (line: string): void => console.log(line);

const postgres = await aPostgres();
const { figures } = await built('apps/reporting/dist/figures/registry.js');

async function withLedger<T>(kinds: readonly any[], work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await aLedger(postgres, kinds);
  try {
    return await work(ledger);
  } finally {
    await ledger.drop();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Events a second: intake in batches, intake with one transaction per event (the peer), and a rebuild of all kinds. */
async function throughput(): Promise<void> {
  const events = [...aBusyPark(eventsPerRound)];
  const fewer = events.slice(0, Math.ceil(events.length / 5));
  const rates = { batches: [] as number[], one: [] as number[], rebuild: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    await withLedger(figures.kinds, async (ledger) => {
      rates.batches.push((1_000 * events.length) / (await timed(() => ledger.take(events, batchSize))));
      const ms = await timed(async () => void (await ledger.rebuild()));
      rates.rebuild.push((1_000 * events.length) / ms);
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
  await postgres.stop();
}
process.exit(0);
