/** A building 楼宇 of the estate. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import { amended, move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';

type Content = DataOf<typeof tenants.BuildingChangedV1>;
export type BuildingState = DataOf<typeof tenants.BuildingRegisteredV1>['status'];
export type BuildingAction = 'put_in_service' | 'start_renovation' | 'retire';

export const buildingMachine: Machine<BuildingState, BuildingAction> = {
  put_in_service: { from: ['planned', 'under_renovation'], to: 'in_service' },
  start_renovation: { from: ['planned', 'in_service'], to: 'under_renovation' },
  retire: { from: ['planned', 'in_service', 'under_renovation'], to: 'retired' },
};

export interface Building extends Aggregate, Content {
  state: BuildingState;
}

export type Particulars = Omit<Content, 'code'>;

export function register(identity: NewIdentity, content: Omit<Content, 'code'> & { state: BuildingState }): Decision<Building> {
  const { state } = content;
  const next: Building = { ...content, ...rowOf(identity) };
  return { next, events: [occurred(tenants.BuildingRegisteredV1, identity.today, { ...contentOf(next), status: state })] };
}

/** No event where nothing changes. */
export function changeParticulars(building: Building, particulars: Partial<Particulars>, today: LocalDate): Decision<Building> {
  const next = amended(building, particulars);
  if (next === building) return unchanged(building);
  return { next, events: [occurred(tenants.BuildingChangedV1, today, contentOf(next))] };
}

/** `liveOccupancies`: of its units. Throws `conflict still_occupied` when it is to be retired over somebody's head. */
export function changeStatus(
  building: Building,
  action: BuildingAction,
  reason: string | null,
  today: LocalDate,
  liveOccupancies: number,
): Decision<Building> {
  const state = move(buildingMachine, building.state, action);
  if (state === 'retired' && liveOccupancies > 0) {
    throw new Refusal('conflict', 'still_occupied', `${liveOccupancies} units of the building are held or occupied.`, {
      extra: { occupancies: liveOccupancies },
    });
  }
  const next: Building = { ...building, state };
  return { next, events: [occurred(tenants.BuildingStatusChangedV1, today, { ...transition(next, building.state), reason })] };
}

function contentOf({ code, name, floors, gfa_m2, land_area_mu, year_built }: Building): Content {
  return { code, name, floors, gfa_m2, land_area_mu, year_built };
}
