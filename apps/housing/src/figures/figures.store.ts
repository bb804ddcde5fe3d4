/** The park's figures counted from housing's own tables, see docs/add-a-kpi.md. */

export const figureStatements = [
  `select 'housing_units_supply' as code, count(*) as value from apartment where status = 'in_service' and $1::date is not null`,
  `select 'housing_units_occupied' as code, count(distinct apartment_id) as value from tenancy
   where state in ('checked_in', 'notice_given', 'holdover') and checked_in_on <= $1::date`,
  `select 'housing_waiting' as code, count(*) as value from application where state = 'waitlisted' and waitlisted_on <= $1::date`,
];
