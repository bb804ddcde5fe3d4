/** The members' feeds in the order in which somebody has to look at them, and the words for their states. */
import type { FeedDoor, FeedEndpoint, FeedHealth, MemberFeed } from '@park/contracts';
import type { StateWord } from '../shell/state-word.ts';
import type { TextKey } from '../texts/zh.ts';

/** Written out, because the dashboard takes nothing but types from the contracts. The worst comes first. */
export const feedHealths: Record<FeedHealth, StateWord> = {
  disabled: { text: 'feedsDisabled', mark: 'off' },
  degraded: { text: 'feedsDegraded', mark: 'now' },
  ok: { text: 'feedsOk', mark: 'done' },
  unused: { text: 'feedsUnused', mark: 'open' },
};

export const doorNames: Record<FeedDoor['kind'], TextKey> = { pull: 'feedsDoorPull', sse: 'feedsDoorSse', webhook: 'feedsDoorWebhook' };

export const disabledReasons: Record<NonNullable<FeedEndpoint['disabled_reason']>, TextKey> = {
  failing: 'feedsDisabledFailing',
  gone: 'feedsDisabledGone',
  operator: 'feedsDisabledOperator',
};

/** Of one health, the most that waits first; then by name, as they came. */
export function worstFirst(feeds: readonly MemberFeed[]): MemberFeed[] {
  const order = Object.keys(feedHealths);
  return [...feeds].sort((a, b) => order.indexOf(a.health) - order.indexOf(b.health) || waitingIn(b) - waitingIn(a));
}

export function waitingIn({ doors }: Pick<MemberFeed, 'doors'>): number {
  return Math.max(0, ...doors.map(({ backlog }) => backlog));
}

/** Disabled, or not acknowledging now. */
export function needsAttention({ state, failing_since }: FeedEndpoint): boolean {
  return state === 'disabled' || ((state === 'active' || state === 'degraded') && failing_since !== null);
}
