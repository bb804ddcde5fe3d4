/** Debezium's engine as a process, from the jars of `downloads.lock.json`. It takes a JDK of 17 or newer, which compiles the one source file. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, download, type Artifact } from '../../tools/parts/downloads.ts';
import { findJava } from '../../tools/parts/java.ts';
import { startCommanded, type Commanded } from '../commanded.ts';

const here = import.meta.dirname;
const say = (line: string): void => console.log(line);

/** Columns that become headers, as in our own messages. */
const headers = {
  version: 'ce_sequence',
  type: 'ce_type',
  aggregate_id: 'ce_subject',
  effective_on: 'ce_effectivedate',
  occurred_at: 'ce_time',
  recorded_at: 'ce_recordedtime',
  visibility: 'ce_visibility',
  actor_id: 'ce_actorid',
  actor_type: 'ce_actortype',
  correlation_id: 'ce_correlationid',
  traceparent: 'ce_traceparent',
};

/** The publication and the slot must be there. The intervals that its latency depends on are as short as our own poll. */
export async function startDebezium(databaseUrl: string, brokers: string, topic: string, folder: string): Promise<Commanded> {
  const { version, jars } = JSON.parse(readFileSync(join(here, 'downloads.lock.json'), 'utf8')) as { version: string; jars: Artifact[] };
  const libraries = cacheFolder(`debezium-${version}`);
  await download(`Debezium ${version}`, jars, libraries, say);
  mkdirSync(folder, { recursive: true });
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const engine = properties(join(folder, 'engine.properties'), {
    name: 'bench',
    'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
    'topic.prefix': 'bench',
    'database.hostname': hostname,
    'database.port': port,
    'database.user': username,
    'database.password': decodeURIComponent(password),
    'database.dbname': pathname.slice(1),
    'plugin.name': 'pgoutput',
    'slot.name': 'debezium',
    'publication.name': 'debezium',
    'publication.autocreate.mode': 'disabled',
    'table.include.list': 'public.outbox',
    'snapshot.mode': 'no_data',
    'tombstones.on.delete': 'false',
    'poll.interval.ms': '4',
    'offset.storage': 'org.apache.kafka.connect.storage.FileOffsetBackingStore',
    'offset.storage.file.filename': join(folder, 'offsets'),
    'offset.flush.interval.ms': '1000',
    transforms: 'outbox',
    'transforms.outbox.type': 'io.debezium.transforms.outbox.EventRouter',
    'transforms.outbox.table.field.event.id': 'event_id',
    'transforms.outbox.table.field.event.key': 'aggregate_id',
    'transforms.outbox.table.field.event.payload': 'data',
    'transforms.outbox.route.by.field': 'aggregate',
    'transforms.outbox.route.topic.replacement': topic,
    'transforms.outbox.table.fields.additional.placement': Object.entries(headers)
      .map(([column, header]) => `${column}:header:${header}`)
      .join(),
  });
  const producer = properties(join(folder, 'producer.properties'), {
    'bootstrap.servers': brokers,
    acks: 'all',
    'enable.idempotence': 'true',
    'linger.ms': '0',
    'batch.size': '131072',
  });
  return startCommanded(await findJava(say), [
    '-Xmx512m',
    '-XX:+UseSerialGC',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
    '-cp',
    join(libraries, '*'),
    join(here, 'DebeziumRelay.java'),
    engine,
    producer,
  ]);
}

function properties(file: string, of: Record<string, string>): string {
  writeFileSync(
    file,
    Object.entries(of)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  );
  return file;
}
