/** The park's figures counted from tenants' own tables, see docs/add-a-kpi.md. None of this is shared with the code that reporting counts by. */
import { inParkOn } from '../market-entities/market-entity.table.ts';

/** Entities that are in the park on the day. */
const here = `here as (select id from market_entity where ${inParkOn('$1::date')})`;

/** Verified reports of periods that are over on the day. A period is a quarter such as 2025-Q3 or a year such as 2025. */
const verified = `verified as (
  select *, period like '%Q%' as quarterly from (
    select entity_id, period, employees_end, revenue_kcny, tax_total_kcny, tax_local_kcny,
      case when period like '%Q%' then make_date(left(period, 4)::int, 3 * right(period, 1)::int - 2, 1)
           else make_date(left(period, 4)::int, 1, 1) end as starts,
      case when period like '%Q%' then (make_date(left(period, 4)::int, 3 * right(period, 1)::int - 2, 1) + interval '3 months')::date
           else make_date(left(period, 4)::int + 1, 1, 1) end as ends
    from operating_report where state = 'verified'
  ) report where ends - 1 <= $1::date
)`;

/** Of two reports that end on the same day the year's comes after the quarter's. */
const employment = `
  with ${here}, ${verified}, last as (
    select distinct on (entity_id) entity_id, employees_end from verified order by entity_id, ends desc, quarterly
  )
  select 'employment_total' as code, sum(employees_end) as value from last join here on here.id = last.entity_id`;

/**
 * Of the calendar year so far. A report counts where the entity was in the park on a day of its period. A year's report stands for the whole
 * year: its quarters are not added to it, and those from before the entity came are taken off it.
 */
const reported = `
  with ${verified}, of_year as (
    select v.*, e.kind <> 'service_platform' and e.moved_in_on < v.ends and (e.departed_on is null or e.departed_on > v.starts) is true as counts
    from verified v join market_entity e on e.id = v.entity_id where left(v.period, 4) = to_char($1::date, 'YYYY')
  ), whole_year as (
    select distinct entity_id from of_year where counts and not quarterly
  ), weighed as (
    select o.*, case when o.counts and (not o.quarterly or w.entity_id is null) then 1
                     when o.quarterly and o.counts is not true and w.entity_id is not null then -1 else 0 end as weight
    from of_year o left join whole_year w using (entity_id)
  ), sums as (
    select sum(weight * tax_local_kcny) as tax_local, sum(weight * tax_total_kcny) as tax_total, sum(weight * revenue_kcny) as revenue
    from weighed where weight <> 0
  )
  select figure.code, figure.value from sums,
    lateral (values ('economic_contribution', tax_local), ('tax_total', tax_total), ('revenue', revenue)) as figure(code, value)`;

/** A building counts once, with its latest renovation. */
const renovated = `
  with accepted as (
    select *, coalesce(building_id, id) as place from renovation where state in ('accepted', 'closed') and accepted_on <= $1::date
  ), latest as (
    select distinct on (place) place, indoor_area_m2 from accepted where kind = 'building' order by place, accepted_on desc, id desc
  )
  select 'buildings_renovated' as code, count(*)::numeric as value from latest
  union all select 'indoor_area_renovated', sum(indoor_area_m2) from latest
  union all select 'outdoor_area_renewed', sum(outdoor_area_m2) from accepted`;

/** The area of the contracts in force beside the area that the occupancy ledger holds for them: the two must be equal. */
const contracts = `
  with in_force as (select id, units from lease where state = 'active' and $1::date is not null)
  select 'leases_and_occupancies' as code,
    (select coalesce(sum(o.area_m2), 0) from occupancy o join in_force on in_force.id = o.source_id where o.kind = 'lease' and o.state = 'active') as value,
    (select coalesce(sum((one ->> 'area_m2')::numeric), 0) from in_force, jsonb_array_elements(units) as one) as other`;

export const figureStatements = [
  `with ${here} select 'market_entities_stock' as code, count(*) as value from here`,
  `with ${here} select 'tech_firms_stock' as code, count(distinct q.entity_id) as value from qualification q join here on here.id = q.entity_id
   where q.state <> 'revoked' and q.valid_from <= $1::date and $1::date < q.valid_to`,
  employment,
  reported,
  renovated,
  // A unit that is divided is counted by its parts.
  `select 'rentable_area' as code, sum(use_m2) as value from unit
   where state = 'in_service' and rentable and $1::date is not null
     and not exists (select from unit part where part.parent_unit_id = unit.id and part.state not in ('draft', 'retired'))`,
  `select 'occupied_area' as code, sum(area_m2) as value from occupancy
   where kind = 'lease' and state in ('active', 'released', 'completed') and start_on <= $1::date and (end_on is null or $1::date < end_on)`,
  contracts,
];
