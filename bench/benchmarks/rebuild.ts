/**
 * `npm run bench -- rebuild [events] [rounds]`: derives all facts anew (B1), while figures are read and events taken in, beside eight
 * of our figures as Emmett's PostgreSQL projections, of fewer events. Each rebuild must come to the facts that intake came to, by their hash, or no number counts.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { installedPeer } from '../installed-peers.ts';
import { aLedger, type Ledger } from '../ledger.ts';
import { built } from '../built.ts';
import { aPostgres, type Database } from '../parts.ts';
import { cpuMs } from '../processes.ts';
import { aBusyPark, type BenchEvent } from '../reporting-events.ts';
import { atLeast, atMost, publish } from '../results.ts';
import { alternate, percentile, type Round } from '../rounds.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 7);
const ofPeer = 3_000;
const readEveryMs = 50;
const writeEveryMs = 100;
const written = 20;

const postgres = await aPostgres();
const { Kpis } = await built('apps/reporting/dist/answers/kpi.service.js');
const { LedgerMemory } = await built('apps/reporting/dist/kpi/ledger-memory.service.js');
const { figures } = await built('apps/reporting/dist/figures/registry.js');
const reads: number[] = [];

async function rebuild(ledger: Ledger): Promise<Round> {
  const stop = new AbortController();
  const others = [readsOf(ledger, stop.signal), writesTo(ledger, stop.signal)];
  const [cpu, start] = [cpuMs([process.pid]), performance.now()];
  const items = await ledger.rebuild();
  const [ms, spent] = [performance.now() - start, cpuMs([process.pid]) - cpu];
  stop.abort();
  const [latencies] = (await Promise.all(others)) as [number[], number[]];
  reads.push(...latencies);
  return { items, ms, cpuMs: spent, latencies };
}

/** Milliseconds of each, from when it was due: a blocked process counts too. */
async function readsOf({ dataSource }: Ledger, signal: AbortSignal): Promise<number[]> {
  const memory = new LedgerMemory(dataSource, figures);
  const kpis = new Kpis(dataSource, memory, () => new Date());
  const codes = ['market_entities_stock', 'housing_units_occupied', 'economic_contribution'];
  return await repeated(readEveryMs, signal, (n) => {
    memory.noteChange();
    return kpis.answer(figures.kpiOf(codes[n % codes.length]!), { as_of: '2024-06-30', filters: {} });
  });
}

let more = 0;

async function writesTo(ledger: Ledger, signal: AbortSignal): Promise<number[]> {
  const events = [...aBusyPark(20_000)].map((event) => ({ ...event, id: `more ${++more}`, subject: `more ${event.subject}` }));
  return await repeated(writeEveryMs, signal, (n) =>
    ledger.take(events.slice((n * written) % 20_000, ((n * written) % 20_000) + written), written),
  );
}

async function repeated(everyMs: number, signal: AbortSignal, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  const running: Promise<unknown>[] = [];
  await new Promise<void>((resolve) => {
    const begun = performance.now();
    let n = 0;
    const timer = setInterval(() => {
      if (signal.aborted) {
        clearInterval(timer);
        return resolve();
      }
      const due = begun + ++n * everyMs;
      running.push(work(n).then(() => latencies.push(performance.now() - due)));
      n = Math.max(n, Math.floor((performance.now() - begun) / everyMs));
    }, everyMs);
  });
  await Promise.all(running);
  return latencies;
}

/** Emmett's rebuild of the same events: see bench/installed-peers/emmett-projections.mjs. Its events are appended before the clock runs. */
async function emmett(database: Database, events: readonly BenchEvent[]): Promise<Round> {
  const peer = spawn(process.execPath, [installedPeer('emmett-projections.mjs')], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  peer.stdin.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const { items, ms, cpuMs: spent, reports } = JSON.parse(await text(peer.stdout)) as Round & { cpuMs: number; reports: number };
  if (items !== events.length || reports !== events.filter(({ type }) => type.includes('report')).length)
    throw new Error('Emmett lost events.');
  return { items, ms, cpuMs: spent };
}

async function aFilledLedger(events: number): Promise<Ledger> {
  const ledger = await aLedger(postgres);
  await ledger.take(aBusyPark(events), 5_000);
  await ledger.dataSource.query('vacuum analyze');
  return ledger;
}

try {
  const fewer = await aFilledLedger(count / 10);
  const [oneTenth] = await alternate([{ name: 'a tenth of the events', round: () => rebuild(fewer) }], Math.min(rounds, 3));
  await fewer.drop();
  reads.length = 0;
  const ledger = await aFilledLedger(count);
  let peers = 0;
  const database = (): Promise<Database> => postgres.database(`emmett_${++peers}`);
  const some = [...aBusyPark(ofPeer)];
  const measured = await alternate(
    [
      { name: `rebuild of ${count.toLocaleString('en')} events`, round: () => rebuild(ledger) },
      { name: "eight of our figures as Emmett's PostgreSQL projections", round: async () => emmett(await database(), some) },
    ],
    rounds,
  );
  const [ours, theirs] = measured as [(typeof measured)[0], (typeof measured)[0]];
  publish('rebuild', {
    title: 'B1: rebuild, while figures are read and events taken in',
    measured,
    targets: [
      atLeast('events a second', 50_000, ours.perSecond, '/s'),
      atLeast('times the peer', 20, theirs.ratio),
      atMost('slowest read meanwhile', 100, Math.max(...reads), ' ms'),
      atLeast('rate at all events, of that at a tenth of them', 0.8, ours.perSecond / oneTenth!.perSecond),
    ],
    notes: [
      `Reads: ${1_000 / readEveryMs} a second, p50 ${percentile(reads, 0.5).toFixed(1)} ms, p99 ${percentile(reads, 0.99).toFixed(1)} ms, timed from when each was due. Writes: ${(written * 1_000) / writeEveryMs} events a second.`,
      `A rebuild of a tenth of the events: ${Math.round(oneTenth!.perSecond).toLocaleString('en')}/s; creating, comparing and dropping the tables of 39 kinds is the same for any number of events.`,
    ],
  });
} finally {
  await postgres.stop();
}
process.exit(0);
