/** The park's figures counted from the service's own tables, see docs/add-a-kpi.md. What happened counts in the calendar year of the day up to it. */

const heldInTheYear = `state = 'held' and activity_on between date_trunc('year', $1::date)::date and $1::date`;

export const figureStatements: readonly string[] = [
  `select 'member_orgs' as code, count(*) as value from membership where state = 'active' and joined_on <= $1::date`,
  `select 'activities' as code, count(*) as value from activity where ${heldInTheYear}`,
  `select 'activity_attendance' as code, coalesce(sum(attendance), 0) as value from activity where ${heldInTheYear}`,
  `select 'needs_open' as code, count(*) as value from need
   where state in ('published', 'matched', 'in_progress', 'delivered') and published_on <= $1::date`,
  `select 'tasks_overdue' as code, count(*) as value from task where state in ('assigned', 'in_progress', 'submitted') and due_on < $1::date`,
];
