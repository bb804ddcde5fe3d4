/** The geometry of a radar: values on spokes around a centre, the first of them straight up. */
import { ticksFor } from '../charts/scale.ts';

export interface Point {
  x: number;
  y: number;
}

export function onSpoke(index: number, of: number, distance: number): Point {
  const angle = (index / of) * 2 * Math.PI - Math.PI / 2;
  const rounded = (value: number): number => Number(value.toFixed(2)) + 0;
  return { x: rounded(Math.cos(angle) * distance), y: rounded(Math.sin(angle) * distance) };
}

/** Round values for the rings, the last of them on the rim; never less than 1, because values are counts. */
export function ringsFor(most: number): number[] {
  return ticksFor(0, Math.max(1, most), 4).filter((tick) => tick > 0 && Number.isInteger(tick));
}

export function pointsOf(values: readonly number[], rim: number, radius: number): Point[] {
  return values.map((value, i) => onSpoke(i, values.length, (Math.min(value, rim) / rim) * radius));
}

export function polygonOf(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(' ');
}

/** The side on which the text of a spoke stands. */
export function anchorOf({ x }: Point): 'start' | 'middle' | 'end' {
  return Math.abs(x) < 1 ? 'middle' : x > 0 ? 'start' : 'end';
}

export const lineHeight = 13.5;

/** The first base line of so many lines: above the rim at the top, below it at the bottom, and around the spoke at the sides. */
export function labelAt({ x, y }: Point, lines: number): Point {
  const rest = (lines - 1) * lineHeight;
  const isAside = Math.abs(x) >= 1;
  return { x, y: isAside ? y - rest / 2 + 4 : y < 0 ? y - rest : y + 9 };
}
