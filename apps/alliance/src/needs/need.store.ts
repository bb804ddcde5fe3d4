/** Needs as their claims and others ask for them. */
import { invalid, isOperator } from '@park/kernel';
import type { Command } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import type { Need } from './need.ts';
import { NeedTable } from './need.table.ts';

/** Locked until the transaction ends, in the order of their ids. */
export async function lockedNeeds(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Need>> {
  const rows = await tx
    .createQueryBuilder(NeedTable, 't')
    .setLock('pessimistic_write')
    .where('t.id = any (:ids)', { ids })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((need) => [need.id, need]));
}

/** Locked. To an organisation, a need that was never published is as if it were not there. Throws `invalid unknown_need`. */
export async function claimedNeed({ tx, actor }: Command, id: string): Promise<Need> {
  const need = (await lockedNeeds(tx, [id])).get(id);
  if (!need || (!isOperator(actor) && need.published_on === null && need.member_uscc !== actor.organisation))
    throw invalid('/need_id', 'unknown_need', 'There is no such need.');
  return need;
}

/** Of a member, in the given states. */
export async function needIdsOf(tx: EntityManager, membershipId: string, states: readonly Need['state'][]): Promise<string[]> {
  const rows: { id: string }[] = await tx.query('select id from need where membership_id = $1 and state = any ($2)', [
    membershipId,
    states,
  ]);
  return rows.map(({ id }) => id);
}
