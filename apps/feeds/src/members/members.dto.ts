import { feedHealths, type FeedHealth } from '@park/contracts';
import { Choice, Flag, Id, Text, Whole } from '@park/service-kit';

export class MembersQuery {
  @Whole(1, 100, { description: 'Members of a page', default: 20, optional: true })
  limit: number = 20;

  @Id({ description: 'Where the page before ended: its `next`', optional: true })
  cursor?: string;

  @Text(100, { description: 'Part of the name or of the USCC', optional: true })
  q?: string;

  @Flag({ description: 'Whether a membership is active', optional: true })
  is_open?: boolean;

  @Choice(feedHealths, { optional: true })
  health?: FeedHealth;

  @Flag({ description: 'Also count the members by their health', optional: true })
  count?: boolean;
}
