/** The season that is shown first: the one that goes on, else the next, else the last one. */
import type { SeasonSummary } from '@park/contracts';

type Choice = Pick<SeasonSummary, 'id' | 'state' | 'starts_on' | 'ends_on'>;

/** `seasons`: the newest first, and last what is outside of a season. Null where there is none at all. */
export function firstShown(seasons: readonly Choice[], today: string): string | null {
  const taking = seasons.filter(({ state }) => state !== null && state !== 'cancelled');
  const now = taking.find(({ starts_on, ends_on }) => starts_on <= today && today < ends_on);
  const next = taking.findLast(({ starts_on }) => starts_on > today);
  return (now ?? next ?? taking[0] ?? seasons.at(-1))?.id ?? null;
}
