/** A letting: which home somebody gets, on whose behalf, and from when until when. A tenancy begins with it. */
import { followedBy, type Decision } from '@park/contracts';
import type { LocalDate, NewIdentity } from '@park/kernel';
import type { Apartment } from '../apartments/apartment.ts';
import { employerLeft } from '../review-flag.ts';
import { flagForReview, reserve, type Product, type Tenancy } from './tenancy.ts';

export interface Letting {
  apartment: Apartment;
  bed: number | null;
  product: Product;
  person: { id: string; name_masked: string };
  employer: { entity_id: string; uscc: string; departed_on: LocalDate | null } | null;
  application_id: string | null;
  start_on: LocalDate;
  end_on: LocalDate;
}

/** `on`: the day of the reservation. Flagged for review from the beginning where the employer has left the park. */
export function reserved(identity: NewIdentity, letting: Letting, on: LocalDate, today: LocalDate): Decision<Tenancy> {
  const { apartment, person, employer, ...rest } = letting;
  const reservation = {
    ...rest,
    apartment_id: apartment.id,
    brand: apartment.brand,
    person_id: person.id,
    person_masked: person.name_masked,
    employer_uscc: employer?.uscc ?? null,
    employer_entity_id: employer?.entity_id ?? null,
  };
  const decision = reserve(identity, reservation, on);
  if (!employer || employer.departed_on === null) return decision;
  return followedBy(decision, (tenancy) => flagForReview(tenancy, employerLeft(employer.entity_id), today));
}

/** The claim on the beds, without their numbers. */
export function claimOf({ id, apartment_id, start_on, held_until }: Tenancy) {
  return { holder_id: id, apartment_id, start_on, held_until };
}
