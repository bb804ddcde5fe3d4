/** CPU time and memory of processes, from /proc: of Linux alone. */
import { readdirSync, readFileSync } from 'node:fs';

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
