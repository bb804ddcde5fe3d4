/** A person that the park deals with: known by the citizen id, shown by a masked name. */
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
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** A person as answers show them. */
export type ShownPerson = Pick<Person, 'id' | 'name_masked' | 'version' | 'created_at' | 'updated_at'>;

/** Personal data in clear; never stored, logged or published like this. */
export interface Identity {
  name: string;
  /** Normalised. */
  citizen_id: string;
  phone?: string | undefined;
}

/** Why a name is corrected: a closed list, because a free text might say the name. */
export const correctionGrounds = ['misspelt', 'taken_from_a_wrong_document', 'changed_by_law'] as const;
export type CorrectionGround = (typeof correctionGrounds)[number];

/** GB 11643-1999: places 7 to 14 are the day of birth. */
export function bornOn(citizenId: string): LocalDate {
  return `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`;
}

/** Completed years of life; a person born on 29 February completes them on 1 March. */
export function ageOn(born: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}
