import { alliance, feeds } from '@park/contracts';
import { Choice, Choices, Id, Ids, InstantField, ListQuery, SomeOf, Text } from '@park/service-kit';
import type { FeedTopic } from '../log/feed-topic.ts';
import { visibleTypes, type Filter } from './filter.ts';
import type { SubscriptionStart, SubscriptionState } from './subscription.ts';

export class FilterDto implements Filter {
  @Choices(visibleTypes.map(({ type }) => type), {
    description: 'Event types; none for all that leave the park',
    default: [],
    optional: true,
  })
  types: string[] = [];

  @Choices(alliance.allianceModes, {
    description: 'The six modes; none for events of any mode, or of no mode',
    default: [],
    optional: true,
  })
  modes: Filter['modes'] = [];

  @Choices(feeds.feedTopics, { description: 'jobs 岗位, roadshows 路演, housing 住房, policies 政策', default: [], optional: true })
  topics: FeedTopic[] = [];

  @Ids(50, { description: 'Ids of records that events are about, such as one fair or one season', default: [], optional: true })
  resources: string[] = [];
}

export class SubscribeDto extends FilterDto {
  @Text(100, { description: 'Names no person', example: '岗位与路演' })
  name: string;

  @Choice(feeds.subscriptionStarts, {
    description: 'now, or with the events since a time, or with the oldest that are kept',
    default: 'now',
    optional: true,
  })
  start: SubscriptionStart = 'now';

  @InstantField({ description: 'Where start is time', optional: true })
  start_at?: string;

  @Id({ description: 'For the park, which may subscribe for a member', optional: true })
  organisation_id?: string;
}

class SubscriptionContentDto {
  @Text(100, { example: '岗位与路演' })
  name: string;

  @Choices(visibleTypes.map(({ type }) => type))
  types: string[];

  @Choices(alliance.allianceModes)
  modes: Filter['modes'];

  @Choices(feeds.feedTopics)
  topics: FeedTopic[];

  @Ids(50)
  resources: string[];
}

export class ChangeSubscriptionDto extends SomeOf(SubscriptionContentDto) {}

export class SubscriptionsQuery extends ListQuery {
  @Choice(feeds.subscriptionStates, { optional: true })
  state?: SubscriptionState;

  @Choice(feeds.subscriptionStarts, { optional: true })
  start?: SubscriptionStart;

  @Id({ description: 'The member', optional: true })
  organisation_id?: string;

  @Text(100, { description: 'Part of the code or the name', optional: true })
  q?: string;
}
