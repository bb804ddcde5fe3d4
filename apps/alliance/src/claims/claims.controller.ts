import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Claim } from './claim.ts';
import { claims } from './claim.table.ts';
import { ClaimReasonDto, ClaimsQuery, ProposeClaimDto } from './claims.dto.ts';
import { ClaimsService } from './claims.service.ts';

const read = 'alliance:claim:read';
const write = 'alliance:claim:write';

@ApiTags('claims 认领')
@Controller('claims')
export class ClaimsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ClaimsService) private readonly service: ClaimsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find claims; a member sees those of which it is one of the two sides' })
  list(@Req() request: ParkRequest, @Query() query: ClaimsQuery): Promise<Page<Claim> | StreamableFile> {
    return this.lists.answer(request, claims, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One claim' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Claim> {
    return this.lists.one(request, claims, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Take over a need in whole or in part 认领需求, or ask for a slot of a resource 申请资源' })
  propose(@Req() request: ParkRequest, @Body() body: ProposeClaimDto): Promise<Claim> {
    return this.commands.runForMembers(request, claims, (command) => this.service.propose(command, body));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'proposed → accepted 接受, by the owner of the need or the resource, or by the park' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Claim> {
    return this.commands.runForMembers(request, claims, (command) => this.service.accept(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'proposed → declined 谢绝, by the owner or by the park' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ClaimReasonDto): Promise<Claim> {
    return this.commands.runForMembers(request, claims, (command) => this.service.decline(command, id, body.reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'proposed or accepted → withdrawn 撤回, by the member that made it; the need or the slot is open again' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ClaimReasonDto): Promise<Claim> {
    return this.commands.runForMembers(request, claims, (command) => this.service.withdraw(command, id, body.reason));
  }

  @Post(':id/fulfil')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'accepted → fulfilled 完成, by the owner or by the park; a slot must have begun' })
  fulfil(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Claim> {
    return this.commands.runForMembers(request, claims, (command) => this.service.fulfil(command, id));
  }

  @Post(':id/fail')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'accepted → failed 未履行, by the owner or by the park, after the day on which it was due' })
  fail(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ClaimReasonDto): Promise<Claim> {
    return this.commands.runForMembers(request, claims, (command) => this.service.fail(command, id, body.reason));
  }
}
