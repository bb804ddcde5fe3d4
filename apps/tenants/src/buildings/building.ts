/** A building 楼宇 of the estate. */
import { BuildingChangedV1, BuildingRegisteredV1, BuildingStatusChangedV1, occurred, type DataOf, type Decision } from '@park/contracts';
import { move, Refusal, type LocalDate, type Machine } from '@park/kernel';

type Content = DataOf<typeof BuildingChangedV1>;
export type BuildingState = DataOf<typeof BuildingRegisteredV1>['status'];
export type BuildingAction = 'put_in_service' | 'start_renovation' | 'retire';

export const buildingMachine: Machine<BuildingState, BuildingAction> = {
  put_in_service: { from: ['planned', 'under_renovation'], to: 'in_service' },
  start_renovation: { from: ['planned', 'in_service'], to: 'under_renovation' },
  retire: { from: ['planned', 'in_service', 'under_renovation'], to: 'retired' },
};

export interface Building extends Content {
  id: string;
  state: BuildingState;
  version: number;
  created_at: Date;
  updated_at: Date;
}

export type Particulars = Omit<Content, 'code'>;

export function register(
  identity: { id: string; now: Date; today: LocalDate },
  { state, ...content }: Content & { state: BuildingState },
): Decision<Building> {
  const next: Building = { ...content, id: identity.id, state, version: 0, created_at: identity.now, updated_at: identity.now };
  return { next, events: [occurred(BuildingRegisteredV1, identity.today, { ...contentOf(next), status: state })] };
}

/** No event where nothing changes. */
export function changeParticulars(building: Building, particulars: Partial<Particulars>, today: LocalDate): Decision<Building> {
  const changes = Object.entries(particulars).filter(
    ([name, value]) => value !== undefined && value !== building[name as keyof Particulars],
  );
  if (changes.length === 0) return { next: building, events: [] };
  const next: Building = { ...building, ...(Object.fromEntries(changes) as Partial<Particulars>) };
  return { next, events: [occurred(BuildingChangedV1, today, contentOf(next))] };
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
    throw new Refusal('conflict', 'still_occupied', `${liveOccupancies} of its units are held or occupied.`, {
      extra: { occupancies: liveOccupancies },
    });
  }
  const data = { code: building.code, from_state: building.state, to_state: state, reason };
  return { next: { ...building, state }, events: [occurred(BuildingStatusChangedV1, today, data)] };
}

function contentOf({ code, name, floors, gfa_m2, land_area_mu, year_built }: Building): Content {
  return { code, name, floors, gfa_m2, land_area_mu, year_built };
}
