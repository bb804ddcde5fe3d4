/**
 * Claims: how the database keeps occupancies apart. An occupancy claims its unit (over all slots) and passes through every unit
 * that contains it (in a slot of its own). Two claims of one unit and day exclude each other when their slots meet: so nobody can
 * have a unit together with somebody who has it, a part of it, or a unit around it, while parts of a unit can be had side by side.
 */
import type { EntityManager } from 'typeorm';
import type { Occupancy } from './occupancy.ts';

/**
 * Keeps these units, and all that contain them, for this transaction. Whoever claims takes them first, in the order of their ids:
 * claims that could meet are made in turn, and the constraint need not find out by a deadlock.
 */
export async function lockPlaces(tx: EntityManager, unitIds: readonly string[]): Promise<void> {
  await tx.query(
    `with recursive path as (
       select id, parent_unit_id from unit where id = any ($1)
       union
       select u.id, u.parent_unit_id from path p join unit u on u.id = p.parent_unit_id
     )
     select 1 from unit where id in (select id from path) order by id for update`,
    [unitIds],
  );
}

/** Violated: `occupancy_claim_overlap`, mapped to 409 `unit_occupied`. */
export async function claim(
  tx: EntityManager,
  occupancies: readonly Pick<Occupancy, 'id' | 'unit_id' | 'start_on' | 'end_on'>[],
): Promise<void> {
  if (occupancies.length === 0) return;
  const claims = occupancies.map(({ id, unit_id, start_on, end_on }) => ({ id, unit_id, start_on, end_on }));
  await tx.query(
    `with recursive wanted as (
       select w.*, nextval('occupancy_slot') as slot
       from jsonb_to_recordset($1::jsonb) as w(id uuid, unit_id uuid, start_on date, end_on date)
     ), path as (
       select w.id, w.unit_id, u.parent_unit_id, true as own from wanted w join unit u on u.id = w.unit_id
       union all
       select p.id, u.id, u.parent_unit_id, false from path p join unit u on u.id = p.parent_unit_id
     )
     insert into occupancy_claim (occupancy_id, unit_id, period, slot)
     select p.id, p.unit_id, daterange(w.start_on, w.end_on), case when p.own then int8range(null, null) else int8range(w.slot, w.slot + 1) end
     from path p join wanted w using (id)
     order by p.unit_id`,
    [JSON.stringify(claims)],
  );
}

/** After its end moved; an extension is checked like a new claim. */
export async function moveClaims(tx: EntityManager, occupancies: readonly Pick<Occupancy, 'id' | 'start_on' | 'end_on'>[]): Promise<void> {
  await tx.query(
    `update occupancy_claim c set period = daterange(w.start_on, w.end_on)
     from jsonb_to_recordset($1::jsonb) as w(id uuid, start_on date, end_on date) where c.occupancy_id = w.id`,
    [JSON.stringify(occupancies.map(({ id, start_on, end_on }) => ({ id, start_on, end_on })))],
  );
}

export async function dropClaims(tx: EntityManager, occupancyIds: readonly string[]): Promise<void> {
  await tx.query('delete from occupancy_claim where occupancy_id = any ($1)', [occupancyIds]);
}

/** The first day from `from` on that somebody else has the unit, a part of it or one around it; null where nobody has. */
export async function nextClaimed(tx: EntityManager, occupancy: Occupancy, from: string): Promise<string | null> {
  const [row] = await tx.query(
    `select min(greatest(lower(c.period), $2::date)) as day
     from occupancy_claim c join occupancy_claim own on own.unit_id = c.unit_id and own.slot && c.slot
     where own.occupancy_id = $1 and c.occupancy_id <> $1 and (upper_inf(c.period) or upper(c.period) > $2)`,
    [occupancy.id, from],
  );
  return row.day;
}
