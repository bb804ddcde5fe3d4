/** Claims as needs, resources and memberships ask for them. Each function that locks is called with the need or the resource locked. */
import type { EntityManager } from 'typeorm';
import { liveStates, type Claim } from './claim.ts';
import { ClaimTable } from './claim.table.ts';

const live = liveStates.map((state) => `'${state}'`).join(', ');

/** Locked. */
export async function lockedOfNeed(tx: EntityManager, needId: string, states: readonly Claim['state'][] = liveStates): Promise<Claim[]> {
  return await locked(tx, `t.kind = 'need' and t.need_id = :id and t.state in (${live}) and t.state in (:...states)`, {
    id: needId,
    states,
  });
}

/** Those that wait for an answer; locked. */
export async function lockedProposalsOfResource(tx: EntityManager, resourceId: string): Promise<Claim[]> {
  return await locked(tx, `t.resource_id = :id and t.state = 'proposed'`, { id: resourceId });
}

/** Of the member that made them; not locked, because their needs and resources come first. */
export async function liveClaimsBy(tx: EntityManager, membershipId: string): Promise<Claim[]> {
  return await tx
    .createQueryBuilder(ClaimTable, 't')
    .where(`t.by_membership_id = :membershipId and t.state in (${live})`, { membershipId })
    .orderBy('t.id')
    .getMany();
}

export async function lockedClaims(tx: EntityManager, ids: readonly string[]): Promise<Claim[]> {
  return await locked(tx, 't.id = any (:ids)', { ids });
}

async function locked(tx: EntityManager, condition: string, values: Record<string, unknown>): Promise<Claim[]> {
  return await tx.createQueryBuilder(ClaimTable, 't').setLock('pessimistic_write').where(condition, values).orderBy('t.id').getMany();
}
