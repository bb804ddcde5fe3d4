import { alliance } from '@park/contracts';
import { Choice, Id, ListQuery, Text } from '@park/service-kit';
import { topicDecisions, type AllianceMode, type TopicDecision, type TopicState } from './topic.ts';

export class SubmitTopicDto {
  @Id({ description: 'A meeting that takes topics' })
  meeting_id: string;

  @Id({ description: 'For the park; a member submits for itself', optional: true })
  membership_id?: string;

  @Choice(alliance.allianceModes, { description: 'One of the six modes' })
  mode: AllianceMode;

  @Text(200, { description: 'Names no person', example: '共享会议室排期' })
  title: string;
}

export class DecideTopicDto {
  @Choice(topicDecisions, { description: 'A deferred topic is submitted for the next meeting' })
  decision: TopicDecision;

  @Text(1000, { description: 'Names no person', example: 'the landlord has not answered', optional: true })
  reason?: string;
}

export class DeclineTopicDto {
  @Text(1000, { description: 'Names no person', example: 'decided at the meeting before' })
  reason: string;
}

export class TopicsQuery extends ListQuery {
  @Id({ optional: true })
  meeting_id?: string;

  @Id({ optional: true })
  membership_id?: string;

  @Choice(alliance.topicStates, { optional: true })
  state?: TopicState;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: AllianceMode;

  @Text(100, { description: 'Part of the code, the title or the member’s name', optional: true })
  q?: string;
}
