/** The words for topics, services, starts and states of subscriptions. */
import type { StateWord } from '../../shell/state-word.ts';
import type { TextKey } from '../../texts/zh.ts';
import type { SubscriptionStart, SubscriptionState, Topic } from '../api.ts';

export const topicNames: Record<Topic, TextKey> = {
  jobs: 'feedTopicJobs',
  roadshows: 'feedTopicRoadshows',
  housing: 'feedTopicHousing',
  policies: 'feedTopicPolicies',
};

const services: Record<string, TextKey> = {
  tenants: 'feedServiceTenants',
  housing: 'feedServiceHousing',
  events: 'feedServiceEvents',
  recruitment: 'feedServiceRecruitment',
  alliance: 'feedServiceAlliance',
};

/** Null for a service that is newer than this page. */
export function serviceName(service: string): TextKey | null {
  return services[service] ?? null;
}

export const startNames: Record<SubscriptionStart, TextKey> = {
  now: 'feedStartNow',
  time: 'feedStartTime',
  beginning: 'feedStartBeginning',
};

export const subscriptionStates: Record<SubscriptionState, StateWord> = {
  catching_up: { text: 'feedCatchingUp', mark: 'now' },
  active: { text: 'feedStateActive', mark: 'done' },
  ended: { text: 'feedEnded', mark: 'off' },
};
