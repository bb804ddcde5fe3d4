/** Booths as the applications for them have them. Each function that reads in order to act is called with the fair locked. */
import { invalid, Refusal } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Booth } from '../booths/booth.ts';
import { BoothTable } from '../booths/booth.table.ts';
import { openStates, takingStates, type BoothApplication, type BoothApplicationState, type Offering } from './booth-application.ts';
import { BoothApplicationTable } from './booth-application.table.ts';

const taking = takingStates.map((state) => `'${state}'`).join(', ');

/** Throws `invalid unknown_booth` where it is none of this fair. */
export async function boothOf(tx: EntityManager, fairId: string, boothId: string): Promise<Booth> {
  const booth = await tx.findOneBy(BoothTable, { id: boothId, fair_id: fairId });
  if (!booth) throw invalid('/booth_id', 'unknown_booth', 'The fair has no such booth.');
  return booth;
}

export async function isTaken(tx: EntityManager, boothId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(`select from booth_application where booth_id = $1 and state in (${taking})`, [boothId]);
  return rows.length > 0;
}

/** In the order of their codes. */
export async function freeBooths(tx: EntityManager, fairId: string): Promise<Pick<Booth, 'id' | 'zone' | 'class'>[]> {
  return await tx.query(
    `select b.id, b.zone, b.class from booth b
     where b.fair_id = $1 and b.status = 'available'
       and not exists (select from booth_application a where a.booth_id = b.id and a.state in (${taking}))
     order by b.code`,
    [fairId],
  );
}

/** In the order of the list; locked. */
export async function lockedWaiting(tx: EntityManager, fairId: string): Promise<BoothApplication[]> {
  return await tx
    .createQueryBuilder(BoothApplicationTable, 't')
    .setLock('pessimistic_write')
    .where(`t.fair_id = :fairId and t.state = 'waitlisted'`, { fairId })
    .orderBy('t.waitlist_number')
    .getMany();
}

export async function doesAnybodyWait(tx: EntityManager, fairId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(`select from booth_application where fair_id = $1 and state = 'waitlisted' limit 1`, [fairId]);
  return rows.length > 0;
}

/** A number that no application of the fair has had. */
export async function nextWaitlistNumber(tx: EntityManager, fairId: string): Promise<number> {
  const [{ next }] = await tx.query('select coalesce(max(waitlist_number), 0) + 1 as next from booth_application where fair_id = $1', [
    fairId,
  ]);
  return next;
}

/** Holds and offers of the fair that have run out; locked. */
export async function lockedExpired(tx: EntityManager, fairId: string, now: Date): Promise<BoothApplication[]> {
  return await tx
    .createQueryBuilder(BoothApplicationTable, 't')
    .setLock('pessimistic_write')
    .where('t.fair_id = :fairId and t.expires_at <= :now and t.expires_at is not null', { fairId, now })
    .orderBy('t.id')
    .getMany();
}

/** Of the fair; locked. A fair has some hundreds. */
export async function lockedOfFair(
  tx: EntityManager,
  fairId: string,
  states: readonly BoothApplicationState[] = openStates,
): Promise<BoothApplication[]> {
  return await tx
    .createQueryBuilder(BoothApplicationTable, 't')
    .setLock('pessimistic_write')
    .where('t.fair_id = :fairId and t.state in (:...states)', { fairId, states })
    .orderBy('t.id')
    .getMany();
}

interface PostingRow {
  id: string;
  fair_id: string | null;
  state: string;
  headcount: number;
}

/**
 * The postings, which stay as they are until the transaction ends. Throws `invalid unknown_posting` for one that is not this employer's,
 * `invalid posting_of_other_fair`, `conflict postings_not_approved`.
 */
export async function offeringOf(
  tx: EntityManager,
  { employer_id, fair_id }: Pick<BoothApplication, 'employer_id' | 'fair_id'>,
  postingIds: readonly string[],
): Promise<Offering> {
  const ids = [...new Set(postingIds)];
  const rows: PostingRow[] = await tx.query(
    'select id, fair_id, state, headcount from posting where id = any ($1) and employer_id = $2 order by id for share',
    [ids, employer_id],
  );
  if (rows.length < ids.length) throw invalid('/posting_ids', 'unknown_posting', 'Each of posting_ids must be a posting of the employer.');
  if (rows.some((posting) => posting.fair_id !== null && posting.fair_id !== fair_id))
    throw invalid('/posting_ids', 'posting_of_other_fair', 'A posting is made for another fair.');
  const open = rows.filter(({ state }) => state !== 'published' && state !== 'paused').map(({ id }) => id);
  if (open.length > 0)
    throw new Refusal('conflict', 'postings_not_approved', 'Each posting must be approved and not closed.', {
      extra: { posting_ids: open },
    });
  return { posting_ids: ids, headcount: rows.reduce((sum, { headcount }) => sum + headcount, 0) };
}
