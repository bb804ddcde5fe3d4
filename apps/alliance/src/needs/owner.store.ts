/** The member that owns a need, a resource or a project, which it changes as an active member alone. */
import { isOperator, type Aggregate } from '@park/kernel';
import { load, missing, type Command } from '@park/service-kit';
import type { EntityManager, EntitySchema } from 'typeorm';
import { actingMember } from '../memberships/membership.store.ts';
import { MembershipTable } from '../memberships/membership.table.ts';

interface OfMember extends Aggregate {
  membership_id: string;
  member_uscc: string;
}

/** Before any lock, another's row is as if it were not there. Throws `forbidden inactive_member`. */
export async function lockOwner<Row extends OfMember>(command: Command, table: EntitySchema<Row>, id: string): Promise<void> {
  const { membership_id } = await ownRow(command, table, id);
  await actingMember(command, membership_id);
}

/** Throws `not-found` where it is another's. */
export async function ownRow<Row extends OfMember>(command: Command, table: EntitySchema<Row>, id: string): Promise<Row> {
  const row = await load(command, table, id);
  if (!isOperator(command.actor) && row.member_uscc !== command.actor.organisation) throw missing(table, id);
  return row;
}

/**
 * Asked with a need of the member locked, so its membership cannot be locked any more: one that becomes inactive at this moment locks its
 * needs, and sees then what was decided on them.
 */
export async function isActiveMember(tx: EntityManager, membershipId: string): Promise<boolean> {
  return await tx.existsBy(MembershipTable, { id: membershipId, state: 'active' });
}
