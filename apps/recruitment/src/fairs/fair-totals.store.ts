/** The totals of a job fair, counted from the rows of its booths, its applications and the check-ins at its gathering. */
import { dateAt } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { entriesOf } from '../gatherings/gathering.store.ts';
import type { Fair, FairTotals } from './fair.ts';

/** As they stand now. Each part is found by the fair. */
export async function totalsOf(tx: EntityManager, { id, gathering_id, starts_at, ends_at }: Fair): Promise<FairTotals> {
  const [booths] = await tx.query(
    `select count(*) filter (where state in ('confirmed', 'checked_in', 'completed', 'no_show')) as employers_confirmed,
            count(*) filter (where state in ('checked_in', 'completed')) as employers,
            count(*) filter (where state = 'no_show') as booth_no_shows,
            coalesce(sum(cardinality(posting_ids)) filter (where state in ('checked_in', 'completed')), 0) as postings,
            coalesce(sum(headcount) filter (where state in ('checked_in', 'completed')), 0) as headcount
     from booth_application where fair_id = $1`,
    [id],
  );
  const [applications] = await tx.query(
    `select count(*) as resumes, count(*) filter (where reached_shortlist) as intentions from application where fair_id = $1`,
    [id],
  );
  const [offers] = await tx.query(
    `select count(distinct a.id) as onsite_offers from application a join offer o on o.application_id = a.id
     where a.fair_id = $1 and o.extended_on between $2 and $3`,
    [id, dateAt(starts_at), dateAt(new Date(ends_at.getTime() - 1))],
  );
  return { ...booths, ...applications, ...offers, entries: await entriesOf(tx, gathering_id) };
}
