/** Activities as the rotation counts them. */
import type { LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';

/**
 * That the member hosted and that began within `[from, to)`; also those whose attendance is still to come. By the index on the day, so
 * that the years before cost nothing.
 */
export async function activitiesHostedBy(tx: EntityManager, membershipId: string, from: LocalDate, to: LocalDate): Promise<number> {
  const [{ count }] = await tx.query(
    `select count(*)::int as count from activity
     where state in ('published', 'held') and activity_on >= $2 and activity_on < $3 and $1 = any (host_membership_ids)`,
    [membershipId, from, to],
  );
  return count;
}
