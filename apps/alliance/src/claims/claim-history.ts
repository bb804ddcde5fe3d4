/** Claims 认领 as a file of history tells of them: every step that a claim went through, each on its own day. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { addDays, dateAt, invalid, Refusal, requireOwnCode, type LocalDate, type NewIdentity } from '@park/kernel';
import { requireActive, type Membership } from '../memberships/membership.ts';
import { dayOf, textOf } from '../needs/file-row.ts';
import type { Need, NeedState } from '../needs/need.ts';
import type { Resource } from '../resources/resource.ts';
import type { Slot } from '../resources/slot.ts';
import {
  accept,
  begun,
  begunForSlot,
  decline,
  failedOn,
  fulfilledOn,
  giveUp,
  requireListed,
  requireWithin,
  type Claim,
  type ClaimState,
} from './claim.ts';

export interface ClaimOfFile {
  code: string;
  quantity?: number;
  proposed_on: LocalDate;
  due_on?: LocalDate;
  state: ClaimState;
  accepted_on?: LocalDate;
  ended_on?: LocalDate;
  reason?: string;
}

const open: readonly NeedState[] = ['published', 'matched', 'in_progress'];
/** In which a need can have claims in a state. */
const needStatesFor: Partial<Record<ClaimState, readonly NeedState[]>> = {
  proposed: ['published'],
  accepted: open,
  fulfilled: [...open, 'delivered', 'confirmed', 'withdrawn'],
};

/** Throws `conflict need_not_open`, `conflict exceeds_need`, `conflict claims_own`, `invalid` for what the row itself says. */
export function claimOfFile(identity: NewIdentity, need: Need, by: Membership, row: ClaimOfFile): Decision<Claim> {
  const today = dateAt(identity.now);
  requireOwnCode(row.code, 'CL');
  const states = needStatesFor[row.state];
  if (need.published_on === null || (states !== undefined && !states.includes(need.state)))
    throw new Refusal('conflict', 'need_not_open', `A need that is ${need.state} has no claim that is ${row.state}.`, {
      extra: { state: need.state },
    });
  const { quantity } = row;
  if (quantity === undefined) throw invalid('/quantity', 'required', 'quantity is required of a claim on a need.');
  if (row.state === 'accepted' || row.state === 'fulfilled') requireWithin(need, quantity);
  requireActiveWhereLive(by, row);
  const on = dayOf('proposed_on', row.proposed_on, need.published_on, today);
  const due_on = row.due_on ?? addDays(need.needed_by, -1);
  if (due_on < need.published_on || due_on >= need.needed_by)
    throw invalid('/due_on', 'due_on_out_of_range', `due_on must lie between ${need.published_on} and ${need.needed_by}, exclusive.`);
  const wish = { kind: 'need' as const, need_id: need.id, quantity, due_on };
  return followedBy(begun({ ...identity, today: on }, need, by, wish), (claim) => concluded(claim, row, on, today));
}

/** Throws `conflict resource_not_listed`, `conflict claims_own`, `invalid` for what the row itself says. */
export function slotClaimOfFile(
  identity: NewIdentity,
  resource: Resource,
  slot: Slot,
  by: Membership,
  row: ClaimOfFile,
  now: Date,
): Decision<Claim> {
  const today = dateAt(now);
  requireOwnCode(row.code, 'CL');
  if (resource.listed_on === null || row.state === 'proposed') requireListed(resource);
  requireActiveWhereLive(by, row);
  const on = dayOf('proposed_on', row.proposed_on, resource.listed_on, today);
  if (row.state === 'fulfilled' && row.ended_on !== undefined) dayOf('ended_on', row.ended_on, dateAt(slot.starts_at), today);
  return followedBy(begunForSlot({ ...identity, today: on }, resource, slot, by), (claim) => concluded(claim, row, on, today));
}

function requireActiveWhereLive(by: Membership, { state }: ClaimOfFile): void {
  if (state === 'proposed' || state === 'accepted') requireActive(by);
}

function concluded(proposed: Claim, row: ClaimOfFile, on: LocalDate, today: LocalDate): Decision<Claim> {
  if (row.state === 'proposed') return unchanged(proposed);
  const endedOn = (notBefore: LocalDate) => dayOf('ended_on', row.ended_on, notBefore, today);
  if (row.state === 'declined') return decline(proposed, textOf('reason', row.reason), endedOn(on));
  if (row.state === 'withdrawn' && row.accepted_on === undefined) return giveUp(proposed, textOf('reason', row.reason), endedOn(on));
  const accepted_on = dayOf('accepted_on', row.accepted_on ?? on, on, today);
  return followedBy(accept(proposed, accepted_on), (claim) => {
    if (row.state === 'fulfilled') return fulfilledOn(claim, endedOn(accepted_on));
    if (row.state === 'withdrawn') return giveUp(claim, textOf('reason', row.reason), endedOn(accepted_on));
    if (row.state === 'failed') return failedOn(claim, textOf('reason', row.reason), endedOn(accepted_on));
    return unchanged(claim);
  });
}
