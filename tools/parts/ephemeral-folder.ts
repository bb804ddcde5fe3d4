/** Folders of test runs, which clean up after earlier runs that were killed before they could. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Child } from './child.ts';
import { dataFolders } from './postgres-place.ts';
import { endProcesses, identityOf, isAlive, readJson, recorded, writeJson, type RecordedProcess } from './process-record.ts';

interface Claim {
  owner: Pick<RecordedProcess, 'pid' | 'identity'>;
  processes: RecordedProcess[];
}

const claimFile = 'claim.json';

/** A new folder for `startParts({ ephemeral: true })`; what killed runs left is ended and removed first. */
export async function ephemeralFolder(): Promise<string> {
  const base = join(tmpdir(), `youth-innovation-park-${userInfo().uid}`);
  mkdirSync(base, { recursive: true, mode: 0o711 });
  await sweep(base);
  const folder = mkdtempSync(join(base, 'run-'));
  claim(folder, []);
  return folder;
}

export function claim(folder: string, children: Child[]): void {
  const owner = { pid: process.pid, identity: identityOf(process.pid) ?? '' };
  const processes = children
    .filter((child) => !child.hasEnded())
    .map((child) => ({ ...recorded(child, true), stopSignal: 'SIGKILL' as const }));
  writeJson(join(folder, claimFile), { owner, processes } satisfies Claim);
}

export async function sweep(base: string): Promise<void> {
  for (const name of readdirSync(base)) {
    const folder = join(base, name);
    const found = readJson<Claim>(join(folder, claimFile));
    if (!found || isAlive(found.owner)) continue;
    await endProcesses(found.processes);
    for (const rubbish of [...dataFolders(folder), folder]) rmSync(rubbish, { recursive: true, force: true });
  }
}
