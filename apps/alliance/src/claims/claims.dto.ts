import { alliance } from '@park/contracts';
import { Choice, DateField, Id, InstantField, ListQuery, Text, Uscc, Whole } from '@park/service-kit';
import type { AllianceCategory, AllianceMode } from '../needs/need.ts';
import { ownCode } from '../needs/needs.dto.ts';
import type { ClaimKind, ClaimState } from './claim.ts';

export class ProposeClaimDto {
  @Id({ description: 'The member that claims: for the park; a member claims for itself', optional: true })
  membership_id?: string;

  @Id({ description: 'The need that is taken over; either this or `slot_id`', optional: true })
  need_id?: string;

  @Whole(1, 100_000, { description: 'Required of a need, and at most what is open of it', example: 1, optional: true })
  quantity?: number;

  @DateField({
    description: 'Of a need: the day on which it will be given, before `needed_by`; left out: the last possible one',
    example: '2025-07-20',
    optional: true,
  })
  due_on?: string;

  @Id({ description: 'The slot of a resource that is asked for; either this or `need_id`', optional: true })
  slot_id?: string;
}

export class ClaimReasonDto {
  @Text(1000, { description: 'Names no person', example: 'the hall is being renovated' })
  reason: string;
}

export class ClaimsQuery extends ListQuery {
  @Choice(alliance.claimStates, { optional: true })
  state?: ClaimState;

  @Choice(alliance.claimKinds, { optional: true })
  kind?: ClaimKind;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: AllianceMode;

  @Choice(alliance.allianceCategories, { optional: true })
  category?: AllianceCategory;

  @Id({ optional: true })
  need_id?: string;

  @Id({ optional: true })
  resource_id?: string;

  @Id({ description: 'The member that made it', optional: true })
  by_membership_id?: string;

  @Id({ description: 'The owner of the need or the resource', optional: true })
  of_membership_id?: string;

  @DateField({ description: 'Due on this day or later', optional: true })
  due_on_from?: string;

  @DateField({ description: 'Due before this day', optional: true })
  due_on_to?: string;

  @Text(100, { description: 'Part of the code or of the name of either side', optional: true })
  q?: string;
}

/**
 * A row of the import: a claim of earlier times on a need or a slot that is known. By code; a known claim stays as it is. The need keeps
 * the state that its own file gave it, unless it is published.
 */
export class ClaimRow {
  @ownCode('CL')
  code: string;

  @Text(40, { description: 'Either this, or `resource_code` with `slot_starts_at`', optional: true })
  need_code?: string;

  @Text(40, { optional: true })
  resource_code?: string;

  @InstantField({ optional: true })
  slot_starts_at?: string;

  @Uscc()
  by_uscc: string;

  @Whole(1, 100_000, { description: 'Of a need', optional: true })
  quantity?: number;

  @DateField()
  proposed_on: string;

  @DateField({ description: 'Of a need: the day on which it was to be given; left out: the last possible one', optional: true })
  due_on?: string;

  @Choice(alliance.claimStates)
  state: ClaimState;

  @DateField({ description: 'Of one that was accepted; left out: the day of the proposal', optional: true })
  accepted_on?: string;

  @DateField({ description: 'On which it was fulfilled, declined or withdrawn, or failed', optional: true })
  ended_on?: string;

  @Text(1000, { description: 'Of one that was declined or withdrawn, or failed', optional: true })
  reason?: string;
}
