/** The fair that is shown first: the one of today, else the next, else the last one. */
import type { FairSummary } from '@park/contracts';

type Choice = Pick<FairSummary, 'id' | 'state' | 'fair_on'>;

/** `fairs`: the newest first. Null where there is none at all. */
export function firstShown(fairs: readonly Choice[], today: string): string | null {
  const taking = fairs.filter(({ state, fair_on }) => state !== 'cancelled' && fair_on !== null);
  const now = taking.find(({ fair_on }) => fair_on === today);
  const next = taking.findLast(({ fair_on }) => fair_on! > today);
  return (now ?? next ?? taking[0] ?? fairs[0])?.id ?? null;
}
