import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Topic } from './topic.ts';
import { topics } from './topic.table.ts';
import { DecideTopicDto, DeclineTopicDto, SubmitTopicDto, TopicsQuery } from './topics.dto.ts';
import { TopicsService } from './topics.service.ts';

const read = 'alliance:meeting:read';
const write = 'alliance:meeting:write';

@ApiTags('topics 议题')
@Controller('topics')
export class TopicsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(TopicsService) private readonly service: TopicsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find topics; a member sees its own, and others’ once they are on the agenda' })
  list(@Req() request: ParkRequest, @Query() query: TopicsQuery): Promise<Page<Topic> | StreamableFile> {
    return this.lists.answer(request, topics, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One topic' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Topic> {
    return this.lists.one(request, topics, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Submit a topic 提交议题 for a meeting, by a member for itself or by the park for it' })
  submit(@Req() request: ParkRequest, @Body() body: SubmitTopicDto): Promise<Topic> {
    return this.commands.runForMembers(request, topics, (command) => this.service.submit(command, body));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted or deferred → withdrawn 撤回, by the member itself or by the park for it' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Topic> {
    return this.commands.runForMembers(request, topics, (command) => this.service.withdraw(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted → declined 未列入, before the agenda is fixed' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DeclineTopicDto): Promise<Topic> {
    return this.commands.run(request, (command) => this.service.decline(command, id, body.reason));
  }

  @Post(':id/decide')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'on_agenda → adopted 通过, not_adopted 未通过 or deferred 延期, by the meeting that is convened' })
  decide(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DecideTopicDto): Promise<Topic> {
    return this.commands.run(request, (command) => this.service.decide(command, id, body));
  }
}
