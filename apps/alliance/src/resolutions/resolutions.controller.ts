import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Resolution } from './resolution.ts';
import { resolutions } from './resolution.table.ts';
import {
  AdoptResolutionDto,
  ChangeResolutionDueDayDto,
  DropResolutionDto,
  ReportResolutionDto,
  ResolutionsQuery,
} from './resolutions.dto.ts';
import { ResolutionsService } from './resolutions.service.ts';

const read = 'alliance:meeting:read';
const write = 'alliance:meeting:write';

@ApiTags('resolutions 决议')
@Controller('resolutions')
export class ResolutionsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ResolutionsService) private readonly service: ResolutionsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find resolutions' })
  list(@Req() request: ParkRequest, @Query() query: ResolutionsQuery): Promise<Page<Resolution> | StreamableFile> {
    return this.lists.answer(request, resolutions, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One resolution' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Resolution> {
    return this.lists.one(request, resolutions, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Adopt a resolution 形成决议 on a topic that the meeting has adopted, with its first task' })
  adopt(@Req() request: ParkRequest, @Body() body: AdoptResolutionDto): Promise<Resolution> {
    return this.commands.run(request, (command) => this.service.adopt(command, body));
  }

  @Post(':id/report')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Report how it stands 进展报告, by its owner or by the park for it' })
  report(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReportResolutionDto): Promise<Resolution> {
    return this.commands.runForMembers(request, resolutions, (command) => this.service.report(command, id, body.progress));
  }

  @Post(':id/change-due-day')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'Another due day 延期, while it stands, by the park',
    description: 'Its tasks keep their due days, which are changed by `POST /tasks/{id}/change-due-day`.',
  })
  changeDueDay(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeResolutionDueDayDto,
  ): Promise<Resolution> {
    return this.commands.run(request, (command) => this.service.changeDueDay(command, id, body));
  }

  @Post(':id/drop')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'adopted → dropped 终止, by a later meeting; its open tasks are cancelled' })
  drop(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DropResolutionDto): Promise<Resolution> {
    return this.commands.run(request, (command) => this.service.drop(command, id, body));
  }
}
