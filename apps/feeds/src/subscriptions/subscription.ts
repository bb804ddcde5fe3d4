/** A subscription 订阅: which events of the park go into the log of a member, and from when on. */
import { feeds, occurred, unchanged, type Decision } from '@park/contracts';
import { amended, invalid, move, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';
import { requireMatchable, type Filter } from './filter.ts';

export type SubscriptionState = (typeof feeds.subscriptionStates)[number];
export type SubscriptionStart = (typeof feeds.subscriptionStarts)[number];
export type SubscriptionAction = 'catch_up' | 'change' | 'end';

export const subscriptionMachine: Machine<SubscriptionState, SubscriptionAction> = {
  catch_up: { from: ['catching_up'], to: 'active' },
  change: { from: ['active'], to: 'same' },
  end: { from: ['catching_up', 'active'], to: 'ended' },
};

/** Live ones of one member. */
export const mostSubscriptions = 100;

export interface SubscriptionContent extends Filter {
  /** Of the member’s own choice. */
  name: string;
}

export interface Begin {
  start: SubscriptionStart;
  /** The time at which it begins, where `start` is `time`. */
  start_at: Date | null;
}

export interface Subscription extends Aggregate, SubscriptionContent, Begin {
  organisation_id: string;
  uscc: string;
  /** The log that its events go into. */
  log_no: number;
  state: SubscriptionState;
  /** While it catches up: the number of the event up to which it has. */
  caught_up_to: number | null;
  /** Earlier events that it brought. */
  backfilled: number;
}

export type Subscriber = Pick<Subscription, 'organisation_id' | 'uscc' | 'log_no'>;

/**
 * `caughtUpTo` is the number of the event after which one that begins in the past begins.
 * Throws `invalid filter_matches_nothing`, `invalid start_at_missing`, `invalid start_at_unexpected`, `invalid start_at_in_future`.
 */
export function subscribe(
  identity: NewIdentity,
  subscriber: Subscriber,
  content: SubscriptionContent,
  begin: Begin,
  caughtUpTo: number,
): Decision<Subscription> {
  requireMatchable(content);
  requireStart(begin, identity.now);
  const isLate = begin.start !== 'now';
  const next: Subscription = {
    ...rowOf(identity),
    ...subscriber,
    ...content,
    ...begin,
    state: isLate ? 'catching_up' : 'active',
    caught_up_to: isLate ? caughtUpTo : null,
    backfilled: 0,
  };
  const data = { ...headOf(next, null), start: next.start, ...sizesOf(next) };
  return { next, events: [occurred(feeds.SubscriptionCreatedV1, identity.today, data)] };
}

function requireStart({ start, start_at }: Begin, now: Date): void {
  if (start === 'time' && start_at === null) throw invalid('/start_at', 'start_at_missing', 'start_at is required where start is time.');
  if (start !== 'time' && start_at !== null)
    throw invalid('/start_at', 'start_at_unexpected', 'start_at must only be given where start is time.');
  if (start_at !== null && start_at > now) throw invalid('/start_at', 'start_at_in_future', 'start_at must not be in the future.');
}

/** All events up to now have been looked at; from now on it is served by what comes. */
export function catchUp(subscription: Subscription, today: LocalDate): Decision<Subscription> {
  const next: Subscription = { ...subscription, state: move(subscriptionMachine, subscription.state, 'catch_up'), caught_up_to: null };
  const data = { ...headOf(next, subscription.state), entries: next.backfilled };
  return { next, events: [occurred(feeds.SubscriptionCaughtUpV1, today, data)] };
}

/** From now on; what it brought stays. No event where nothing changes. Throws `invalid filter_matches_nothing`. */
export function changeContent(subscription: Subscription, change: Partial<SubscriptionContent>, today: LocalDate): Decision<Subscription> {
  const state = move(subscriptionMachine, subscription.state, 'change');
  const next = amended(subscription, change);
  if (next === subscription) return unchanged(subscription);
  requireMatchable(next);
  return { next, events: [occurred(feeds.SubscriptionChangedV1, today, { ...headOf(next, state), ...sizesOf(next) })] };
}

export function end(subscription: Subscription, today: LocalDate): Decision<Subscription> {
  const next: Subscription = { ...subscription, state: move(subscriptionMachine, subscription.state, 'end'), caught_up_to: null };
  return { next, events: [occurred(feeds.SubscriptionEndedV1, today, headOf(next, subscription.state))] };
}

function headOf(subscription: Subscription, from: SubscriptionState | null) {
  return { ...transition(subscription, from), organisation_id: subscription.organisation_id };
}

function sizesOf({ types, modes, topics, resources }: Filter) {
  return { types: types.length, modes: modes.length, topics: topics.length, resources: resources.length };
}
