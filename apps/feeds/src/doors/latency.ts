/** The time from an event to its acknowledgement, in classes: how a summary tells it without an entry for each delivery. */
import { feeds } from '@park/contracts';

const bounds = feeds.latencyBoundsS;

/** One count a class; the last one is open. */
export type Latencies = number[];

export const noLatencies = (): Latencies => Array.from({ length: bounds.length + 1 }, () => 0);

/** Index of the class of a time. */
export function latencyClass(ms: number): number {
  const found = bounds.findIndex((bound) => ms <= bound * 1_000);
  return found < 0 ? bounds.length : found;
}

/** The classes that have events, as the event tells them. */
export function toldLatencies(latencies: Latencies): { le_s: number | null; events: number }[] {
  return latencies.map((events, i) => ({ le_s: bounds[i] ?? null, events })).filter(({ events }) => events > 0);
}
