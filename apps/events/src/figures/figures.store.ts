/** The park's figures counted from the service's own tables, see docs/add-a-kpi.md. Each counts the calendar year of the day up to it. */

/** The park's year up to the day, as instants: so that an index serves it, and the years before cost nothing. */
const inTheYear = (instant: string, daysBefore = 0): string =>
  `${instant} >= (date_trunc('year', $1::date::timestamp) - interval '${daysBefore} days') at time zone 'Asia/Shanghai'
   and ${instant} < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'`;

/** The days on which registrations came in, with their places; each day once. Found by the gatherings of the year, the longest of which lasts 31 days. */
const visits = `select distinct r.id, r.person_id, r.places, (c.scanned_at at time zone 'Asia/Shanghai')::date as came_on
  from gathering g
  join registration r on r.gathering_id = g.id and r.state = 'checked_in'
  join check_in c on c.registration_id = r.id and c.result = 'ok' and c.reverted_at is null
  where ${inTheYear('g.starts_at', 31)} and ${inTheYear('c.scanned_at')}`;

export const figureStatements: readonly string[] = [
  `select 'gatherings_held' as code, count(*) as value from gathering where state in ('ended', 'archived') and ${inTheYear('starts_at')}`,
  `select 'registrations' as code, count(*) as value from registration where ${inTheYear('registered_at')}`,
  `select 'participants' as code, coalesce(sum(places), 0) as value from (${visits}) v`,
  `select 'participants_distinct' as code, count(distinct person_id) as value from (${visits}) v`,
  `select 'waitlisted' as code, count(*) as value from registration
   where state = 'waitlisted' and registered_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
  `select 'pitches' as code, count(*) as value from pitch
   where state in ('presented', 'scored', 'advised') and presented_on between date_trunc('year', $1::date)::date and $1::date`,
  `select 'match_meetings' as code, count(*) as value from match_request
   where met_on between date_trunc('year', $1::date)::date and $1::date`,
  `select 'financing_total' as code, coalesce(sum(amount_kcny), 0) as value from deal
   where state = 'funded' and funded_on between date_trunc('year', $1::date)::date and $1::date`,
];
