/** Which processes belong to a park or a test run, on disk, so that whoever comes after a crash can end them, and nobody else's. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { send, type Child } from './child.ts';

export interface RecordedProcess {
  name: string;
  pid: number;
  /** Tells this process from a later one that got the same number. */
  identity: string;
  stopSignal: NodeJS.Signals;
  /** A part that others depend on is stopped after them. */
  isPart: boolean;
}

const graceMs = 15_000;

/** Undefined when no such process lives. On Linux the boot and the tick it started in, elsewhere the second. */
export function identityOf(pid: number): string | undefined {
  try {
    if (!existsSync('/proc/self/stat'))
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in brackets may hold blanks
    if (fields[0] === 'Z') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

export function isAlive({ pid, identity }: Pick<RecordedProcess, 'pid' | 'identity'>): boolean {
  return identityOf(pid) === identity;
}

export function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Whole or not at all, and for this user only. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function recorded(child: Child, isPart: boolean): RecordedProcess {
  return { name: child.name, pid: child.pid, identity: identityOf(child.pid) ?? 'gone', stopSignal: child.stopSignal, isPart };
}

export function forget(file: string): void {
  rmSync(file, { force: true });
}

/** Ends those that still live: first the programs, then the parts that they use. Answers how many. */
export async function endProcesses(processes: RecordedProcess[]): Promise<number> {
  let ended = 0;
  for (const isPart of [false, true]) {
    const alive = processes.filter((process) => process.isPart === isPart && isAlive(process));
    await Promise.all(alive.map(endProcess));
    ended += alive.length;
  }
  return ended;
}

async function endProcess(recorded: RecordedProcess): Promise<void> {
  const { pid, stopSignal } = recorded;
  send(stopSignal, pid);
  for (const deadline = Date.now() + graceMs; isAlive(recorded); await pause(50)) {
    if (Date.now() < deadline) continue;
    send('SIGKILL', pid);
    send('SIGKILL', -pid); // and what it left behind in its group
  }
}
