import { memberFeeds as answer, type MemberFeeds, someMemberFeeds } from '@park/contracts';
import { answerOf } from '@park/service-kit';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { MembersQuery } from './members.dto.ts';
import { countHealths, memberFeeds } from './members.store.ts';

@ApiTags('members 成员')
@Controller('members')
@ApiOAuth2(['feeds:health:read'])
export class MembersController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({
    summary: 'The members that have or had a feed, by name: their doors, what waits, and the endpoints that fail; for the park',
  })
  @ApiOkResponse(answerOf(answer, someMemberFeeds))
  async list(@Query() { limit, cursor, health, count, ...filter }: MembersQuery): Promise<MemberFeeds> {
    const rows = await memberFeeds(this.dataSource, filter, health, { cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const next = rows.length > limit ? items.at(-1)!.organisation_id : null;
    return { items, next, ...(count && { healths: await countHealths(this.dataSource, filter) }) };
  }
}
