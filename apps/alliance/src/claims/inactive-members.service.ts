import { dateAt } from '@park/kernel';
import { save, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Membership } from '../memberships/membership.ts';
import { MembershipsService, type MemberInactive } from '../memberships/memberships.service.ts';
import { lost } from '../needs/need-cover.ts';
import { withdraw } from '../needs/need.ts';
import { lockedNeeds, needIdsOf } from '../needs/need.store.ts';
import { NeedTable } from '../needs/need.table.ts';
import { cancelProjectsOf } from '../projects/project.store.ts';
import { delist } from '../resources/resource.ts';
import { listedResourceIdsOf, lockedResources } from '../resources/resource.store.ts';
import { ResourceTable } from '../resources/resource.table.ts';
import { giveUp, liveStates, type Claim } from './claim.ts';
import { changesOf, closeClaims, declineSlotProposals, saveForNeed, saveForSlots } from './claim-effects.store.ts';
import { liveClaimsBy, lockedClaims } from './claim.store.ts';

const reason = 'the member is inactive';

/**
 * Gives up what an inactive member has in hand: its claims, so that the needs and slots of others are open again; its needs, unless work
 * on them has begun, which others bring to its end; its resources, of which it gives what it has promised; the projects that it leads and
 * that have not begun. Takes locks in the order that NeedsService documents.
 */
@Injectable()
export class InactiveMembersService implements MemberInactive {
  constructor(@Inject(MembershipsService) memberships: MembershipsService) {
    memberships.whenInactive(this);
  }

  /** The membership is locked, so that it proposes, publishes and lists nothing meanwhile. */
  async memberInactive(command: Command, { id }: Membership): Promise<void> {
    const { tx } = command;
    const known = await liveClaimsBy(tx, id);
    const [ownNeeds, ownResources] = [await needIdsOf(tx, id, ['published', 'matched', 'in_progress']), await listedResourceIdsOf(tx, id)];
    const needs = await lockedNeeds(tx, [...ownNeeds, ...known.flatMap(({ need_id }) => need_id ?? [])]);
    const resources = await lockedResources(tx, [...ownResources, ...known.flatMap(({ resource_id }) => resource_id ?? [])]);
    const today = dateAt(command.now);
    const claims = await this.stillLive(command, known);
    for (const [needId, ofNeed] of Map.groupBy(claims, ({ need_id }) => need_id))
      if (needId !== null)
        await saveForNeed(
          command,
          needs.get(needId)!,
          changesOf(ofNeed, (claim) => giveUp(claim, reason, today)),
          lost,
        );
    for (const [resourceId, ofResource] of Map.groupBy(claims, ({ resource_id }) => resource_id))
      if (resourceId !== null)
        await saveForSlots(
          command,
          resources.get(resourceId)!,
          changesOf(ofResource, (claim) => giveUp(claim, reason, today)),
        );
    for (const need of ownNeeds.flatMap((needId) => needs.get(needId)!))
      if (need.state === 'published' || need.state === 'matched')
        await closeClaims(command, await save(command, NeedTable, withdraw(need, reason, today)), 'the need was withdrawn');
    for (const resource of ownResources.flatMap((resourceId) => resources.get(resourceId)!))
      if (resource.state === 'listed')
        await declineSlotProposals(
          command,
          await save(command, ResourceTable, delist(resource, reason, today)),
          'the resource was delisted',
        );
    await cancelProjectsOf(command, id, reason);
  }

  private async stillLive({ tx }: Command, known: readonly Claim[]): Promise<Claim[]> {
    const claims = await lockedClaims(
      tx,
      known.map(({ id }) => id),
    );
    return claims.filter(({ state }) => (liveStates as readonly string[]).includes(state));
  }
}
