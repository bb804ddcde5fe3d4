/** The arrivals of a day as a histogram of ten minutes, over the whole hours from the first to the last of interest. */
import type { ArrivalDay } from '@park/contracts';

export interface Bin {
  /** `09:10` to `09:20` */
  from: string;
  to: string;
  /** Null where the ten minutes have not begun yet. */
  arrivals: number | null;
}

/** Bins of an hour. */
export const binsAnHour = 6;

function clockOf(tenMinutes: number): string {
  return `${String(Math.floor(tenMinutes / binsAnHour)).padStart(2, '0')}:${(tenMinutes % binsAnHour) * 10}`.padEnd(5, '0');
}

/** `hours`: those of the gathering on this day; `nowHour`: of the present, where the day is today. */
export function binsOf({ slots }: Pick<ArrivalDay, 'slots'>, hours: { from: number; to: number }, nowHour: number | null): Bin[] {
  const known = new Map(slots.map(({ ten_minutes, arrivals }) => [ten_minutes, arrivals]));
  const all = [...known.keys()];
  const first = Math.floor(Math.min(hours.from, ...all.map((one) => one / binsAnHour))) * binsAnHour;
  const end = Math.ceil(Math.max(hours.to, ...all.map((one) => (one + 1) / binsAnHour))) * binsAnHour;
  return Array.from({ length: end - first }, (_, i) => {
    const at = first + i;
    const isAhead = nowHour !== null && at / binsAnHour > nowHour;
    return { from: clockOf(at), to: clockOf(at + 1), arrivals: known.get(at) ?? (isAhead ? null : 0) };
  });
}

/** The ten minutes in which most came; the first of several. Null where nobody did. */
export function peakOf(bins: readonly Bin[]): Bin | null {
  const peak = bins.reduce<Bin | null>((best, bin) => ((bin.arrivals ?? 0) > (best?.arrivals ?? 0) ? bin : best), null);
  return peak;
}
