/** A talent apartment 人才公寓套: a home of one of the two brands, let as a whole or bed by bed. */
import { type DataOf, type Decision, housing, occurred, unchanged } from '@park/contracts';
import {
  amended,
  invalid,
  move,
  Refusal,
  requireDay,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

type Added = DataOf<typeof housing.ApartmentAddedV1>;
export type Brand = Added['brand'];
export type AllocationLevel = Added['allocatable_as'];
export type ApartmentStatus = Added['status'];
export type ApartmentAction = 'change' | 'start_maintenance' | 'return_to_service' | 'retire';

export const apartmentMachine: Machine<ApartmentStatus, ApartmentAction> = {
  change: { from: ['in_service', 'maintenance'], to: 'same' },
  start_maintenance: { from: ['in_service'], to: 'maintenance' },
  return_to_service: { from: ['maintenance'], to: 'in_service' },
  retire: { from: ['maintenance'], to: 'retired' },
};

/** Its code is given by the park, e.g. `HK-0301`. */
export interface Apartment extends Aggregate {
  brand: Brand;
  building: string;
  floor: number;
  layout: string;
  area_m2: number;
  /** Also how many people it takes. */
  beds: number;
  /** `bed`: bed by bed, or all beds at once; `whole`: only all at once. */
  allocatable_as: AllocationLevel;
  status: ApartmentStatus;
  /** From when it is as its status says. */
  status_since: LocalDate;
}

export type Particulars = Pick<Apartment, 'building' | 'floor' | 'layout' | 'area_m2' | 'beds' | 'allocatable_as'>;

export interface NewApartment extends Particulars {
  brand: Brand;
  status?: Exclude<ApartmentStatus, 'retired'> | undefined;
  added_on: LocalDate;
}

/** Throws `invalid in_future`. */
export function add(identity: NewIdentity, { added_on, status = 'in_service', ...apartment }: NewApartment): Decision<Apartment> {
  if (added_on > identity.today) throw invalid('/added_on', 'in_future', 'added_on must not be later than today.');
  const next: Apartment = { ...apartment, ...rowOf(identity), status, status_since: added_on };
  return { next, events: [occurred(housing.ApartmentAddedV1, added_on, { ...contentOf(next), status })] };
}

/** The live tenancies of an apartment: how many, and how many of them have it as a whole. */
export interface Lets {
  live: number;
  whole: number;
  /** The last day on which somebody left; null where nobody has. */
  leftOn: LocalDate | null;
}

/**
 * No event where nothing changes. Throws `conflict apartment_is_let` where a tenant would lose a bed, get one more than they
 * hold, or share what is theirs alone.
 */
export function changeParticulars(apartment: Apartment, change: Partial<Particulars>, lets: Lets, on: LocalDate): Decision<Apartment> {
  const next = amended(apartment, change);
  if (next === apartment) return unchanged(apartment);
  move(apartmentMachine, apartment.status, 'change');
  const disturbs =
    next.beds < apartment.beds || next.allocatable_as !== apartment.allocatable_as
      ? lets.live
      : next.beds > apartment.beds
        ? lets.whole
        : 0;
  if (disturbs > 0) throw isLet(disturbs);
  return { next, events: [occurred(housing.ApartmentChangedV1, on, contentOf(next))] };
}

export interface StatusChange {
  reason?: string | undefined;
  effective_date: LocalDate;
}

/** Throws `conflict apartment_is_let`: who lives there or has a reservation is not put out by a change of status; `invalid day_too_early`. */
export function startMaintenance(apartment: Apartment, change: StatusChange, lets: Lets, today: LocalDate): Decision<Apartment> {
  const status = move(apartmentMachine, apartment.status, 'start_maintenance');
  if (lets.live > 0) throw isLet(lets.live);
  requireVacated(lets, change);
  return withStatus(apartment, status, change, today);
}

export function returnToService(apartment: Apartment, change: StatusChange, today: LocalDate): Decision<Apartment> {
  return withStatus(apartment, move(apartmentMachine, apartment.status, 'return_to_service'), change, today);
}

export function retire(apartment: Apartment, change: StatusChange, lets: Lets, today: LocalDate): Decision<Apartment> {
  const status = move(apartmentMachine, apartment.status, 'retire');
  if (lets.live > 0) throw isLet(lets.live);
  requireVacated(lets, change);
  return withStatus(apartment, status, change, today);
}

function requireVacated({ leftOn }: Lets, { effective_date }: StatusChange): void {
  if (leftOn !== null)
    requireDay('effective_date', effective_date, { from: { on: leftOn, what: 'the day on which the last tenant left' } });
}

/** Throws `invalid in_future`, `invalid before_last_change`. */
function withStatus(
  apartment: Apartment,
  status: ApartmentStatus,
  { reason, effective_date }: StatusChange,
  today: LocalDate,
): Decision<Apartment> {
  if (effective_date > today) throw invalid('/effective_date', 'in_future', 'effective_date must not be later than today.');
  if (effective_date < apartment.status_since) {
    throw invalid(
      '/effective_date',
      'before_last_change',
      `effective_date must not be earlier than ${apartment.status_since}, the day of the present status.`,
    );
  }
  const next: Apartment = { ...apartment, status, status_since: effective_date };
  const { code, brand, beds } = next;
  const data = { ...transition({ code, state: status }, apartment.status), brand, beds, reason: reason ?? null };
  return { next, events: [occurred(housing.ApartmentStatusChangedV1, effective_date, data)] };
}

function isLet(tenancies: number): Refusal {
  return new Refusal('conflict', 'apartment_is_let', `The apartment has ${tenancies} live tenancies.`, { extra: { tenancies } });
}

function contentOf({ code, brand, building, floor, layout, area_m2, beds, allocatable_as }: Apartment): Omit<Added, 'status'> {
  return { code, brand, building, floor, layout, area_m2, beds, allocatable_as };
}
