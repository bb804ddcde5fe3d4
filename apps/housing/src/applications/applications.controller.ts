import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { identityInClear, type IdentityInClear } from '@park/directory';
import { ApplicantsService } from './applicants.service.ts';
import type { Application } from './application.ts';
import { positionOf } from './application-queue.store.ts';
import { applications } from './application.table.ts';
import { ApplicationsQuery, ConcludeReviewDto, DraftApplicationDto, SupplementDto, WithdrawDto } from './applications.dto.ts';
import { ApplicationsService } from './applications.service.ts';

const read = 'housing:application:read';
const write = 'housing:application:write';
const decide = 'housing:application:decide';

@ApiTags('applications 申请')
@Controller('applications')
export class ApplicationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ApplicationsService) private readonly service: ApplicationsService,
    @Inject(ApplicantsService) private readonly applicants: ApplicantsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({
    summary:
      'Find applications; an employer sees its nominees’; ?state=waitlisted&sort=applied_at is the queue; as CSV or a workbook by the Accept header',
  })
  list(@Req() request: ParkRequest, @Query() query: ApplicationsQuery): Promise<Page<Application> | StreamableFile> {
    return this.lists.answer(request, applications, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One application' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.lists.one(request, applications, id);
  }

  @Get(':id/position')
  @ApiOkResponse(answerOf(z.object({ ahead: z.int(), waiting: z.int() })))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'How many applied for the same product before, of those who wait' })
  async position(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<{ ahead: number; waiting: number }> {
    return await positionOf(this.dataSource.manager, await this.lists.one(request, applications, id));
  }

  @Get(':id/person')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(identityInClear))
  @ApiOAuth2(['housing:application:pii'])
  @ApiOperation({ summary: 'The applicant in clear, as claimed until the park has acted on it; each look is recorded' })
  async person(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<IdentityInClear> {
    return await this.applicants.show(request, await this.lists.one(request, applications, id));
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft an application; an employer for its nominee, the park for anybody' })
  draft(@Req() request: ParkRequest, @Body() body: DraftApplicationDto): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.draft(command, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'draft → submitted; one open application per person and product, which for an employer’s nominee is found by the review',
  })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.submit(command, id));
  }

  @Post(':id/supplement')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'supplement_required → submitted 补正; from now on is its valid application time' })
  supplement(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SupplementDto): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.supplement(command, id, body));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Any open state → withdrawn 撤回; a home on offer is free again' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: WithdrawDto): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.withdraw(command, id, body.reason));
  }

  @Post(':id/clear-review')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Conclude the review that it was flagged for' })
  clearReview(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ConcludeReviewDto): Promise<Application> {
    return this.commands.run(request, (command) => this.service.clearReview(command, id, body.outcome));
  }
}
