import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawOrder, hashOfSeed, requireSeed, type Sha256 } from './draw.ts';

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const zero = '00'.repeat(32);

it('hashes the bytes of the seed, not its text', () => {
  // SHA-256 of 32 zero bytes, as published in many places.
  expect(hashOfSeed(zero, sha256)).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925');
});

it('refuses a seed that is not the one whose hash was published', () => {
  const hash = hashOfSeed(zero, sha256);
  expect(() => requireSeed(zero, hash, sha256)).not.toThrow();
  expect(() => requireSeed(`${zero.slice(0, 63)}1`, hash, sha256)).toThrow(
    expect.objectContaining({ code: 'seed_mismatch', errors: [expect.objectContaining({ pointer: '/seed' })] }),
  );
});

it('orders by the hash of seed and id, whatever the order of the list', () => {
  const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 30 });
  const lists = ids.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  fc.assert(
    fc.property(lists, seeds, ([list, shuffled], seed) => {
      const order = drawOrder(list, seed, sha256);
      expect(drawOrder(shuffled, seed, sha256)).toEqual(order);
      expect([...order].sort()).toEqual([...list].sort());
      const keys = order.map((id) => createHash('sha256').update(`${seed}:${id}`).digest('hex'));
      expect(keys).toEqual([...keys].sort());
    }),
  );
});
