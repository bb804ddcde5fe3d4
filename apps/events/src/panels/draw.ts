/**
 * The draw 抽签 of the order of a roadshow. The hash of a secret seed is published before the list of pitches closes; the seed afterwards.
 * Nobody can choose the order, and anybody can check it: tools/draw/verify.mjs.
 */
import { invalid } from '@park/kernel';

/** Answers the SHA-256 in hex. */
export type Sha256 = (bytes: Buffer) => string;

/** SHA-256 of the 32 bytes of the seed. */
export function hashOfSeed(seed: string, sha256: Sha256): string {
  return sha256(Buffer.from(seed, 'hex'));
}

/** Throws `invalid seed_mismatch`. */
export function requireSeed(seed: string, seedHash: string, sha256: Sha256): void {
  if (hashOfSeed(seed, sha256) === seedHash) return;
  throw invalid('/seed', 'seed_mismatch', 'The SHA-256 of seed is not the hash that was published.');
}

/** By SHA-256 of `<seed>:<pitch id>`, ascending. */
export function drawOrder(pitchIds: readonly string[], seed: string, sha256: Sha256): string[] {
  const keys = pitchIds.map((id) => [sha256(Buffer.from(`${seed}:${id}`, 'utf8')), id] as const);
  return keys.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
}
