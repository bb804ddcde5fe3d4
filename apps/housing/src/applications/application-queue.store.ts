/** The waiting list 轮候: who waits for a product, in order of valid application time. */
import type { EntityManager } from 'typeorm';
import type { Application } from './application.ts';
import { ApplicationTable } from './application.table.ts';

type Place = Pick<Application, 'id' | 'product' | 'applied_at'>;

/**
 * The applications ahead of it. They and it stay locked, in the order of the queue, so that two clerks neither offer past each other nor
 * wait for each other.
 */
export async function lockedAhead(tx: EntityManager, { id, product, applied_at }: Place): Promise<Application[]> {
  const queue = await tx
    .createQueryBuilder(ApplicationTable, 't')
    .setLock('pessimistic_write')
    .where(`t.state = 'waitlisted' and t.product = :product and (t.applied_at, t.id) <= (:applied_at, :id)`, { product, applied_at, id })
    .orderBy('t.applied_at')
    .addOrderBy('t.id')
    .getMany();
  return queue.filter((other) => other.id !== id);
}

export async function positionOf(tx: EntityManager, { id, product, applied_at }: Place): Promise<{ ahead: number; waiting: number }> {
  const [counts] = await tx.query(
    `select count(*) as waiting, count(*) filter (where (applied_at, id) < ($2, $3)) as ahead from application where state = 'waitlisted' and product = $1`,
    [product, applied_at, id],
  );
  return counts;
}
