/**
 * `npm run bench -- feeds-fan-out [rounds]`: what it costs to put events into the logs of members. On a PostgreSQL of its own, with fsync.
 * Medians of the rounds (7 without a number). Before any number counts, each log must have each of its events once, at positions without
 * gaps. The peer takes turns with us: one INSERT statement of all entries, with neither positions nor subscriptions.
 */
import { randomUUID } from 'node:crypto';
import { built } from '../built.ts';
import { aPostgres } from '../parts.ts';
import { median } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const batch = 100;
const batchesOfARound = 5;
const say = (line: string): void => console.log(line);

const postgres = await aPostgres();
const { createDataSource, migrationsOf } = await built('libs/service-kit/dist/index.js');
const { service } = await built('apps/feeds/dist/feeds.module.js');
const { FanOut } = await built('apps/feeds/dist/log/fan-out.service.js');
const { recruitment } = await built('libs/contracts/dist/index.js');

const type = recruitment.FairPhaseChangedV1;
let sequence = 0;

/** Members that subscribe to all, and members that wait for records of their own that never come. */
interface Park {
  wanting: number;
  others: number;
  dataSource: any;
  fanOut: any;
  sent: number;
}

async function aPark(name: string, wanting: number, others: number): Promise<Park> {
  const { url } = await postgres.database(name);
  const dataSource = await createDataSource(url, [], migrationsOf(service), 'bench').initialize();
  await dataSource.runMigrations();
  await dataSource.query(
    `insert into member (organisation_id, uscc, is_open) select gen_random_uuid(), 'member ' || i, true from generate_series(1, $1::int) i`,
    [wanting + others],
  );
  await dataSource.query(
    `insert into subscription (id, code, organisation_id, uscc, log_no, name, types, modes, topics, resources, start, state, backfilled, version, created_at, updated_at)
     select gen_random_uuid(), 'SB-' || log_no, organisation_id, uscc, log_no, 'bench', '{}', '{}', '{}',
       case when log_no <= $1 then '{}'::uuid[] else array[gen_random_uuid()] end, 'now', 'active', 0, 1, now(), now() from member`,
    [wanting],
  );
  return { wanting, others, dataSource, fanOut: new FanOut({ FEED_RETENTION_DAYS: 90 }), sent: 0 };
}

function events(count: number): object[] {
  return Array.from({ length: count }, () => {
    const [now, subject] = [new Date().toISOString(), randomUUID()];
    return {
      specversion: '1.0',
      id: randomUUID(),
      source: '/parks/bench/services/recruitment',
      type: type.type,
      subject,
      time: now,
      recordedtime: now,
      datacontenttype: 'application/json',
      dataschema: `urn:park:event:${type.type}`,
      sequence: ++sequence,
      effectivedate: now.slice(0, 10),
      visibility: 'public',
      data: type.example,
    };
  });
}

/** Milliseconds an event. */
async function ours(park: Park): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < batchesOfARound; i++)
    await park.dataSource.transaction((tx: unknown) => park.fanOut.takeIn(tx, events(batch), new Date()));
  park.sent += batch * batchesOfARound;
  return (performance.now() - started) / (batch * batchesOfARound);
}

async function peer({ dataSource, wanting }: Park): Promise<number> {
  await dataSource.query('create table if not exists peer (member int, event uuid, json text)');
  const started = performance.now();
  for (let i = 0; i < batchesOfARound; i++)
    await dataSource.query(
      'insert into peer select m, (e ->> $2)::uuid, e::text from generate_series(1, $3::int) m cross join jsonb_array_elements($1::jsonb) e',
      [JSON.stringify(events(batch)), 'id', wanting],
    );
  await dataSource.query('truncate peer');
  return (performance.now() - started) / (batch * batchesOfARound);
}

async function requireGapless({ dataSource, wanting, sent }: Park): Promise<void> {
  const [found] = await dataSource.query(
    `select count(*) filter (where n = $1 and low = 1 and high = $1 and distinct_events = $1) as good, count(*) as logs
     from (select count(*) as n, min(position) as low, max(position) as high, count(distinct event_no) as distinct_events from log_entry group by log_no) l`,
    [sent],
  );
  if (Number(found.good) !== wanting || Number(found.logs) !== wanting) throw new Error(`Logs are not whole: ${JSON.stringify(found)}`);
}

try {
  for (const [wanting, others] of [
    [5, 0],
    [5, 4_995],
    [50, 450],
    [500, 0],
  ] as const) {
    const park = await aPark(`park_${wanting}_${others}`, wanting, others);
    await ours(park);
    const [us, them]: [number[], number[]] = [[], []];
    const cpu = process.cpuUsage();
    for (let round = 0; round < rounds; round++) {
      us.push(await ours(park));
      them.push(await peer(park));
    }
    const used = process.cpuUsage(cpu);
    await requireGapless(park);
    const perEvent = median(us);
    say(
      `${String(wanting).padStart(4)} of ${String(wanting + others).padStart(5)} members want it: ${perEvent.toFixed(2)} ms an event, ` +
        `${Math.round(1_000 / perEvent)} events/s, ${Math.round((1_000 * wanting) / perEvent)} entries/s; first round ${us[0]!.toFixed(2)}, last ${us.at(-1)!.toFixed(2)}; ` +
        `Node ${((used.user + used.system) / 1_000 / (batch * batchesOfARound * rounds)).toFixed(2)} ms with the peer; ` +
        `the peer ${median(them).toFixed(2)} ms, ratio ${(median(them) / perEvent).toFixed(2)}`,
    );
    await park.dataSource.destroy();
  }
} finally {
  await postgres.stop();
}
process.exit(0);
