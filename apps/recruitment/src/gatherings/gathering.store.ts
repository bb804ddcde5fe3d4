/** The gatherings that recruitment knows, and the check-ins at job fairs: kept from the events of the events service. */
import type { EntityManager } from 'typeorm';
import type { CheckIn, KnownGathering } from './gathering.ts';

const columns = 'id, code, type, state, title, starts_at, ends_at';

/** Fields that an event leaves out stay as they are. Answers the gathering as it is known then; its row stays locked. */
export async function noteGathering(
  tx: EntityManager,
  gathering: Pick<KnownGathering, 'id' | 'code' | 'type' | 'state'> & { title?: string; starts_at?: string; ends_at?: string },
): Promise<KnownGathering> {
  const { id, code, type, state, title = null, starts_at = null, ends_at = null } = gathering;
  const [known]: KnownGathering[] = await tx.query(
    `insert into gathering as g (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set code = excluded.code, type = excluded.type, state = excluded.state,
       title = coalesce(excluded.title, g.title), starts_at = coalesce(excluded.starts_at, g.starts_at),
       ends_at = coalesce(excluded.ends_at, g.ends_at)
     returning ${columns}`,
    [id, code, type, state, title, starts_at, ends_at],
  );
  return known!;
}

/** Kept as it is until the transaction ends. */
export async function sharedGathering(tx: EntityManager, id: string): Promise<KnownGathering | null> {
  const rows: KnownGathering[] = await tx.query(`select ${columns} from gathering where id = $1 for share`, [id]);
  return rows[0] ?? null;
}

/** By code, those that are known, with the same lock. */
export async function sharedGatheringsOf(tx: EntityManager, codes: readonly string[]): Promise<Map<string, KnownGathering>> {
  const rows: KnownGathering[] = await tx.query(`select ${columns} from gathering where code = any ($1) order by id for share`, [codes]);
  return new Map(rows.map((gathering) => [gathering.code, gathering]));
}

/** One statement for a batch: 20,000 people come through the gates of a fair within hours. */
export async function enterCheckIns(tx: EntityManager, checkIns: readonly CheckIn[]): Promise<void> {
  await tx.query(
    `insert into gathering_check_in (registration_id, list_id, gathering_id, came_on, places)
     select distinct on (c.registration_id, c.list_id) c.registration_id, c.list_id, c.gathering_id, c.came_on, c.places
     from jsonb_to_recordset($1::jsonb) as c(registration_id uuid, list_id uuid, gathering_id uuid, came_on date, places smallint)
     order by c.registration_id, c.list_id
     on conflict (registration_id, list_id) do update set came_on = excluded.came_on, places = excluded.places`,
    [JSON.stringify(checkIns)],
  );
}

export async function revertCheckIns(tx: EntityManager, checkIns: readonly Pick<CheckIn, 'registration_id' | 'list_id'>[]): Promise<void> {
  await tx.query(
    `delete from gathering_check_in c using jsonb_to_recordset($1::jsonb) as r(registration_id uuid, list_id uuid)
     where c.registration_id = r.registration_id and c.list_id = r.list_id`,
    [JSON.stringify(checkIns)],
  );
}

/**
 * Visits 人次, as the events service and reporting count them: each registration with its places once on each day on which it came,
 * however many lists it checked in at. One range of an index, whatever other fairs there were.
 */
export async function entriesOf(tx: EntityManager, gatheringId: string): Promise<number> {
  const [{ entries }] = await tx.query(
    `select coalesce(sum(places), 0) as entries
     from (select distinct registration_id, came_on, places from gathering_check_in where gathering_id = $1) visits`,
    [gatheringId],
  );
  return entries;
}
