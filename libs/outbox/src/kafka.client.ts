/** The port to Kafka: the few things that we ask of a client, so that another one can take kafkajs's place. */
import { Logger } from '@nestjs/common';
import { CompressionTypes, Kafka, logLevel, type Consumer, type Producer } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import type { IncomingMessage } from './intake-message.ts';
import { byKey, replaceInside } from './kafka-protocol.client.ts';
import { OffsetCommits } from './offset-commits.client.ts';
import type { ReadRecord, WrittenRecord } from './kafka-records.ts';

export interface IncomingBatch {
  topic: string;
  partition: number;
  messages: IncomingMessage[];
  /** Keeps the partition ours while a long batch is at work. */
  heartbeat(): Promise<void>;
  /** False once the partition was taken away or we are closing. */
  isOurs(): boolean;
  /** Everything before this message's successor is done. Kafka learns of it soon. */
  commit(offset: string): void;
}

/** Kafka refuses the messages for their size, and will do so again. */
export class MessagesTooLarge extends Error {}

export interface Publisher {
  /** Resolves when all in-sync replicas have the messages. Throws `MessagesTooLarge`. */
  publish(topic: string, messages: WrittenRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface Subscription {
  close(): Promise<void>;
}

const log = new Logger('Kafka');

replaceInside();

function kafka(brokers: string[], clientId: string, retries = 8): Kafka {
  return new Kafka({
    brokers,
    clientId,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries },
    logLevel: logLevel.INFO,
    // While a broker or a group moves, kafkajs reports as errors what it retries by itself.
    logCreator:
      () =>
      ({ level, log: entry }) => {
        const text = `${entry.message}${entry['error'] ? `: ${String(entry['error'])}` : ''}`;
        if (level === logLevel.ERROR && !entry['retryTime'] && entry['retriable'] !== true) log.debug(`error: ${text}`);
        else log.debug(text);
      },
  });
}

/** Fails soon where Kafka does not answer: its caller tries again, and can say so meanwhile. */
export async function connectPublisher(brokers: string[], clientId: string): Promise<Publisher> {
  const connected = async (): Promise<Producer> => {
    const producer = kafka(brokers, clientId, 2).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: byKey,
    });
    await producer.connect();
    return producer;
  };
  let producer = await connected();
  return {
    publish: async (topic, messages) => {
      try {
        await producer.send({ topic, acks: -1, compression: CompressionTypes.None, messages });
      } catch (error) {
        if ((error as { type?: string }).type !== 'MESSAGE_TOO_LARGE') throw error;
        // Other partitions of the request took their messages, but kafkajs takes back the sequence numbers of all: the broker would
        // drop what comes next under these numbers as a repetition. A new producer begins its own.
        await producer.disconnect();
        producer = await connected();
        throw new MessagesTooLarge((error as Error).message);
      }
    },
    close: () => producer.disconnect(),
  };
}

/** Its parts are decoded when they are asked for: of a message that nobody wants, the key and four headers. */
class KafkaMessage implements IncomingMessage {
  readonly key: string | null;

  constructor(private readonly record: ReadRecord) {
    this.key = textOf(record.key);
  }

  get offset(): string {
    return this.record.offset;
  }

  get value(): string | null {
    return textOf(this.record.value);
  }

  header(name: string): string | undefined {
    const text = this.record.header(name);
    return text === undefined ? undefined : storable(text);
  }

  get headers(): Record<string, string> {
    const texts = this.record.headerTexts();
    for (const name in texts) if (name.includes('\0') || texts[name]!.includes('\0')) return storableAll(texts);
    return texts;
  }
}

function textOf(bytes: Buffer | null): string | null {
  return bytes && storable(bytes.toString());
}

function storableAll(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [storable(name), storable(text)]));
}

/** PostgreSQL stores no NUL, and what cannot be stored could not be parked. Another control character is as wrong in JSON, and can. */
function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\u0001') : text;
}

/** More than any listener has: of each of ten topics ten. */
const manyPartitions = 100;

export interface SubscriptionOptions {
  brokers: string[];
  groupId: string;
  topics: string[];
  /** Called for all partitions of an answer of Kafka before any of them is done. */
  onBatch(batch: IncomingBatch): Promise<void>;
  /** The client gave up for good; the process should not pretend to be alive. */
  onCrash(error: Error): void;
}

export async function subscribe(options: SubscriptionOptions): Promise<Subscription> {
  const consumer: Consumer = kafka(options.brokers, options.groupId).consumer({
    groupId: options.groupId,
    sessionTimeout: 6_000,
    heartbeatInterval: 1_500,
    // The broker answers as soon as there is something; this is how long it holds an answer back while there is nothing, and a stop waits.
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) options.onCrash(payload.error);
  });
  const commits = new OffsetCommits(
    (offsets) => consumer.commitOffsets(offsets),
    (error) => log.debug(`the offsets of ${options.groupId} were not committed: ${String(error)}`),
  );
  // Partitions may be another consumer's now. Those that stay are read again from what was committed.
  consumer.on(consumer.events.GROUP_JOIN, () => commits.forget());
  const working = new Set<Promise<void>>();
  await consumer.connect();
  await consumer.subscribe({ topics: options.topics, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    // All that Kafka answers at once is handed over at once, to be taken in together.
    partitionsConsumedConcurrently: manyPartitions,
    eachBatch: async ({ batch, heartbeat, isRunning, isStale, resolveOffset }) => {
      const { topic, partition } = batch;
      const taking = options.onBatch({
        topic,
        partition,
        messages: batch.messages.map((record) => new KafkaMessage(record as unknown as ReadRecord)),
        heartbeat,
        isOurs: () => isRunning() && !isStale(),
        commit: (offset) => {
          resolveOffset(offset);
          commits.note({ topic, partition, offset: String(BigInt(offset) + 1n) });
        },
      });
      working.add(taking);
      await taking.finally(() => working.delete(taking));
    },
  });
  return {
    close: async () => {
      await Promise.allSettled(working);
      await commits.flush();
      await consumer.disconnect();
    },
  };
}

export interface PartitionOffsets {
  topic: string;
  partition: number;
  /** Of the first message that Kafka still has. */
  low: bigint;
  /** Of the next message to come. */
  high: bigint;
  /** Of the next message for the group; `null` where it has committed none. */
  committed: bigint | null;
}

/**
 * Throws soon when Kafka does not answer, or a topic does not exist. The group is asked for only where Kafka has deleted messages: of a new
 * broker, the coordinator of groups takes a while to come up.
 */
export async function offsetsOf(brokers: string[], groupId: string, topics: string[]): Promise<PartitionOffsets[]> {
  const admin = kafka(brokers, groupId, 1).admin();
  await admin.connect();
  try {
    const ends = await Promise.all(topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })));
    const isAllThere = ends.every(({ partitions }) => partitions.every(({ low }) => low === '0'));
    const committed = isAllThere ? [] : await untilCoordinated(() => admin.fetchOffsets({ groupId, topics }));
    return ends.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, low, high }) => {
        const offset = committed.find((of) => of.topic === topic)?.partitions.find((of) => of.partition === partition)?.offset ?? '-1';
        return { topic, partition, low: BigInt(low), high: BigInt(high), committed: offset === '-1' ? null : BigInt(offset) };
      }),
    );
  } finally {
    await admin.disconnect();
  }
}

const coordinatorAttempts = 50;

/** kafkajs tries this by itself for consumers, and not for admins. */
async function untilCoordinated<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = coordinatorAttempts; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !(error as { retriable?: boolean }).retriable) throw error;
      await pause(200);
    }
  }
}
