import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, type ParkRequest } from '@park/service-kit';
import type { Gathering } from './gathering.ts';
import { CapacityDto, EvidenceDto, GatheringReasonDto, RescheduleDto } from './gatherings.dto.ts';
import { GatheringsService } from './gatherings.service.ts';

const write = 'events:gathering:write';
const approve = 'events:gathering:approve';

/** From the review to the archive: what becomes of a gathering. */
@ApiTags('gatherings 活动')
@Controller('gatherings')
export class GatheringStepsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(GatheringsService) private readonly service: GatheringsService,
  ) {}

  @Post(':id/evidence')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Record its permit 许可, filing 备案 or emergency plan 应急预案' })
  recordEvidence(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: EvidenceDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.recordEvidence(command, id, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → in_review 报审' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.submit(command, id));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2([approve])
  @ApiOperation({ summary: 'in_review → approved 审批通过; not by the person who submitted it' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.approve(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([approve])
  @ApiOperation({ summary: 'in_review → draft 退回; not by the person who submitted it' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: GatheringReasonDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_review or approved → draft 撤回, to be changed' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: GatheringReasonDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.withdraw(command, id, body.reason));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'approved → published 发布, with the evidence that the law asks for' })
  publish(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.publish(command, id));
  }

  @Post(':id/set-capacity')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its number of places; not below what is taken. What becomes free is offered to those who wait' })
  setCapacity(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CapacityDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.setCapacity(command, id, body.capacity));
  }

  @Post(':id/postpone')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'published → postponed 延期, to a day not known yet; registrations keep their places' })
  postpone(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: GatheringReasonDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.postpone(command, id, body.reason));
  }

  @Post(':id/reschedule')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'published or postponed → published 改期; check-in lists and registrations move with it' })
  reschedule(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RescheduleDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.reschedule(command, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: '→ cancelled 取消, until its end, with every live registration, in one transaction' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: GatheringReasonDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }

  @Post(':id/end')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary:
      'ongoing → ended 结束 before its time, once somebody has been checked in; the clock does it otherwise. ' +
      'Registrations without a check-in become no-shows',
  })
  end(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.end(command, id));
  }

  @Post(':id/archive')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'ended → archived 归档' })
  archive(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.archive(command, id));
  }
}
