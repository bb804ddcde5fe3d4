import { setTimeout as pause } from 'node:timers/promises';

/** Looks every 20 ms. Throws after five minutes. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 300_000; !(await holds()); await pause(20)) {
    if (performance.now() > end) throw new Error(`It did not come about within five minutes that ${what}.`);
  }
}

/** Also where a process has taken the place of another one. */
export async function untilReady(url: string): Promise<void> {
  await until(`${url} is ready`, async () => (await fetch(`${url}/health/ready`).catch(() => null))?.ok ?? false);
}
