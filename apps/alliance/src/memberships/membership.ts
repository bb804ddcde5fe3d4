/** A membership 成员资格 in the alliance: proposed or applied for, admitted, active once the charter is accepted, suspended, ended. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import { move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';

export type MembershipState = (typeof alliance.membershipStates)[number];
export type MemberRole = (typeof alliance.memberRoles)[number];
export type ProposalGround = (typeof alliance.proposalGrounds)[number];
export type MembershipAction =
  | 'dismiss'
  | 'invite'
  | 'apply'
  | 'start_review'
  | 'admit'
  | 'reject'
  | 'accept_charter'
  | 'change_role'
  | 'suspend'
  | 'reinstate'
  | 'request_exit'
  | 'open_exit_review'
  | 'exit'
  | 'remove';

export const membershipMachine: Machine<MembershipState, MembershipAction> = {
  dismiss: { from: ['proposed', 'invited'], to: 'dismissed' },
  invite: { from: ['proposed'], to: 'invited' },
  apply: { from: ['proposed', 'invited'], to: 'applied' },
  start_review: { from: ['applied'], to: 'under_review' },
  admit: { from: ['under_review'], to: 'admitted' },
  reject: { from: ['applied', 'under_review'], to: 'rejected' },
  accept_charter: { from: ['admitted'], to: 'active' },
  change_role: { from: ['active', 'suspended'], to: 'same' },
  suspend: { from: ['active'], to: 'suspended' },
  reinstate: { from: ['suspended', 'exit_requested', 'exit_review'], to: 'active' },
  request_exit: { from: ['active', 'suspended'], to: 'exit_requested' },
  open_exit_review: { from: ['admitted', 'active', 'suspended', 'exit_requested'], to: 'exit_review' },
  exit: { from: ['exit_requested', 'exit_review'], to: 'exited' },
  remove: { from: ['active', 'suspended'], to: 'removed' },
};

/** An organisation has at most one membership in any other state. */
export const endedStates = ['exited', 'removed', 'rejected', 'dismissed'] as const satisfies MembershipState[];

export interface Membership extends Aggregate {
  organisation_id: string;
  /** Of the organisation. */
  uscc: string;
  organisation_name: string;
  entity_id: string | null;
  state: MembershipState;
  /** Since it was admitted. */
  role: MemberRole | null;
  /** The version of the charter that it was admitted under, and has accepted once it is active. */
  charter_version: number | null;
  joined_on: LocalDate | null;
  /** The first day on which it was no member any more. */
  ended_on: LocalDate | null;
  /** Why it was dismissed, rejected, suspended, or wants to leave, or left. */
  reason: string | null;
}

export interface Applicant {
  organisation_id: string;
  uscc: string;
  organisation_name: string;
  entity_id: string | null;
}

/** The park proposes to invite an organisation that has moved in (flow F1). */
export function propose(
  identity: NewIdentity,
  applicant: Applicant,
  ground: ProposalGround,
  moved_in_on: LocalDate | null,
): Decision<Membership> {
  const next = begun(identity, applicant, 'proposed');
  return { next, events: [occurred(alliance.MembershipProposedV1, identity.today, { ...headOf(next, null), ground, moved_in_on })] };
}

/** Of an organisation that was not invited. */
export function applyAnew(identity: NewIdentity, applicant: Applicant): Decision<Membership> {
  const next = begun(identity, applicant, 'applied');
  return { next, events: [occurred(alliance.MembershipAppliedV1, identity.today, headOf(next, null))] };
}

function begun(identity: NewIdentity, applicant: Applicant, state: MembershipState): Membership {
  return { ...rowOf(identity), ...applicant, state, role: null, charter_version: null, joined_on: null, ended_on: null, reason: null };
}

export function dismiss(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'dismiss', { reason });
  return { next, events: [occurred(alliance.MembershipDismissedV1, today, { ...headOf(next, membership.state), reason })] };
}

export function invite(membership: Membership, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'invite');
  return { next, events: [occurred(alliance.MembershipInvitedV1, today, headOf(next, membership.state))] };
}

export function apply(membership: Membership, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'apply');
  return { next, events: [occurred(alliance.MembershipAppliedV1, today, headOf(next, membership.state))] };
}

export function startReview(membership: Membership, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'start_review');
  return { next, events: [occurred(alliance.MembershipReviewStartedV1, today, headOf(next, membership.state))] };
}

/** Under the version of the charter that is in force. */
export function admit(membership: Membership, role: MemberRole, charter_version: number, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'admit', { role, charter_version });
  const data = { ...headOf(next, membership.state), role, charter_version };
  return { next, events: [occurred(alliance.MembershipAdmittedV1, today, data)] };
}

export function reject(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'reject', { reason });
  return { next, events: [occurred(alliance.MembershipRejectedV1, today, { ...headOf(next, membership.state), reason })] };
}

/** `version`: that the member names; `inForce`: that it has to be. Throws `conflict charter_not_in_force`. */
export function acceptCharter(membership: Membership, version: number, inForce: number, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'accept_charter', { charter_version: version, joined_on: today });
  if (version !== inForce)
    throw new Refusal('conflict', 'charter_not_in_force', `Version ${version} of the charter is not in force; version ${inForce} is.`, {
      extra: { in_force: inForce },
    });
  const data = { ...headOf(next, membership.state), role: next.role!, charter_version: version, joined_on: today };
  return { next, events: [occurred(alliance.MembershipActivatedV1, today, data)] };
}

/** No event where it has the role. */
export function changeRole(membership: Membership, role: MemberRole, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'change_role', { role, reason: membership.reason });
  if (role === membership.role) return unchanged(membership);
  const data = { ...headOf(next, membership.state), role, old_role: membership.role! };
  return { next, events: [occurred(alliance.MembershipRoleChangedV1, today, data)] };
}

export function suspend(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'suspend', { reason });
  return { next, events: [occurred(alliance.MembershipSuspendedV1, today, { ...headOf(next, membership.state), reason })] };
}

/** Also where it takes back its wish to leave, or stays a member after it has left the park. Throws `conflict charter_not_accepted`. */
export function reinstate(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'reinstate');
  if (membership.joined_on === null)
    throw new Refusal('conflict', 'charter_not_accepted', 'The organisation has not accepted the charter; it was never a member.');
  return { next, events: [occurred(alliance.MembershipReinstatedV1, today, { ...headOf(next, membership.state), reason })] };
}

export function requestExit(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'request_exit', { reason });
  return { next, events: [occurred(alliance.MembershipExitRequestedV1, today, { ...headOf(next, membership.state), reason })] };
}

/** The organisation has left the park (flow F2). */
export function openExitReview(membership: Membership, departed_on: LocalDate): Decision<Membership> {
  const next = moved(membership, 'open_exit_review');
  const data = { ...headOf(next, membership.state), departed_on };
  return { next, events: [occurred(alliance.MembershipExitReviewOpenedV1, departed_on, data)] };
}

/** Only a membership that can come under review is touched by a departure; an application is decided as before. */
export function comesUnderReview({ state }: Membership): boolean {
  return membershipMachine.open_exit_review.from.includes(state);
}

export function exit(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'exit', { reason, ended_on: today });
  const data = { ...headOf(next, membership.state), exited_on: today, reason };
  return { next, events: [occurred(alliance.MembershipExitedV1, today, data)] };
}

export function remove(membership: Membership, reason: string, today: LocalDate): Decision<Membership> {
  const next = moved(membership, 'remove', { reason, ended_on: today });
  const data = { ...headOf(next, membership.state), removed_on: today, reason };
  return { next, events: [occurred(alliance.MembershipRemovedV1, today, data)] };
}

/** Invariant 2: only active members host, claim, vote and are in the chair. Throws `forbidden inactive_member`. */
export function requireActive(membership: Pick<Membership, 'state'> | null): void {
  if (membership?.state !== 'active')
    throw new Refusal('forbidden', 'inactive_member', 'The organisation is no active member of the alliance.', {
      extra: { state: membership?.state ?? null },
    });
}

/** The reason of the state before does not outlive it. */
function moved(membership: Membership, action: MembershipAction, change: Partial<Membership> = {}): Membership {
  return { ...membership, reason: null, ...change, state: move(membershipMachine, membership.state, action) };
}

function headOf(next: Membership, from: MembershipState | null) {
  const { organisation_id, entity_id } = next;
  return { ...transition(next, from), organisation_id, entity_id };
}
