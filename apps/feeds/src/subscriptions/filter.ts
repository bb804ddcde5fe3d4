/** The filter of a subscription: which events of the park a member wants. All of its lists hold together; an empty one lets everything pass. */
import { eventTypes, type alliance, type EventType } from '@park/contracts';
import { invalid } from '@park/kernel';
import { canHaveTopic, type FeedTopic } from '../log/feed-topic.ts';

type Mode = (typeof alliance.allianceModes)[number];

export interface Filter {
  types: string[];
  modes: Mode[];
  topics: FeedTopic[];
  /** Ids of records, such as one fair or one season. */
  resources: string[];
}

/** The parts of an event that a filter looks at. */
export interface Filtered {
  type: string;
  modes: readonly string[];
  topics: readonly string[];
  resources: readonly string[];
}

/** The event types that leave the park. */
export const visibleTypes: readonly EventType[] = eventTypes.filter(({ visibility }) => visibility !== 'internal');

export function matches(filter: Filter, event: Filtered): boolean {
  return (
    passes(filter.types, [event.type]) &&
    passes(filter.modes, event.modes) &&
    passes(filter.topics, event.topics) &&
    passes(filter.resources, event.resources)
  );
}

function passes(wanted: readonly string[], found: readonly string[]): boolean {
  return wanted.length === 0 || found.some((one) => wanted.includes(one));
}

/** The types of which the filter can let an event pass. */
export function typesOf({ types, modes, topics }: Omit<Filter, 'resources'>): EventType[] {
  return visibleTypes.filter(
    (type) =>
      (types.length === 0 || types.includes(type.type)) &&
      (modes.length === 0 || hasMode(type)) &&
      (topics.length === 0 || topics.some((topic) => canHaveTopic(type, topic))),
  );
}

export function hasMode({ example }: EventType): boolean {
  return 'mode' in (example as object) || 'modes' in (example as object);
}

/** Throws `invalid filter_matches_nothing`. */
export function requireMatchable(filter: Filter): void {
  if (typesOf(filter).length === 0)
    throw invalid('/types', 'filter_matches_nothing', 'types, modes and topics together let no event pass.');
}
