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
import type { Project } from './project.ts';
import { projects } from './project.table.ts';
import { ChangeProjectDto, ConcludeProjectReviewDto, ProjectReasonDto, ProjectsQuery, RegisterProjectDto } from './projects.dto.ts';
import { ProjectsService } from './projects.service.ts';

const read = 'events:project:read';
const write = 'events:project:write';

@ApiTags('projects 项目')
@Controller('projects')
export class ProjectsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ProjectsService) private readonly service: ProjectsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find projects; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: ProjectsQuery): Promise<Page<Project> | StreamableFile> {
    return this.lists.answer(request, projects, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One project; the founder masked' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Project> {
    return this.lists.one(request, projects, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register a project 项目登记' })
  register(@Req() request: ParkRequest, @Body() body: RegisterProjectDto): Promise<Project> {
    return this.commands.run(request, (command) => this.service.register(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars (If-Match required); pitches made before keep what they applied with' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeProjectDto): Promise<Project> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active → withdrawn 撤回, once no pitch of it is still to come' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ProjectReasonDto): Promise<Project> {
    return this.commands.run(request, (command) => this.service.withdraw(command, id, body.reason));
  }

  @Post(':id/clear-review')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Conclude the review that it was flagged for' })
  clearReview(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConcludeProjectReviewDto,
  ): Promise<Project> {
    return this.commands.run(request, (command) => this.service.clearReview(command, id, body.outcome));
  }
}
