/**
 * `npm run bench -- idle-cpu [seconds]`: what the park that runs here costs while nothing happens, in percent of one core. Start it first
 * (`npm start -- --detach`), and leave it alone meanwhile. Counted from /proc, so Linux only; a process counts with all that it has started.
 * The relays must have sent everything, and still have after the measurement, or no number counts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { services } from '../../libs/contracts/src/manifest.ts';
import { inPark } from '../../tools/park/places.ts';
import { portsFrom } from '../../tools/park/ports.ts';

const seconds = Number(process.argv[2] ?? 60);
const ticksPerSecond = 100;

interface Process {
  pid: number;
  parent: number;
  ticks: number;
}

function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      // After the name in brackets: state, parent, …; utime, stime, and those of children that have ended.
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
      found.set(Number(name), { pid: Number(name), parent: Number(fields[1]), ticks });
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

function ticksOf(pid: number, all: Map<number, Process>): number {
  const children = [...all.values()].filter(({ parent }) => parent === pid);
  return children.reduce((sum, child) => sum + ticksOf(child.pid, all), all.get(pid)?.ticks ?? 0);
}

async function ensureIdle(): Promise<void> {
  const ports = portsFrom(process.env);
  for (const { name, publishes } of services) {
    const answer = await fetch(`http://127.0.0.1:${ports[name] as number}/health/ready`);
    const { parts } = (await answer.json()) as { parts: Record<string, { state: string; oldestUnsentAt?: string | null }> };
    const isWell = Object.values(parts).every(({ state }) => state === 'up');
    if (!isWell || (publishes && parts['relay']?.oldestUnsentAt !== null)) throw new Error(`${name} is not idle: ${JSON.stringify(parts)}`);
  }
}

const { processes: parts } = JSON.parse(readFileSync(inPark('processes.json'), 'utf8')) as { processes: { name: string; pid: number }[] };
await ensureIdle();
const before = processes();
const startedAt = performance.now();
await pause(seconds * 1_000);
const after = processes();
const elapsed = (performance.now() - startedAt) / 1_000;
await ensureIdle();

const shares = parts
  .filter(({ pid }) => before.has(pid) && after.has(pid))
  .map(({ name, pid }) => ({ name, share: (ticksOf(pid, after) - ticksOf(pid, before)) / ticksPerSecond / elapsed }));
for (const { name, share } of shares) console.log(`${name.padEnd(12)} ${(share * 100).toFixed(1).padStart(5)} %`);
console.log(`${'all'.padEnd(12)} ${(shares.reduce((sum, { share }) => sum + share, 0) * 100).toFixed(1).padStart(5)} % of one core`);
