/** Offers as the commands on them find them. */
import { isOperator, type Aggregate } from '@park/kernel';
import { missing, type Command, type Listing } from '@park/service-kit';
import type { Offer } from './offer.ts';
import { OfferTable } from './offer.table.ts';

/** The row where the caller may see it: of another organisation it is as if it were not there. Not locked; what is decided reads it again. */
export async function ownRow<Row extends Aggregate>({ tx, actor }: Command, { table, own }: Listing<Row>, id: string): Promise<Row | null> {
  const rows = tx.createQueryBuilder(table, 't').where('t.id = :id', { id });
  if (own !== undefined && !isOperator(actor)) rows.andWhere(`(${own})`, { organisation: actor.organisation });
  return await rows.getOne();
}

/** Throws `not-found <aggregate>_not_found`. */
export async function requireOwnRow<Row extends Aggregate>(command: Command, listing: Listing<Row>, id: string): Promise<Row> {
  const row = await ownRow(command, listing, id);
  if (!row) throw missing(listing.table, id);
  return row;
}

/** Those of an application, the latest version last; they stay locked. */
export async function lockedOffersOf({ tx }: Pick<Command, 'tx'>, applicationId: string): Promise<Offer[]> {
  return await tx.find(OfferTable, {
    where: { application_id: applicationId },
    order: { offer_version: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}
