/** A unit of space 房源 with its occupancies 占用: how much of it can be rented, and how much is let until when. */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { hearing, latest, logs, phases, type Known, type Phase, type Said } from '../ledger/said.ts';
import { always, forever, outside, span, within, type Span } from '../ledger/spans.ts';
import type { SubjectKind, Told } from '../ledger/subject-kind.ts';
import { standing, type Entry } from '../ledger/timeline.ts';

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

export interface Occupancy {
  state: string;
  kind: string;
  building_id: string;
  area_m2: number;
  start_on: LocalDate;
  end_on: LocalDate | null;
  source_id: string | null;
}

/** Of a lease, what the units it covers are told. */
export interface Lease {
  code: string;
  entity_id: string;
}

const hear = hearing<Unit>();
const hearOccupancy = hearing<Occupancy>();
const hearLease = hearing<Lease>();

type Content = Omit<Unit, 'status'>;

function content({ code, building_id, parent_unit_id, floor, usage, use_m2, rentable }: Content): Content {
  return { code, building_id, parent_unit_id, floor, usage, use_m2, rentable };
}

function occupied(data: Omit<Occupancy, 'state'> & { to_state: string; unit_id: string }): { about: string; is: Occupancy } {
  const { to_state, unit_id, kind, building_id, area_m2, start_on, end_on, source_id } = data;
  return { about: unit_id, is: { state: to_state, kind, building_id, area_m2, start_on, end_on, source_id } };
}

function leasedBy({ units, code, entity_id }: { units: { unit_id: string }[] } & Lease): { about: string[]; is: Lease } {
  return { about: units.map(({ unit_id }) => unit_id), is: { code, entity_id } };
}

const hears = [
  hear(tenants.UnitAddedV1, (data) => ({ is: { ...content(data), status: data.status } })),
  hear(tenants.UnitChangedV1, (data) => ({ is: content(data) })),
  hear(tenants.UnitStatusChangedV1, ({ to_state }) => ({ is: { status: to_state } })),
  hearOccupancy(tenants.OccupancyHeldV1, occupied),
  hearOccupancy(tenants.OccupancyActivatedV1, occupied),
  hearOccupancy(tenants.OccupancyPeriodChangedV1, ({ unit_id, new_end }) => ({ about: unit_id, is: { end_on: new_end } })),
  hearOccupancy(tenants.OccupancyReleasedV1, ({ unit_id, to_state, released_on }) => ({
    about: unit_id,
    is: { state: to_state, end_on: released_on },
  })),
  hearOccupancy(tenants.OccupancyCompletedV1, ({ unit_id, to_state, end_on }) => ({ about: unit_id, is: { state: to_state, end_on } })),
  hearOccupancy(tenants.OccupancyCancelledV1, ({ unit_id, to_state }) => ({ about: unit_id, is: { state: to_state } })),
  hearOccupancy(tenants.OccupancyHoldExpiredV1, ({ unit_id, to_state }) => ({ about: unit_id, is: { state: to_state } })),
  hearLease(tenants.LeaseSignedV1, leasedBy),
  hearLease(tenants.LeaseActivatedV1, leasedBy),
];

export function phasesOf(known: Known): Phase<Unit>[] {
  return logs<Unit>(known, 'unit').flatMap(({ log }) => phases(log));
}

export function occupanciesOf(known: Known): Occupancy[] {
  return logs<Occupancy>(known, 'occupancy').map(({ log }) => latest(log) as Occupancy);
}

const inForce = ['active', 'released', 'completed'];

/** A lease counts from the day it is active, up to its end - also when that has passed, or lies ahead. */
export function isLet({ state, kind, start_on }: Occupancy): boolean {
  return kind === 'lease' && inForce.includes(state) && start_on !== undefined;
}

/** A unit stands for its area as long as it is neither planned nor given up. */
function stands({ status }: Partial<Unit>): boolean {
  return status !== undefined && status !== 'draft' && status !== 'retired';
}

/** The days on which the area is counted by the units that this one is divided into. */
export function divided(known: Known, id: string): Span[] {
  return logs<Unit>(known, 'child').flatMap(({ log }) => phases(log).filter(({ state }) => state.parent_unit_id === id && stands(state)));
}

function rentable(known: Known, id: string): Entry[] {
  const offered = phasesOf(known).filter(({ state }) => state.rentable === true && state.status === 'in_service');
  return outside(offered, divided(known, id)).flatMap((phase) => {
    const { building_id = 'unknown', usage = 'unknown', use_m2 = 0 } = phase.state;
    return standing('rentable_area', { building: building_id, usage }, [phase], use_m2);
  });
}

function leased(known: Known): Entry[] {
  const usages = usagesOf(known);
  return occupanciesOf(known)
    .filter(isLet)
    .flatMap(({ building_id, area_m2, start_on, end_on }) => {
      const days = within(usages, span(start_on, end_on));
      return days.flatMap((phase) => {
        const dimensions = { building: building_id, usage: phase.state.usage ?? 'unknown', ...(end_on !== null && { end_on }) };
        return standing('leased_area', dimensions, [phase], area_m2);
      });
    });
}

/** A lease may be older than our word of the unit; it is then taken to be what it is first known as. */
function usagesOf(known: Known): Phase<Unit>[] {
  const [first, ...rest] = phasesOf(known);
  return first ? [{ ...first, from: always }, ...rest] : [{ from: always, to: forever, state: {} }];
}

/** To every unit that it was ever a part of: since when it is, and whether it stands. */
function tells(known: Known): Told[] {
  return logs<Unit>(known, 'unit').flatMap(({ log }) => {
    const parents = new Set(log.flatMap(({ is }) => is.parent_unit_id ?? []));
    const about: Said[] = log.map(({ version, on, is: { parent_unit_id, status } }) => ({
      version,
      on,
      is: { ...(parent_unit_id !== undefined && { parent_unit_id }), ...(status !== undefined && { status }) },
    }));
    return [...parents].map((to) => ({ to, aggregate: 'child', log: about }));
  });
}

function belongsTo(known: Known): string | null {
  const [own] = logs<Unit>(known, 'unit');
  return latest(own?.log ?? []).building_id ?? occupanciesOf(known)[0]?.building_id ?? null;
}

export const unit: SubjectKind = {
  name: 'unit',
  hears,
  timeline: (known, id) => [...rentable(known, id), ...leased(known)],
  tells,
  belongsTo,
};
