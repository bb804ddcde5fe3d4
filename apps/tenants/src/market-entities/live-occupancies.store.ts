/** The holds and active occupancies of an entity's leases: it cannot depart while there are any. */
import type { EntityManager } from 'typeorm';

const ofEntity = (entityId: string): string =>
  `occupancy o join lease l on l.id = o.source_id where o.source_type = 'lease' and o.state in ('held', 'active') and l.entity_id = ${entityId}`;

export async function liveOccupancies(tx: EntityManager, entityId: string): Promise<number> {
  const [{ count }] = await tx.query(`select count(*) as count from ${ofEntity('$1')}`, [entityId]);
  return count;
}

/** SQL condition. */
export const occupies = (entityId: string): string => `exists (select from ${ofEntity(entityId)})`;
