import { followedBy, type Decision } from '@park/contracts';
import { addDays, dateAt, invalid, isOperator } from '@park/kernel';
import { load, missing, newIdentity, requireVersion, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { Membership } from '../memberships/membership.ts';
import { actingMember } from '../memberships/membership.store.ts';
import { gained, lost } from '../needs/need-cover.ts';
import type { Need } from '../needs/need.ts';
import { claimedNeed, lockedNeeds } from '../needs/need.store.ts';
import type { Resource } from '../resources/resource.ts';
import { lockedResources, slotsById } from '../resources/resource.store.ts';
import {
  accept,
  decline,
  fail,
  fulfil,
  proposeForNeed,
  proposeForSlot,
  requireAcceptable,
  requireListed,
  requireNotBegun,
  withdraw,
  type Claim,
} from './claim.ts';
import { saveForNeed, saveForSlots } from './claim-effects.store.ts';
import { lockedClaims } from './claim.store.ts';
import { ClaimTable } from './claim.table.ts';
import type { ProposeClaimDto } from './claims.dto.ts';

/** The member that decides: the one that claims, or the owner of the need or the resource. The park decides for both. */
type Side = 'by' | 'of';

interface Around {
  need: Need | null;
  resource: Resource | null;
}

/** Takes locks in the order that NeedsService documents. */
@Injectable()
export class ClaimsService {
  async propose(command: Command, { membership_id, need_id, slot_id, quantity, due_on }: ProposeClaimDto): Promise<Claim> {
    const by = await actingMember(command, membership_id);
    if (need_id !== undefined && slot_id === undefined) return await this.proposeForNeed(command, by, need_id, quantity, due_on);
    if (slot_id === undefined || need_id !== undefined)
      throw invalid('/need_id', 'one_of_two', 'Exactly one of need_id and slot_id must be given.');
    const extra = quantity === undefined ? (due_on === undefined ? null : 'due_on') : 'quantity';
    if (extra !== null) throw invalid(`/${extra}`, 'only_for_need', `${extra} is only for a need: a slot is had as a whole, at its time.`);
    return await this.proposeForSlot(command, by, slot_id);
  }

  /** By the owner, or the park for it. Throws `conflict need_not_open`, `conflict exceeds_need`, `conflict slot_taken`. */
  async accept(command: Command, id: string): Promise<Claim> {
    const { now } = command;
    return await this.change(command, id, 'of', (claim, { need, resource }) => {
      const decision = accept(claim, dateAt(now));
      if (need !== null) requireAcceptable(need, claim, dateAt(now));
      if (resource !== null) {
        requireListed(resource);
        requireNotBegun({ starts_at: claim.starts_at! }, now);
      }
      return decision;
    });
  }

  async decline(command: Command, id: string, reason: string): Promise<Claim> {
    return await this.change(command, id, 'of', (claim) => decline(claim, reason, dateAt(command.now)));
  }

  async withdraw(command: Command, id: string, reason: string): Promise<Claim> {
    return await this.change(command, id, 'by', (claim) => withdraw(claim, reason, command.now));
  }

  async fulfil(command: Command, id: string): Promise<Claim> {
    return await this.change(command, id, 'of', (claim) => fulfil(claim, command.now));
  }

  async fail(command: Command, id: string, reason: string): Promise<Claim> {
    return await this.change(command, id, 'of', (claim) => fail(claim, reason, command.now));
  }

  /** Nobody answered before its slot began. */
  async lapse(command: Command, id: string): Promise<void> {
    await this.change(command, id, 'of', (claim) => decline(claim, 'nobody answered before the slot began', dateAt(command.now)));
  }

  private async proposeForNeed(
    command: Command,
    by: Membership,
    needId: string,
    quantity: number | undefined,
    dueOn: string | undefined,
  ): Promise<Claim> {
    if (quantity === undefined) throw invalid('/quantity', 'required', 'quantity is required of a claim on a need.');
    const need = await claimedNeed(command, needId);
    const wish = { quantity, due_on: dueOn ?? addDays(need.needed_by, -1) };
    const decision = proposeForNeed(await newIdentity(command, 'CL'), need, by, wish);
    return (await saveForNeed(command, need, [{ before: null, decision }])).claims[0]!;
  }

  /** Accepted at once where the resource says so. Throws `invalid unknown_slot`. */
  private async proposeForSlot(command: Command, by: Membership, slotId: string): Promise<Claim> {
    const { tx, actor, now } = command;
    const known = (await slotsById(tx, [slotId])).get(slotId);
    const resource = known && (await lockedResources(tx, [known.resource_id])).get(known.resource_id);
    if (!resource || (!isOperator(actor) && resource.listed_on === null && resource.member_uscc !== actor.organisation))
      throw invalid('/slot_id', 'unknown_slot', 'There is no such slot.');
    const slot = (await slotsById(tx, [slotId])).get(slotId)!;
    const proposal = proposeForSlot(await newIdentity(command, 'CL'), resource, slot, by);
    const decision = resource.instant ? followedBy(proposal, (claim) => accept(claim, dateAt(now))) : proposal;
    return (await saveForSlots(command, resource, [{ before: null, decision }]))[0]!;
  }

  /** Throws `not-found claim_not_found` where the caller is not the side that decides. */
  private async change(
    command: Command,
    id: string,
    side: Side,
    decide: (claim: Claim, around: Around) => Decision<Claim>,
  ): Promise<Claim> {
    const { tx } = command;
    const { need_id, resource_id } = await ofSide(command, id, side);
    const need = need_id === null ? null : (await lockedNeeds(tx, [need_id])).get(need_id)!;
    const resource = resource_id === null ? null : (await lockedResources(tx, [resource_id])).get(resource_id)!;
    const before = (await lockedClaims(tx, [id]))[0]!;
    requireVersion(command, before);
    const decision = decide(before, { need, resource });
    if (resource !== null) return (await saveForSlots(command, resource, [{ before, decision }]))[0]!;
    const isGain = decision.next.state === 'accepted' || decision.next.state === 'fulfilled';
    return (await saveForNeed(command, need!, [{ before, decision }], isGain ? gained : lost)).claims[0]!;
  }
}

/** Before any lock. */
async function ofSide(command: Command, id: string, side: Side): Promise<Claim> {
  const claim = await load(command, ClaimTable, id);
  if (!isOperator(command.actor) && claim[`${side}_uscc`] !== command.actor.organisation) throw missing(ClaimTable, id);
  return claim;
}
