import type { Command } from '@park/service-kit';

const entriesOfALog = 100;
const logsAtATime = 50;

/**
 * Of the logs whose oldest entry is older than so many days, the oldest entries of each; answers how many were deleted. Entries are as old
 * as their positions say, so that only the first ones of a log are looked at.
 */
export async function forgetEntries({ tx, now }: Pick<Command, 'tx' | 'now'>, days: number): Promise<number> {
  const [{ count }] = await tx.query(
    `with old as (
       select l.log_no, l.position from member m join log_entry l on l.log_no = m.log_no and l.position between m.first_position and m.first_position + ${entriesOfALog - 1}
       where m.log_no in (
           select n.log_no from member n join log_entry f on f.log_no = n.log_no and f.position = n.first_position
           where f.appended_at < $1::timestamptz - $2::int * interval '1 day' limit ${logsAtATime})
         and l.appended_at < $1::timestamptz - $2::int * interval '1 day'
     ), gone as (
       delete from log_entry l using old where l.log_no = old.log_no and l.position = old.position returning l.log_no, l.position
     ), moved as (
       update member m set first_position = g.last + 1
       from (select log_no, max(position) as last from gone group by log_no) g where m.log_no = g.log_no
     )
     select count(*) as count from gone`,
    [now, days],
  );
  return count;
}
