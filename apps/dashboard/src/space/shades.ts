/** By what the plan is coloured, and in which steps. */
import type { BuildingOccupancy } from '@park/contracts';

export type ColouredBy = 'occupancy' | 'expiring';

interface Step {
  /** Percent, up to and not including. */
  below: number;
  text: string;
}

export const steps: Record<ColouredBy, readonly Step[]> = {
  occupancy: [
    { below: 50, text: '< 50%' },
    { below: 70, text: '50–70%' },
    { below: 85, text: '70–85%' },
    { below: 95, text: '85–95%' },
    { below: Infinity, text: '≥ 95%' },
  ],
  expiring: [
    { below: 1, text: '< 1%' },
    { below: 5, text: '1–5%' },
    { below: 10, text: '5–10%' },
    { below: 20, text: '10–20%' },
    { below: Infinity, text: '≥ 20%' },
  ],
};

/** Percent; null where nothing can be let, or nothing is. */
export function shareOf({ occupancy_rate, occupied_area, expiring_90d_area }: BuildingOccupancy, by: ColouredBy): number | null {
  if (by === 'occupancy') return occupancy_rate;
  return occupied_area === 0 ? null : (expiring_90d_area / occupied_area) * 100;
}

/** 1 to 5, or 0 for none. */
export function shadeOf(share: number | null, by: ColouredBy): number {
  return share === null ? 0 : steps[by].findIndex(({ below }) => share < below) + 1;
}
