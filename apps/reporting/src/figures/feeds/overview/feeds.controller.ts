import { feedHealths, memberFeeds, type FeedHealth, type MemberFeeds, someMemberFeeds } from '@park/contracts';
import { answerOf, Choice, Flag, Id, Text, Whole, type ParkRequest } from '@park/service-kit';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FeedsHealth } from './feeds-health.service.ts';

export class FeedsQuery {
  @Whole(1, 100, { description: 'Members of a page', default: 20, optional: true })
  limit?: number;

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

@ApiTags('feeds 成员订阅')
@Controller('feeds')
@ApiOAuth2(['reporting:kpi:read'])
export class FeedsController {
  constructor(@Inject(FeedsHealth) private readonly feeds: FeedsHealth) {}

  @Get('members')
  @ApiOperation({ summary: 'The members’ feeds, their doors and endpoints now, as the feeds service answers; for the park’s operator' })
  @ApiOkResponse(answerOf(memberFeeds, someMemberFeeds))
  async members(@Req() request: ParkRequest, @Query() query: FeedsQuery): Promise<MemberFeeds> {
    return await this.feeds.members(request.caller, query);
  }
}
