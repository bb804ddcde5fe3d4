/** Redis for one machine: a cache and a messenger, so it keeps nothing on disk. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { run, waitUntil, type Child } from './child.ts';
import { cacheFolder, download, fileName, lock, type Say } from './downloads.ts';
import type { PartOptions } from './parts.ts';

const binaries: Partial<Record<string, string>> = {
  'linux-x64': 'redis-server-6.2.6-v5-linux-amd64',
  'linux-arm64': 'redis-server-6.2.7-linux-arm64',
  'darwin-x64': 'redis-server-6.2.6-v5-darwin-amd64',
  'darwin-arm64': 'redis-server-6.2.6-v5-darwin-arm64',
};

export async function startRedis({ dir, port, logs, ownGroup, say, onSpawn }: PartOptions): Promise<{ url: string; child: Child }> {
  const data = join(dir, 'redis');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const password = passwordIn(data);
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: `"${data}"`,
    save: '""',
    appendonly: 'no',
    maxmemory: '128mb',
    'maxmemory-policy': 'allkeys-lru',
    // Other users of the machine reach the port, too; CONFIG would let them write files as this one.
    requirepass: password,
    'rename-command': 'CONFIG ""',
  };
  // A file, because everybody sees the arguments of a process.
  const file = join(data, 'redis.conf');
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  const child = await run({ name: 'Redis', command: await findRedis(say), args: [file], log: join(logs, 'redis.log'), ownGroup });
  onSpawn?.(child);
  await waitUntil(child, () => ping(port));
  return { url: `redis://:${password}@127.0.0.1:${port}`, child };
}

/** The same for as long as the folder is there: services that run keep it. */
function passwordIn(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function findRedis(say: Say): Promise<string> {
  const onPath = await versionOf('redis-server');
  if (isNewEnough(onPath)) return 'redis-server';
  const binary = binaries[`${process.platform}-${process.arch}`];
  if (!binary) throw new Error('Redis 6.2 or newer is needed: install redis-server, or set REDIS_URL to one that runs.');

  const { version, jar } = lock().redis;
  const folder = cacheFolder(`redis-${version}`);
  const program = join(folder, 'redis-server');
  if (existsSync(program)) return program;
  await download(`Redis ${version}`, [jar], folder, say);
  const { [binary]: content } = unzipSync(readFileSync(join(folder, fileName(jar))), { filter: ({ name }) => name === binary });
  writeFileSync(`${program}.${process.pid}`, content!, { mode: 0o755 });
  renameSync(`${program}.${process.pid}`, program);
  return program;
}

async function versionOf(program: string): Promise<string> {
  return promisify(execFile)(program, ['--version']).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

export function isNewEnough(versionText: string): boolean {
  const [, major = 0, minor = 0] = (/v=(\d+)\.(\d+)/.exec(versionText) ?? []).map(Number);
  return major > 6 || (major === 6 && minor >= 2);
}

/** Resolves when the server really answers, not merely when it listens. */
function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject).once('data', (answer) => {
      socket.destroy();
      if (answer.toString().startsWith('-NOAUTH')) resolve();
      else reject(new Error(answer.toString()));
    });
  });
}
