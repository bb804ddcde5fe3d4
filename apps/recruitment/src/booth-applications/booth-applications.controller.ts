import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { BoothApplication } from './booth-application.ts';
import { boothApplications } from './booth-application.table.ts';
import {
  BoothApplicationsQuery,
  BoothReasonDto,
  CancelBoothDto,
  DraftBoothApplicationDto,
  HoldBoothDto,
  SubmitBoothApplicationDto,
  WaitForBoothDto,
} from './booth-applications.dto.ts';
import { BoothApplicationsService } from './booth-applications.service.ts';

const read = 'recruitment:booth:read';
const write = 'recruitment:booth:write';
type Answer = Promise<BoothApplication>;

@ApiTags('booth applications 展位申请')
@Controller('booth-applications')
export class BoothApplicationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(BoothApplicationsService) private readonly service: BoothApplicationsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find booth applications; an employer sees its own; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: BoothApplicationsQuery): Promise<Page<BoothApplication> | StreamableFile> {
    return this.lists.answer(request, boothApplications, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One booth application' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Answer {
    return this.lists.one(request, boothApplications, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft an application for a booth; an employer drafts its own' })
  draft(@Req() request: ParkRequest, @Body() body: DraftBoothApplicationDto): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.draft(command, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft or changes_requested → submitted 提交, with the postings that the employer brings' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SubmitBoothApplicationDto): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.submit(command, id, body.posting_ids));
  }

  @Post(':id/request-changes')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted → changes_requested 退回修改, by the park' })
  requestChanges(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: BoothReasonDto): Answer {
    return this.commands.run(request, (command) => this.service.requestChanges(command, id, body.reason));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted → approved 通过, by the park; every posting must be approved' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Answer {
    return this.commands.run(request, (command) => this.service.approve(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted → rejected 驳回, by the park' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: BoothReasonDto): Answer {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/hold')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'approved or waitlisted → booth_held 占位: a free booth is kept for the employer for some minutes' })
  hold(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: HoldBoothDto): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.hold(command, id, body.booth_id));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'booth_held → confirmed 确认' })
  confirm(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.confirm(command, id));
  }

  @Post(':id/wait')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'approved → waitlisted 候补, for a booth of a class or a zone, or any' })
  wait(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: WaitForBoothDto): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.wait(command, id, body));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'offered → confirmed 接受递补' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.accept(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'offered → waitlisted 放弃递补; it waits for another booth' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.decline(command, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'To cancelled 取消; a confirmed booth that its employer gives up too late to late_cancelled 逾期取消' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelBoothDto): Answer {
    return this.commands.runForMembers(request, boothApplications, (command) => this.service.cancel(command, id, body));
  }

  @Post(':id/check-in')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'confirmed → checked_in 签到, by the park at the door, until the deadline of the fair' })
  checkIn(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Answer {
    return this.commands.run(request, (command) => this.service.checkIn(command, id));
  }
}
