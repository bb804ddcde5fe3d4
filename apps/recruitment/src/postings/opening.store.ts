/** The rows of the openings. They change under the lock of their posting alone. */
import type { EntityManager } from 'typeorm';
import type { Opening } from './opening.ts';

/** In the order of their numbers. */
export async function openingsOfPosting(tx: EntityManager, postingId: string): Promise<Opening[]> {
  return (await openingsOfPostings(tx, [postingId])).get(postingId) ?? [];
}

export async function openingsOfPostings(tx: EntityManager, postingIds: readonly string[]): Promise<Map<string, Opening[]>> {
  const rows: Opening[] = await tx.query('select * from opening where posting_id = any ($1) order by posting_id, number', [postingIds]);
  return Map.groupBy(rows, ({ posting_id }) => posting_id);
}

/** The posting whose opening the offer fills; null where it fills none. */
export async function postingOfOffer(tx: EntityManager, offerId: string): Promise<string | null> {
  const [row]: { posting_id: string }[] = await tx.query('select posting_id from opening where offer_id = $1', [offerId]);
  return row?.posting_id ?? null;
}

/** One statement, because a posting can have hundreds, and a file of hires fills openings of many. */
export async function saveOpenings(tx: EntityManager, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  await tx.query(
    `insert into opening (posting_id, number, state, opened_on, filled_on, offer_id, application_id)
     select o.* from jsonb_to_recordset($1::jsonb)
       as o(posting_id uuid, number int, state text, opened_on date, filled_on date, offer_id uuid, application_id uuid)
     on conflict (posting_id, number) do update set
       state = excluded.state, opened_on = excluded.opened_on, filled_on = excluded.filled_on,
       offer_id = excluded.offer_id, application_id = excluded.application_id`,
    [JSON.stringify(openings)],
  );
}
