/** A home to let: a bed 床位 of an apartment, or the apartment as a whole 整套 with all its beds. */
import { invalid, Refusal } from '@park/kernel';
import type { Apartment } from '../apartments/apartment.ts';

export interface Home {
  apartment_id: string;
  /** Null: the apartment as a whole. */
  bed: number | null;
}

/** The beds that a home is made of. Throws `invalid no_such_bed`, `invalid let_as_a_whole`. */
export function bedsOf(apartment: Pick<Apartment, 'beds' | 'allocatable_as'>, bed: number | null): number[] {
  if (bed === null) return Array.from({ length: apartment.beds }, (_, i) => i + 1);
  if (apartment.allocatable_as === 'whole')
    throw invalid('/bed', 'let_as_a_whole', 'bed must be left out: this apartment is let as a whole only.');
  if (bed < 1 || bed > apartment.beds) throw invalid('/bed', 'no_such_bed', `bed must be from 1 to ${apartment.beds}.`);
  return [bed];
}

/** Throws `conflict not_in_service`. */
export function requireInService({ code, status }: Apartment): void {
  if (status !== 'in_service')
    throw new Refusal('conflict', 'not_in_service', `Apartment ${code} is not in service.`, { extra: { apartment_status: status } });
}
