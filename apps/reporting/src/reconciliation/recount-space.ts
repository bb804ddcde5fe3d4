/** The figures of space counted once more from tenants' own records, as recount-entities.ts does those of entities. */
import type { LocalDate } from '@park/kernel';

export interface UnitRow {
  id: string;
  parent_unit_id: string | null;
  use_m2: number;
  rentable: boolean;
  state: string;
}

export interface OccupancyRow {
  kind: string;
  state: string;
  source_id: string | null;
  area_m2: number;
  start_on: LocalDate;
  end_on: LocalDate | null;
}

export interface LeaseRow {
  id: string;
  units: readonly { area_m2: number }[];
}

export interface RenovationRow {
  id: string;
  kind: string;
  building_id: string | null;
  state: string;
  accepted_on: LocalDate | null;
  indoor_area_m2: number;
  outdoor_area_m2: number;
}

/** Areas have two decimals; sums of hundredths are exact. */
function total(areas: readonly number[]): number {
  return areas.reduce((sum, area) => sum + Math.round(area * 100), 0) / 100;
}

/** What is divided is counted by its parts. */
export function sumRentable(units: readonly UnitRow[]): number {
  const divided = new Set(
    units.filter(({ state }) => state !== 'draft' && state !== 'retired').map(({ parent_unit_id }) => parent_unit_id),
  );
  return total(
    units.filter(({ id, rentable, state }) => rentable && state === 'in_service' && !divided.has(id)).map(({ use_m2 }) => use_m2),
  );
}

export function sumLeased(occupancies: readonly OccupancyRow[], today: LocalDate): number {
  const inForce = occupancies.filter(
    ({ kind, state, start_on, end_on }) =>
      kind === 'lease' && ['active', 'released', 'completed'].includes(state) && start_on <= today && (end_on === null || today < end_on),
  );
  return total(inForce.map(({ area_m2 }) => area_m2));
}

/** What the contracts in force say is let, against what the occupancy ledger holds for these contracts: the two must be one. */
export function leasedTwice(leases: readonly LeaseRow[], occupancies: readonly OccupancyRow[]): { contracts: number; ledger: number } {
  const ids = new Set(leases.map(({ id }) => id));
  const own = occupancies.filter(
    ({ kind, state, source_id }) => kind === 'lease' && state === 'active' && source_id !== null && ids.has(source_id),
  );
  return {
    contracts: total(leases.flatMap(({ units }) => units.map(({ area_m2 }) => area_m2))),
    ledger: total(own.map(({ area_m2 }) => area_m2)),
  };
}

export function renovated(renovations: readonly RenovationRow[], today: LocalDate): { buildings: number; indoor: number; outdoor: number } {
  const accepted = renovations.filter(
    ({ state, accepted_on }) => ['accepted', 'closed'].includes(state) && accepted_on !== null && accepted_on <= today,
  );
  const latest = new Map<string, RenovationRow>();
  for (const one of accepted) {
    if (one.kind !== 'building') continue;
    const place = one.building_id ?? one.id;
    const known = latest.get(place);
    if (!known || known.accepted_on! <= one.accepted_on!) latest.set(place, one);
  }
  return {
    buildings: latest.size,
    indoor: total([...latest.values()].map(({ indoor_area_m2 }) => indoor_area_m2)),
    outdoor: total(accepted.map(({ outdoor_area_m2 }) => outdoor_area_m2)),
  };
}
