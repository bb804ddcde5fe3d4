import type { Decision } from '@park/contracts';
import { dateAt, invalid, isOperator } from '@park/kernel';
import { changeLocked, newIdentity, requireIfMatch, requireVersion, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { closeClaims, declineProposals, fulfilAccepted } from '../claims/claim-effects.store.ts';
import { actingMember } from '../memberships/membership.store.ts';
import { chairOn } from '../rotation-terms/rotation-term.store.ts';
import { lapse } from './need-cover.ts';
import { changeContent, confirm, deliver, draft, escalate, publish, sendBack, startByHand, withdraw, type Need } from './need.ts';
import { lockedNeeds } from './need.store.ts';
import { NeedTable, ownNeeds } from './need.table.ts';
import type { ChangeNeedDto, ConfirmNeedDto, DraftNeedDto } from './needs.dto.ts';
import { lockOwner, ownRow } from './owner.store.ts';

/**
 * Locks of the three lists are taken in one order, so that nothing waits in a circle: membership, need, resource, claim, project; several
 * of one kind in the order of their ids. A claim changes under the lock of its need or its resource.
 */
@Injectable()
export class NeedsService {
  async draft(command: Command, { membership_id, ...content }: DraftNeedDto): Promise<Need> {
    const owner = await actingMember(command, membership_id);
    return await save(command, NeedTable, draft(await newIdentity(command, 'ND'), owner, content));
  }

  async change(command: Command, id: string, content: ChangeNeedDto): Promise<Need> {
    await lockOwner(command, NeedTable, id);
    return await changeLocked(requireIfMatch(command), ownNeeds, id, (need) => changeContent(need, content, dateAt(command.now)));
  }

  async publish(command: Command, id: string): Promise<Need> {
    await lockOwner(command, NeedTable, id);
    return await this.decide(command, id, (need) => publish(need, dateAt(command.now)));
  }

  async start(command: Command, id: string): Promise<Need> {
    return await this.decide(command, id, (need) => startByHand(need, dateAt(command.now)));
  }

  /** By the park: what was accepted of it is fulfilled with it. */
  async deliver(command: Command, id: string): Promise<Need> {
    const today = dateAt(command.now);
    const need = await this.locked(command, id);
    const decision = deliver(need, today);
    const fulfilled = await fulfilAccepted(command, need);
    if (fulfilled.state === 'delivered') return fulfilled;
    return await declineProposals(command, await save(command, NeedTable, decision), 'the need is delivered');
  }

  /** For the owner alone, inactive or not; the park needs its written word. Throws `invalid required`. */
  async confirm(command: Command, id: string, { satisfaction, confirmation_sha256 }: ConfirmNeedDto): Promise<Need> {
    if (isOperator(command.actor) && confirmation_sha256 === undefined)
      throw invalid('/confirmation_sha256', 'required', 'confirmation_sha256 is required where the park confirms for the owner.');
    const confirmation = { satisfaction, confirmation_sha256: confirmation_sha256 ?? null };
    return await this.decide(command, id, (need) => confirm(need, confirmation, dateAt(command.now)));
  }

  async sendBack(command: Command, id: string, reason: string): Promise<Need> {
    return await this.decide(command, id, (need) => sendBack(need, reason, dateAt(command.now)));
  }

  /** Its live claims are declined. */
  async withdraw(command: Command, id: string, reason: string): Promise<Need> {
    const need = await this.decide(command, id, (row) => withdraw(row, reason, dateAt(command.now)));
    return await closeClaims(command, need, 'the need was withdrawn');
  }

  /** Brings it before the chair of the day. */
  async escalate(command: Command, id: string): Promise<void> {
    const today = dateAt(command.now);
    await changeLocked(command, NeedTable, id, async (need) => escalate(need, await chairOn(command.tx, today), today));
  }

  /** `needed_by` has passed: nothing is claimed of it any more. */
  async lapse(command: Command, id: string): Promise<void> {
    const need = await changeLocked(command, NeedTable, id, (row) => lapse(row, dateAt(command.now)));
    // Its day may have been moved since the job found it.
    if (need.state !== 'published') await declineProposals(command, need, 'the day by which it was needed has passed');
  }

  private async decide(command: Command, id: string, decide: (need: Need) => Decision<Need>): Promise<Need> {
    return await changeLocked(command, ownNeeds, id, decide);
  }

  private async locked(command: Command, id: string): Promise<Need> {
    await ownRow(command, NeedTable, id);
    const need = (await lockedNeeds(command.tx, [id])).get(id)!;
    requireVersion(command, need);
    return need;
  }
}
