/**
 * `npm run bench -- rebuild [events] [rounds]`: derives all facts anew (B1), while figures are read and events taken in, beside a projection
 * as document stores make it. Each rebuild must come to the facts that intake came to, by their hash, or no number counts.
 *
 * The peer does what Emmett's PostgreSQL projections do (`@event-driven-io/emmett-postgresql`, which is not among our dependencies): batches of
 * 100 events, a transaction each; for each event and each of eight figures that it concerns, read the JSON document, change it and
 * upsert it with its version; then the checkpoint.
 */
import pg from 'pg';
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
  const kpis = new Kpis(dataSource, () => new Date());
  const codes = ['market_entities_stock', 'housing_units_occupied', 'economic_contribution'];
  return await repeated(readEveryMs, signal, (n) =>
    kpis.answer(figures.kpiOf(codes[n % codes.length]!), { as_of: '2024-06-30', filters: {} }),
  );
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

type Document = Record<string, number>;

/** What each of eight figures makes of an event; an event concerns those of its aggregate. */
const documents: Record<string, (document: Document, event: BenchEvent) => Document> = {
  entities: (doc, { type }) => (type.includes('.market-entity.') || type.includes('.entity.') ? counted(doc, type) : doc),
  reports: (doc, { type }) => (type.includes('report') ? counted(doc, type) : doc),
  revenue: (doc, { type, data }: any) => (type.includes('report.verified') ? added(doc, data.period, data.revenue_kcny) : doc),
  employees: (doc, { type, data }: any) => (type.includes('report.verified') ? added(doc, data.period, data.employees_end) : doc),
  area: (doc, { type, data }: any) => (type.includes('.unit.') ? added(doc, data.building_id, data.use_m2) : doc),
  occupancies: (doc, { type }) => (type.includes('.occupancy.') ? counted(doc, type) : doc),
  checkedIn: (doc, { type, data }: any) => (type.includes('tenancy.checked-in') ? added(doc, data.brand, 1) : doc),
  checkedOut: (doc, { type, data }: any) => (type.includes('tenancy.closed') ? added(doc, data.brand, 1) : doc),
};

function counted(doc: Document, type: string): Document {
  return added(doc, type.split('.').at(-2)!, 1);
}

function added(doc: Document, member: string, amount: number): Document {
  return { ...doc, [member]: (doc[member] ?? 0) + amount };
}

async function peer(database: Database, events: readonly BenchEvent[]): Promise<Round> {
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  await db.query('create table if not exists doc (name text, id text, data jsonb not null, version int not null, primary key (name, id))');
  await db.query('create table if not exists checkpoint (name text primary key, position int not null)');
  await db.query('truncate doc, checkpoint');
  const [cpu, start] = [cpuMs([process.pid]), performance.now()];
  for (let at = 0; at < events.length; at += 100) {
    await db.query('begin');
    for (const event of events.slice(at, at + 100)) {
      for (const [name, evolve] of Object.entries(documents)) {
        if (evolve({}, event) === undefined || Object.keys(evolve({}, event)).length === 0) continue;
        const id = event.effectivedate.slice(0, 7);
        const { rows } = await db.query('select data, version from doc where name = $1 and id = $2', [name, id]);
        await db.query(
          `insert into doc values ($1, $2, $3, 1) on conflict (name, id) do update set data = excluded.data, version = doc.version + 1 where doc.version = $4`,
          [name, id, JSON.stringify(evolve(rows[0]?.data ?? {}, event)), rows[0]?.version ?? 0],
        );
      }
    }
    await db.query(`insert into checkpoint values ('figures', $1) on conflict (name) do update set position = excluded.position`, [
      at + 100,
    ]);
    await db.query('commit');
  }
  const round = { items: events.length, ms: performance.now() - start, cpuMs: cpuMs([process.pid]) - cpu };
  const { rows } = await db.query(`select sum(value::numeric) as reports from doc, jsonb_each_text(data) where name = 'reports'`);
  if (Number(rows[0].reports) !== events.filter(({ type }) => type.includes('report')).length) throw new Error('The peer lost events.');
  await db.end();
  return round;
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
  const database = await postgres.database('peer');
  const some = [...aBusyPark(ofPeer)];
  const measured = await alternate(
    [
      { name: `rebuild of ${count.toLocaleString('en')} events`, round: () => rebuild(ledger) },
      { name: 'a document upserted per event and figure, as Emmett does', round: () => peer(database, some) },
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
