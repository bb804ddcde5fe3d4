/** Events of the subscriptions 订阅: what a member organisation wants to have in its feed. Never of what was delivered. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, id, transitionData } from '../fields.ts';

export const subscriptionStates = ['catching_up', 'active', 'ended'] as const;
/** The beginning of a subscription: the events from now on, those since a time, or the oldest one that is kept. */
export const subscriptionStarts = ['now', 'time', 'beginning'] as const;
/** 岗位, 路演, 住房, 政策. */
export const feedTopics = ['jobs', 'roadshows', 'housing', 'policies'] as const;

/** Of every event of a subscription. */
const subscriptionHead = { ...transitionData, organisation_id: id };
const head = { code: 'SB-000001', organisation_id: '0197a0c0-0000-7000-8000-000000000080' };
const filter = {
  types: count.describe('Number of event types that it names; 0 for all'),
  modes: count,
  topics: count,
  resources: count,
};

export const SubscriptionCreatedV1 = eventType('park.feeds.subscription.created.v1', {
  summary: { zh: '订阅创建', en: 'A member subscribed to events of the park' },
  data: { ...subscriptionHead, start: z.enum(subscriptionStarts), ...filter },
  example: { ...head, from_state: null, to_state: 'active', start: 'now', types: 0, modes: 2, topics: 1, resources: 0 },
});
export const SubscriptionCaughtUpV1 = eventType('park.feeds.subscription.caught-up.v1', {
  summary: { zh: '历史事件补齐', en: 'The feed has the earlier events that a subscription asked for' },
  data: { ...subscriptionHead, entries: count.describe('Earlier events that came into the feed') },
  example: { ...head, from_state: 'catching_up', to_state: 'active', entries: 1200 },
});
export const SubscriptionChangedV1 = eventType('park.feeds.subscription.changed.v1', {
  summary: { zh: '订阅变更', en: 'A subscription asks for other events from now on' },
  data: { ...subscriptionHead, ...filter },
  example: { ...head, from_state: 'active', to_state: 'active', types: 3, modes: 0, topics: 0, resources: 1 },
});
export const SubscriptionEndedV1 = eventType('park.feeds.subscription.ended.v1', {
  summary: { zh: '订阅终止', en: 'A subscription ended; what it brought stays in the feed' },
  data: subscriptionHead,
  example: { ...head, from_state: 'active', to_state: 'ended' },
});
