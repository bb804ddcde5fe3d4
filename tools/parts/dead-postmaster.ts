/** After kill -9, PostgreSQL's lock file may name a process that is dead but not yet buried (a zombie); PostgreSQL then believes it alive. */
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from './process-record.ts';

const patienceMs = 10_000;

export async function forgetDeadPostmaster(data: string): Promise<void> {
  const lockFile = join(data, 'postmaster.pid');
  const pid = Number(firstLine(lockFile));
  if (!pid || identityOf(pid)) return; // none, or one that really lives: PostgreSQL will say so
  // Its children end by themselves within moments; until then nobody else may touch the data.
  for (const deadline = Date.now() + patienceMs; worksIn(data) && Date.now() < deadline;) await pause(20);
  if (!worksIn(data)) rmSync(lockFile, { force: true });
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
  } catch {
    return '';
  }
}

/** All of PostgreSQL's processes have the data folder as their working directory. Where there is no /proc, nobody is seen. */
function worksIn(data: string): boolean {
  try {
    return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && workingDirectory(pid) === data);
  } catch {
    return false;
  }
}

function workingDirectory(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
