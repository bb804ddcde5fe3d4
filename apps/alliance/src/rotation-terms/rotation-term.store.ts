/** Terms of the rotation as others ask for them. */
import { isOperator, type Actor, type LocalDate } from '@park/kernel';
import { In, type EntityManager } from 'typeorm';
import type { Membership } from '../memberships/membership.ts';
import { asMember, MembershipTable } from '../memberships/membership.table.ts';
import type { ChairOfDay } from './rotation-chair.ts';
import type { RotationTerm } from './rotation-term.ts';
import { RotationTermTable, standingTerm } from './rotation-term.table.ts';

/**
 * Commands that move the chair run one after the other: there is one chair, a term depends on those around it, and the chair changes hands
 * some twelve times a year. Taken after the locks on memberships and before those on terms.
 */
export async function lockRotation(tx: EntityManager): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('rotation', 0))`);
}

/** The membership that is in the chair on a day; null where no approved plan has the day. */
export async function chairOn(tx: EntityManager, day: LocalDate): Promise<string | null> {
  const [term] = await tx.query(
    `select membership_id from rotation_term where daterange(start_on, end_on) @> $1::date and ${standingTerm}`,
    [day],
  );
  return term?.membership_id ?? null;
}

/** As a caller may see it: an organisation that is no active member sees none. */
export async function chairOfDayFor(tx: EntityManager, caller: Actor, on: LocalDate): Promise<ChairOfDay> {
  const terms = tx
    .createQueryBuilder(RotationTermTable, 't')
    .where('daterange(t.start_on, t.end_on) @> :on::date', { on })
    .andWhere(standingTerm);
  if (!isOperator(caller)) terms.andWhere(asMember, { organisation: caller.organisation });
  const term = await terms.getOne();
  if (term === null) return { on, chair: null };
  const { id: term_id, code, plan_id, kind, membership_id, organisation_id, member_name, start_on, end_on, state } = term;
  return { on, chair: { term_id, code, plan_id, kind, membership_id, organisation_id, member_name, start_on, end_on, state } };
}

/** The member whose term begins on the day. */
export async function chairFrom(tx: EntityManager, day: LocalDate): Promise<string | null> {
  const [term] = await tx.query(`select membership_id from rotation_term where start_on = $1 and ${standingTerm}`, [day]);
  return term?.membership_id ?? null;
}

/** Those that a substitute is looked for among: of its plan, the one before it, and those to come. */
export async function termsAround(tx: EntityManager, { plan_id, start_on }: RotationTerm): Promise<RotationTerm[]> {
  return await tx.find(RotationTermTable, { where: [{ plan_id }, { end_on: start_on }, { state: 'planned' }], order: { start_on: 'ASC' } });
}

export async function membershipsById(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Membership>> {
  const rows = await tx.findBy(MembershipTable, { id: In(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}
