/** Apache Kafka, one broker that is its own controller, from the jars on Maven Central. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { run, waitUntil, type Child } from './child.ts';
import { cacheFolder, download, lock } from './downloads.ts';
import { freePorts } from './free-ports.ts';
import { findJava } from './java.ts';
import type { PartOptions } from './parts.ts';

/** Small heap, one collector thread, no second compiler: less memory, and faster on two cores than the defaults. */
const modest = ['-Xms64m', '-Xmx256m', '-Xss512k', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:ReservedCodeCacheSize=48m'];

export async function startKafka(options: PartOptions): Promise<{ url: string; child: Child }> {
  const { dir, port, logs, ownGroup, ephemeral, say, onSpawn } = options;
  const data = join(dir, 'kafka');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const jars = cacheFolder(`kafka-${lock().kafka.version}`);
  const [java] = await Promise.all([findJava(say), download(`Kafka ${lock().kafka.version}`, lock().kafka.jars, jars, say)]);

  const [controllerPort = 0] = await freePorts(1);
  const properties = join(dir, 'kafka.properties');
  writeFileSync(
    properties,
    asProperties({ ...settings(port, controllerPort, join(data, 'log')), ...(ephemeral && { 'log.retention.ms': -1 }) }),
  );

  const jvm = [...modest, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.showDateTime=true'];
  const program = (main: string, ...args: string[]): Promise<Child> =>
    run({
      name: 'Kafka',
      command: java,
      args: [...jvm, '-cp', join(jars, '*'), main, ...args],
      log: join(logs, 'kafka.log'),
      ownGroup,
      stopSignal: ephemeral ? 'SIGKILL' : 'SIGTERM',
    });

  if (!existsSync(join(data, 'log', 'meta.properties'))) {
    const format = await program('kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', properties);
    onSpawn?.(format);
    const { ok, how } = await format.ended;
    if (!ok) throw new Error(`Kafka's storage could not be prepared: it ${how}; its log is ${format.log}.`);
  }
  const child = await program('kafka.Kafka', properties);
  onSpawn?.(child);
  const brokers = `127.0.0.1:${port}`;
  await waitUntil(child, () => answers(brokers));
  return { url: brokers, child };
}

function settings(port: number, controllerPort: number, log: string): Record<string, string | number> {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    // Named here and not in the data, so that the data may move to other ports.
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': log,
    'auto.create.topics.enable': 'false',
    'num.partitions': 6,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'offsets.retention.minutes': 57_600, // 40 days: longer than topics keep messages, see docs/adr/0006
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A broker that was killed may register again only when its old session is over: 9 s by default.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    // An idle controller writes a record to its own log every 500 ms by default, for followers that one broker does not have.
    'metadata.max.idle.interval.ms': 5000,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 4_194_304, // 128 MB by default, of the heap
  };
}

function asProperties(settings: Record<string, string | number>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value.replaceAll('\\', '\\\\') : value}\n`)
    .join('');
}

/** Kafka wants 16 bytes in base64url; this one is known, because one broker on loopback meets no other cluster. */
function clusterId(): string {
  return Buffer.from('youth-innov-park').toString('base64url');
}

async function answers(brokers: string): Promise<void> {
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, connectionTimeout: 1000, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    const { brokers: known } = await admin.describeCluster();
    if (known.length === 0) throw new Error('no broker is registered yet');
  } finally {
    await admin.disconnect();
  }
}
