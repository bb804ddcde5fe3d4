/** One service of the workspace as a process of a benchmark's own, on real parts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestIssuer } from '../libs/test-kit/src/issuer.ts';
import { services } from '../libs/contracts/src/manifest.ts';
import { mainOf } from '../tools/park/build.ts';
import { root } from '../tools/park/places.ts';
import { run, type Child } from '../tools/parts/child.ts';
import { freePorts } from '../tools/parts/parts.ts';
import type { Parts } from './parts.ts';
import { untilReady } from './until.ts';

export const parkCode = 'bench';
const nowhere = 'http://127.0.0.1:9';

export interface Running {
  url: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
}

interface Wish {
  parts: Pick<Parts, 'kafkaBrokers' | 'redisUrl'>;
  issuer: Pick<TestIssuer, 'url'>;
  databaseUrl: string;
  environment?: Record<string, string>;
  /** Arguments of Node, such as --cpu-prof. */
  nodeArguments?: readonly string[];
}

/** Migrated, started and ready to answer. No limit on requests holds that a benchmark would reach. */
export async function aService(name: string, { parts, issuer, databaseUrl, environment = {}, nodeArguments = [] }: Wish): Promise<Running> {
  const [port] = (await freePorts(1)) as [number];
  const url = `http://127.0.0.1:${port}`;
  const log = join(root, 'node_modules', '.cache', 'park', `bench-${name}.log`);
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: parts.kafkaBrokers,
    REDIS_URL: parts.redisUrl,
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: 'park',
    PARK_CODE: parkCode,
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '100000000',
    RATE_LIMIT_PER_ADDRESS: '100000000',
    ...(name === 'reporting' && reportingSettings()),
    ...environment,
  };
  const program = (args: string[]): Promise<Child> =>
    run({ name, command: process.execPath, args: [...nodeArguments, mainOf(name), ...args], log, env, ownGroup: true });
  const migrated = await (await program(['migrate'])).ended;
  if (!migrated.ok) throw new Error(`The migration ${migrated.how}: ${readFileSync(log, 'utf8')}`);
  const child = await program([]);
  await untilReady(url);
  return { url, port, pid: child.pid, stop: () => child.stop() };
}

function reportingSettings(): Record<string, string> {
  const others = services.filter(({ name }) => name !== 'reporting').map(({ name }) => [`${name.toUpperCase()}_URL`, nowhere]);
  return {
    ...Object.fromEntries(others),
    RECONCILE_CLIENT_ID: 'bench',
    RECONCILE_CLIENT_SECRET: 'bench',
    DASHBOARD_CLIENT_ID: 'bench',
  };
}
