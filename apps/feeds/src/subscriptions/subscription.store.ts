import type { EntityManager } from 'typeorm';
import type { Subscribed } from '../log/subscription-index.ts';

/** Those that what comes is looked up in: active ones of members whose feed is open. */
export async function liveSubscriptions(tx: EntityManager): Promise<Subscribed[]> {
  return await tx.query(
    `select s.log_no, s.types, s.modes, s.topics, s.resources from subscription s join member m using (log_no)
     where s.state = 'active' and m.is_open`,
  );
}

export async function countLive(tx: EntityManager, log_no: number): Promise<number> {
  const [{ count }] = await tx.query(`select count(*) as count from subscription where log_no = $1 and state <> 'ended'`, [log_no]);
  return count;
}
