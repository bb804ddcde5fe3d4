/** The subscriptions by what they can match, so that an event is looked up and not compared with each of them. */
import type { EventType } from '@park/contracts';
import { matches, typesOf, type Filter, type Filtered } from '../subscriptions/filter.ts';

export interface Subscribed extends Filter {
  /** The log that matching events go into. */
  log_no: number;
}

/** The cost of an event grows with the subscriptions that name its type, and its resource where they name resources, and not with all. */
export class SubscriptionIndex {
  private readonly byKey = new Map<string, Subscribed[]>();

  constructor(subscriptions: readonly Subscribed[]) {
    for (const subscription of subscriptions)
      for (const key of keysOfSubscription(subscription)) {
        const known = this.byKey.get(key);
        if (known) known.push(subscription);
        else this.byKey.set(key, [subscription]);
      }
  }

  /** Subscriptions that an event is compared with. */
  candidates(event: Filtered): number {
    return keysOfEvent(event).reduce((sum, key) => sum + (this.byKey.get(key)?.length ?? 0), 0);
  }

  /** The logs that an event goes into, each once. */
  logsOf(event: Filtered): Set<number> {
    const logs = new Set<number>();
    for (const key of keysOfEvent(event))
      for (const subscription of this.byKey.get(key) ?? []) if (matches(subscription, event)) logs.add(subscription.log_no);
    return logs;
  }
}

/** By type and mode or topic, where these narrow it; by type and resource, where it names resources. */
function keysOfSubscription(subscription: Subscribed): string[] {
  const { modes, topics, resources } = subscription;
  const narrow = [resources, modes, topics].find((list) => list.length > 0) ?? [''];
  return typesOf(subscription).flatMap(({ type }: EventType) => narrow.map((one) => `${type} ${one}`));
}

function keysOfEvent({ type, modes, topics, resources }: Filtered): string[] {
  return ['', ...resources, ...modes, ...topics].map((one) => `${type} ${one}`);
}
