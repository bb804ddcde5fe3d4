/** A renovation project 改造项目: an old building made anew, or the open space between. What is accepted counts as renovated. */
import { type DataOf, type Decision, occurred, tenants } from '@park/contracts';
import {
  invalid,
  move,
  requireDay,
  rowOf,
  transition,
  upToToday,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

type Planned = DataOf<typeof tenants.RenovationPlannedV1>;
export type RenovationKind = Planned['kind'];
export const renovationStates = ['planned', 'in_progress', 'accepted', 'closed', 'cancelled'] as const;
export type RenovationState = (typeof renovationStates)[number];
export type RenovationAction = 'start' | 'accept' | 'close' | 'cancel';

export const renovationMachine: Machine<RenovationState, RenovationAction> = {
  start: { from: ['planned'], to: 'in_progress' },
  accept: { from: ['in_progress'], to: 'accepted' },
  close: { from: ['accepted'], to: 'closed' },
  cancel: { from: ['planned', 'in_progress'], to: 'cancelled' },
};

export interface Renovation extends Aggregate {
  name: string;
  kind: RenovationKind;
  building_id: string | null;
  indoor_area_m2: number;
  outdoor_area_m2: number;
  cost_fen: number | null;
  started_on: LocalDate | null;
  accepted_on: LocalDate | null;
  closed_on: LocalDate | null;
  state: RenovationState;
}

export type Plan = Pick<Renovation, 'name' | 'kind' | 'building_id' | 'indoor_area_m2' | 'outdoor_area_m2' | 'cost_fen'>;

/** Throws `invalid building_required` for a building's renovation without one, `invalid no_building` for open space with one. */
export function plan(identity: NewIdentity, project: Plan): Decision<Renovation> {
  if (project.kind === 'building' && project.building_id === null)
    throw invalid('/building_id', 'building_required', 'building_id is required for the renovation of a building.');
  if (project.kind === 'outdoor' && project.building_id !== null)
    throw invalid('/building_id', 'no_building', 'building_id must be left out for the renovation of open space.');
  if (project.kind === 'outdoor' && project.indoor_area_m2 > 0)
    throw invalid('/indoor_area_m2', 'no_building', 'indoor_area_m2 must be 0 for the renovation of open space.');
  const dates = { started_on: null, accepted_on: null, closed_on: null };
  const next: Renovation = { ...project, ...dates, ...rowOf(identity), state: 'planned' };
  return { next, events: [occurred(tenants.RenovationPlannedV1, identity.today, { ...transition(next, null), ...contentOf(next) })] };
}

/** Throws `invalid day_too_late`: each step reports what has happened. */
export function start(project: Renovation, started_on: LocalDate, today: LocalDate): Decision<Renovation> {
  const next: Renovation = { ...project, state: move(renovationMachine, project.state, 'start'), started_on };
  requireDay('started_on', started_on, { to: upToToday(today) });
  return { next, events: [occurred(tenants.RenovationStartedV1, started_on, { ...transition(next, project.state), started_on })] };
}

/** Throws `invalid before_start`, `invalid day_too_late`. */
export function accept(project: Renovation, accepted_on: LocalDate, today: LocalDate): Decision<Renovation> {
  const state = move(renovationMachine, project.state, 'accept');
  requireDay('accepted_on', accepted_on, { to: upToToday(today) });
  if (project.started_on !== null && accepted_on < project.started_on)
    throw invalid(
      '/accepted_on',
      'before_start',
      `accepted_on must not be earlier than ${project.started_on}, when the renovation started.`,
    );
  const next: Renovation = { ...project, state, accepted_on };
  return {
    next,
    events: [occurred(tenants.RenovationAcceptedV1, accepted_on, { ...transition(next, project.state), ...contentOf(next), accepted_on })],
  };
}

/** Throws `invalid day_too_early`, `invalid day_too_late`. */
export function close(project: Renovation, closed_on: LocalDate, today: LocalDate): Decision<Renovation> {
  const next: Renovation = { ...project, state: move(renovationMachine, project.state, 'close'), closed_on };
  requireDay('closed_on', closed_on, { from: { on: project.accepted_on, what: 'when it was accepted' }, to: upToToday(today) });
  return { next, events: [occurred(tenants.RenovationClosedV1, closed_on, { ...transition(next, project.state), closed_on })] };
}

export function cancel(project: Renovation, reason: string, today: LocalDate): Decision<Renovation> {
  const next: Renovation = { ...project, state: move(renovationMachine, project.state, 'cancel') };
  return { next, events: [occurred(tenants.RenovationCancelledV1, today, { ...transition(next, project.state), reason })] };
}

function contentOf({ building_id, kind, indoor_area_m2, outdoor_area_m2 }: Renovation) {
  return { building_id, kind, indoor_area_m2, outdoor_area_m2 };
}
