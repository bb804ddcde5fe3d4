import { dateAt, type LocalDate } from '@park/kernel';
import { newIdentity, save, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { activitiesHostedBy } from '../activities/activity-count.store.ts';
import type { Membership } from '../memberships/membership.ts';
import { MembershipsService, type MemberInactive } from '../memberships/memberships.service.ts';
import { RotationPlanTable } from '../rotation-plans/rotation-plan.table.ts';
import {
  chairOf,
  handOver,
  planTerm,
  skip,
  skippedFrom,
  start,
  substituteFor,
  type RotationTerm,
  type SkipGround,
} from './rotation-term.ts';
import { chairFrom, lockRotation, membershipsById, termsAround } from './rotation-term.store.ts';
import { RotationTermTable } from './rotation-term.table.ts';

/**
 * The chair changes hands: by the clock, and when a member cannot go on. Locks are taken in one order: membership, rotation, term. Whether
 * a member is active is read under the lock of the rotation and without one on its membership: a member that becomes inactive at the same
 * moment waits for the rotation in `memberInactive`, and finds there what was given to it.
 */
@Injectable()
export class RotationChairService implements MemberInactive {
  constructor(@Inject(MembershipsService) memberships: MembershipsService) {
    memberships.whenInactive(this);
  }

  /** A term that it is in is skipped from today on. One that is planned is skipped on its first day, where it is inactive still. */
  async memberInactive(command: Command, membership: Membership): Promise<void> {
    const { tx, now } = command;
    await lockRotation(tx);
    const active = await tx.findOneBy(RotationTermTable, { state: 'active', membership_id: membership.id });
    const today = dateAt(now);
    if (active === null || active.end_on <= today) return;
    const substitute = await this.skip(command, active, 'not_active', null, today);
    if (substitute !== null) await save(command, RotationTermTable, start(substitute));
  }

  /** Brings the chair to today: ends terms that are over, begins those whose day has come, in the order of their days. */
  async settle(command: Command): Promise<void> {
    const { tx, now } = command;
    await lockRotation(tx);
    const today = dateAt(now);
    for (;;) {
      const active = await tx.findOneBy(RotationTermTable, { state: 'active' });
      if (active !== null && active.end_on > today) return;
      if (active !== null) await this.handOver(command, active, null, active.end_on);
      const next = await tx.findOne(RotationTermTable, {
        where: { state: 'planned', start_on: LessThanOrEqual(today) },
        order: { start_on: 'ASC' },
      });
      if (next === null) return;
      const { [0]: member } = [...(await membershipsById(tx, [next.membership_id])).values()];
      if (member?.state === 'active') await save(command, RotationTermTable, start(next));
      // Nobody of the plan is active: the term waits, and the job tries again.
      else if ((await this.skip(command, next, 'not_active', null, today)) === null) return;
    }
  }

  async handOver(command: Command, term: RotationTerm, note_sha256: string | null, on: LocalDate): Promise<RotationTerm> {
    const { tx } = command;
    const handing = {
      to_membership_id: await chairFrom(tx, term.end_on),
      note_sha256,
      activities: await activitiesHostedBy(tx, term.membership_id, term.start_on, term.end_on),
    };
    return await save(command, RotationTermTable, handOver(term, handing, on));
  }

  /** Answers the term of the substitute; null, and nothing is skipped, where nobody is active who could take the days. */
  async skip(command: Command, term: RotationTerm, ground: SkipGround, reason: string | null, on: LocalDate): Promise<RotationTerm | null> {
    const { tx } = command;
    const { substitutes } = await tx.findOneByOrFail(RotationPlanTable, { id: term.plan_id });
    const terms = await termsAround(tx, term);
    const members = await membershipsById(tx, [...substitutes, ...terms.map(({ membership_id }) => membership_id)]);
    const substitute = substituteFor(term, substitutes, terms, (id) => members.get(id)?.state === 'active');
    if (substitute === null) return null;
    const { membership_id: substitute_membership_id, kind } = substitute;
    const { plan_id, number, end_on } = term;
    const place = { plan_id, number, kind, start_on: skippedFrom(term, on), end_on };
    // The days are given back before they are given on: the table allows nobody else to have them.
    await save(command, RotationTermTable, skip(term, { ground, substitute_membership_id, reason }, on));
    const identity = await newIdentity(command, 'RT');
    return await save(command, RotationTermTable, planTerm(identity, place, chairOf(members.get(substitute_membership_id)!)));
  }
}
