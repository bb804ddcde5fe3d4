/**
 * Replaces parts inside of kafkajs 2.2.4: the bytes of records, the hash of a key, and a timer. That holds for all of the process, so a
 * record that is not of ours is left to kafkajs. See docs/adr/0024.
 */
import type { ICustomPartitioner } from 'kafkajs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { murmur2 } from './kafka-hashes.ts';
import { decodeRecords, encodeRecords, WrittenRecord, type ReadRecord } from './kafka-records.ts';

const inside = createRequire(import.meta.url);

/** A request of the protocol in one of its versions, as kafkajs keeps them. */
interface Api<Arguments, Response> {
  protocol(of: { version: number }): (given: Arguments) => {
    request: { encode(): Promise<Encoder> };
    response: { decode(raw: Buffer): Promise<Response> };
  };
}

interface Encoder {
  writeString(text: string | null | undefined): Encoder;
  writeInt16(value: number): Encoder;
  writeInt32(value: number): Encoder;
  writeBytes(bytes: Buffer): Encoder;
}

interface Decoder {
  readInt16(): number;
  readInt32(): number;
  readInt64(): bigint;
  readString(): string;
  readBytes(): Buffer | null;
  readArray<T>(one: (decoder: Decoder) => T): T[];
}

interface ProduceArguments {
  acks: number;
  timeout: number;
  producerId: bigint | string;
  producerEpoch: number;
  topicData: { topic: string; partitions: ProducedPartition[] }[];
}

interface ProducedPartition {
  partition: number;
  firstSequence: number;
  messages: WrittenRecord[];
}

interface FetchResponse {
  throttleTime: number;
  clientSideThrottleTime: number;
  errorCode: number;
  sessionId: number;
  responses: { topicName: string; partitions: FetchedPartition[] }[];
}

interface FetchedPartition {
  partition: number;
  errorCode: number;
  highWatermark: string;
  lastStableOffset: string;
  lastStartOffset: string;
  abortedTransactions: { producerId: string; firstOffset: string }[];
  preferredReadReplica: number;
  messages: ReadRecord[];
}

/** The queue of requests of one connection. */
interface RequestQueue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

const { requests } = inside('kafkajs/src/protocol/requests/index.js') as {
  requests: { Produce: Api<ProduceArguments, unknown>; Fetch: Api<unknown, FetchResponse> };
};
const encoderClass = inside('kafkajs/src/protocol/encoder.js') as new (size?: number) => Encoder;
const decoderClass = inside('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => Decoder;

/** The versions that every broker since 2.3 takes, and the newest that kafkajs knows. */
const produceVersion = 7;
const fetchVersion = 11;

/** Each record has the key that finds its partition, as the other clients of Kafka do it. */
export const byKey: ICustomPartitioner =
  () =>
  ({ partitionMetadata, message }) =>
    (murmur2(String(message.key)) & 0x7fffffff) % partitionMetadata.length;

/** Once a process. */
export function replaceInside(): void {
  replaceProduce();
  replaceFetch();
  lookOnlyWhereRequestsWait();
}

function replaceProduce(): void {
  const { protocol } = requests.Produce;
  requests.Produce.protocol = (of) => (given) => {
    const made = protocol(of)(given);
    const isOurs = of.version === produceVersion && given.topicData.every(({ partitions }) => partitions.every(hasOurRecords));
    return isOurs ? { ...made, request: { ...made.request, encode: async () => encodeProduce(given) } } : made;
  };
}

function hasOurRecords({ messages }: ProducedPartition): boolean {
  return messages[0] instanceof WrittenRecord;
}

function encodeProduce({ acks, timeout, producerId, producerEpoch, topicData }: ProduceArguments): Encoder {
  const timestamp = Date.now();
  const encoder = new encoderClass().writeString(null).writeInt16(acks).writeInt32(timeout).writeInt32(topicData.length);
  for (const { topic, partitions } of topicData) {
    encoder.writeString(topic).writeInt32(partitions.length);
    for (const { partition, firstSequence, messages } of partitions) {
      const origin = { timestamp, producerId: BigInt(producerId), producerEpoch, firstSequence };
      encoder.writeInt32(partition).writeBytes(encodeRecords(messages, origin));
    }
  }
  return encoder;
}

function replaceFetch(): void {
  const { protocol } = requests.Fetch;
  requests.Fetch.protocol = (of) => (given) => {
    const made = protocol(of)(given);
    return of.version === fetchVersion ? { ...made, response: { ...made.response, decode: async (raw) => decodeFetch(raw) } } : made;
  };
}

/** See `fetch/v11/response.js` in kafkajs. */
function decodeFetch(raw: Buffer): FetchResponse {
  const decoder = new decoderClass(raw);
  return {
    throttleTime: 0, // kafkajs waits by the next
    clientSideThrottleTime: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    sessionId: decoder.readInt32(),
    responses: decoder.readArray(() => ({
      topicName: decoder.readString(),
      partitions: decoder.readArray(() => ({
        partition: decoder.readInt32(),
        errorCode: decoder.readInt16(),
        highWatermark: String(decoder.readInt64()),
        lastStableOffset: String(decoder.readInt64()),
        lastStartOffset: String(decoder.readInt64()),
        abortedTransactions: decoder.readArray(() => ({
          producerId: String(decoder.readInt64()),
          firstOffset: String(decoder.readInt64()),
        })),
        preferredReadReplica: decoder.readInt32(),
        messages: decodeRecords(decoder.readBytes() ?? Buffer.alloc(0), gunzipSync),
      })),
    })),
  };
}

/**
 * kafkajs looks each millisecond for requests to send, for ever and although none waits (its issue 1704): 900 wake-ups a second, three
 * quarters of what an idle service costs. A request that comes to wait schedules the look by itself.
 */
function lookOnlyWhereRequestsWait(): void {
  const { prototype } = inside('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}
