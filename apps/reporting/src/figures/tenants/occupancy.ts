/** An occupancy 占用 of a unit: how much is let, until when. The unit's usage and its occupancies are the members of one group. */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { always, forever, outside, span, within } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries, type Entry } from '../../ledger/timeline.ts';
import { inBuilding, usage } from './dimensions.ts';
import { unitMappings, unitPhases } from './unit.ts';

/** m² of leases in force; `end_on` is the day they end, absent while that is open. */
export const leasedArea: Measure = { code: 'leased_area', dimensions: [inBuilding, usage], scale: 'end_on' };

interface Occupancy {
  unit_id: string;
  state: string;
  kind: string;
  building_id: string;
  area_m2: number;
  start_on: LocalDate;
  end_on: LocalDate | null;
  source_id: string | null;
}

const map = mappingsTo<Occupancy>();

function occupied({ to_state, ...data }: Omit<Occupancy, 'state'> & { to_state: string }): { is: Occupancy } {
  const { unit_id, kind, building_id, area_m2, start_on, end_on, source_id } = data;
  return { is: { unit_id, state: to_state, kind, building_id, area_m2, start_on, end_on, source_id } };
}

const occupancyMappings = [
  map(tenants.OccupancyHeldV1, occupied),
  map(tenants.OccupancyActivatedV1, occupied),
  map(tenants.OccupancyPeriodChangedV1, ({ new_end }) => ({ is: { end_on: new_end } })),
  map(tenants.OccupancyReleasedV1, ({ to_state, released_on }) => ({ is: { state: to_state, end_on: released_on } })),
  map(tenants.OccupancyReopenedV1, ({ to_state, end_on }) => ({ is: { state: to_state, end_on } })),
  map(tenants.OccupancyCompletedV1, ({ to_state, end_on }) => ({ is: { state: to_state, end_on } })),
  map(tenants.OccupancyCancelledV1, ({ to_state }) => ({ is: { state: to_state } })),
  map(tenants.OccupancyHoldExpiredV1, ({ to_state }) => ({ is: { state: to_state } })),
];

const inForce = ['active', 'released', 'completed'];

/** A lease counts from the day it is active up to its end, also where that is past or lies ahead. */
function isLet({ state, kind, start_on }: Occupancy): boolean {
  return kind === 'lease' && inForce.includes(state) && start_on !== undefined;
}

export type Let = { role: 'let'; building: string; area_m2: number; end_on: LocalDate | null; source_id: string | null };
type Part = Let | { role: 'unit'; usage: string };

function memberships(known: Known, id: string): Membership<Part>[] {
  const lets = logsOf<Occupancy>(known, 'tenants.occupancy')
    .map(({ log }) => latest(log) as Occupancy)
    .filter(isLet)
    .flatMap(({ unit_id, building_id, area_m2, start_on, end_on, source_id }) => {
      const as = { role: 'let', building: building_id, area_m2, end_on, source_id } as const;
      return span(start_on, end_on).map((days) => ({ group: unit_id, ...days, as }));
    });
  return [...usages(known, id), ...lets];
}

/** A lease may be older than the first event of its unit, which is then taken to have been the same before. */
function usages(known: Known, id: string): Membership<Part>[] {
  return unitPhases(known).map(({ from, to, state }, i) => ({
    group: id,
    from: i === 0 ? always : from,
    to,
    as: { role: 'unit', usage: state.usage ?? 'unknown' },
  }));
}

function timeline(members: readonly Member<Part>[]): Entry[] {
  const units = members.flatMap(({ from, to, as }) => (as.role === 'unit' ? [{ from, to, usage: as.usage }] : []));
  const unknown = outside([{ from: always, to: forever, usage: 'unknown' }], units);
  return members.flatMap(({ from, to, as }) => {
    if (as.role !== 'let') return [];
    const { building, area_m2, end_on } = as;
    return within([...units, ...unknown], [{ from, to }]).flatMap((days) =>
      stockEntries(leasedArea, { building, usage: days.usage, ...(end_on !== null && { end_on }) }, [days], area_m2),
    );
  });
}

export const occupancy: SubjectKind = {
  name: 'tenants.occupancy',
  title: { zh: '占用', en: 'Occupancy' },
  version: 2,
  measures: [leasedArea],
  mappings: [...unitMappings, ...occupancyMappings],
  grouping: { memberships, timeline },
};
