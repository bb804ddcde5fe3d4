/** A person who lives, or wants to live, in a talent apartment: known by the citizen id, shown by a masked name. */
import type { LocalDate } from '@park/kernel';

/** As the register keeps it. */
export interface Person {
  id: string;
  /** The same for the same citizen id, and tells nothing else of it. */
  reference: string;
  name_sealed: string;
  citizen_id_sealed: string;
  phone_sealed: string | null;
  name_masked: string;
  created_at: Date;
  updated_at: Date;
}

/** Personal data in clear; never stored, logged or published like this. */
export interface Identity {
  name: string;
  /** Normalised. */
  citizen_id: string;
  phone?: string | undefined;
}

/** GB 11643-1999: places 7 to 14 are the day of birth. */
export function bornOn(citizenId: string): LocalDate {
  return `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`;
}

/** Completed years of life; who was born on 29 February completes them on 1 March. */
export function ageOn(born: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}
