/** From nothing to a running park: parts, issuer and build side by side, then databases and topics, services, sample. */
import type { Child } from '../parts/child.ts';
import type { Say } from '../parts/downloads.ts';
import { startParts, type Parts } from '../parts/parts.ts';
import { build } from './build.ts';
import { prepareDatabases } from './databases.ts';
import { startIssuer } from './issuer-process.ts';
import type { Options } from './options.ts';
import { ensureFree, metricsPorts, portsFrom, sampleMembersPort, type Ports } from './ports.ts';
import type { Processes } from './processes.ts';
import { inPark, parkDir } from './places.ts';
import { openingDayIn } from '../sample-park/folder.ts';
import { describeRun, writeRunFile, type RunFile } from './run-file.ts';
import { startSampleMembers } from './sample-members-process.ts';
import { hasSample, loadSampleOnce } from './sample.ts';
import { keptSecrets, type Secrets } from './secrets.ts';
import { migrate, startService } from './service-process.ts';
import { publishers, services } from '../../libs/contracts/src/manifest.ts';
import { topicOf } from '../../libs/contracts/src/topic.ts';
import { urlOf, type Surroundings } from './services.ts';
import { prepareTopics } from './topics.ts';

export interface Up {
  run: RunFile;
  /** The faults that were found although the park runs. */
  warning: string | undefined;
  /** Of the sample park, if one was loaded. */
  openingDay: string | undefined;
}

export async function bringUp(options: Options, processes: Processes, say: Say): Promise<Up> {
  const startedAt = new Date();
  const ports = portsFrom(process.env);
  const sampleMembers = hasSample(options) ? sampleMembersPort(ports) : undefined;
  await ensureFree({ ...ports, ...metricsPorts(ports), ...(sampleMembers && { sampleMembers }) }, process.env);
  const secrets = keptSecrets(
    inPark('secrets.json'),
    services.map(({ name }) => name),
  );
  const adopt = (child: Child): void => processes.adopt(child, { isPart: false });

  say('Starting PostgreSQL, Kafka and Redis');
  const [parts] = await Promise.all([bringUpParts(ports, processes, say), bringUpIssuer(ports, secrets, processes), build(say, adopt)]);
  const surroundings = {
    ...(await prepare(parts, ports, secrets)),
    ...(sampleMembers && { sampleMembersUrl: urlOf(sampleMembers) }),
  };

  say('Migrating the databases and starting the services');
  const run = await bringUpServices(surroundings, startedAt, processes, say);
  if (sampleMembers) await bringUpSampleMembers(surroundings, processes);
  const warning = await loadSampleOnce(options, say, adopt);
  return { run, warning, openingDay: openingDayIn(inPark('sample-park')) };
}

async function bringUpParts(ports: Ports, processes: Processes, say: Say): Promise<Parts> {
  const adopt = (child: Child): void => processes.adopt(child, { isPart: true });
  const parts = await startParts({ dir: parkDir, ports, logs: inPark('log'), say, onSpawn: adopt });
  for (const { child, again } of parts.started) void processes.keep(child, again);
  say('PostgreSQL, Kafka and Redis answer');
  return parts;
}

async function bringUpIssuer(ports: Ports, secrets: Secrets, processes: Processes): Promise<void> {
  const start = (): Promise<Child> => startIssuer(ports, secrets, (child) => processes.adopt(child, { isPart: false }));
  void processes.keep(await start(), start);
}

async function bringUpSampleMembers(surroundings: Surroundings, processes: Processes): Promise<void> {
  const start = (): Promise<Child> => startSampleMembers(surroundings, (child) => processes.adopt(child, { isPart: false }));
  void processes.keep(await start(), start);
}

async function prepare({ postgresUrl, kafkaBrokers, redisUrl }: Parts, ports: Ports, secrets: Secrets): Promise<Surroundings> {
  const names = services.map(({ name }) => name);
  const topics = publishers.map(topicOf);
  const [databases] = await Promise.all([prepareDatabases(postgresUrl, secrets.databases, names), prepareTopics(kafkaBrokers, topics)]);
  return { ports, secrets, databases, kafkaBrokers, redisUrl };
}

async function bringUpServices(surroundings: Surroundings, startedAt: Date, processes: Processes, say: Say): Promise<RunFile> {
  const adopt = (child: Child): void => processes.adopt(child, { isPart: false });
  const pids = new Map<string, number>();
  await Promise.all(
    services.map(async (service) => {
      await migrate(service, surroundings, adopt);
      const child = await startService(service, surroundings, adopt);
      pids.set(service.name, child.pid);
      say(`  ${service.name} is ready`);
      void processes.keep(child, async () => {
        const next = await startService(service, surroundings, adopt);
        pids.set(service.name, next.pid);
        writeRunFile(describeRun(startedAt, surroundings, pids));
        return next;
      });
    }),
  );
  const run = describeRun(startedAt, surroundings, pids);
  writeRunFile(run);
  return run;
}
