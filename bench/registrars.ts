/** Programs that register entities, each with a database of its own beside those of the park that runs here. */
import { join } from 'node:path';
import { root } from '../tools/park/places.ts';
import type { RunFile } from '../tools/park/run-file.ts';
import { run as start } from '../tools/parts/child.ts';
import { freePorts } from '../tools/parts/parts.ts';
import { adminUrl, connected, until } from './running-park.ts';

export interface Registrar {
  url: string;
  databaseUrl: string;
  pid: number;
  stop(): Promise<void>;
}

/** The service of tenants by itself: nobody listens, and its relay stands by, because this program holds the lock of the relay's election. */
export async function tenantsAlone(run: RunFile): Promise<Registrar> {
  const file = join(root, 'apps/tenants/dist/main.js');
  const databaseUrl = await aDatabase(run, 'bench_alone');
  await (
    await program(run, file, databaseUrl, 0, 'migrate')
  ).ended;
  await (await connected(databaseUrl)).query(`select pg_advisory_lock(hashtextextended('outbox-relay', 11))`);
  return await registrar(run, file, databaseUrl);
}

/** See bench/peers/typeorm-command.ts. */
export async function typeormPeer(run: RunFile): Promise<Registrar> {
  return await registrar(run, join(root, 'bench/peers/typeorm-command.ts'), await aDatabase(run, 'bench_peer'));
}

async function registrar(run: RunFile, file: string, databaseUrl: string): Promise<Registrar> {
  const [port] = (await freePorts(1)) as [number];
  const child = await program(run, file, databaseUrl, port);
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(url).catch(() => null)) !== null);
  return { url, databaseUrl, pid: child.pid, stop: () => child.stop() };
}

async function aDatabase(run: RunFile, name: string): Promise<string> {
  const address = adminUrl(run);
  const admin = await connected(address.href);
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  return address.href;
}

async function program(run: RunFile, file: string, databaseUrl: string, port: number, ...args: string[]): ReturnType<typeof start> {
  const discovery = await fetch(`${run.issuer}/.well-known/openid-configuration`);
  const { jwks_uri } = (await discovery.json()) as { jwks_uri: string };
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: run.kafka.brokers,
    REDIS_URL: run.redis.url,
    OIDC_ISSUER: run.issuer,
    OIDC_AUDIENCE: 'park',
    JWKS_URL: jwks_uri,
    PARK_CODE: 'bench',
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '100000000',
    RATE_LIMIT_PER_ADDRESS: '100000000',
  };
  const log = join(root, '.park', 'log', `bench-${new URL(databaseUrl).pathname.slice(1)}.log`);
  return await start({ name: file, command: process.execPath, args: [file, ...args], log, env, ownGroup: false });
}
