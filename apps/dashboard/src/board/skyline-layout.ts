/** The park's buildings side by side against the sky; as many of their windows are lit as of their space is let. */
import type { BuildingOccupancy } from '@park/contracts';

export type Silhouette = Pick<BuildingOccupancy, 'id' | 'floors' | 'occupancy_rate'>;

export interface SkylineBuilding {
  id: string;
  isBehind: boolean;
  x: number;
  width: number;
  top: number;
  wall: string;
  lit: string;
  dark: string;
}

export const field = { width: 1600, height: 190 } as const;
const floorHeight = 17;
const windowSize = { width: 5, height: 8, pitch: 11, margin: 7 } as const;
const sawTooth = 16;

/** Of hundreds of buildings each is still there to be seen. */
const leastWidth = 2;

/** Workshops of few floors keep their saw-tooth roofs. */
const workshopFloors = 3;

export function skylineOf(buildings: readonly Silhouette[]): SkylineBuilding[] {
  const pitch = field.width / Math.max(1, buildings.length);
  const random = seeded(26);
  const placed = buildings.map((building, i) => {
    const width = Math.max(leastWidth, Math.round(pitch * (0.82 + random() * 0.34)));
    const isBehind = i % 2 === 1;
    return draw(building, Math.round(i * pitch + (pitch - width) / 2), width, isBehind, random);
  });
  return [...placed.filter(({ isBehind }) => isBehind), ...placed.filter(({ isBehind }) => !isBehind)];
}

function draw(
  { id, floors, occupancy_rate }: Silhouette,
  x: number,
  width: number,
  isBehind: boolean,
  random: () => number,
): SkylineBuilding {
  const storeys = Math.min(8, Math.max(1, floors));
  const height = storeys * floorHeight + (isBehind ? 22 : 8);
  const top = field.height - height;
  const isWorkshop = storeys <= workshopFloors;
  const roof = isWorkshop ? `v-${sawTooth}l${width / 3} ${sawTooth}`.repeat(3) : `h${width}`;
  const panes = windowsOf(x, top, width, storeys).map((pane) => ({ pane, luck: random() }));
  const share = (occupancy_rate ?? 0) / 100;
  const byLuck = [...panes].sort((a, b) => a.luck - b.luck);
  const lit = byLuck.slice(0, Math.round(panes.length * share));
  const dark = byLuck.slice(lit.length);
  const path = (some: typeof panes): string => some.map(({ pane }) => pane).join('');
  return { id, isBehind, x, width, top, wall: `M${x} ${field.height}V${top}${roof}V${field.height}Z`, lit: path(lit), dark: path(dark) };
}

function windowsOf(x: number, top: number, width: number, storeys: number): string[] {
  const { width: w, height: h, pitch, margin } = windowSize;
  const columns = Math.max(1, Math.floor((width - 2 * margin + pitch - w) / pitch));
  const left = x + (width - (columns * pitch - (pitch - w))) / 2;
  return Array.from({ length: storeys * columns }, (_, i) => {
    const [floor, column] = [Math.floor(i / columns), i % columns];
    return `M${(left + column * pitch).toFixed(1)} ${top + 8 + floor * floorHeight}h${w}v${h}h-${w}z`;
  });
}

/** The same drawing on every visit. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
