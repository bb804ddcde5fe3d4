import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Consent } from './consent.ts';
import { consents } from './consent.table.ts';
import { ConsentsQuery, GiveConsentDto } from './consents.dto.ts';
import { ConsentsService } from './consents.service.ts';

const read = 'recruitment:candidate:read';
const write = 'recruitment:candidate:write';

@ApiTags('consents 授权')
@Controller('consents')
export class ConsentsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ConsentsService) private readonly service: ConsentsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find consents; an employer sees those that stand for it; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: ConsentsQuery): Promise<Page<Consent> | StreamableFile> {
    return this.lists.answer(request, consents, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One consent' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Consent> {
    return this.lists.one(request, consents, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Record that a candidate gives a consent 授权; one that stands already is answered as it is' })
  give(@Req() request: ParkRequest, @Body() body: GiveConsentDto): Promise<Consent> {
    return this.commands.run(request, (command) => this.service.give(command, body));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'given → withdrawn 撤回授权: the employer does not see the candidate any more' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Consent> {
    return this.commands.run(request, (command) => this.service.withdraw(command, id));
  }
}
