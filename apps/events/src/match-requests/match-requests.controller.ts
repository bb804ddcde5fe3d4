import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { MatchRequest } from './match-request.ts';
import { matchRequests } from './match-request.table.ts';
import { AskDto, CancelMatchDto, DeclineDto, FollowUpDto, HeldDto, MatchRequestsQuery, NoShowDto, SlotDto } from './match-requests.dto.ts';
import { MatchRequestsService } from './match-requests.service.ts';

const read = 'events:match:read';
const write = 'events:match:write';

@ApiTags('match requests 投融资对接')
@Controller('match-requests')
export class MatchRequestsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(MatchRequestsService) private readonly service: MatchRequestsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find match requests and their meetings; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: MatchRequestsQuery): Promise<Page<MatchRequest> | StreamableFile> {
    return this.lists.answer(request, matchRequests, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One match request' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<MatchRequest> {
    return this.lists.one(request, matchRequests, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Ask for a meeting of an investor and a project at a gathering 申请对接' })
  ask(@Req() request: ParkRequest, @Body() body: AskDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.ask(command, body));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'requested → accepted 接受' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.accept(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'requested → declined 谢绝' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DeclineDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.decline(command, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'requested, accepted or scheduled → cancelled 取消; its table and time are free again' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelMatchDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body));
  }

  @Post(':id/schedule')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'accepted → scheduled 排期: a table and a time that are free for both, within the investor’s quota' })
  schedule(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SlotDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.schedule(command, id, body));
  }

  @Post(':id/move')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Another table or time for a scheduled meeting 改期' })
  move(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SlotDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.move(command, id, body));
  }

  @Post(':id/unschedule')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'scheduled → accepted 取消排期; its table and time are free again' })
  unschedule(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.unschedule(command, id));
  }

  @Post(':id/hold')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'scheduled → held 已对接, with the interest of both sides' })
  hold(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: HeldDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.hold(command, id, body));
  }

  @Post(':id/no-show')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'scheduled → no_show 缺席; the table is free again' })
  markNoShow(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: NoShowDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.markNoShow(command, id, body));
  }

  @Post(':id/follow-up')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'held → followed_up 回访' })
  followUp(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FollowUpDto): Promise<MatchRequest> {
    return this.commands.run(request, (command) => this.service.followUp(command, id, body));
  }
}
