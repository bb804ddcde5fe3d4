/** Experts as others name them, and their ties. */
import { marketEntitiesOf, type KnownMarketEntity } from '@park/directory';
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Expert, ExpertTie } from './expert.ts';
import { ExpertTable } from './expert.table.ts';

/** Those with the ids, kept as they are until the transaction ends. */
export async function sharedExperts(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Expert>> {
  const rows = await tx
    .createQueryBuilder(ExpertTable, 't')
    .setLock('pessimistic_read')
    .where('t.id = any (:ids)', { ids })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((expert) => [expert.id, expert]));
}

/** Throws `invalid unknown_expert`. */
export async function sharedExpert(tx: EntityManager, id: string): Promise<Expert> {
  const expert = (await sharedExperts(tx, [id])).get(id);
  if (!expert) throw invalid('/expert_id', 'unknown_expert', 'There is no such expert.');
  return expert;
}

/** By USCC, kept as they are until the transaction ends. Throws `invalid unknown_organisation`. */
export async function employersOf(
  tx: EntityManager,
  usccs: readonly (string | undefined | null)[],
): Promise<Map<string, KnownMarketEntity>> {
  return await marketEntitiesOf(tx, usccs, () =>
    invalid('/employer_uscc', 'unknown_organisation', 'employer_uscc is not the USCC of a market entity of the park that is known here.'),
  );
}

export async function tiesOf(tx: EntityManager, expertIds: readonly string[]): Promise<ExpertTie[]> {
  return await tx.query('select * from expert_tie where expert_id = any ($1) order by id', [expertIds]);
}

/** Violates `expert_tie_once` where it is known. */
export async function insertTie(tx: EntityManager, tie: ExpertTie): Promise<void> {
  await tx.query('insert into expert_tie select t.* from jsonb_populate_record(null::expert_tie, $1) t', [JSON.stringify(tie)]);
}
