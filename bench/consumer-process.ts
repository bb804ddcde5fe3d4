/**
 * A consumer as a process of its own. `run <kind> <messages> <group>` on the standard input reads so many messages of the topic from its beginning and
 * says what CPU this process took from the first batch to the last. Our kinds replace a part of kafkajs, so they need a process without the others.
 */
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { built } from './built.ts';

const [topic, databaseUrl, brokerList, wantedType, unwantedType] = process.argv.slice(2) as [string, string, string, string, string];
const brokers = brokerList.split(',');
const { Logger } = await import('@nestjs/common');
Logger.overrideLogger(['error']);

interface Measured {
  cpuMs: number;
  ms: number;
}

/** `seen` is called with each batch. */
type Consume = (group: string, seen: (messages: number) => void) => Promise<{ close(): Promise<unknown> }>;

const kinds: Record<string, Consume> = {
  kafkajs: async (groupId, seen) => {
    const { Kafka, logLevel } = await import('kafkajs');
    const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async ({ batch, resolveOffset }) => {
        const { offset } = batch.messages.at(-1)!;
        resolveOffset(offset);
        await consumer.commitOffsets([{ topic, partition: batch.partition, offset: String(BigInt(offset) + 1n) }]);
        seen(batch.messages.length);
      },
    });
    return { close: () => consumer.disconnect() };
  },
  nest: async (groupId, seen) => {
    const { ServerKafka } = await import('@nestjs/microservices');
    const server = new ServerKafka({ client: { brokers }, consumer: { groupId }, subscribe: { fromBeginning: true } });
    server.addHandler(topic, async () => seen(1), true);
    await new Promise<void>((done, fail) => server.listen((error: any) => (error ? fail(error) : done())));
    return { close: () => server.close() };
  },
  wanted: (group, seen) => ours(group, seen, wantedType, 500),
  unwanted: (group, seen) => ours(group, seen, unwantedType, 500),
  'wanted by twenty': (group, seen) => ours(group, seen, wantedType, 20),
  'unwanted by twenty': (group, seen) => ours(group, seen, unwantedType, 20),
};

async function ours(groupId: string, seen: (messages: number) => void, type: string, batchSize: number): ReturnType<Consume> {
  const { IntakeTransport } = await built('libs/outbox/dist/index.js');
  const { DataSource } = await import('typeorm');
  const { register } = createRequire(import.meta.url)('prom-client');
  const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
  await dataSource.query('truncate inbox, intake_sequence, parked');
  register.resetMetrics();
  const transport = new IntakeTransport({ service: groupId, parkCode: 'bench', brokers, dataSource, now: () => new Date(), batchSize });
  transport.addHandler(type, async () => undefined, true);
  await new Promise<void>((done, fail) => transport.listen((error: unknown) => (error ? fail(error) : done())));
  let counted = 0;
  const counting = setInterval(async () => {
    const counters = ['intake_events_total', 'intake_skipped_total'].map((name) => register.getSingleMetric(name)!.get());
    const total = (await Promise.all(counters))
      .flatMap(({ values }: any) => values)
      .reduce((sum: number, { value }: any) => sum + value, 0);
    if (total > counted) seen(total - counted);
    counted = total;
  }, 5);
  return {
    close: async () => {
      clearInterval(counting);
      await transport.close();
      await dataSource.destroy();
    },
  };
}

async function measure(kind: string, messages: number, group: string): Promise<Measured> {
  let first: { cpu: NodeJS.CpuUsage; at: number; messages: number } | null = null;
  let left = messages;
  let finish: (measured: Measured) => void;
  const done = new Promise<Measured>((resolve) => (finish = resolve));
  const consumer = await kinds[kind]!(group, (count) => {
    left -= count;
    // The first batch is left out, its time as well as its messages.
    first ??= { cpu: process.cpuUsage(), at: performance.now(), messages: left };
    if (left < 0) throw new Error(`${-left} messages too many.`);
    if (left > 0) return;
    const { user, system } = process.cpuUsage(first.cpu);
    const share = messages / first.messages;
    finish({ cpuMs: (share * (user + system)) / 1000, ms: share * (performance.now() - first.at) });
  });
  const measured = await done;
  await consumer.close();
  return measured;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [, kind, messages, group] = /^run (.+) (\d+) (\S+)$/.exec(line)!;
  console.log(`done ${JSON.stringify(await measure(kind!, Number(messages), group!))}`);
}
process.exit();
