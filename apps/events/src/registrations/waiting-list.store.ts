/** The waiting list of a gathering as the database has it. Whoever reads it to act on it has locked the gathering's counters. */
import type { EntityManager } from 'typeorm';
import type { Registration } from './registration.ts';
import { RegistrationTable } from './registration.table.ts';

/** In the order of the list, from after a number on. */
export async function waitingAfter(tx: EntityManager, gatheringId: string, number: number, limit: number): Promise<Registration[]> {
  return await tx
    .createQueryBuilder(RegistrationTable, 't')
    .where(`t.gathering_id = :gatheringId and t.state = 'waitlisted' and t.waitlist_number > :number`, { gatheringId, number })
    .orderBy('t.waitlist_number')
    .limit(limit)
    .getMany();
}

/** A number that no registration of the gathering has had. */
export async function nextWaitlistNumber(tx: EntityManager, gatheringId: string): Promise<number> {
  const [{ next }] = await tx.query('select coalesce(max(waitlist_number), 0) + 1 as next from registration where gathering_id = $1', [
    gatheringId,
  ]);
  return next;
}

export async function positionOf(
  tx: EntityManager,
  { gathering_id, waitlist_number }: Registration,
): Promise<{ ahead: number; waiting: number }> {
  const [counts] = await tx.query(
    `select count(*) as waiting, count(*) filter (where waitlist_number < $2) as ahead
     from registration where gathering_id = $1 and state = 'waitlisted'`,
    [gathering_id, waitlist_number],
  );
  return counts;
}
