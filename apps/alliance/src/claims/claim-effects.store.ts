/** Claims are saved with what they move: the counters and the state of their need, or the slots of their resource. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, type LocalDate } from '@park/kernel';
import { save, saveAll, type Command } from '@park/service-kit';
import { count, gained } from '../needs/need-cover.ts';
import { withdraw, type Need } from '../needs/need.ts';
import { isActiveMember } from '../needs/owner.store.ts';
import { NeedTable } from '../needs/need.table.ts';
import type { Resource } from '../resources/resource.ts';
import { saveSlots, slotsById } from '../resources/resource.store.ts';
import { release, reserve, use, type Slot, type SlotsDecision } from '../resources/slot.ts';
import { close, coverMove, decline, fulfilledOn, sumOf, type Claim } from './claim.ts';
import { lockedOfNeed, lockedProposalsOfResource } from './claim.store.ts';
import { ClaimTable } from './claim.table.ts';

export interface ClaimChange {
  /** Null where the claim is new. */
  before: Claim | null;
  decision: Decision<Claim>;
}

export function changesOf(claims: readonly Claim[], decide: (claim: Claim) => Decision<Claim>): ClaimChange[] {
  return claims.map((before) => ({ before, decision: decide(before) }));
}

/**
 * Claims of one need, which is locked. `follow`: what becomes of the need where the accepted quantity moved. Proposals are declined with
 * the end of the need; one whose owner is inactive is not opened again. Violates `need_not_overclaimed`, `claim_live_need`.
 */
export async function saveForNeed(
  command: Command,
  need: Need,
  changes: readonly ClaimChange[],
  follow: (need: Need, today: LocalDate) => Decision<Need> = unchanged,
): Promise<{ claims: Claim[]; need: Need }> {
  const today = dateAt(command.now);
  const claims = await saveAll(
    command,
    ClaimTable,
    changes.map(({ decision }) => decision),
  );
  const move = sumOf(changes.map(({ before, decision }) => coverMove(before, decision.next)));
  const isMoved = move.claimed !== 0 || move.fulfilled !== 0;
  const saved = await save(
    command,
    NeedTable,
    followedBy(count(need, move, today), (row) => (isMoved ? follow(row, today) : unchanged(row))),
  );
  return { claims, need: saved.state === need.state ? saved : await concluded(command, saved) };
}

async function concluded(command: Command, need: Need): Promise<Need> {
  if (need.state === 'delivered' || need.state === 'expired') return await declineProposals(command, need, `the need is ${need.state}`);
  if (need.state !== 'published' || (await isActiveMember(command.tx, need.membership_id))) return need;
  const withdrawn = await save(command, NeedTable, withdraw(need, 'the member is inactive', dateAt(command.now)));
  return await closeClaims(command, withdrawn, 'the need was withdrawn');
}

export async function declineProposals(command: Command, need: Need, reason: string): Promise<Need> {
  const proposals = await lockedOfNeed(command.tx, need.id, ['proposed']);
  return (
    await saveForNeed(
      command,
      need,
      changesOf(proposals, (claim) => decline(claim, reason, dateAt(command.now))),
    )
  ).need;
}

/** Also the accepted ones: the need is withdrawn. */
export async function closeClaims(command: Command, need: Need, reason: string): Promise<Need> {
  const live = await lockedOfNeed(command.tx, need.id);
  return (
    await saveForNeed(
      command,
      need,
      changesOf(live, (claim) => close(claim, reason, dateAt(command.now))),
    )
  ).need;
}

/** The park says that what was needed is delivered, and so what was accepted of it. */
export async function fulfilAccepted(command: Command, need: Need): Promise<Need> {
  const accepted = await lockedOfNeed(command.tx, need.id, ['accepted']);
  return (
    await saveForNeed(
      command,
      need,
      changesOf(accepted, (claim) => fulfilledOn(claim, dateAt(command.now))),
      gained,
    )
  ).need;
}

/** Claims of one resource, which is locked, in their order. Violates `claim_slot_given`, `claim_live_slot`. */
export async function saveForSlots(command: Command, resource: Resource, changes: readonly ClaimChange[]): Promise<Claim[]> {
  const ids = changes.map(({ decision }) => decision.next.slot_id!);
  const slots = await slotsById(command.tx, [...new Set(ids)]);
  const changed = new Map<string, Slot>();
  const events = changes.flatMap((change) => {
    const id = change.decision.next.slot_id!;
    const steps = slotSteps(command, resource, changed.get(id) ?? slots.get(id)!, change);
    for (const slot of steps.flatMap((step) => step.slots)) changed.set(id, slot);
    return steps.flatMap((step) => step.events);
  });
  const claims = await saveAll(
    command,
    ClaimTable,
    changes.map(({ decision }) => decision),
  );
  await saveSlots(command, [{ next: resource, events, slots: [...changed.values()] }]);
  return claims;
}

/** For one slot, or for all of the resource; what was given stands. */
export async function declineSlotProposals(command: Command, resource: Resource, reason: string, slotId?: string): Promise<void> {
  const all = await lockedProposalsOfResource(command.tx, resource.id);
  const proposals = slotId === undefined ? all : all.filter(({ slot_id }) => slot_id === slotId);
  if (proposals.length === 0) return;
  await saveForSlots(
    command,
    resource,
    changesOf(proposals, (claim) => decline(claim, reason, dateAt(command.now))),
  );
}

function slotSteps({ now }: Command, resource: Resource, slot: Slot, { before, decision }: ClaimChange): SlotsDecision[] {
  const { id, state, accepted_on } = decision.next;
  const had = before?.state === 'accepted';
  if (state === 'accepted' || (state === 'fulfilled' && !had)) {
    const reserved = reserve(resource, slot, id, accepted_on!, now);
    return state === 'accepted' ? [reserved] : [reserved, use(resource, reserved.slots[0]!, now)];
  }
  if (state === 'fulfilled') return [use(resource, slot, now)];
  return had ? [release(resource, slot, dateAt(now), now)] : [];
}
