/** Programs that register entities, each with a database of its own beside those of the park that runs here. */
import { join } from 'node:path';
import { inPark, root } from '../tools/park/places.ts';
import type { RunFile } from '../tools/park/run-file.ts';
import { run as start } from '../tools/parts/child.ts';
import { freePorts } from '../tools/parts/parts.ts';
import { adminUrl, connected } from './running-park.ts';
import { aService } from './service.ts';
import { until } from './until.ts';

export interface Registrar {
  url: string;
  databaseUrl: string;
  pid: number;
  stop(): Promise<void>;
}

/** The service of tenants by itself: nobody listens, and its relay stands by, because this program holds the lock of the relay's election. */
export async function tenantsAlone({ kafka, redis, issuer, ...run }: RunFile): Promise<Registrar> {
  const databaseUrl = await aDatabase(run, 'bench_alone');
  await (await connected(databaseUrl)).query(`select pg_advisory_lock(hashtextextended('outbox-relay', 11))`);
  const parts = { kafkaBrokers: kafka.brokers, redisUrl: redis.url };
  return { ...(await aService('tenants', { parts, issuer: { url: issuer }, databaseUrl })), databaseUrl };
}

/** See bench/peers/typeorm-command.ts. */
export async function typeormPeer(run: RunFile): Promise<Registrar> {
  const databaseUrl = await aDatabase(run, 'bench_peer');
  const [port] = (await freePorts(1)) as [number];
  const discovery = await fetch(`${run.issuer}/.well-known/openid-configuration`);
  const { jwks_uri } = (await discovery.json()) as { jwks_uri: string };
  const child = await start({
    name: 'the peer',
    command: process.execPath,
    args: [join(root, 'bench/peers/typeorm-command.ts')],
    log: inPark('log', 'bench-peer.log'),
    env: { PATH: process.env['PATH'], PORT: String(port), DATABASE_URL: databaseUrl, ISSUER: run.issuer, JWKS_URL: jwks_uri },
    ownGroup: false,
  });
  const url = `http://127.0.0.1:${port}`;
  await until('the peer answers', async () => (await fetch(url).catch(() => null)) !== null);
  return { url, databaseUrl, pid: child.pid, stop: () => child.stop() };
}

async function aDatabase(run: Pick<RunFile, 'postgres'>, name: string): Promise<string> {
  const address = adminUrl(run);
  const admin = await connected(address.href);
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  return address.href;
}
