/** PostgreSQL, Kafka and Redis for the park or for a test run: taken from the environment where it names them, else started here. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { claim } from './ephemeral-folder.ts';
import type { Child } from './child.ts';
import type { Say } from './downloads.ts';
import { startKafka } from './kafka.ts';
import { startPostgres } from './postgres.ts';
import { dataFolders } from './postgres-place.ts';
import { startRedis } from './redis.ts';

export { ephemeralFolder } from './ephemeral-folder.ts';
export { freePorts, isTaken } from './free-ports.ts';

export interface PartsOptions {
  /** Data, passwords and (unless `logs` says otherwise) logs are kept here. */
  dir: string;
  ports: { postgres: number; kafka: number; redis: number };
  /** For tests: quick rather than safe, no trace left after `stop()`. */
  ephemeral?: boolean;
  logs?: string;
  say?: Say;
  /** Called as soon as a program runs, long before it answers: who keeps a list of processes misses none. */
  onSpawn?: (child: Child) => void;
}

export interface Parts {
  /** Of a role that may create databases and roles. */
  postgresUrl: string;
  /** `host:port`, several separated by commas. */
  kafkaBrokers: string;
  redisUrl: string;
  /** Only of the parts started here. */
  pids: { postgres?: number; kafka?: number; redis?: number };
  /** The parts started here, and how to start one again that ended unasked. */
  started: { child: Child; again: () => Promise<Child> }[];
  stop(): Promise<void>;
}

/** The input of one part's start. */
export interface PartOptions {
  dir: string;
  port: number;
  logs: string;
  ephemeral: boolean;
  ownGroup: boolean;
  say: Say;
  onSpawn?: ((child: Child) => void) | undefined;
}

/** Starts all three at the same time and waits until they answer; if one fails, none is left behind. */
export async function startParts({
  dir,
  ports,
  ephemeral = false,
  logs = join(dir, 'log'),
  say = () => undefined,
  onSpawn,
}: PartsOptions): Promise<Parts> {
  mkdirSync(dir, { recursive: true });
  const spawned: Child[] = [];
  const options = (port: number): PartOptions => ({
    dir,
    port,
    logs,
    ephemeral,
    ownGroup: !ephemeral, // a test run's Ctrl-C shall reach its parts
    say,
    onSpawn: (child) => {
      spawned.push(child);
      if (ephemeral) claim(dir, spawned);
      onSpawn?.(child);
    },
  });
  const stop = async (): Promise<void> => {
    await Promise.all(spawned.map((child) => child.stop()));
    if (ephemeral) for (const folder of [...dataFolders(dir), dir]) rmSync(folder, { recursive: true, force: true });
  };

  const { POSTGRES_URL, KAFKA_BROKERS, REDIS_URL } = process.env;
  const starters = {
    postgres: () => startPostgres(options(ports.postgres)),
    kafka: () => startKafka(options(ports.kafka)),
    redis: () => startRedis(options(ports.redis)),
  };
  const results = await Promise.allSettled([
    POSTGRES_URL ? given(POSTGRES_URL) : starters.postgres(),
    KAFKA_BROKERS ? given(KAFKA_BROKERS) : starters.kafka(),
    REDIS_URL ? given(REDIS_URL) : starters.redis(),
  ]);
  const [postgres, kafka, redis] = results;
  if (postgres.status !== 'fulfilled' || kafka.status !== 'fulfilled' || redis.status !== 'fulfilled') {
    await stop();
    throw results.find((result) => result.status === 'rejected')?.reason;
  }
  const running = { postgres: postgres.value.child, kafka: kafka.value.child, redis: redis.value.child };
  const names = (Object.keys(running) as (keyof typeof running)[]).filter((name) => running[name]);
  return {
    postgresUrl: postgres.value.url,
    kafkaBrokers: kafka.value.url,
    redisUrl: redis.value.url,
    pids: Object.fromEntries(names.map((name) => [name, running[name]?.pid])),
    started: names.map((name) => ({ child: running[name] as Child, again: async () => (await starters[name]()).child })),
    stop,
  };
}

function given(url: string): { url: string; child: undefined } {
  return { url, child: undefined };
}
