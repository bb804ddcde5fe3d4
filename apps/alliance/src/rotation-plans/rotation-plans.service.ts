import { dateAt, invalid, move, type NewIdentity } from '@park/kernel';
import { changeLocked, identityWith, load, newIdentities, requireIfMatch, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Membership } from '../memberships/membership.ts';
import { activeMemberships } from '../memberships/membership.store.ts';
import { RotationChairService } from '../rotation-terms/rotation-chair.service.ts';
import { chairOf, planTerm, withdraw as withdrawTerm } from '../rotation-terms/rotation-term.ts';
import { lockRotation } from '../rotation-terms/rotation-term.store.ts';
import { RotationTermTable } from '../rotation-terms/rotation-term.table.ts';
import {
  approve,
  changeOrder,
  complete,
  draft,
  periodsOf,
  rotationPlanMachine,
  withdraw,
  type Order,
  type PlannedTerm,
  type RotationPlan,
} from './rotation-plan.ts';
import { RotationPlanTable } from './rotation-plan.table.ts';
import type { ChangeRotationPlanDto, DraftRotationPlanDto } from './rotation-plans.dto.ts';

/** Locks are taken in one order: a plan that is a draft, membership, rotation, term. */
@Injectable()
export class RotationPlansService {
  constructor(@Inject(RotationChairService) private readonly chair: RotationChairService) {}

  async draft(command: Command, { code, members, substitutes = [], ...span }: DraftRotationPlanDto): Promise<RotationPlan> {
    const decision = draft(identityWith(command, code), span, { members, substitutes }, command.actor.id);
    await requireMembers(command.tx, decision.next);
    return await save(command, RotationPlanTable, decision);
  }

  async change(command: Command, id: string, order: ChangeRotationPlanDto): Promise<RotationPlan> {
    return await changeLocked(requireIfMatch(command), RotationPlanTable, id, async (plan) => {
      const decision = changeOrder(plan, order, dateAt(command.now));
      await requireMembers(command.tx, decision.next);
      return decision;
    });
  }

  /** Throws `conflict rotation_plan_overlaps`. */
  async approve(command: Command, id: string): Promise<RotationPlan> {
    const { tx, now, actor } = command;
    let members: Membership[] = [];
    let identities: NewIdentity[] = [];
    const plan = await changeLocked(command, RotationPlanTable, id, async (row) => {
      if (rotationPlanMachine.approve.from.includes(row.state)) members = await requireMembers(tx, row);
      await lockRotation(tx);
      identities = await newIdentities(command, 'RT', row.members.length);
      return approve(row, termsOf(row, identities), actor.id, dateAt(now));
    });
    // After the plan, so that one that overlaps another is refused for that, and not for its first term.
    const terms = periodsOf(plan).map(({ from, to }, i) =>
      planTerm(
        identities[i]!,
        { plan_id: plan.id, number: i + 1, kind: 'cycle', start_on: from, end_on: to },
        chairOf(members.find((one) => one.id === plan.members[i])!),
      ),
    );
    await saveAll(command, RotationTermTable, terms);
    return plan;
  }

  /** With its terms that are planned: none has begun, as a term begins under the lock of the rotation. */
  async withdraw(command: Command, id: string, reason: string): Promise<RotationPlan> {
    const { tx, now } = command;
    // A draft is locked before the rotation and not after it, so that one is refused unlocked.
    move(rotationPlanMachine, (await load(command, RotationPlanTable, id)).state, 'withdraw');
    await lockRotation(tx);
    const today = dateAt(now);
    const plan = await changeLocked(command, RotationPlanTable, id, (row) => withdraw(row, reason, today));
    const terms = await tx.find(RotationTermTable, { where: { plan_id: id, state: 'planned' }, order: { start_on: 'ASC' } });
    await saveAll(
      command,
      RotationTermTable,
      terms.map((term) => withdrawTerm(term, today)),
    );
    return plan;
  }

  /** By the clock, once its last term is over. */
  async complete(command: Command, id: string): Promise<void> {
    await this.chair.settle(command);
    const open = await command.tx.existsBy(RotationTermTable, [
      { plan_id: id, state: 'planned' },
      { plan_id: id, state: 'active' },
    ]);
    if (!open) await changeLocked(command, RotationPlanTable, id, (plan) => complete(plan, dateAt(command.now)));
  }
}

export function termsOf(plan: RotationPlan, identities: readonly NewIdentity[]): PlannedTerm[] {
  return plan.members.map((membership_id, i) => ({ term_id: identities[i]!.id, membership_id, ...periodsOf(plan)[i]! }));
}

/** Active ones with a vote; kept as they are. Throws `invalid unknown_membership`, `forbidden inactive_member`, `invalid observer_in_chair`. */
async function requireMembers(tx: EntityManager, { members, substitutes }: Order): Promise<Membership[]> {
  const pointerOf = (i: number) => (i < members.length ? `/members/${i}` : `/substitutes/${i - members.length}`);
  const rows = await activeMemberships(tx, [...members, ...substitutes], pointerOf);
  const observer = rows.findIndex(({ role }) => role === 'observer');
  if (observer >= 0) throw invalid(pointerOf(observer), 'observer_in_chair', 'An observer is never in the chair.');
  return rows;
}
