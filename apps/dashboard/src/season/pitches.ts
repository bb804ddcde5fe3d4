/** The pitches of a roadshow, in the order in which they are presented or by their rank. */
import type { PitchEntry } from '@park/contracts';

export type SortedBy = 'order' | 'rank';

const isOut: readonly PitchEntry['state'][] = ['withdrawn', 'screened_out'];
const isPresented: readonly PitchEntry['state'][] = ['presented', 'scored', 'advised'];

export function sorted(pitches: readonly PitchEntry[], by: SortedBy): PitchEntry[] {
  const place = (pitch: PitchEntry): number => pitch[by] ?? Infinity;
  // Stable: of the same rank, or of none, as in the drawn order.
  return [...pitches].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** Those who take part in the roadshow, in the drawn order. */
export function lineUp(pitches: readonly PitchEntry[]): PitchEntry[] {
  return pitches.filter(({ order, state }) => order !== null && !isOut.includes(state));
}

export function presented(pitches: readonly PitchEntry[]): PitchEntry[] {
  return pitches.filter(({ state }) => isPresented.includes(state));
}

/** Its turn is next while the roadshow goes on. */
export function nextUp(pitches: readonly PitchEntry[], isOngoing: boolean): PitchEntry | null {
  return (isOngoing && lineUp(pitches).find(({ state }) => state === 'scheduled')) || null;
}
