#!/usr/bin/env node
/**
 * Checks the draw of a roadshow: node tools/draw/verify.mjs <file or URL of GET /programme/gatherings/<code>/draw> [earlier answer]
 * An earlier answer, kept from before the draw, shows that neither hash nor list has changed since. Plain Node, nothing of the park.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { argv, exit, stderr, stdout } from 'node:process';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const same = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
const idsOf = ({ pitches }) => pitches.map(({ id }) => id);

async function read(place) {
  if (!/^https?:\/\//.test(place)) return JSON.parse(await readFile(place, 'utf8'));
  const answer = await fetch(place);
  if (!answer.ok) throw new Error(`${place} was answered by ${answer.status}`);
  return await answer.json();
}

/** What is wrong with the draw, in words. */
function faultsOf(draw, earlier) {
  const { seed_hash, seed, order, pitches } = draw;
  if (seed === null || order === null) return ['the order is not drawn yet'];
  const faults = [];
  if (!/^[0-9a-f]{64}$/.test(seed) || sha256(Buffer.from(seed, 'hex')) !== seed_hash)
    faults.push('the SHA-256 of the seed is not the hash that was published');
  const ids = idsOf(draw);
  const expected = ids
    .map((id) => [sha256(Buffer.from(`${seed}:${id}`, 'utf8')), id])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, id]) => id);
  if (!same(order, expected)) faults.push('the order is not the one that the seed gives');
  const placed = order.filter((id) => pitches.find((pitch) => pitch.id === id)?.position != null);
  const byPosition = pitches.filter(({ position }) => position !== null).sort((a, b) => a.position - b.position);
  if (!same(placed, idsOf({ pitches: byPosition })) || byPosition.some(({ position }, i) => position !== i + 1))
    faults.push('the places of the pitches are not in the order that was drawn');
  const skipped = pitches.filter(({ position, is_withdrawn }) => position === null && !is_withdrawn);
  if (skipped.length > 0) faults.push(`${skipped.map(({ code }) => code).join(', ')} got no place`);
  if (earlier && earlier.seed_hash !== seed_hash) faults.push('the hash of the seed is another one than before');
  if (earlier?.closed_at && !same([...idsOf(earlier)].sort(), [...ids].sort())) faults.push('the list is another one than before');
  return faults;
}

const [place, earlierPlace] = argv.slice(2);
if (place === undefined) {
  stderr.write('Usage: node tools/draw/verify.mjs <file or URL> [file or URL of an earlier answer]\n');
  exit(2);
}
try {
  const draw = await read(place);
  const faults = faultsOf(draw, earlierPlace === undefined ? null : await read(earlierPlace));
  for (const fault of faults) stderr.write(`${draw.gathering}: ${fault}\n`);
  if (faults.length === 0) stdout.write(`${draw.gathering}: the order of ${draw.order.length} pitches is the one that the seed gives\n`);
  exit(faults.length === 0 ? 0 : 1);
} catch (error) {
  stderr.write(`The draw cannot be read: ${error.message}\n`);
  exit(1);
}
