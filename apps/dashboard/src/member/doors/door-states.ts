/** The states of doors and endpoints: a word and a mark, and whether somebody has to look. */
import type { IconName } from '../../charts/icons.tsx';
import type { StateWord } from '../../shell/state-word.ts';
import type { TextKey } from '../../texts/zh.ts';
import type { AttemptKind, DeliveryOrder, DeliveryState, DoorKind, Endpoint, EndpointState, Outcome } from '../api.ts';

export const endpointStates: Record<EndpointState, StateWord> = {
  pending_verification: { text: 'feedStatePending', mark: 'open' },
  active: { text: 'feedStateActive', mark: 'done' },
  degraded: { text: 'feedStateDegraded', mark: 'now' },
  paused: { text: 'feedStatePaused', mark: 'paused' },
  disabled: { text: 'feedStateDisabled', mark: 'off' },
  revoked: { text: 'feedStateRevoked', mark: 'off' },
};

export const endpointNotes: Record<EndpointState, TextKey> = {
  pending_verification: 'feedNotePending',
  active: 'feedNoteActive',
  degraded: 'feedNoteDegraded',
  paused: 'feedNotePaused',
  disabled: 'feedNoteDisabled',
  revoked: 'feedNoteRevoked',
};

export const disabledReasons: Record<NonNullable<Endpoint['disabled_reason']>, TextKey> = {
  failing: 'feedDisabledFailing',
  gone: 'feedDisabledGone',
  operator: 'feedDisabledOperator',
};

export const doorNames: Record<DoorKind, TextKey> = { pull: 'feedDoorPull', sse: 'feedDoorSse', webhook: 'feedDoorWebhook' };
export const doorNotes: Record<DoorKind, TextKey> = { pull: 'feedDoorPullNote', sse: 'feedDoorSseNote', webhook: 'feedDoorWebhookNote' };
export const doorIcons: Record<DoorKind, IconName> = { pull: 'pull', sse: 'stream', webhook: 'webhook' };

export const orderNames: Record<DeliveryOrder, TextKey> = { per_aggregate: 'feedOrderPerAggregate', unordered: 'feedOrderUnordered' };

export const kindNames: Record<AttemptKind, TextKey> = {
  first: 'feedKindFirst',
  retry: 'feedKindRetry',
  resend: 'feedKindResend',
  replay: 'feedKindReplay',
  test: 'feedKindTest',
};

export const outcomes: Record<Outcome, StateWord> = {
  acknowledged: { text: 'feedOutcomeAcknowledged', mark: 'done' },
  failed: { text: 'feedOutcomeFailed', mark: 'off' },
};

export const deliveryStates: Record<DeliveryState, StateWord> = {
  waiting: { text: 'feedDeliveryWaiting', mark: 'ahead' },
  held: { text: 'feedDeliveryHeld', mark: 'paused' },
  given_up: { text: 'feedDeliveryGivenUp', mark: 'off' },
};

const errors: Record<string, TextKey> = {
  timeout: 'feedErrorTimeout',
  connection_refused: 'feedErrorConnection',
  address_refused: 'feedErrorAddress',
  redirect: 'feedErrorRedirect',
  certificate: 'feedErrorCertificate',
  status: 'feedErrorStatus',
  origin_not_allowed: 'feedErrorOrigin',
  too_large: 'feedErrorTooLarge',
};

/** Null where there is no word for it: the code is shown then. */
export function errorWord(error: string | null): TextKey | null {
  return errors[error ?? ''] ?? null;
}

/** It gets what comes, or will as soon as it answers. */
export function isServed({ state }: Pick<Endpoint, 'state'>): boolean {
  return state === 'active' || state === 'degraded';
}
