/** A building cut open: its floors from the top down, on each its units side by side. */
import type { UnitOccupancy } from '@park/contracts';
import { addDays } from '../numbers/days.ts';

export type UnitState = 'let' | 'ending' | 'vacant';

export interface Floor {
  floor: number;
  units: UnitOccupancy[];
}

/** Only what can be let, or is: a unit that is divided would otherwise stand beside its own parts. */
export function floorsOf(units: readonly UnitOccupancy[]): Floor[] {
  const shown = units.filter(({ rentable, occupied_area }) => rentable || occupied_area > 0);
  return [...Map.groupBy(shown, ({ floor }) => floor)].map(([floor, own]) => ({ floor, units: own })).sort((a, b) => b.floor - a.floor);
}

const soonDays = 90;

export function stateOf({ occupied_area, lease_end_on }: UnitOccupancy, day: string): UnitState {
  if (occupied_area === 0) return 'vacant';
  return lease_end_on !== null && lease_end_on <= addDays(day, soonDays) ? 'ending' : 'let';
}
