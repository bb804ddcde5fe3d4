/** Memberships as others ask for them. */
import { invalid, isOperator, normaliseUscc } from '@park/kernel';
import type { Command } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import { In, IsNull, Not } from 'typeorm';
import { membersOfFile, type MembersOfFile } from './members-of-file.ts';
import { endedStates, requireActive, type Membership } from './membership.ts';
import { MembershipTable } from './membership.table.ts';

/** That of an organisation which has not ended; locked. */
export async function liveMembershipOf(tx: EntityManager, organisationId: string): Promise<Membership | null> {
  return await tx.findOne(MembershipTable, {
    where: { organisation_id: organisationId, state: Not(In(endedStates)) },
    lock: { mode: 'pessimistic_write' },
  });
}

/**
 * The member that acts, which stays one until the transaction ends: for an organisation's token its own, for the park the one that it
 * names. Throws `invalid unknown_membership`, `forbidden inactive_member`.
 */
export async function actingMember({ tx, actor }: Command, membershipId: string | undefined): Promise<Membership> {
  if (isOperator(actor)) return await activeMembership(tx, membershipId, 'membership_id');
  const own = await tx.findOne(MembershipTable, {
    where: { uscc: actor.organisation, state: 'active' },
    lock: { mode: 'pessimistic_read' },
  });
  if (own === null || (membershipId !== undefined && membershipId !== own.id)) requireActive(null);
  return own!;
}

/** Kept as it is until the transaction ends. Throws `invalid unknown_membership`, `forbidden inactive_member`. */
export async function activeMembership(tx: EntityManager, id: string | undefined, member: string): Promise<Membership> {
  return (await activeMemberships(tx, id === undefined ? [undefined] : [id], () => `/${member}`))[0]!;
}

/** The same for several, in their order. `pointerOf`: to the member of the input that names one. */
export async function activeMemberships(
  tx: EntityManager,
  ids: readonly (string | undefined)[],
  pointerOf: (i: number) => string,
): Promise<Membership[]> {
  const rows = await tx.find(MembershipTable, {
    where: { id: In(ids.filter((id) => id !== undefined)) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_read' },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id, i) => {
    const membership = id === undefined ? undefined : byId.get(id);
    if (!membership) throw invalid(pointerOf(i), 'unknown_membership', 'There is no such membership.');
    requireActive(membership);
    return membership;
  });
}

/** The members that the rows of a file name, by USCC. Kept as they are until the transaction ends. */
export async function lockedMembersOfFile(tx: EntityManager, usccs: readonly string[]): Promise<MembersOfFile> {
  const rows = await tx.find(MembershipTable, {
    where: { uscc: In([...new Set(usccs.map(normaliseUscc))]), joined_on: Not(IsNull()) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_read' },
  });
  return membersOfFile(rows);
}
