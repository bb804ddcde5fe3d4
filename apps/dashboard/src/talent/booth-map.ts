/** The booths of a fair by zone, how many of each state there are, and the way from one to the next. */
import type { FairBooth } from '@park/contracts';

export interface Zone {
  zone: string;
  booths: FairBooth[];
  /** Booths that an employer has. */
  taken: number;
}

/** `booths`: by zone and code. */
export function zonesOf(booths: readonly FairBooth[]): Zone[] {
  return [...Map.groupBy(booths, ({ zone }) => zone)].map(([zone, own]) => ({
    zone,
    booths: own,
    taken: own.filter(({ employer }) => employer !== null).length,
  }));
}

export function countOf(booths: readonly FairBooth[], state: FairBooth['state']): number {
  return booths.filter((booth) => booth.state === state).length;
}

/** The place of a booth on the page. */
export interface Spot {
  left: number;
  top: number;
  width: number;
}

const middleOf = ({ left, width }: Spot): number => left + width / 2;

/** The booth that a key leads to from another: the one beside it, or the nearest in the next row. The same one at the end of the map. */
export function neighbourOf(spots: readonly Spot[], at: number, key: string): number {
  const last = spots.length - 1;
  const from = spots[at];
  if (!from) return 0;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowDown':
      return nearest(spots, at, Math.min(...spots.map(({ top }) => top).filter((top) => top > from.top)));
    case 'ArrowUp':
      return nearest(spots, at, Math.max(...spots.map(({ top }) => top).filter((top) => top < from.top)));
    default:
      return at;
  }
}

/** In the row at this height; of two that are equally near, the left one. The same booth where there is no such row. */
function nearest(spots: readonly Spot[], at: number, row: number): number {
  const away = (one: number): number => Math.round(Math.abs(middleOf(spots[one]!) - middleOf(spots[at]!)));
  const there = [...spots.keys()].filter((one) => spots[one]!.top === row);
  return there.reduce((best, one) => (best === at || away(one) < away(best) ? one : best), at);
}
