/** Peers that need packages which the park does not have: a project of its own, installed when a benchmark first asks for one. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/park/places.ts';

const folder = join(root, 'bench', 'installed-peers');

/** The peer's program. */
export function installedPeer(file: string): string {
  if (!existsSync(join(folder, 'node_modules')))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
  return join(folder, file);
}
