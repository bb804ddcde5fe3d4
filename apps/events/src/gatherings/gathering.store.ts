/** Gatherings as others name them. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Gathering } from './gathering.ts';
import { GatheringTable } from './gathering.table.ts';

/** Throws `invalid unknown_gathering`. Nothing happens to the gathering as a whole until the transaction ends. */
export async function sharedGathering(tx: EntityManager, id: string): Promise<Gathering> {
  const gathering = await tx.findOne(GatheringTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!gathering) throw invalid('/gathering_id', 'unknown_gathering', 'There is no such gathering.');
  return gathering;
}

/** Those of the codes that are known, with the same lock. */
export async function sharedGatherings(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Gathering>> {
  const rows = await tx
    .createQueryBuilder(GatheringTable, 't')
    .setLock('pessimistic_read')
    .where('t.code = any (:codes)', { codes })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((gathering) => [gathering.code, gathering]));
}

/** Throws `invalid unknown_gathering`. */
export function knownGathering(gatherings: ReadonlyMap<string, Gathering>, code: string): Gathering {
  const gathering = gatherings.get(code);
  if (!gathering) throw invalid('/gathering_code', 'unknown_gathering', `No gathering has the code ${code}.`);
  return gathering;
}
