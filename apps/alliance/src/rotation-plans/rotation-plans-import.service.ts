import { followedBy, unchanged, type Decision } from '@park/contracts';
import { addDays, dateAt, invalid, type LocalDate } from '@park/kernel';
import { identityWith, knownByCode, newIdentities, saveAll, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { activitiesHostedBy } from '../activities/activity-count.store.ts';
import { memberThen, type MembersOfFile } from '../memberships/members-of-file.ts';
import { requireActive, type Membership } from '../memberships/membership.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { MembershipTable } from '../memberships/membership.table.ts';
import { chairOf, handOver, planTerm, start, type RotationTerm } from '../rotation-terms/rotation-term.ts';
import { chairFrom, lockRotation } from '../rotation-terms/rotation-term.store.ts';
import { RotationTermTable } from '../rotation-terms/rotation-term.table.ts';
import { addMember, approveHistory, complete, draftOfHistory, periodsOf, type RotationPlan, type Span } from './rotation-plan.ts';
import { RotationPlanTable } from './rotation-plan.table.ts';
import { termsOf } from './rotation-plans.service.ts';
import type { RotationPlanRow } from './rotation-plans.dto.ts';

/** Plans of earlier times as a clerk has them in a file: one row is one term. Takes locks in the order that RotationPlansService documents. */
@Injectable()
export class RotationPlansImportService {
  /**
   * By plan and number. A plan is a draft until the row of its last term has come, so that an approved plan has a chair on each day also
   * where a row was refused.
   */
  async importRows(command: Command, rows: RotationPlanRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const today = dateAt(now);
    const members = await lockedMembersOfFile(
      tx,
      rows.map(({ uscc }) => uscc),
    );
    await lockRotation(tx);
    const codes = [...new Set(rows.map(({ plan_code }) => plan_code))];
    const plans = new Map([...(await knownByCode(command, RotationPlanTable, codes))].map(([code, plan]) => [code, unchanged(plan)]));
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const plan = plans.get(row.plan_code) ?? draftOfHistory(identityWith(command, row.plan_code), spanOf(row), command.actor.id);
      const after = followedBy(plan, (one) => extended(one, row, members, today));
      outcomes.push(after.events.length === plan.events.length ? 'unchanged' : 'created');
      plans.set(row.plan_code, after);
    }
    for (const decision of plans.values()) await this.save(command, decision, today);
    return outcomes;
  }

  private async save(command: Command, decision: Decision<RotationPlan>, today: LocalDate): Promise<void> {
    const { members, end_on, start_on, state } = decision.next;
    const isWhole = decision.events.length > 0 && state === 'draft' && members.length === periodsOf(decision.next).length;
    const identities = isWhole ? await newIdentities(command, 'RT', members.length) : [];
    const on = start_on < today ? start_on : today;
    const approved = isWhole ? followedBy(decision, (plan) => approveHistory(plan, termsOf(plan, identities), on)) : decision;
    const isOver = isWhole && end_on <= today;
    await saveAll(command, RotationPlanTable, [isOver ? followedBy(approved, (plan) => complete(plan, today)) : approved]);
    if (!isWhole) return;
    const rows = await command.tx.findBy(MembershipTable, { id: In(members) });
    const terms: Decision<RotationTerm>[] = [];
    for (const [i, identity] of identities.entries()) {
      const { from, to } = periodsOf(decision.next)[i]!;
      const place = { plan_id: decision.next.id, number: i + 1, kind: 'cycle', start_on: from, end_on: to } as const;
      const member = rows.find(({ id }) => id === members[i])!;
      terms.push(await this.lived(command, planTerm({ ...identity, today: on }, place, chairOf(member)), members[i + 1], today));
    }
    await saveAll(command, RotationTermTable, terms);
  }

  /** A term that is over was handed over on its last day; the present one runs. */
  private async lived(
    { tx }: Command,
    planned: Decision<RotationTerm>,
    next: string | undefined,
    today: LocalDate,
  ): Promise<Decision<RotationTerm>> {
    const { membership_id, start_on, end_on } = planned.next;
    if (start_on > today) return planned;
    const started = followedBy(planned, start);
    if (end_on > today) return started;
    const to_membership_id = next ?? (await chairFrom(tx, end_on));
    const activities = await activitiesHostedBy(tx, membership_id, start_on, end_on);
    return followedBy(started, (term) => handOver(term, { to_membership_id, note_sha256: null, activities }, addDays(end_on, -1)));
  }
}

function spanOf({ period, from, to }: RotationPlanRow) {
  return { period, start_on: from, end_on: to };
}

/** Throws `invalid plan_differs`, and what `chairMember` and `addMember` throw. */
function extended(plan: RotationPlan, row: RotationPlanRow, members: MembersOfFile, today: LocalDate): Decision<RotationPlan> {
  const { period, start_on, end_on } = plan;
  if (plan.state === 'withdrawn') throw invalid('/plan_code', 'plan_differs', 'The plan with this code was withdrawn.');
  if (period !== row.period || start_on !== row.from || end_on !== row.to)
    throw invalid('/plan_code', 'plan_differs', 'A plan with this code has another period or other days.');
  const place = periodsOf(plan)[row.number - 1];
  if (place === undefined) throw invalid('/number', 'wrong_member_count', 'The plan has fewer terms.');
  const known = plan.members[row.number - 1];
  if (known === undefined)
    return addMember(plan, row.number, chairMember(members, row.uscc, place, today).id, start_on < today ? start_on : today);
  if (!members.get(row.uscc)?.some(({ id }) => id === known))
    throw invalid('/uscc', 'plan_differs', 'The plan has another member with this number.');
  return unchanged(plan);
}

/** Throws what `memberThen` throws, and for a term that is not over `forbidden inactive_member`, `invalid observer_in_chair`. */
function chairMember(members: MembersOfFile, uscc: string, { from, to }: Span, today: LocalDate): Membership {
  const member = memberThen(members, uscc, from, 'uscc');
  if (to <= today) return member;
  requireActive(member);
  if (member.role === 'observer') throw invalid('/uscc', 'observer_in_chair', 'An observer is never in the chair.');
  return member;
}
