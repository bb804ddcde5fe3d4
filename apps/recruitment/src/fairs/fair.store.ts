/** Job fairs as others name them. */
import { dateAt, invalid, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Fair } from './fair.ts';
import { FairTable } from './fair.table.ts';

/**
 * `share`: nothing happens to the fair as a whole, and no booth of it changes hands, until the transaction ends. `update`: the
 * transaction alone does so. Throws `invalid unknown_fair`.
 */
export async function lockedFair(tx: EntityManager, id: string, strength: 'share' | 'update'): Promise<Fair> {
  const mode = strength === 'share' ? 'pessimistic_read' : 'pessimistic_write';
  const fair = await tx.findOne(FairTable, { where: { id }, lock: { mode } });
  if (!fair) throw unknownFair('/fair_id');
  return fair;
}

/** Several, by id, in the order of their ids. */
export async function lockedFairs(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Fair>> {
  const rows = await tx
    .createQueryBuilder(FairTable, 't')
    .setLock('pessimistic_write')
    .where('t.id = any (:ids)', { ids: [...new Set(ids)] })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((fair) => [fair.id, fair]));
}

/** By code, those that are known, with the same lock. */
export async function lockedFairsOf(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Fair>> {
  const rows = await tx
    .createQueryBuilder(FairTable, 't')
    .setLock('pessimistic_write')
    .where('t.code = any (:codes)', { codes: [...new Set(codes)] })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((fair) => [fair.code, fair]));
}

/** Throws `invalid unknown_fair`. */
export function knownFair(fairs: ReadonlyMap<string, Fair>, code: string): Fair {
  const fair = fairs.get(code);
  if (!fair) throw unknownFair('/fair_code');
  return fair;
}

/** The days of the fairs after a day and before this fair; those that were cancelled or are not filed do not count. */
export async function fairDaysBetween(tx: EntityManager, after: LocalDate, { id, starts_at }: Fair): Promise<LocalDate[]> {
  const rows: { starts_at: Date }[] = await tx.query(
    `select starts_at from fair where state not in ('draft', 'cancelled') and not is_postponed and id <> $1
     and starts_at >= ($2::date + 1)::timestamp at time zone 'Asia/Shanghai' and starts_at < $3 order by starts_at`,
    [id, after, starts_at],
  );
  return rows.map((fair) => dateAt(fair.starts_at));
}

export function unknownFair(pointer: string) {
  return invalid(pointer, 'unknown_fair', 'There is no such fair.');
}
