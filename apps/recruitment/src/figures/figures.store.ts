/** The park's figures counted from the service's own tables, see docs/add-a-kpi.md. What happened counts in the calendar year of the day up to it. */

const inTheYear = (day: string): string => `${day} between date_trunc('year', $1::date)::date and $1::date`;

/** Found by the fairs of the year; a booth counts on the day of its fair. */
const boothsOfTheYear = (
  states: string,
): string => `select count(*) from fair f join booth_application a on a.fair_id = f.id and a.state in (${states})
   where ${inTheYear(`(f.starts_at at time zone 'Asia/Shanghai')::date`)}`;

export const figureStatements: readonly string[] = [
  `select 'employers_at_fair' as code, (${boothsOfTheYear(`'checked_in', 'completed'`)}) as value`,
  `select 'employers_confirmed' as code, (${boothsOfTheYear(`'confirmed', 'checked_in', 'completed', 'no_show'`)}) as value`,
  `select 'postings_open' as code, count(*) as value from posting where state = 'published' and published_on <= $1::date`,
  `select 'headcount_open' as code, coalesce(sum(headcount - filled), 0) as value from posting where state = 'published' and published_on <= $1::date`,
  `select 'applications_received' as code, count(*) as value from application where ${inTheYear('applied_on')}`,
  `select 'offers_accepted' as code, count(*) as value from offer where state = 'accepted' and ${inTheYear('answered_on')}`,
  `select 'hires_started' as code, count(*) as value from hire where ${inTheYear('started_on')}`,
];
