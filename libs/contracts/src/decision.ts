/** Decisions: the result of a command on one aggregate. */
import type { NewEvent } from './event-type.ts';

/** The aggregate after the decision, and the events of the change, in order. */
export interface Decision<Row> {
  next: Row;
  events: NewEvent[];
}

/** Nothing is to be done: no event, nothing to save. */
export function unchanged<Row>(row: Row): Decision<Row> {
  return { next: row, events: [] };
}

/** Several decisions on one aggregate as one, with all their events. */
export function followedBy<Row>(first: Decision<Row>, ...steps: ((row: Row) => Decision<Row>)[]): Decision<Row> {
  return steps.reduce(({ next, events }, decide) => {
    const then = decide(next);
    return { next: then.next, events: [...events, ...then.events] };
  }, first);
}
