/** Claims on beds: the holder, the bed and the period. The constraints of this table allow one holder per bed and day. */
import type { LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { residentStates, type Tenancy, type Vacancy } from './tenancy.ts';

export interface BedClaim {
  /** The tenancy, or the application that a home is on offer to. */
  holder_id: string;
  apartment_id: string;
  beds: number[];
  start_on: LocalDate;
  held_until: LocalDate | null;
}

/** Violates `bed_claim_free` where another holder has one of the beds on one of the days. */
export async function claimBeds(tx: EntityManager, claims: readonly BedClaim[]): Promise<void> {
  await tx.query(
    `insert into bed_claim (holder_id, apartment_id, bed, period)
     select c.holder_id, c.apartment_id, bed, daterange(c.start_on, c.held_until)
     from jsonb_to_recordset($1::jsonb) as c(holder_id uuid, apartment_id uuid, beds smallint[], start_on date, held_until date), unnest(c.beds) as bed
     order by c.apartment_id, bed`,
    [JSON.stringify(claims)],
  );
}

export async function releaseBeds(tx: EntityManager, holderId: string): Promise<void> {
  await tx.query('delete from bed_claim where holder_id = $1', [holderId]);
}

/**
 * Makes the claims of tenancies what their present state says. Violates `bed_claim_resident` where somebody else still lives in
 * one of the beds.
 */
export async function keepClaims(tx: EntityManager, tenancies: readonly Tenancy[]): Promise<void> {
  const states = tenancies.map(({ id, start_on, held_until, state }) => ({
    id,
    start_on,
    held_until,
    resident: (residentStates as readonly string[]).includes(state),
    gone: state === 'cancelled',
  }));
  await tx.query(
    `with kept as (
       select * from jsonb_to_recordset($1::jsonb) as k(id uuid, start_on date, held_until date, resident boolean, gone boolean)
     ), gone as (
       delete from bed_claim using kept where kept.gone and holder_id = kept.id
     )
     update bed_claim set period = daterange(kept.start_on, kept.held_until), resident = kept.resident from kept where not kept.gone and holder_id = kept.id`,
    [JSON.stringify(states)],
  );
}

/** Of the beds of a tenancy. */
export async function vacancyOf(tx: EntityManager, { id, apartment_id, start_on }: Tenancy): Promise<Vacancy> {
  const [vacancy] = await tx.query(
    `select (select count(*) from bed_claim where holder_id = $1) as capacity, max(before.closed_on) as "leftOn"
     from tenancy before
     where before.apartment_id = $2 and before.closed_on > $3 and before.start_on < $3
       and exists (select from bed_claim mine join bed_claim theirs using (apartment_id, bed) where mine.holder_id = $1 and theirs.holder_id = before.id)`,
    [id, apartment_id, start_on],
  );
  return vacancy;
}

/** When the next claim after this tenancy begins: on one of its beds, or of its person on another home. */
export async function nextClaimOn(tx: EntityManager, { id, person_id, start_on }: Tenancy): Promise<LocalDate | null> {
  const [{ day }] = await tx.query(
    `select min(day) as day from (
       select lower(other.period) as day
       from bed_claim mine join bed_claim other using (apartment_id, bed)
       where mine.holder_id = $1 and other.holder_id <> $1 and lower(other.period) > $3
       union all
       select start_on from tenancy where person_id = $2 and id <> $1 and state <> 'cancelled' and start_on > $3
     ) next`,
    [id, person_id, start_on],
  );
  return day;
}
