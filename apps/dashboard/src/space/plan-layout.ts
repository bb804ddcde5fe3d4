/** A schematic plan of the park: its buildings in rows along two lanes and one main street, from the hill down to the bay. */
import type { BuildingOccupancy } from '@park/contracts';

export interface Plot {
  id: string;
  row: number;
  x: number;
  y: number;
  width: number;
  depth: number;
  /** Low workshops keep their saw-tooth roofs. */
  isWorkshop: boolean;
}

export interface Plan {
  plots: Plot[];
  /** Middle of the main street, and of the lanes. */
  mainStreet: number;
  lanes: number[];
  shore: number;
}

/** Height of the drawing, and the widths between which it fits itself to the place that it has. */
export const planField = { height: 560, narrowest: 1000, widest: 1800 } as const;

const inner = { side: 34, top: 26, bottom: 500 } as const;
const gap = 14;
const laneWidth = 22;
const streetWidth = 44;
const workshopFloors = 3;

/** Width of the drawing that fills a place of this many pixels, in steps that the waves of the bay repeat in. */
export function planWidth(placeWidth: number, placeHeight: number): number {
  const width = Math.round((planField.height * placeWidth) / placeHeight / 100) * 100;
  return Math.min(planField.widest, Math.max(planField.narrowest, width));
}

/** In the order of their codes, row by row; each as wide as its ground floor asks for. */
export function planOf(buildings: readonly BuildingOccupancy[], width: number = planField.narrowest, rowCount = 4): Plan {
  const rows = inRows(buildings, rowCount);
  const streets = Array.from({ length: rows.length - 1 }, (_, i) => (i === Math.floor((rows.length - 2) / 2) ? streetWidth : laneWidth));
  const rowDepth = (inner.bottom - inner.top - streets.reduce((sum, one) => sum + one, 0)) / rows.length;
  const tops = rows.map((_, i) => inner.top + i * rowDepth + streets.slice(0, i).reduce((sum, one) => sum + one, 0));
  const middles = streets.map((size, i) => tops[i]! + rowDepth + size / 2);
  const main = streets.indexOf(streetWidth);
  return {
    plots: rows.flatMap((row, i) =>
      plotsOf(row, i, { width, top: tops[i]!, depth: rowDepth, isBelow: middles[i] === undefined || i > main }),
    ),
    mainStreet: middles[main] ?? inner.top + rowDepth,
    lanes: middles.filter((_, i) => i !== main),
    shore: inner.bottom + 22,
  };
}

function inRows<T>(all: readonly T[], rowCount: number): T[][] {
  const rows = Math.max(1, Math.min(rowCount, all.length));
  return Array.from({ length: rows }, (_, i) => all.slice(Math.round((i * all.length) / rows), Math.round(((i + 1) * all.length) / rows)));
}

interface Strip {
  width: number;
  top: number;
  depth: number;
  /** Below the main street. */
  isBelow: boolean;
}

/** Buildings stand on the street on their side of the main street. */
function plotsOf(row: readonly BuildingOccupancy[], index: number, strip: Strip): Plot[] {
  const footprints = row.map(({ gfa_m2, floors }) => Math.sqrt(Math.max(200, gfa_m2 / Math.max(1, floors))));
  const all = footprints.reduce((sum, one) => sum + one, 0);
  const largest = Math.max(...footprints);
  const length = strip.width - 2 * inner.side;
  // Of hundreds of buildings in a row, the gaps must leave room for them.
  const between = Math.min(gap, (length * 0.3) / row.length);
  const free = length - between * (row.length - 1);
  let x: number = inner.side;
  return row.map(({ id, floors }, i) => {
    const width = (footprints[i]! / all) * free;
    const depth = strip.depth * (0.74 + 0.26 * (footprints[i]! / largest));
    const plot = {
      id,
      row: index,
      x,
      y: strip.isBelow ? strip.top : strip.top + strip.depth - depth,
      width,
      depth,
      isWorkshop: floors <= workshopFloors,
    };
    x += width + between;
    return plot;
  });
}

/** The plot that lies next in the direction of an arrow key; the same one at the plan's edge. */
export function neighbourOf(plots: readonly Plot[], id: string, key: string): string {
  const at = plots.findIndex((plot) => plot.id === id);
  const here = plots[at];
  if (!here) return plots[0]?.id ?? id;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return plots[at + (key === 'ArrowLeft' ? -1 : 1)]?.id ?? id;
  const row = here.row + (key === 'ArrowUp' ? -1 : 1);
  const middle = ({ x, width }: Plot): number => x + width / 2;
  const others = plots.filter((plot) => plot.row === row);
  return others.reduce(
    (best, plot) => (Math.abs(middle(plot) - middle(here)) < Math.abs(middle(best) - middle(here)) ? plot : best),
    others[0] ?? here,
  ).id;
}
