/** The park's figures counted from the service's own tables, see docs/add-a-kpi.md. Days are the park's. */

const yearOf = `date_trunc('year', $1::date)::date`;
const day = (instant: string): string => `(${instant} at time zone 'Asia/Shanghai')::date`;

/** The days on which registrations came in, with their places; each day once. */
const visits = `select distinct r.id, r.person_id, r.places, ${day('c.scanned_at')} as came_on
  from check_in c join registration r on r.id = c.registration_id
  where c.result = 'ok' and c.reverted_at is null and r.state = 'checked_in'
    and c.scanned_at >= ${yearOf}::timestamp at time zone 'Asia/Shanghai'
    and c.scanned_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'`;

export const figureStatements: readonly string[] = [
  `select 'gatherings_held' as code, count(*) as value from gathering
   where state in ('ended', 'archived') and ${day('starts_at')} between ${yearOf} and $1::date`,
  `select 'registrations' as code, count(*) as value from registration
   where registered_at >= ${yearOf}::timestamp at time zone 'Asia/Shanghai'
     and registered_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
  `select 'participants' as code, coalesce(sum(places), 0) as value from (${visits}) v`,
  `select 'participants_distinct' as code, count(distinct person_id) as value from (${visits}) v`,
  `select 'waitlisted' as code, count(*) as value from registration
   where state = 'waitlisted' and ${day('registered_at')} <= $1::date`,
];
