/** A line through points of which some are unknown: it breaks off there, and a dotted one leads over to where it goes on. */
export interface Place {
  x: number;
  y: number;
}

const rounded = (n: number): number => Math.round(n * 100) / 100;

/** The runs of known points that follow each other. */
export function runsOf(places: readonly (Place | null)[]): Place[][] {
  const runs: Place[][] = [[]];
  for (const place of places) {
    if (place) runs.at(-1)!.push(place);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs.filter(({ length }) => length > 0);
}

export function linePath(places: readonly (Place | null)[]): string {
  return runsOf(places)
    .map((run) => run.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join(''))
    .join('');
}

/** From the end of each run to the beginning of the next. */
export function gapPath(places: readonly (Place | null)[]): string {
  const runs = runsOf(places);
  return runs
    .slice(1)
    .map((run, i) => linePath([runs[i]!.at(-1)!, run[0]!]))
    .join('');
}

export function areaPath(places: readonly (Place | null)[], base: number): string {
  return runsOf(places)
    .filter(({ length }) => length > 1)
    .map((run) => `${linePath(run)}L${rounded(run.at(-1)!.x)} ${rounded(base)}L${rounded(run[0]!.x)} ${rounded(base)}Z`)
    .join('');
}
