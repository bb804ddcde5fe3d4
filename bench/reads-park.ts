/** A park to read from: reporting with a ledger of so many events, tenants with a thousand entities, and the peers beside them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { tenants } from '../libs/contracts/src/index.ts';
import { testIssuer } from '../libs/test-kit/src/issuer.ts';
import { Story } from '../apps/reporting/src/figures/events.fixture.ts';
import { root } from '../tools/park/places.ts';
import { built } from './built.ts';
import { installedPeer } from './installed-peers.ts';
import { allParts } from './parts.ts';
import { aBusyPark } from './reporting-events.ts';
import { aService, parkCode, type Running } from './service.ts';

const batchSize = 1_000;

export interface Peer {
  port: number;
  pid: number;
}

export interface ReadsPark {
  reporting: Running;
  tenants: Running;
  authorization: string;
  /** Another entity moves in: a new revision, by a transaction of intake in another process. Answers the ledger's revision after it. */
  moveRevision(): Promise<number>;
  /** Facts and day totals so many times over, as of a park that has taken in so many times as many events. */
  multiply(times: number): Promise<void>;
  bare(answers: Record<string, string>): Promise<Peer>;
  nestExpress(board: string): Promise<Peer>;
  query(sql: string, values?: unknown[]): Promise<any[]>;
  stop(): Promise<void>;
}

export async function aReadsPark(nodeArguments: readonly string[] = [], taken = 100_000): Promise<ReadsPark> {
  const parts = await allParts();
  const issuer = await testIssuer();
  const dir = mkdtempSync(join(tmpdir(), 'park-bench-'));
  const databases = { reporting: await parts.database('reporting'), tenants: await parts.database('tenants') };
  const start = (name: 'reporting' | 'tenants'): Promise<Running> =>
    aService(name, { parts, issuer, databaseUrl: databases[name].url, nodeArguments });
  const [reporting, entities] = [await start('reporting'), await start('tenants')];
  const { createDataSource } = await built('libs/service-kit/dist/index.js');
  const { takeIn } = await built('apps/reporting/dist/ledger/intake.store.js');
  const { figures } = await built('apps/reporting/dist/figures/registry.js');
  const ledger = await createDataSource(databases.reporting.url, [], [], 'bench', 1).initialize();
  const registry = await createDataSource(databases.tenants.url, [], [], 'bench', 1).initialize();
  const take = (events: readonly unknown[]): Promise<number> =>
    ledger.transaction((tx: unknown) => takeIn(tx, figures.kinds, events, new Date()));

  const started = performance.now();
  const events = [...aBusyPark(taken)];
  for (let at = 0; at < events.length; at += batchSize) await take(events.slice(at, at + batchSize));
  console.log(`${events.length} events taken in within ${Math.round((performance.now() - started) / 1000)} s`);
  await registry.query(someEntities);
  await ledger.query('analyze');
  await registry.query('analyze');

  const children: { kill(signal: NodeJS.Signals): boolean }[] = [];
  const peer = async (file: string, args: string[]): Promise<Peer> => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^port (\d+)$/.exec(line)?.[1];
      if (port) return { port: Number(port), pid: child.pid! };
    }
    throw new Error(`${file} ended before it listened.`);
  };
  let moves = 0;
  return {
    reporting,
    tenants: entities,
    authorization: `Bearer ${await issuer.token({ scopes: ['reporting:kpi:read', 'tenants:entity:read'], expiresInS: 86_400 })}`,
    async moveRevision() {
      const id = `moving ${++moves}`;
      const story = new Story().tell(tenants.EntityRegisteredV1, id, '2025-01-01');
      await take(story.tell(tenants.EntityMovedInV1, id, '2025-01-01', { effective_date: '2025-01-01' }).events);
      return (await ledger.query('select revision from ledger'))[0].revision;
    },
    async multiply(times) {
      await ledger.transaction(async (tx: { query(sql: string): Promise<unknown> }) => {
        for (const statement of ['set local statement_timeout = 0', ...multiplied(times)]) await tx.query(statement);
      });
      await ledger.query('analyze');
    },
    bare(answers) {
      const file = join(dir, `answers-${children.length}.json`);
      writeFileSync(file, JSON.stringify(answers));
      return peer(join(root, 'bench', 'peers', 'bare-http.ts'), [file]);
    },
    async nestExpress(board) {
      await ledger.query('create table if not exists bench_board (version bigint primary key, board jsonb not null)');
      await ledger.query('insert into bench_board values ((select coalesce(max(version), 0) + 1 from bench_board), $1)', [board]);
      return await peer(installedPeer('nest-express.ts'), [databases.reporting.url, databases.tenants.url]);
    },
    query: (sql, values) => ledger.query(sql, values),
    async stop() {
      for (const child of children) child.kill('SIGTERM');
      await Promise.all([ledger.destroy(), registry.destroy()]);
      await Promise.all([reporting.stop(), entities.stop()]);
      await issuer.close();
      await parts.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export { parkCode };

const someEntities = `
  insert into market_entity (id, code, version, created_at, updated_at, uscc, name, kind, established_on, industry_code, size_class,
    registration_status, residency, founder_flags, risk_level, state, moved_in_on)
  select gen_random_uuid(), 'E-' || lpad(n::text, 6, '0'), 1, now(), now(), 'bench' || lpad(n::text, 13, '0'), '青岛样本科技有限公司 ' || n,
    'enterprise', date '2020-01-01' + n % 700, 'I6510', 'small', 'in_operation', 'registered_and_physical', array['graduate'], 'none',
    'resident', date '2023-01-01' + n % 700
  from generate_series(1, 1000) n`;

/** The facts of the first journal again at later places, and the day totals summed anew. */
function multiplied(times: number): string[] {
  const facts = `select f.projection, f.position + ledger.position * n as position, ordinal, measure, dimensions, effective_on, recorded_at, delta, subject || n as subject
    from fact f, ledger, generate_series(1, ${times - 1}) n`;
  return [
    `insert into fact (projection, position, ordinal, measure, dimensions, effective_on, recorded_at, delta, subject) ${facts}`,
    'truncate kpi_day',
    `insert into kpi_day (projection, measure, effective_on, dimensions, delta, facts)
     select projection, measure, effective_on, dimensions, sum(delta), count(*) from fact group by 1, 2, 3, 4`,
    `select setval(pg_get_serial_sequence('journal', 'position'), ${times} * (select position from ledger))`,
    `update ledger set position = position * ${times}, revision = revision + 1`,
  ];
}
