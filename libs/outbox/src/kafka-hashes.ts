/** The two hashes that Kafka's protocol asks for. */

/**
 * For slicing by four: `tables[k][byte]` is the checksum of that byte followed by k zero bytes. Signed, because V8 allocates a number above 2^31
 * until it has compiled the loop.
 */
const tables = checksumTables();

function checksumTables(): [Int32Array, Int32Array, Int32Array, Int32Array] {
  const [t0, t1, t2, t3] = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)];
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
    t0[byte] = sum;
  }
  for (let byte = 0; byte < 256; byte++) {
    t1[byte] = (t0[byte]! >>> 8) ^ t0[t0[byte]! & 0xff]!;
    t2[byte] = (t1[byte]! >>> 8) ^ t0[t1[byte]! & 0xff]!;
    t3[byte] = (t2[byte]! >>> 8) ^ t0[t2[byte]! & 0xff]!;
  }
  return [t0, t1, t2, t3];
}

/** CRC-32C (Castagnoli), of the bytes from `start` to `end`. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  const [t0, t1, t2, t3] = tables;
  let sum = -1;
  let at = start;
  for (const whole = end - 3; at < whole; at += 4) {
    sum ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    sum = t3[sum & 0xff]! ^ t2[(sum >>> 8) & 0xff]! ^ t1[(sum >>> 16) & 0xff]! ^ t0[sum >>> 24]!;
  }
  for (; at < end; at++) sum = (sum >>> 8) ^ t0[(sum ^ bytes[at]!) & 0xff]!;
  return ~sum >>> 0;
}

/** 32-bit murmur2 as Kafka's clients use it to find the partition of a key. */
export function murmur2(key: string): number {
  const bytes = Buffer.from(key);
  const { length } = bytes;
  const m = 0x5bd1e995;
  let hash = 0x9747b28c ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let word = Math.imul(bytes.readInt32LE(at), m);
    word = Math.imul(word ^ (word >>> 24), m);
    hash = Math.imul(hash, m) ^ word;
  }
  if (length - at === 3) hash ^= bytes[at + 2]! << 16;
  if (length - at >= 2) hash ^= bytes[at + 1]! << 8;
  if (length - at >= 1) hash = Math.imul(hash ^ bytes[at]!, m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
}
