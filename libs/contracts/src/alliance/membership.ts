/** Events of the memberships 成员资格: from the proposal or the application to the admission, and to the end. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';

export const membershipStates = [
  'proposed',
  'invited',
  'applied',
  'under_review',
  'admitted',
  'active',
  'suspended',
  'exit_requested',
  'exit_review',
  'exited',
  'removed',
  'rejected',
  'dismissed',
] as const;
export const memberRoles = ['council', 'standing', 'member', 'observer'] as const;
/** Why the park proposes to invite an organisation (flow F1). */
export const proposalGrounds = ['party_org', 'three_members'] as const;

/** Of every event of a membership. */
const membershipHead = { ...transitionData, organisation_id: id, entity_id: id.nullable() };
const head = {
  code: 'MB-000001',
  organisation_id: '0197a0c0-0000-7000-8000-000000000080',
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
};
const charter = { role: z.enum(memberRoles), charter_version: count };

export const MembershipProposedV1 = eventType('park.alliance.membership.proposed.v1', {
  summary: { zh: '拟邀请入盟', en: 'An organisation is proposed for an invitation' },
  data: { ...membershipHead, ground: z.enum(proposalGrounds), moved_in_on: date.nullable() },
  example: { ...head, from_state: null, to_state: 'proposed', ground: 'party_org', moved_in_on: '2025-06-01' },
});
export const MembershipDismissedV1 = eventType('park.alliance.membership.dismissed.v1', {
  summary: { zh: '不予邀请', en: 'A proposal to invite an organisation was dismissed' },
  data: { ...membershipHead, reason },
  example: { ...head, from_state: 'proposed', to_state: 'dismissed', reason: 'belongs to the alliance of its parent company' },
});
export const MembershipInvitedV1 = eventType('park.alliance.membership.invited.v1', {
  summary: { zh: '邀请入盟', en: 'An organisation was invited' },
  data: membershipHead,
  example: { ...head, from_state: 'proposed', to_state: 'invited' },
});
export const MembershipAppliedV1 = eventType('park.alliance.membership.applied.v1', {
  summary: { zh: '申请入盟', en: 'An organisation applied for membership' },
  data: membershipHead,
  example: { ...head, from_state: 'invited', to_state: 'applied' },
});
export const MembershipReviewStartedV1 = eventType('park.alliance.membership.review-started.v1', {
  summary: { zh: '入盟审核', en: 'An application for membership is under review' },
  data: membershipHead,
  example: { ...head, from_state: 'applied', to_state: 'under_review' },
});
export const MembershipAdmittedV1 = eventType('park.alliance.membership.admitted.v1', {
  summary: { zh: '同意入盟', en: 'An organisation was admitted; it is a member once it has accepted the charter' },
  data: { ...membershipHead, ...charter },
  example: { ...head, from_state: 'under_review', to_state: 'admitted', role: 'member', charter_version: 2 },
});
export const MembershipRejectedV1 = eventType('park.alliance.membership.rejected.v1', {
  summary: { zh: '不同意入盟', en: 'An application for membership was rejected' },
  data: { ...membershipHead, reason },
  example: { ...head, from_state: 'under_review', to_state: 'rejected', reason: 'no contact person' },
});
export const MembershipActivatedV1 = eventType('park.alliance.membership.activated.v1', {
  summary: { zh: '成为成员单位', en: 'An organisation accepted the charter and is a member' },
  discloses: { alliance: ['code', 'organisation_id', 'role', 'joined_on'] },
  data: { ...membershipHead, ...charter, joined_on: date },
  example: { ...head, from_state: 'admitted', to_state: 'active', role: 'member', charter_version: 2, joined_on: '2025-06-10' },
});
export const MembershipRoleChangedV1 = eventType('park.alliance.membership.role-changed.v1', {
  summary: { zh: '成员职务变更', en: 'A member’s role changed' },
  discloses: { alliance: ['code', 'organisation_id', 'role'] },
  data: { ...membershipHead, role: z.enum(memberRoles), old_role: z.enum(memberRoles) },
  example: { ...head, from_state: 'active', to_state: 'active', role: 'council', old_role: 'member' },
});
export const MembershipSuspendedV1 = eventType('park.alliance.membership.suspended.v1', {
  summary: { zh: '暂停成员资格', en: 'A membership was suspended' },
  data: { ...membershipHead, reason },
  example: { ...head, from_state: 'active', to_state: 'suspended', reason: 'absent three times without leave' },
});
export const MembershipReinstatedV1 = eventType('park.alliance.membership.reinstated.v1', {
  summary: { zh: '恢复成员资格', en: 'A suspended membership, or one under exit review, goes on' },
  data: { ...membershipHead, reason },
  example: { ...head, from_state: 'suspended', to_state: 'active', reason: 'takes part again' },
});
export const MembershipExitRequestedV1 = eventType('park.alliance.membership.exit-requested.v1', {
  summary: { zh: '申请退盟', en: 'A member wants to leave' },
  data: { ...membershipHead, reason },
  example: { ...head, from_state: 'active', to_state: 'exit_requested', reason: 'moves to another district' },
});
export const MembershipExitReviewOpenedV1 = eventType('park.alliance.membership.exit-review-opened.v1', {
  summary: { zh: '退盟审查', en: 'A member left the park; whether it stays a member is to be decided' },
  data: { ...membershipHead, departed_on: date },
  example: { ...head, from_state: 'active', to_state: 'exit_review', departed_on: '2025-06-30' },
});
export const MembershipExitedV1 = eventType('park.alliance.membership.exited.v1', {
  summary: { zh: '退盟', en: 'A member left the alliance' },
  discloses: { alliance: ['code', 'organisation_id', 'exited_on'] },
  data: { ...membershipHead, exited_on: date, reason },
  example: { ...head, from_state: 'exit_requested', to_state: 'exited', exited_on: '2025-07-15', reason: 'moves to another district' },
});
export const MembershipRemovedV1 = eventType('park.alliance.membership.removed.v1', {
  summary: { zh: '除名', en: 'A member was removed' },
  discloses: { alliance: ['code', 'organisation_id', 'removed_on'] },
  data: { ...membershipHead, removed_on: date, reason },
  example: { ...head, from_state: 'suspended', to_state: 'removed', removed_on: '2025-12-31', reason: 'acted against the charter' },
});
