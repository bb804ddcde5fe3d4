/** Waits for what comes asynchronously: asks again until it holds, and gives up with the last failure. */
import { setTimeout as pause } from 'node:timers/promises';

export async function eventually<T>(check: () => Promise<T> | T, withinMs = 15_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(25);
    }
  }
}
