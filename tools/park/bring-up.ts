/** From nothing to a running park: parts, build, databases, issuer, services, sample. */
import { mkdirSync } from 'node:fs';
import { hashPassword } from '../issuer/password.ts';
import { run, waitUntil, type Child } from '../parts/child.ts';
import type { Say } from '../parts/downloads.ts';
import { startParts } from '../parts/parts.ts';
import { writeJson } from '../parts/process-record.ts';
import { build, mainOf } from './build.ts';
import { clientsFile, type ServiceClientName } from './clients.ts';
import { prepareDatabases } from './databases.ts';
import type { Options } from './options.ts';
import { ensureFree, portsFrom } from './ports.ts';
import type { Processes } from './processes.ts';
import { inPark, parkDir, root, warningFlags } from './root.ts';
import { describeRun, writeRunFile, type RunFile } from './run-file.ts';
import { loadSampleOnce } from './sample.ts';
import { keptSecrets } from './secrets.ts';
import { audience, environmentOf, services, topicOf, urlOf, type ServiceEntry, type Surroundings } from './services.ts';
import { prepareTopics } from './topics.ts';

const issuerHeapMb = 96;

export interface Up {
  run: RunFile;
  /** What is not as it should be although the park runs. */
  warning: string | undefined;
}

export async function bringUp(options: Options, processes: Processes, say: Say): Promise<Up> {
  const startedAt = new Date();
  const ports = portsFrom(process.env);
  await ensureFree(ports, process.env);
  const names = services.map(({ name }) => name);
  const secrets = keptSecrets(inPark('secrets.json'), names);
  const adoptPart = (child: Child): void => processes.adopt(child, { isPart: true });
  const adopt = (child: Child): void => processes.adopt(child, { isPart: false });

  const startIssuer = async (): Promise<Child> => {
    const child = await runNode('issuer', issuerHeapMb, [`${root}/tools/issuer/main.ts`], issuerEnvironment(ports.issuer));
    adopt(child);
    await waitUntil(child, () => ensureOk(`http://127.0.0.1:${ports.issuer}/.well-known/openid-configuration`));
    return child;
  };

  say('Starting PostgreSQL, Kafka and Redis');
  const [parts] = await Promise.all([
    startParts({ dir: parkDir, ports, logs: inPark('log'), say, onSpawn: adoptPart }).then((started) => {
      say('PostgreSQL, Kafka and Redis answer');
      for (const { child, again } of started.started) void processes.keep(child, again);
      return started;
    }),
    writeClientsFile()
      .then(startIssuer)
      .then((child) => void processes.keep(child, startIssuer)),
    build(say, adopt),
  ]);

  const [databases] = await Promise.all([
    prepareDatabases(parts.postgresUrl, secrets.databases, names),
    prepareTopics(
      parts.kafkaBrokers,
      services.filter(({ publishes }) => publishes).map(({ name }) => topicOf(name)),
    ),
  ]);
  const surroundings: Surroundings = { ports, secrets, databases, kafkaBrokers: parts.kafkaBrokers, redisUrl: parts.redisUrl };

  const pids = new Map<string, number>();
  const startService = async (service: ServiceEntry): Promise<Child> => {
    const environment = environmentOf(service, surroundings);
    const child = await runNode(service.name, service.heapMb, [mainOf(service.name)], environment);
    adopt(child);
    await waitUntil(child, () => ensureOk(`http://127.0.0.1:${environment['PORT']}/health/ready`));
    pids.set(service.name, child.pid);
    return child;
  };
  const startAgain = async (service: ServiceEntry): Promise<Child> => {
    const child = await startService(service);
    writeRunFile(describeRun(startedAt, surroundings, pids));
    return child;
  };

  say('Migrating the databases and starting the services');
  const serve = async (service: ServiceEntry): Promise<void> => {
    await migrate(service, environmentOf(service, surroundings), adopt);
    const child = await startService(service);
    say(`  ${service.name} is ready`);
    void processes.keep(child, () => startAgain(service));
  };
  await Promise.all(services.map(serve));

  const runFile = describeRun(startedAt, surroundings, pids);
  writeRunFile(runFile);
  const warning = await loadSampleOnce(options, say, adopt);
  return { run: runFile, warning };

  async function writeClientsFile(): Promise<void> {
    const clientSecrets = Object.fromEntries(Object.entries(secrets.clients).map(([name, { clientSecret }]) => [name, clientSecret]));
    mkdirSync(inPark('issuer'), { recursive: true, mode: 0o700 });
    const dashboard = urlOf(ports['reporting'] as number);
    writeJson(
      inPark('issuer', 'clients.json'),
      clientsFile(dashboard, clientSecrets as Record<ServiceClientName, string>, await hashPassword(secrets.userPassword)),
    );
  }
}

function issuerEnvironment(port: number): Record<string, string> {
  return {
    ISSUER_URL: urlOf(port),
    PORT: String(port),
    AUDIENCE: audience,
    CLIENTS_FILE: inPark('issuer', 'clients.json'),
    STATE_DIR: inPark('issuer'),
  };
}

async function migrate(service: ServiceEntry, environment: Record<string, string>, adopt: (child: Child) => void): Promise<void> {
  const child = await runNode(`${service.name} (migration)`, service.heapMb, [mainOf(service.name), 'migrate'], environment, service.name);
  adopt(child);
  const { ok, how } = await child.ended;
  if (!ok) throw new Error(`The migration of ${service.name} ${how}; its log is ${child.log}.`);
}

function runNode(name: string, heapMb: number, args: string[], environment: Record<string, string>, logName = name): Promise<Child> {
  return run({
    name,
    command: process.execPath,
    args: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=4', ...warningFlags, ...args],
    log: inPark('log', `${logName}.log`),
    env: { ...process.env, ...environment },
    cwd: root,
    ownGroup: true,
  });
}

async function ensureOk(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
