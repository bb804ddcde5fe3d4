/** A unit of space 房源: what can be let, from a desk to a floor. Units may contain units; whoever has one has those within it. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import {
  amended,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

type Content = DataOf<typeof tenants.UnitChangedV1>;
export type UnitUsage = Content['usage'];
export type UnitState = DataOf<typeof tenants.UnitAddedV1>['status'];
export type UnitAction = 'put_in_service' | 'start_maintenance' | 'take_for_self_use' | 'retire';

export const unitMachine: Machine<UnitState, UnitAction> = {
  put_in_service: { from: ['draft', 'maintenance', 'self_use'], to: 'in_service' },
  start_maintenance: { from: ['in_service'], to: 'maintenance' },
  take_for_self_use: { from: ['in_service'], to: 'self_use' },
  retire: { from: ['draft', 'in_service', 'maintenance', 'self_use'], to: 'retired' },
};

export interface Unit extends Aggregate, Content {
  state: UnitState;
}

export type Particulars = Pick<Unit, 'usage' | 'gfa_m2' | 'use_m2' | 'rentable' | 'ref_price_fen_per_m2_day'>;

/** Limits on a unit's area from the units around and within it. */
export interface Surroundings {
  /** Null at the top. `siblingsM2`: of the other units within the parent. */
  parent: { building_id: string; use_m2: number; siblingsM2: number } | null;
  childrenM2: number;
  /** The largest area that a live occupancy of it has. */
  occupiedM2: number;
  liveOccupancies: number;
}

export const alone: Surroundings = { parent: null, childrenM2: 0, occupiedM2: 0, liveOccupancies: 0 };

export interface NewUnit extends Omit<Content, 'code'> {
  state: UnitState;
  /** Since when it is there; it counts from that day. */
  added_on: LocalDate;
}

/** Throws `invalid in_future`, `area_exceeds_gross`, `area_exceeds_parent`, `parent_elsewhere`. */
export function add(identity: NewIdentity, { state, added_on, ...content }: NewUnit, around: Surroundings): Decision<Unit> {
  if (added_on > identity.today) throw invalid('/added_on', 'in_future', 'added_on must not be later than today.');
  const next: Unit = { ...content, ...rowOf(identity), state };
  if (around.parent && around.parent.building_id !== next.building_id) {
    throw invalid('/parent_unit_id', 'parent_elsewhere', 'parent_unit_id names a unit of another building.');
  }
  requireFittingArea(next, around);
  return { next, events: [occurred(tenants.UnitAddedV1, added_on, { ...contentOf(next), status: state })] };
}

/** No event where nothing changes. Throws what `add` throws, and `invalid area_below_children`, `area_below_occupancy`. */
export function changeParticulars(unit: Unit, particulars: Partial<Particulars>, today: LocalDate, around: Surroundings): Decision<Unit> {
  const next = amended(unit, particulars);
  if (next === unit) return unchanged(unit);
  requireFittingArea(next, around);
  return { next, events: [occurred(tenants.UnitChangedV1, today, contentOf(next))] };
}

/** Throws `conflict still_occupied`: nobody's space goes out of service under them. */
export function changeStatus(
  unit: Unit,
  action: UnitAction,
  reason: string | null,
  today: LocalDate,
  liveOccupancies: number,
): Decision<Unit> {
  const state = move(unitMachine, unit.state, action);
  if (state !== 'in_service' && liveOccupancies > 0) {
    throw new Refusal('conflict', 'still_occupied', 'The unit is held or occupied.', { extra: { occupancies: liveOccupancies } });
  }
  const next: Unit = { ...unit, state };
  return { next, events: [occurred(tenants.UnitStatusChangedV1, today, { ...transition(next, unit.state), reason })] };
}

function requireFittingArea(unit: Unit, { parent, childrenM2, occupiedM2 }: Surroundings): void {
  if (unit.use_m2 > unit.gfa_m2) throw invalid('/use_m2', 'area_exceeds_gross', 'use_m2 must not exceed gfa_m2.');
  if (parent && unit.use_m2 + parent.siblingsM2 > parent.use_m2 + 0.01) {
    throw invalid(
      '/use_m2',
      'area_exceeds_parent',
      `use_m2 must be at most ${parent.use_m2 - parent.siblingsM2}, what is left of the unit around this one.`,
    );
  }
  if (unit.use_m2 + 0.01 < childrenM2)
    throw invalid('/use_m2', 'area_below_children', `use_m2 must be at least ${childrenM2}, the area of the units within this one.`);
  if (unit.use_m2 < occupiedM2)
    throw invalid('/use_m2', 'area_below_occupancy', `use_m2 must be at least ${occupiedM2}, the area that is occupied.`);
}

function contentOf(unit: Unit): Content {
  const { code, building_id, parent_unit_id, floor, usage, gfa_m2, use_m2, rentable, ref_price_fen_per_m2_day } = unit;
  return { code, building_id, parent_unit_id, floor, usage, gfa_m2, use_m2, rentable, ref_price_fen_per_m2_day };
}
