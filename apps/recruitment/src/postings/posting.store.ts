/** Postings as others name them. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Posting } from './posting.ts';
import { PostingTable } from './posting.table.ts';

/** Kept as it is until the transaction ends. Throws `invalid unknown_posting`. */
export async function sharedPosting(tx: EntityManager, id: string): Promise<Posting> {
  const posting = await tx.findOne(PostingTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!posting) throw unknownPosting('/posting_id');
  return posting;
}

/** By code, those that are known, with the same lock. */
export async function sharedPostingsOf(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Posting>> {
  const rows = await tx
    .createQueryBuilder(PostingTable, 't')
    .setLock('pessimistic_read')
    .where('t.code = any (:codes)', { codes: [...new Set(codes)] })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((posting) => [posting.code, posting]));
}

/** Throws `invalid unknown_posting`. */
export function knownPosting(postings: ReadonlyMap<string, Posting>, code: string): Posting {
  const posting = postings.get(code);
  if (!posting) throw unknownPosting('/posting_code');
  return posting;
}

function unknownPosting(pointer: string) {
  return invalid(pointer, 'unknown_posting', 'There is no such posting.');
}
