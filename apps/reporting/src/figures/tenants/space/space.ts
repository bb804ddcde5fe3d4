/** The park's space as the plan shows it: a building with what is let in it, and its units one by one. */
import type { BuildingOccupancy, UnitOccupancy } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { sum, type DayTotal } from '../../../kpi/evaluate.ts';
import { endingWithin, stock, type Reading } from '../../../kpi/reading.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Flat } from '../../../ledger/subject-kind.ts';
import { hundredths } from '../../../ledger/timeline.ts';
import { buildingOf } from '../building.ts';
import type { Lease } from '../lease.ts';
import { leasedArea, type Let } from '../occupancy.ts';
import { buildingsRenovated } from '../renovation.ts';
import { rentableArea, unitPhases } from '../unit.ts';

export const spaceMeasures = [rentableArea, leasedArea, buildingsRenovated];

/** `totals`: of the measures above, broken down by building and end. */
export function buildingOn(day: LocalDate, id: string, known: Known, totals: readonly DayTotal[]): BuildingOccupancy {
  const own = totals.filter(({ key }) => key === id);
  const at = (reading: Reading): number =>
    sum(
      reading.pick({ asOf: day, from: null, to: null }),
      own.filter(({ measure }) => measure === reading.measure.code),
    ) ?? 0;
  const [rentable, occupied] = [at(stock(rentableArea)), at(stock(leasedArea))];
  return {
    id,
    ...buildingOf(known),
    renovated: at(stock(buildingsRenovated)) > 0,
    rentable_area: rentable,
    occupied_area: occupied,
    occupancy_rate: rentable === 0 ? null : Math.round((occupied / rentable) * 1e6) / 1e4,
    expiring_90d_area: at(endingWithin(leasedArea, 90)),
  };
}

/** The leases in force among the members of a unit. */
export function letsAmong(members: readonly Flat[]): Let[] {
  return members.filter((as): as is Let => as['role'] === 'let');
}

/** `members`: those of the unit on the day. */
export function unitOn(
  day: LocalDate,
  id: string,
  known: Known,
  members: readonly Flat[],
  leases: ReadonlyMap<string, Partial<Lease>>,
): UnitOccupancy {
  const phases = unitPhases(known);
  const {
    code = '',
    floor = 0,
    usage = 'unknown',
    use_m2 = 0,
    rentable = false,
    status = 'unknown',
  } = (phases.findLast(({ from }) => from <= day) ?? phases[0])?.state ?? {};
  const lets = letsAmong(members);
  const lease = leases.get(lets[0]?.source_id ?? '') ?? {};
  const ends = lets.flatMap(({ end_on }) => end_on ?? []).sort();
  return {
    id,
    code,
    floor,
    usage,
    area_m2: use_m2,
    rentable: rentable && !members.some((as) => as['role'] === 'part'),
    status,
    occupied_area: lets.reduce((total, { area_m2 }) => total + hundredths(area_m2), 0) / 100,
    lease_end_on: ends.at(-1) ?? null,
    lease_code: lease.code ?? null,
    entity_id: lease.entity_id ?? null,
  };
}
