/** Scales of charts: round ticks, and values onto pixels. */
export interface Scale {
  (value: number): number;
}

export function linear([fromLow, fromHigh]: readonly [number, number], [toLow, toHigh]: readonly [number, number]): Scale {
  const span = fromHigh - fromLow;
  return (value) => (span === 0 ? (toLow + toHigh) / 2 : toLow + ((value - fromLow) / span) * (toHigh - toLow));
}

/** Round numbers that enclose the values; about `count` of them. */
export function ticksFor(low: number, high: number, count: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.999)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Lowest and highest of what is known; from 0 where the values come near it, because bars and areas stand on 0. */
export function extentOf(values: readonly (number | null)[], isFromZero: boolean): [number, number] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (isFromZero) return [Math.min(0, low), Math.max(0, high)];
  return low > 0 && low < (high - low) * 2 ? [0, high] : [low, high];
}
