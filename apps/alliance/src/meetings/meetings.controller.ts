import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Meeting } from './meeting.ts';
import { meetings } from './meeting.table.ts';
import {
  ConveneDto,
  DraftMeetingDto,
  FixAgendaDto,
  MeetingReasonDto,
  MeetingsQuery,
  MoveMeetingDto,
  OpenTopicsDto,
  PublishMinutesDto,
  ReportMeetingDto,
} from './meetings.dto.ts';
import { MeetingsService } from './meetings.service.ts';

const read = 'alliance:meeting:read';
const write = 'alliance:meeting:write';

@ApiTags('meetings 联席会议')
@Controller('meetings')
export class MeetingsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(MeetingsService) private readonly service: MeetingsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find joint meetings; a member sees them from the call for topics on' })
  list(@Req() request: ParkRequest, @Query() query: MeetingsQuery): Promise<Page<Meeting> | StreamableFile> {
    return this.lists.answer(request, meetings, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One joint meeting' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Meeting> {
    return this.lists.one(request, meetings, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Plan a joint meeting' })
  draft(@Req() request: ParkRequest, @Body() body: DraftMeetingDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Post(':id/open-topics')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → topics_open 议题征集, at least 7 days before the meeting' })
  openTopics(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: OpenTopicsDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.openTopics(command, id, body.topics_until));
  }

  @Post(':id/fix-agenda')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'topics_open → agenda_fixed 议程确定: each topic is on the agenda or declined' })
  fixAgenda(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FixAgendaDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.fixAgenda(command, id, body));
  }

  @Post(':id/report')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'agenda_fixed → reported 已报备, at least 2 days before the meeting' })
  report(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReportMeetingDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.report(command, id, body));
  }

  @Post(':id/move')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'To another day 改期, for which the 7 and the 2 days hold as well' })
  move(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveMeetingDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.move(command, id, body));
  }

  @Post(':id/convene')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'reported → convened 已召开, on its day or later, with a quorum' })
  convene(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ConveneDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.convene(command, id, body));
  }

  @Post(':id/publish-minutes')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'convened → minutes_published 纪要发布, once each topic is decided' })
  publishMinutes(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PublishMinutesDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.publishMinutes(command, id, body.sha256));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'minutes_published → closed 闭环, once each resolution of the meeting before that stands has a report' })
  close(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.close(command, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'To cancelled 取消, before it is convened; the next meeting gets its topics' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MeetingReasonDto): Promise<Meeting> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }
}
