import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Membership } from './membership.ts';
import { memberships } from './membership.table.ts';
import { AcceptCharterDto, AdmitDto, ApplyForMembershipDto, MembershipReasonDto, MembershipsQuery } from './memberships.dto.ts';
import { MembershipsService } from './memberships.service.ts';

const read = 'alliance:membership:read';
const write = 'alliance:membership:write';
const decide = 'alliance:membership:decide';

@ApiTags('memberships 成员资格')
@Controller('memberships')
export class MembershipsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(MembershipsService) private readonly service: MembershipsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find memberships; a member sees who the members are, and what is its own' })
  list(@Req() request: ParkRequest, @Query() query: MembershipsQuery): Promise<Page<Membership> | StreamableFile> {
    return this.lists.answer(request, memberships, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One membership' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Membership> {
    return this.lists.one(request, memberships, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Apply for membership 申请入盟, from the invitation where there is one; an organisation applies for itself' })
  apply(@Req() request: ParkRequest, @Body() body: ApplyForMembershipDto): Promise<Membership> {
    return this.commands.runForMembers(request, memberships, (command) => this.service.apply(command, body));
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'proposed or invited → dismissed 不予邀请' })
  dismiss(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.dismiss(command, id, body.reason));
  }

  @Post(':id/invite')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'proposed → invited 已邀请' })
  invite(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.invite(command, id));
  }

  @Post(':id/start-review')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'applied → under_review 审核中' })
  startReview(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.startReview(command, id));
  }

  @Post(':id/admit')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'under_review → admitted 同意入盟, in a role and under the charter that is in force' })
  admit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AdmitDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.admit(command, id, body.role));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'applied or under_review → rejected 不同意入盟' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/accept-charter')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'admitted → active 成员, by the organisation itself or by the park on its signature' })
  acceptCharter(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AcceptCharterDto): Promise<Membership> {
    return this.commands.runForMembers(request, memberships, (command) => this.service.acceptCharter(command, id, body.charter_version));
  }

  @Post(':id/change-role')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Another role 职务 among the members' })
  changeRole(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AdmitDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.changeRole(command, id, body.role));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'active → suspended 暂停; it hosts, claims and votes no more' })
  suspend(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.suspend(command, id, body.reason));
  }

  @Post(':id/reinstate')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'suspended, exit_requested or exit_review → active 恢复' })
  reinstate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.reinstate(command, id, body.reason));
  }

  @Post(':id/request-exit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active or suspended → exit_requested 申请退盟, by the organisation itself or by the park for it' })
  requestExit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.runForMembers(request, memberships, (command) => this.service.requestExit(command, id, body.reason));
  }

  @Post(':id/exit')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'exit_requested or exit_review → exited 退盟' })
  exit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.exit(command, id, body.reason));
  }

  @Post(':id/remove')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'active or suspended → removed 除名' })
  remove(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MembershipReasonDto): Promise<Membership> {
    return this.commands.run(request, (command) => this.service.remove(command, id, body.reason));
  }
}
