/** Builds the services with Nx, and skips even that when no source has changed since the last time. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, type Child } from '../parts/child.ts';
import type { Say } from '../parts/downloads.ts';
import { inPark, nx, root } from './places.ts';
import { services } from '../../libs/contracts/src/manifest.ts';

const ignored = new Set(['node_modules', 'dist', '.nx', 'coverage']);
const builtFrom = join(root, 'node_modules', '.cache', 'park', 'built-from');

export function mainOf(service: string): string {
  return join(root, 'apps', service, 'dist', 'main.js');
}

export async function build(say: Say, onSpawn: (child: Child) => void): Promise<void> {
  const sources = fingerprint();
  const isBuilt = services.every(({ name }) => existsSync(mainOf(name)));
  if (isBuilt && existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === sources) return;

  say('Building the services (only what changed)');
  const child = await run({
    name: 'The build',
    command: process.execPath,
    args: [nx, 'run-many', '-t', 'build', '--outputStyle=static'],
    log: inPark('log', 'build.log'),
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_INTERACTIVE: 'false', NX_NO_CLOUD: 'true', NO_COLOR: '1' },
    cwd: root,
    ownGroup: true,
    stopsWithItsGroup: true,
    onLine: (line) => {
      const [, task] = /^\W*nx run (\S+)/.exec(line) ?? [];
      if (task && line.includes('✔')) say(`  built ${task.replace(/:build$/, '')}`);
    },
  });
  onSpawn(child);
  const { ok, how } = await child.ended;
  if (!ok) throw new Error(`The build ${how}; its log is ${child.log}, and npm run build shows it.`);

  const missing = services.filter(({ name }) => !existsSync(mainOf(name))).map(({ name }) => name);
  if (missing.length > 0) throw new Error(`The build made no main.js for ${missing.join(', ')} (expected in apps/<service>/dist).`);
  mkdirSync(dirname(builtFrom), { recursive: true });
  writeFileSync(builtFrom, sources);
}

/** Names, sizes and times are enough: a false alarm only costs a call of Nx, whose own cache looks at the contents. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'nx.json', 'tsconfig.base.json', 'apps', 'libs']) addTo(hash, join(root, name));
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (!ignored.has(name) && !name.endsWith('.tsbuildinfo')) addTo(hash, join(path, name));
}
