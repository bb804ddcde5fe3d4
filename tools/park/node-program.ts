/** Programs of the park that this Node runs: each a process of its own, with a heap of its own, and a log. */
import { run, type Child } from '../parts/child.ts';
import { inPark, root, warningFlags } from './places.ts';

export interface NodeProgram {
  name: string;
  heapMb: number;
  /** The script and its arguments. */
  args: string[];
  environment: Record<string, string>;
  log?: string;
}

export function runNode({ name, heapMb, args, environment, log = name }: NodeProgram): Promise<Child> {
  return run({
    name,
    command: process.execPath,
    args: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16', ...warningFlags, ...args],
    log: inPark('log', `${log}.log`),
    env: { ...process.env, ...environment },
    cwd: root,
    ownGroup: true,
  });
}

export async function ensureOk(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
