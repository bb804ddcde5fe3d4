/** The script by which anybody checks a draw, on draws that are right and wrong. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../park/places.ts';

const folder = mkdtempSync(join(tmpdir(), 'draw-'));
afterAll(() => rmSync(folder, { recursive: true }));

const seed = '07'.repeat(32);
const ids = ['a', 'b', 'c', 'd'].map((letter) => `0197a0c0-0000-7000-8000-00000000000${letter}`);
const order = [...ids].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

function keyOf(id: string): string {
  return createHash('sha256').update(`${seed}:${id}`).digest('hex');
}

function aDraw(wish: Record<string, unknown> = {}): Record<string, unknown> & { pitches: Record<string, unknown>[] } {
  const pitches = ids.map((id, i) => ({ id, code: `PT-${i}`, project: `P${i}`, position: order.indexOf(id) + 1, is_withdrawn: false }));
  const seed_hash = createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
  const times = { closed_at: '2025-06-16T02:00:00.000Z', drawn_at: '2025-06-17T02:00:00.000Z' };
  return { gathering: 'ROADSHOW-1', seed_hash, ...times, pitches, seed, order, ...wish };
}

function fileOf(name: string, draw: object): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(draw));
  return file;
}

async function verify(...places: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [join(root, 'tools/draw/verify.mjs'), ...places]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number>((resolve) => child.on('close', resolve));
  return { code, said };
}

it('finds a right draw right, from a file and from an address', async () => {
  const right = { code: 0, said: expect.stringContaining('ROADSHOW-1: the order of 4 pitches is the one that the seed gives') };
  expect(await verify(fileOf('right', aDraw()))).toEqual(right);
  const server: Server = createServer((_, answer) => answer.end(JSON.stringify(aDraw())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    expect(await verify(`http://127.0.0.1:${(server.address() as AddressInfo).port}/draw`)).toEqual(right);
  } finally {
    server.close();
  }
});

it('leaves the places of the others when one was withdrawn before the draw', async () => {
  const [gone, ...left] = order;
  const pitches = aDraw().pitches.map((pitch) =>
    pitch['id'] === gone
      ? { ...pitch, position: null, is_withdrawn: true }
      : { ...pitch, position: left.indexOf(pitch['id'] as string) + 1 },
  );
  expect(await verify(fileOf('gone', aDraw({ pitches })))).toMatchObject({ code: 0 });
});

const swapped = [order[1]!, order[0]!, ...order.slice(2)];

it.each([
  ['another seed', { seed: '08'.repeat(32) }, 'the SHA-256 of the seed is not the hash that was published'],
  ['another order', { order: swapped }, 'the order is not the one that the seed gives'],
  ['an order that lacks one', { order: order.slice(1) }, 'the order is not the one that the seed gives'],
  [
    'other places',
    { pitches: aDraw().pitches.map((pitch) => ({ ...pitch, position: swapped.indexOf(pitch['id'] as string) + 1 })) },
    'the places of the pitches are not in the order that was drawn',
  ],
  [
    'one who was passed over',
    { pitches: aDraw().pitches.map((pitch) => (pitch['id'] === order[3] ? { ...pitch, position: null } : pitch)) },
    'got no place',
  ],
  ['no draw yet', { seed: null, order: null }, 'the order is not drawn yet'],
])('refuses %s', async (name, wish, said) => {
  expect(await verify(fileOf(name, aDraw(wish)))).toEqual({ code: 1, said: expect.stringContaining(said) });
});

it('compares with what was answered before the draw', async () => {
  const earlier = (wish: object): object => ({ ...aDraw({ seed: null, order: null }), ...wish });
  const draw = fileOf('now', aDraw());
  expect(await verify(draw, fileOf('same', earlier({})))).toMatchObject({ code: 0 });
  expect(await verify(draw, fileOf('open', earlier({ closed_at: null, pitches: [] })))).toMatchObject({ code: 0 });
  expect(await verify(draw, fileOf('hash', earlier({ seed_hash: 'a'.repeat(64) })))).toEqual({
    code: 1,
    said: expect.stringContaining('the hash of the seed is another one than before'),
  });
  expect(await verify(draw, fileOf('list', earlier({ pitches: aDraw().pitches.slice(1) })))).toEqual({
    code: 1,
    said: expect.stringContaining('the list is another one than before'),
  });
});

it('says how it is used, and that it cannot read what is no draw', async () => {
  expect(await verify()).toEqual({ code: 2, said: expect.stringContaining('Usage') });
  expect(await verify(join(folder, 'nowhere.json'))).toEqual({ code: 1, said: expect.stringContaining('cannot be read') });
});
