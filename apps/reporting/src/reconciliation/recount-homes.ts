/** The figures of the talent apartments counted once more from housing's own records, as recount-entities.ts does those of entities. */
import type { LocalDate } from '@park/kernel';

export interface ApartmentRow {
  id: string;
  status: string;
}

export interface TenancyRow {
  apartment_id: string;
  state: string;
  checked_in_on: LocalDate | null;
}

export interface ApplicationRow {
  state: string;
}

export function countApartments(apartments: readonly ApartmentRow[]): number {
  return apartments.filter(({ status }) => status === 'in_service').length;
}

export function countOccupied(tenancies: readonly TenancyRow[], today: LocalDate): number {
  const living = tenancies.filter(
    ({ state, checked_in_on }) =>
      ['checked_in', 'notice_given', 'holdover'].includes(state) && checked_in_on !== null && checked_in_on <= today,
  );
  return new Set(living.map(({ apartment_id }) => apartment_id)).size;
}

export function countWaiting(applications: readonly ApplicationRow[]): number {
  return applications.filter(({ state }) => state === 'waitlisted').length;
}
