import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Need } from './need.ts';
import { needs } from './need.table.ts';
import { ChangeNeedDto, ConfirmNeedDto, DraftNeedDto, NeedReasonDto, NeedsQuery } from './needs.dto.ts';
import { NeedsService } from './needs.service.ts';

const read = 'alliance:need:read';
const write = 'alliance:need:write';

@ApiTags('needs 需求清单')
@Controller('needs')
export class NeedsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(NeedsService) private readonly service: NeedsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find needs; a member sees those that are published, those that it has claimed, and its own' })
  list(@Req() request: ParkRequest, @Query() query: NeedsQuery): Promise<Page<Need> | StreamableFile> {
    return this.lists.answer(request, needs, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One need' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Need> {
    return this.lists.one(request, needs, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a need 起草, by a member for itself or by the park for it' })
  draft(@Req() request: ParkRequest, @Body() body: DraftNeedDto): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change a draft, or title, quantity and day of a published need' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeNeedDto): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.change(command, id, body));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → published 已发布 to the members; without a claim in 14 days it is brought before the chair' })
  publish(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.publish(command, id));
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'matched → in_progress 办理中; happens by itself with the first claim that is fulfilled' })
  start(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.start(command, id));
  }

  @Post(':id/deliver')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary:
      'matched or in_progress → delivered 已交付, by the park, with the claims that are accepted; happens by itself with the last of them',
  })
  deliver(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Need> {
    return this.commands.run(request, (command) => this.service.deliver(command, id));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'delivered → confirmed 已办结, by its owner alone, with satisfaction; by the park on the owner’s written word' })
  confirm(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ConfirmNeedDto): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.confirm(command, id, body));
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'delivered → in_progress 退回, by its owner or by the park for it' })
  sendBack(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: NeedReasonDto): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.sendBack(command, id, body.reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Withdraw a need 撤回 that is not delivered; its live claims are declined' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: NeedReasonDto): Promise<Need> {
    return this.commands.runForMembers(request, needs, (command) => this.service.withdraw(command, id, body.reason));
  }
}
