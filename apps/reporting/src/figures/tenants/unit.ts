/** A unit of space 房源: how much of it can be rented. A unit that is divided is counted by its parts, which are members of its group. */
import { tenants } from '@park/contracts';
import { latest, logsOf, mappingsTo, phases, type Known, type Phase } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { outside } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries, type Entry } from '../../ledger/timeline.ts';
import { inBuilding, usage } from './dimensions.ts';

/** m² of usable area on offer or let. */
export const rentableArea: Measure = { code: 'rentable_area', dimensions: [inBuilding, usage] };

export interface Unit {
  code: string;
  building_id: string;
  parent_unit_id: string | null;
  floor: number;
  usage: string;
  use_m2: number;
  rentable: boolean;
  status: string;
}

const map = mappingsTo<Unit>();

type Content = Omit<Unit, 'status'>;

function contentOf({ code, building_id, parent_unit_id, floor, usage: use, use_m2, rentable }: Content): Content {
  return { code, building_id, parent_unit_id, floor, usage: use, use_m2, rentable };
}

export const unitMappings = [
  map(tenants.UnitAddedV1, (data) => ({ is: { ...contentOf(data), status: data.status } })),
  map(tenants.UnitChangedV1, (data) => ({ is: contentOf(data) })),
  map(tenants.UnitStatusChangedV1, ({ to_state }) => ({ is: { status: to_state } })),
];

export function unitPhases(known: Known): Phase<Unit>[] {
  return logsOf<Unit>(known, 'tenants.unit').flatMap(({ log }) => phases(log));
}

/** A unit counts as a part of its parent unless it is planned or given up. */
function exists({ status }: Partial<Unit>): boolean {
  return status !== undefined && status !== 'draft' && status !== 'retired';
}

/** `offered`: the unit itself while it can be rented. `part`: one that it is divided into. */
export type UnitPart = { role: 'offered'; building: string; usage: string; use_m2: number } | { role: 'part' };

function memberships(known: Known, id: string): Membership<UnitPart>[] {
  return unitPhases(known).flatMap(({ from, to, state }): Membership<UnitPart>[] => {
    const { building_id = 'unknown', usage: use = 'unknown', use_m2 = 0, parent_unit_id: parent } = state;
    const isOffered = state.rentable === true && state.status === 'in_service';
    const isPart = typeof parent === 'string' && exists(state);
    return [
      ...(isOffered ? [{ group: id, from, to, as: { role: 'offered', building: building_id, usage: use, use_m2 } as const }] : []),
      ...(isPart ? [{ group: parent, from, to, as: { role: 'part' } as const }] : []),
    ];
  });
}

function timeline(members: readonly Member<UnitPart>[]): Entry[] {
  const parts = members.filter(({ as }) => as.role === 'part');
  return members.flatMap((offered) => {
    if (offered.as.role !== 'offered') return [];
    const { building, usage: use, use_m2 } = offered.as;
    return stockEntries(rentableArea, { building, usage: use }, outside([offered], parts), use_m2);
  });
}

export const unit: SubjectKind = {
  name: 'tenants.unit',
  title: { zh: '房源', en: 'Unit' },
  version: 1,
  measures: [rentableArea],
  mappings: unitMappings,
  grouping: { memberships, timeline },
  belongsTo(known) {
    const [own] = logsOf<Unit>(known, 'tenants.unit');
    return latest(own?.log ?? []).building_id ?? null;
  },
};
