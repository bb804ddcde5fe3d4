/** Real parts of a benchmark's own: PostgreSQL with fsync and, where asked for, Kafka and Redis. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePorts, startParts } from '../tools/parts/parts.ts';
import { startPostgres } from '../tools/parts/postgres.ts';

const say = (line: string): void => console.log(line);

export interface Database {
  url: string;
  drop(): Promise<void>;
}

export interface Postgres {
  /** Of the server's process, whose children are the connections. */
  pid: number;
  database(name: string): Promise<Database>;
  stop(): Promise<void>;
}

export async function aPostgres(): Promise<Postgres> {
  const dir = aFolder();
  const [port] = (await freePorts(1)) as [number];
  const { url, child } = await startPostgres({ dir, port, logs: join(dir, 'log'), ephemeral: false, ownGroup: true, say });
  return {
    pid: child.pid!,
    database: (name) => aDatabase(url, name),
    stop: async () => {
      await child.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Parts extends Postgres {
  kafkaPid: number;
  kafkaBrokers: string;
  redisUrl: string;
}

/** `walLevel: 'logical'` is for peers that read PostgreSQL's write-ahead log. */
export async function allParts({ walLevel }: { walLevel?: 'logical' } = {}): Promise<Parts> {
  const dir = aFolder();
  const [postgres, kafka, redis] = (await freePorts(3)) as [number, number, number];
  const parts = await startParts({ dir, ports: { postgres, kafka, redis } });
  let pid = parts.pids.postgres!;
  if (walLevel) {
    await asAdmin(parts.postgresUrl, `alter system set wal_level = ${walLevel}`);
    const server = parts.started.find(({ child }) => child.pid === pid)!;
    await server.child.stop();
    pid = (await server.again()).pid;
  }
  return {
    pid,
    kafkaPid: parts.pids.kafka!,
    kafkaBrokers: parts.kafkaBrokers,
    redisUrl: parts.redisUrl,
    database: (name) => aDatabase(parts.postgresUrl, name),
    stop: async () => {
      await parts.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'park-bench-'));
  mkdirSync(join(dir, 'log'));
  return dir;
}

async function aDatabase(server: string, name: string): Promise<Database> {
  const address = new URL(server);
  address.pathname = `/${name}`;
  await asAdmin(server, `create database ${name}`);
  return { url: address.href, drop: () => asAdmin(server, `drop database ${name} with (force)`) };
}

async function asAdmin(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}
