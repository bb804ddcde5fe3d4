import fc from 'fast-check';
import { createRequire } from 'node:module';
import { gunzipSync, gzipSync } from 'node:zlib';
import { crc32c, murmur2 } from './kafka-hashes.ts';
import { decodeRecords, encodeRecords, WrittenRecord } from './kafka-records.ts';

const inside = createRequire(import.meta.url);
const origin = { timestamp: 1_760_000_000_000, producerId: 7n, producerEpoch: 1, firstSequence: 20 };

interface KafkajsRecord {
  offset: string;
  timestamp: string;
  key: Buffer;
  value: Buffer;
  headers: Record<string, Buffer>;
}
type DecodeBatch = (decoder: object) => Promise<{ producerId: string; firstSequence: number; records: KafkajsRecord[] }>;
type EncodeBatch = (batch: object) => Promise<{ buffer: Buffer }>;

const decoderClass = inside('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => object;
const decodeWithKafkajs = inside('kafkajs/src/protocol/recordBatch/v0/decoder.js') as DecodeBatch;
const encodeWithKafkajs = (inside('kafkajs/src/protocol/recordBatch/v0/index.js') as { RecordBatch: EncodeBatch }).RecordBatch;
const recordOfKafkajs = inside('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (record: object) => object;

/** Also longer than one byte and two bytes of a length can say, and beyond ASCII. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.nat(20_000).map((length) => '青'.repeat(length)),
);
/** kafkajs takes `constructor` for a header that came before. */
const name = fc.string().map((of) => `ce_${of}`);
const written = fc
  .record({ key: text, value: text, headers: fc.dictionary(name, text, { noNullPrototype: true }) })
  .map(({ key, value, headers }) => new WrittenRecord(key, value, headers));
const batch = fc.array(written, { minLength: 1, maxLength: 200, size: 'small' });

it('writes batches that kafkajs reads', async () => {
  await fc.assert(
    fc.asyncProperty(batch, async (records) => {
      const bytes = encodeRecords(records, origin);
      const read = await decodeWithKafkajs(new decoderClass(bytes));
      expect(read).toMatchObject({ producerId: '7', firstSequence: 20 });
      expect(
        read.records.map(({ key, value, headers }) => ({ key: String(key), value: String(value), headers: textsOf(headers) })),
      ).toEqual(records.map(({ key, value, headers }) => ({ key, value, headers })));
      expect(read.records.map(({ offset, timestamp }) => [offset, timestamp])).toEqual(records.map((_, i) => [String(i), '1760000000000']));
    }),
    { numRuns: 50 },
  );
});

it('reads what kafkajs writes, header by header or all of them', async () => {
  await fc.assert(
    fc.asyncProperty(batch, async (records) => {
      const { buffer } = await encodeWithKafkajs({
        firstTimestamp: 5_000,
        records: records.map(({ key, value, headers }, i) => recordOfKafkajs({ key, value, headers, offsetDelta: i, timestampDelta: -i })),
      });
      const read = decodeRecords(Buffer.concat([buffer, buffer, buffer.subarray(0, -1)]), gunzipSync);
      expect(read.length).toBe(2 * records.length);
      for (const [i, one] of read.entries()) {
        const { key, value, headers } = records[i % records.length]!;
        expect([String(one.key), String(one.value), textsOf(one.headers as never), one.headerTexts()]).toEqual([
          key,
          value,
          headers,
          headers,
        ]);
        expect(one.timestamp).toBe(String(5_000 - (i % records.length)));
        for (const name in headers) if (/^[\x20-\x7e]+$/.test(name)) expect(one.header(name)).toBe(headers[name]);
        expect(one.header('no such header')).toBeUndefined();
      }
    }),
    { numRuns: 50 },
  );
});

it('reads gzip, tombstones, names that come twice or that every object has, and the marks of a transaction', async () => {
  const twice = recordOfKafkajs({
    key: null,
    value: null,
    headers: { name: ['one', 'two'], constructor: 'three' },
    offsetDelta: 0,
    timestampDelta: 0,
  });
  const { buffer } = await encodeWithKafkajs({ firstOffset: 41, transactional: true, producerId: 9, records: [twice] });
  const plain = encodeRecords([new WrittenRecord('k', 'v', { a: 'b' })], origin);
  const packed = Buffer.concat([plain.subarray(0, 61), gzipSync(plain.subarray(61))]);
  packed.writeInt32BE(packed.length - 12, 8);
  packed.writeInt16BE(1, 21);
  const [first, second] = decodeRecords(Buffer.concat([buffer, packed]), gunzipSync);
  expect(first).toMatchObject({ offset: '41', key: null, value: null, batchContext: { inTransaction: true, producerId: '9' } });
  expect([first!.headers, first!.header('name')]).toEqual([
    { name: [Buffer.from('one'), Buffer.from('two')], constructor: Buffer.from('three') },
    'one',
  ]);
  expect([String(second!.key), String(second!.value), second!.headerTexts()]).toEqual(['k', 'v', { a: 'b' }]);
});

it('hashes as kafkajs does', () => {
  const murmur = inside('kafkajs/src/producer/partitioners/default/murmur2.js') as (key: string) => number;
  const checksum = inside('kafkajs/src/protocol/recordBatch/crc32C/index.js') as (bytes: Buffer) => number;
  fc.assert(fc.property(text, (key) => expect(murmur2(key)).toBe(murmur(key))));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) =>
      expect(crc32c(Buffer.from(bytes), 0, bytes.length)).toBe(checksum(Buffer.from(bytes))),
    ),
  );
});

function textsOf(headers: Record<string, Buffer>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
