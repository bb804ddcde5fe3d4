/** In which order, and to which handler, the events of a batch go. */
import type { ParkEvent } from '@park/contracts';

export interface Delivery<Handler> {
  handler: Handler;
  events: ParkEvent[];
}

/** As few calls as possible, each handler's events together, but never an aggregate's later event before an earlier one. */
export function inOrder<Handler>(events: readonly ParkEvent[], handlerOf: (event: ParkEvent) => Handler): Delivery<Handler>[] {
  const deliveries: Delivery<Handler>[] = [];
  const lastOfSubject = new Map<string, number>();
  for (const event of events) {
    const handler = handlerOf(event);
    let at = deliveries.findLastIndex((delivery) => delivery.handler === handler);
    if (at < (lastOfSubject.get(event.subject) ?? 0)) at = deliveries.push({ handler, events: [] }) - 1;
    deliveries[at]!.events.push(event);
    lastOfSubject.set(event.subject, at);
  }
  return deliveries;
}
