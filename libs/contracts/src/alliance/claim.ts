/** Events of the claims 认领: a member takes over a need, in whole or in part, or asks for a slot of a resource. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';

export const claimStates = ['proposed', 'accepted', 'fulfilled', 'declined', 'withdrawn', 'failed'] as const;
/** `need`: by a member that gives; `resource`: by a member that asks. */
export const claimKinds = ['need', 'resource'] as const;

/** Of every event of a claim. Who gives and who gets follows from the kind. */
const claimHead = {
  ...transitionData,
  kind: z.enum(claimKinds),
  need_id: id.nullable(),
  resource_id: id.nullable(),
  slot_id: id.nullable(),
  by_membership_id: id,
  of_membership_id: id.describe('The owner of the need or of the resource'),
  quantity: count,
};
const claim = {
  code: 'CL-000001',
  kind: 'need' as const,
  need_id: '0197a0c0-0000-7000-8000-000000000090',
  resource_id: null,
  slot_id: null,
  by_membership_id: '0197a0c0-0000-7000-8000-000000000084',
  of_membership_id: '0197a0c0-0000-7000-8000-000000000081',
  quantity: 1,
};

export const ClaimProposedV1 = eventType('park.alliance.claim.proposed.v1', {
  summary: { zh: '认领提出', en: 'A member proposed to take over a need, or asked for a slot' },
  data: claimHead,
  example: { ...claim, from_state: null, to_state: 'proposed' },
});
export const ClaimAcceptedV1 = eventType('park.alliance.claim.accepted.v1', {
  summary: { zh: '认领接受', en: 'A claim was accepted by the owner' },
  data: claimHead,
  example: { ...claim, from_state: 'proposed', to_state: 'accepted' },
});
export const ClaimDeclinedV1 = eventType('park.alliance.claim.declined.v1', {
  summary: { zh: '认领谢绝', en: 'A claim was declined by the owner' },
  data: { ...claimHead, reason },
  example: { ...claim, from_state: 'proposed', to_state: 'declined', reason: 'too far away' },
});
export const ClaimWithdrawnV1 = eventType('park.alliance.claim.withdrawn.v1', {
  summary: { zh: '认领撤回', en: 'A claim was withdrawn by the member that made it' },
  data: { ...claimHead, reason },
  example: { ...claim, from_state: 'accepted', to_state: 'withdrawn', reason: 'the hall is being renovated' },
});
export const ClaimFulfilledV1 = eventType('park.alliance.claim.fulfilled.v1', {
  summary: { zh: '认领完成', en: 'What was claimed was given' },
  data: { ...claimHead, fulfilled_on: date },
  example: { ...claim, from_state: 'accepted', to_state: 'fulfilled', fulfilled_on: '2025-09-20' },
});
export const ClaimFailedV1 = eventType('park.alliance.claim.failed.v1', {
  summary: { zh: '认领未履行', en: 'What was claimed was not given' },
  data: { ...claimHead, reason },
  example: { ...claim, from_state: 'accepted', to_state: 'failed', reason: 'nobody came' },
});
