/** Deliveries and replays, as their members change them. */
import type { Command } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import { releaseSubjects } from './results.store.ts';

type Db = Pick<EntityManager, 'query'>;

/** Gives up the deliveries up to the position that were not acknowledged. */
export async function skipDeliveries({ tx, now }: Pick<Command, 'tx' | 'now'>, endpointId: string, position: number): Promise<void> {
  await tx.query(
    `update delivery set state = 'given_up', next_at = null, given_up_at = $3, last_error = 'skipped'
     where endpoint_id = $1 and position <= $2 and state in ('waiting', 'held')`,
    [endpointId, position, now],
  );
}

/** It wants the order of aggregates from now on: of each, the oldest delivery is tried, and the others stand behind it. */
export async function holdBehindOldest({ tx }: Pick<Command, 'tx'>, endpointId: string): Promise<void> {
  await tx.query(
    `update delivery d set state = 'held', next_at = null
     where d.endpoint_id = $1 and d.state = 'waiting' and exists (
       select from delivery o where o.endpoint_id = $1 and o.subject = d.subject and o.state in ('waiting', 'held') and o.position < d.position)`,
    [endpointId],
  );
}

/** Of an endpoint that was revoked; its attempts stay for as long as others. */
export async function leaveDeliveries({ tx }: Pick<Command, 'tx'>, endpointId: string): Promise<void> {
  await tx.query('delete from delivery where endpoint_id = $1', [endpointId]);
  await tx.query('delete from replay where endpoint_id = $1', [endpointId]);
}

/** Those that were given up since then wait again, from the beginning of the schedule; of one aggregate one at a time. Answers how many. */
export async function recoverDeliveries({ tx, now }: Pick<Command, 'tx' | 'now'>, endpointId: string, since: Date): Promise<number> {
  const [, count]: [unknown[], number] = await tx.query(
    `update delivery d set given_up_at = null, attempts = 0,
       state = case when f.is_first then 'waiting' else 'held' end, next_at = case when f.is_first then $3::timestamptz end
     from (select o.position, not exists (
             select from delivery b where b.endpoint_id = o.endpoint_id and b.subject = o.subject and b.state in ('waiting', 'held'))
           and row_number() over (partition by o.subject order by o.position) = 1 as is_first
           from delivery o where o.endpoint_id = $1 and o.state = 'given_up' and o.given_up_at >= $2) f
     where d.endpoint_id = $1 and d.position = f.position`,
    [endpointId, since, now],
  );
  return count;
}

/** It was acknowledged by the way: its delivery is over, and the next one of its aggregate is due. */
export async function acknowledgeDelivery(tx: EntityManager, endpointId: string, position: number, now: Date): Promise<void> {
  const [rows]: [{ subject: string }[], number] = await tx.query(
    'delete from delivery where endpoint_id = $1 and position = $2 returning subject',
    [endpointId, position],
  );
  await releaseSubjects(tx, [{ endpoint_id: endpointId, subjects: rows.map(({ subject }) => subject) }], now);
}

export async function addReplay({ tx, now, newId }: Command, endpointId: string, from: number, to: number): Promise<void> {
  await tx.query('insert into replay (id, endpoint_id, next_position, to_position, next_at, created_at) values ($1, $2, $3, $4, $5, $5)', [
    newId(),
    endpointId,
    from,
    to,
    now,
  ]);
}

export async function replaysOf(db: Db, endpointId: string): Promise<number> {
  const [{ count }] = await db.query('select count(*) as count from replay where endpoint_id = $1', [endpointId]);
  return count;
}

export interface EndpointDoor {
  id: string;
  position: number;
  acknowledged: number;
  waiting: number;
  moved_at: Date | null;
}

/** `acknowledged`: all up to it. */
export async function endpointDoors(db: Db, log_no: number): Promise<EndpointDoor[]> {
  return await db.query(
    `select e.id, e.position, e.last_acknowledged_at as moved_at,
       coalesce((select d.position - 1 from delivery d where d.endpoint_id = e.id and d.state in ('waiting', 'held') order by d.position limit 1), e.position) as acknowledged,
       (select count(*) from delivery d where d.endpoint_id = e.id and d.state in ('waiting', 'held')) as waiting
     from endpoint e where e.log_no = $1 and e.state <> 'revoked' order by e.code`,
    [log_no],
  );
}
