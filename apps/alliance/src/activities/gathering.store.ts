/** The gatherings of activities and their check-ins, kept from the events of the events service. A gathering is locked before its activity. */
import type { EntityManager } from 'typeorm';
import type { MemberAttendance } from './attendance.ts';

export interface KnownGathering {
  gathering_id: string;
  activity_id: string | null;
  state: string | null;
  has_ended: boolean;
}

/** Somebody of a party activity checked in at a list. */
export interface CheckIn {
  registration_id: string;
  list_id: string;
  gathering_id: string;
  entity_id: string | null;
  came_on: string;
  places: number;
}

/** The row stays locked. */
export async function noteGathering(
  tx: EntityManager,
  { gathering_id, activity_id, state, has_ended }: KnownGathering,
): Promise<KnownGathering> {
  const [known]: KnownGathering[] = await tx.query(
    `insert into activity_gathering as g (gathering_id, activity_id, state, has_ended) values ($1, $2, $3, $4)
     on conflict (gathering_id) do update set activity_id = excluded.activity_id, state = excluded.state,
       has_ended = g.has_ended or excluded.has_ended
     returning *`,
    [gathering_id, activity_id, state, has_ended],
  );
  return known!;
}

export async function gatheringState(tx: EntityManager, gatheringId: string): Promise<string | null> {
  const [known]: KnownGathering[] = await tx.query('select * from activity_gathering where gathering_id = $1', [gatheringId]);
  return known?.state ?? null;
}

/** Those of the gatherings that have ended, locked: what was counted of them is to be counted again. */
export async function endedGatherings(tx: EntityManager, gatheringIds: readonly string[]): Promise<KnownGathering[]> {
  const ids = [...new Set(gatheringIds)].sort();
  await tx.query(
    `insert into activity_gathering (gathering_id, has_ended) select id, false from unnest($1::uuid[]) as id order by id on conflict do nothing`,
    [ids],
  );
  const known: KnownGathering[] = await tx.query(
    'select * from activity_gathering where gathering_id = any ($1) order by gathering_id for update',
    [ids],
  );
  return known.filter(({ has_ended }) => has_ended);
}

/** One statement for a batch. */
export async function enterCheckIns(tx: EntityManager, checkIns: readonly CheckIn[]): Promise<void> {
  await tx.query(
    `insert into activity_check_in (registration_id, list_id, gathering_id, entity_id, came_on, places)
     select distinct on (c.registration_id, c.list_id) c.registration_id, c.list_id, c.gathering_id, c.entity_id, c.came_on, c.places
     from jsonb_to_recordset($1::jsonb)
       as c(registration_id uuid, list_id uuid, gathering_id uuid, entity_id uuid, came_on date, places smallint)
     order by c.registration_id, c.list_id
     on conflict (registration_id, list_id) do update set came_on = excluded.came_on, places = excluded.places`,
    [JSON.stringify(checkIns)],
  );
}

export async function revertCheckIns(tx: EntityManager, checkIns: readonly Pick<CheckIn, 'registration_id' | 'list_id'>[]): Promise<void> {
  await tx.query(
    `delete from activity_check_in c using jsonb_to_recordset($1::jsonb) as r(registration_id uuid, list_id uuid)
     where c.registration_id = r.registration_id and c.list_id = r.list_id`,
    [JSON.stringify(checkIns)],
  );
}

/**
 * Visits 人次 as the door counts them, by the member that they came from: each registration with its places once on each day on which it
 * came. A visit is of the organisation of its market entity, where that was a member on the day of the activity.
 */
export async function visitsByMember(
  tx: EntityManager,
  gatheringId: string,
  activityOn: string,
): Promise<{ by_member: MemberAttendance[]; others: number }> {
  const rows: { membership_id: string | null; organisation_id: string; count: number }[] = await tx.query(
    `with visit as (select distinct registration_id, came_on, places, entity_id from activity_check_in where gathering_id = $1),
     visits as (select entity_id, sum(places)::int as places from visit group by entity_id)
     select m.id as membership_id, m.organisation_id, sum(v.places)::int as count
     from visits v
     left join lateral (
       select m.id, m.organisation_id from organisation o join membership m on m.organisation_id = o.id
       where o.entity_id = v.entity_id and m.joined_on <= $2::date and (m.ended_on is null or m.ended_on > $2::date)
       order by m.joined_on desc, m.id limit 1
     ) m on true
     group by m.id, m.organisation_id`,
    [gatheringId, activityOn],
  );
  return {
    by_member: rows.flatMap(({ membership_id, organisation_id, count }) =>
      membership_id === null ? [] : [{ membership_id, organisation_id, count }],
    ),
    others: rows.find(({ membership_id }) => membership_id === null)?.count ?? 0,
  };
}
