/**
 * The places taken of a gathering and of each of its quotas. A registration takes one place in each counter that it draws on. A check
 * constraint keeps a counter from being oversold; its row lock is the turn in which registrations of a gathering are decided on.
 */
import type { EntityManager } from 'typeorm';
import type { SeatCounter, SeatMove } from './seat-counter.ts';

export async function openCounter(
  tx: EntityManager,
  counter: { holder_id: string; gathering_id: string; capacity: number },
): Promise<void> {
  await tx.query('insert into seat_counter (holder_id, gathering_id, capacity, used, held) values ($1, $2, $3, 0, 0)', [
    counter.holder_id,
    counter.gathering_id,
    counter.capacity,
  ]);
}

/** All counters of these gatherings, locked in the order of their holders. */
export async function lockCounters(tx: EntityManager, gatheringIds: readonly string[]): Promise<Map<string, SeatCounter>> {
  const rows: SeatCounter[] = await tx.query(
    'select holder_id, capacity, used, held from seat_counter where gathering_id = any ($1) order by holder_id for update',
    [gatheringIds],
  );
  return new Map(rows.map((counter) => [counter.holder_id, counter]));
}

/** The gathering's own first; what is free of each, and how many registrations wait. */
export async function countersOf(
  tx: EntityManager,
  gatheringId: string,
): Promise<{ items: (SeatCounter & { free: number; quota: string | null })[]; waiting: number }> {
  const items = await tx.query(
    `select c.holder_id, c.capacity, c.used, c.held, c.capacity - c.used - c.held as free, q.name as quota
     from seat_counter c left join quota q on q.id = c.holder_id where c.gathering_id = $1 order by q.name nulls first, c.holder_id`,
    [gatheringId],
  );
  const [{ waiting }] = await tx.query(`select count(*) as waiting from registration where gathering_id = $1 and state = 'waitlisted'`, [
    gatheringId,
  ]);
  return { items, waiting };
}

export async function setCounterCapacity(tx: EntityManager, holderId: string, capacity: number): Promise<void> {
  await tx.query('update seat_counter set capacity = $2 where holder_id = $1', [holderId, capacity]);
}

/** Violates `seat_counter_not_oversold` where more would be taken than there is. */
export async function moveSeats(tx: EntityManager, moves: readonly SeatMove[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.query(
    `update seat_counter c set used = c.used + m.used, held = c.held + m.held
     from (select holder_id, sum(used)::int as used, sum(held)::int as held
           from jsonb_to_recordset($1::jsonb) as m(holder_id uuid, used int, held int) group by holder_id) m
     where c.holder_id = m.holder_id`,
    [JSON.stringify(moves)],
  );
}

/** Every place of the gathering is free again. */
export async function returnAllSeats(tx: EntityManager, gatheringId: string): Promise<void> {
  await tx.query('update seat_counter set used = 0, held = 0 where gathering_id = $1', [gatheringId]);
}

/** Places that nobody confirmed are held no longer. */
export async function returnHeldSeats(tx: EntityManager, gatheringId: string): Promise<void> {
  await tx.query('update seat_counter set held = 0 where gathering_id = $1', [gatheringId]);
}
