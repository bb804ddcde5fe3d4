/** Redis on one machine: other users of it reach the port, and must get nothing there. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createClient } from 'redis';
import type { Child } from './child.ts';
import { freePorts } from './parts.ts';
import { startRedis } from './redis.ts';

let dir: string;
let redis: { url: string; child: Child };
let port: number;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'park redis '));
  [port] = (await freePorts(1)) as [number];
  redis = await startRedis({ dir, port, logs: dir, ephemeral: true, ownGroup: false, say: () => undefined });
});
afterAll(async () => {
  await redis.child.stop();
  rmSync(dir, { recursive: true });
});

it('answers nobody without its password, which nobody else can read', async () => {
  const stranger = connect(port, '127.0.0.1').end('KEYS *\r\n');
  expect(await text(stranger)).toMatch(/^-NOAUTH/);
  for (const file of ['password', 'redis.conf']) expect(statSync(join(dir, 'redis', file)).mode & 0o077).toBe(0);
});

it('keeps nothing on disk, and lets nobody change that', async () => {
  const service = await createClient({ url: redis.url }).connect();
  await service.set('a', 'b');
  expect(await service.get('a')).toBe('b');
  await expect(service.sendCommand(['CONFIG', 'SET', 'dir', '/tmp'])).rejects.toThrow('unknown command');
  service.destroy();
});
