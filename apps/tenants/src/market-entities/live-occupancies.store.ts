/** The space that an entity's leases hold or occupy on a day or after it, also where its end is set already: the entity cannot depart on that day. */
import type { EntityManager } from 'typeorm';

const ofEntity = (entityId: string, day: string): string =>
  `occupancy o join lease l on l.id = o.source_id
   where o.source_type = 'lease' and l.entity_id = ${entityId}
     and (o.state in ('held', 'active') or o.state in ('released', 'completed') and o.end_on > ${day})`;

export async function liveOccupancies(tx: EntityManager, entityId: string, day: string): Promise<number> {
  const [{ count }] = await tx.query(`select count(*) as count from ${ofEntity('$1', '$2::date')}`, [entityId, day]);
  return count;
}

/** SQL condition. */
export const occupies = (entityId: string, day: string): string => `exists (select from ${ofEntity(entityId, day)})`;
