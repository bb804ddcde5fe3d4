/** The topics 主题 by which a member chooses events without knowing their types. */
import { feeds, type EventType } from '@park/contracts';

export type FeedTopic = (typeof feeds.feedTopics)[number];

interface Rule {
  /** Event types, by the beginning of their names. */
  types: readonly string[];
  /** Of these only the gatherings of these types; absent for all events. */
  gatherings?: readonly string[];
}

const rules: Record<FeedTopic, readonly Rule[]> = {
  jobs: [{ types: ['park.recruitment.'] }, { types: ['park.events.gathering.'], gatherings: ['job_fair'] }],
  roadshows: [{ types: ['park.events.gathering.'], gatherings: ['roadshow', 'matchmaking', 'competition_promo', 'competition_round'] }],
  housing: [{ types: ['park.housing.'] }],
  // Decisions of the alliance and the park for their members.
  policies: [{ types: ['park.alliance.charter.', 'park.alliance.meeting.', 'park.alliance.resolution.'] }],
};

export function topicsOf({ type }: EventType, data: Record<string, unknown>): FeedTopic[] {
  return feeds.feedTopics.filter((topic) =>
    rules[topic].some(
      ({ types, gatherings }) =>
        types.some((start) => type.startsWith(start)) && (gatherings === undefined || gatherings.includes(String(data['type']))),
    ),
  );
}

/** Whether an event of the type can have the topic. */
export function canHaveTopic({ type }: EventType, topic: FeedTopic): boolean {
  return rules[topic].some(({ types }) => types.some((start) => type.startsWith(start)));
}
