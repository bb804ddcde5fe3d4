/** CPU time and memory of processes, from /proc: of Linux alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/park/places.ts';

const ticksPerSecond = 100;

/** Milliseconds of user and system time of processes and all that descends from them; ended ones are counted by their parents. */
export function cpuMs(pids: readonly number[]): number {
  const children = new Map<number, number[]>();
  const own = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const fields = statOf(Number(entry));
    if (!fields) continue;
    const parent = Number(fields[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    own.set(
      Number(entry),
      [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0),
    );
  }
  const sum = (pid: number): number => (own.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((total, one) => total + sum(one), 0);
  return (pids.reduce((total, pid) => total + sum(pid), 0) * 1000) / ticksPerSecond;
}

/** The fields after the program's name, which may hold blanks. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return null; // it has ended meanwhile
  }
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)![1]);
}

/** The services of the park that runs from this folder. One that was killed runs again under another number. */
export function serviceProcesses(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = readOrNothing(`/proc/${entry}/cmdline`);
    const name = names.find((one) => command.endsWith(`${join(root, 'apps', one, 'dist', 'main.js')}\0`));
    // A benchmark starts services of its own too; its children have it for a parent.
    if (name && Number(statOf(Number(entry))?.[1]) !== process.pid) found.set(name, Number(entry));
  }
  return found;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
