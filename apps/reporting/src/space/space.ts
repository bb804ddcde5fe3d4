/** The park's space as the plan shows it: a building with what is let in it, and its units one by one. */
import type { BuildingOccupancy, UnitOccupancy } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { sum, type DayTotal } from '../kpi/evaluate.ts';
import { endingWithin, stock, type Reading } from '../kpi/reading.ts';
import { latest, logs, type Known } from '../ledger/said.ts';
import { contains, span } from '../ledger/spans.ts';
import { hundredths } from '../ledger/timeline.ts';
import { buildingOf } from '../subjects/building.ts';
import { divided, isLet, occupanciesOf, phasesOf, type Lease } from '../subjects/unit.ts';

export const spaceMeasures = ['rentable_area', 'leased_area', 'buildings_renovated'] as const;

/** `totals`: of the measures above, broken down by building and end. */
export function buildingOn(day: LocalDate, id: string, known: Known, totals: readonly DayTotal[]): BuildingOccupancy {
  const own = totals.filter(({ key }) => key === id);
  const at = (reading: Reading): number =>
    sum(
      reading.pick({ asOf: day, from: null, to: null }),
      own.filter(({ measure }) => measure === reading.measure),
    ) ?? 0;
  const [rentable, occupied] = [at(stock('rentable_area')), at(stock('leased_area'))];
  return {
    id,
    ...buildingOf(known),
    renovated: at(stock('buildings_renovated')) > 0,
    rentable_area: rentable,
    occupied_area: occupied,
    occupancy_rate: rentable === 0 ? null : Math.round((occupied / rentable) * 1e6) / 1e4,
    expiring_90d_area: at(endingWithin('leased_area', 90)),
  };
}

export function unitOn(day: LocalDate, id: string, known: Known): UnitOccupancy {
  const phases = phasesOf(known);
  const {
    code = '',
    floor = 0,
    usage = 'unknown',
    use_m2 = 0,
    rentable = false,
    status = 'unknown',
  } = (phases.findLast(({ from }) => from <= day) ?? phases[0])?.state ?? {};
  const leases = occupanciesOf(known).filter((one) => isLet(one) && span(one.start_on, one.end_on).some((days) => contains(days, day)));
  const lease = leaseOf(known, leases[0]?.source_id ?? null);
  const ends = leases.flatMap(({ end_on }) => end_on ?? []).sort();
  return {
    id,
    code,
    floor,
    usage,
    area_m2: use_m2,
    rentable: rentable && !divided(known, id).some((days) => contains(days, day)),
    status,
    occupied_area: leases.reduce((total, { area_m2 }) => total + hundredths(area_m2), 0) / 100,
    lease_end_on: ends.at(-1) ?? null,
    lease_code: lease.code ?? null,
    entity_id: lease.entity_id ?? null,
  };
}

function leaseOf(known: Known, leaseId: string | null): Partial<Lease> {
  const lease = logs<Lease>(known, 'lease').find(({ id }) => id === leaseId);
  return latest(lease?.log ?? []);
}
