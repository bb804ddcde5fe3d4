/** The parts of a figure, put in order and held against the whole. */
import type { KpiGroup } from '@park/contracts';
import { percentText } from '../numbers/figure-text.ts';

/** Largest first, what is missing last. */
export function byValue(groups: readonly KpiGroup[]): KpiGroup[] {
  const rank = ({ value }: KpiGroup): number => value ?? -Infinity;
  return [...groups].sort((a, b) => (rank(a) === rank(b) ? a.key.localeCompare(b.key) : rank(b) - rank(a)));
}

export function shareOf(part: number | null, whole: number | null): string {
  return percentText(part === null || whole === null || whole === 0 ? null : (part / whole) * 100);
}
