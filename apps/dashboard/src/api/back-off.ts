/** How long to wait before trying to reach the park once more: 1, 2, 4 … 30 seconds, spread so that not all walls come at once. */
const longestMs = 30_000;

/** `spread` is 0..1. */
export function backOffMs(failures: number, spread: number): number {
  const ceiling = Math.min(longestMs, 1_000 * 2 ** Math.max(0, failures - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * spread);
}
