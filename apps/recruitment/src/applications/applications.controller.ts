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
import type { Application } from './application.ts';
import { applications } from './application.table.ts';
import { ApplicationViewsService, candidateInClear, stages, type CandidateInClear, type Stages } from './application-views.service.ts';
import { ApplicationReasonDto, ApplicationsQuery, ApplyDto, MoveApplicationDto } from './applications.dto.ts';
import { ApplicationsService } from './applications.service.ts';

const read = 'recruitment:application:read';
const write = 'recruitment:application:write';

@ApiTags('applications 应聘')
@Controller('applications')
export class ApplicationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ApplicationsService) private readonly service: ApplicationsService,
    @Inject(ApplicationViewsService) private readonly views: ApplicationViewsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({
    summary:
      'Find applications; an employer sees those to it while the candidate’s consent stands; as CSV or a workbook by the Accept header',
  })
  list(@Req() request: ParkRequest, @Query() query: ApplicationsQuery): Promise<Page<Application> | StreamableFile> {
    return this.lists.answer(request, applications, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One application; the candidate masked' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.lists.one(request, applications, id);
  }

  @Get(':id/stages')
  @ApiOkResponse(answerOf(stages))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Its way through the stages, with the time in each' })
  async stages(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Stages> {
    return await this.views.stages(request, await this.lists.one(request, applications, id));
  }

  @Get(':id/candidate')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(candidateInClear))
  @ApiOAuth2([read])
  @ApiOperation({
    summary: 'The candidate in clear with the résumé of the application: to an employer with consent, or with candidate:pii; recorded',
  })
  async candidate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<CandidateInClear> {
    return await this.views.candidate(request, await this.lists.one(request, applications, id));
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'A candidate applies for a published posting 投递; the version of the résumé is kept' })
  apply(@Req() request: ParkRequest, @Body() body: ApplyDto): Promise<Application> {
    return this.commands.run(request, (command) => this.service.apply(command, body));
  }

  @Post(':id/move')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'From the stage that the caller has seen to a later one, or back by one' })
  move(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveApplicationDto): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.move(command, id, body));
  }

  @Post(':id/hold')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Put it on hold 搁置' })
  hold(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.hold(command, id));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'on_hold → the stage that it was in' })
  resume(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.resume(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Reject it 淘汰, with the reason; an offer of it is withdrawn with it' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ApplicationReasonDto): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/reactivate')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'rejected → the stage that it was in 恢复, with the reason' })
  reactivate(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApplicationReasonDto,
  ): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.service.reactivate(command, id, body.reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'The candidate withdraws it 撤回; an offer of it is withdrawn with it' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ApplicationReasonDto): Promise<Application> {
    return this.commands.run(request, (command) => this.service.withdraw(command, id, body.reason));
  }
}
