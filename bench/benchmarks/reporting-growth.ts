/**
 * `npm run bench -- reporting-growth [rounds] [sizes]`: reporting with 100,000, 1,000,000 and 3,000,000 events in its journal: what it takes in, in
 * batches of 500 and of 20, and how fast it derives all of them anew (once per size: three million take minutes). Each rebuild must come to the
 * facts that intake came to. All sizes within one run, so a busy machine hits the later ones too: compare the CPU.
 */
import { aLedger, type Ledger } from '../ledger.ts';
import { aPostgres } from '../parts.ts';
import { cpuMs } from '../processes.ts';
import { aBusyPark, type BenchEvent } from '../reporting-events.ts';
import { atMost, publish, type Target } from '../results.ts';
import { measured, type Measured, type Round } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const sizes = (process.argv[3] ?? '100000,1000000,3000000').split(',').map(Number);
const perRound = 5_000;
const works = [500, 20] as const;

const postgres = await aPostgres();

async function timed(items: number, work: () => Promise<unknown>): Promise<Round> {
  const [cpu, start] = [cpuMs([process.pid]), performance.now()];
  await work();
  return { items, ms: performance.now() - start, cpuMs: cpuMs([process.pid]) - cpu };
}

function next(park: Iterator<BenchEvent>, count: number): BenchEvent[] {
  return Array.from({ length: count }, () => park.next().value as BenchEvent);
}

async function grow(ledger: Ledger, park: Iterator<BenchEvent>, upTo: number): Promise<void> {
  for (let has = await ledger.size(); has < upTo; has += 5_000) await ledger.take(next(park, Math.min(5_000, upTo - has)), 5_000);
  await ledger.dataSource.query('vacuum analyze');
}

try {
  const ledger = await aLedger(postgres);
  const park = aBusyPark(sizes.at(-1)! + sizes.length * (rounds + 1) * works.length * perRound);
  const intake = works.map((): Round[][] => []);
  const rebuilds: Round[] = [];
  for (const size of sizes) {
    await grow(ledger, park, size);
    for (const [i, batch] of works.entries()) {
      const own: Round[] = [];
      for (let n = 0; n <= rounds; n++) {
        const events = next(park, perRound);
        own.push(await timed(perRound, () => ledger.take(events, batch)));
      }
      intake[i]!.push(own.slice(1)); // the first one warms up
      console.log(`  ${size} in batches of ${batch}`, own.map(({ items, ms }) => Math.round((1_000 * items) / ms)).join(', '));
    }
    rebuilds.push(await timed(await ledger.size(), () => ledger.rebuild()));
    console.log(`  ${size} rebuilt`, rebuilds.at(-1));
  }
  const rows: Measured[] = [];
  const targets: Target[] = [];
  const add = (what: string, taken: readonly Round[][]): void => {
    const own = taken.map((of, i) => measured(`${what}, ${sizes[i]!.toLocaleString('en')} events before`, of, taken[0]!));
    rows.push(...own);
    targets.push(atMost(`${what}: CPU of an event, of the oldest to the youngest`, 1.2, own.at(-1)!.cpuUsPerItem! / own[0]!.cpuUsPerItem!));
  };
  for (const [i, batch] of works.entries()) add(`batches of ${batch}`, intake[i]!);
  const cpuOf = ({ items, cpuMs: spent }: Round): number => (1_000 * spent!) / items;
  targets.push(atMost('rebuild: CPU of an event, of the oldest to the youngest', 1.2, cpuOf(rebuilds.at(-1)!) / cpuOf(rebuilds[0]!)));
  publish('reporting-growth', {
    title: 'Reporting with a history',
    measured: rows,
    targets,
    notes: [
      'The CPU is that of Node and of PostgreSQL together.',
      ...rebuilds.map(
        (one) =>
          `Rebuild of ${one.items.toLocaleString('en')} events, alone: ${Math.round((1_000 * one.items) / one.ms).toLocaleString('en')}/s, ${Math.round(cpuOf(one))} µs of CPU an event.`,
      ),
    ],
  });
  await ledger.drop();
} finally {
  await postgres.stop();
}
process.exit(0);
