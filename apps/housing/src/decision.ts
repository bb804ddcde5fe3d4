/** One decision 决定 after another on the same aggregate, told as one. */
import type { Decision } from '@park/contracts';

export function followedBy<Row>(first: Decision<Row>, decide: (row: Row) => Decision<Row>): Decision<Row> {
  const second = decide(first.next);
  return { next: second.next, events: [...first.events, ...second.events] };
}
