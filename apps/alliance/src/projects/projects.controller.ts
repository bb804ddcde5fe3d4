import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Project } from './project.ts';
import { projects } from './project.table.ts';
import {
  ChangeProjectDueDayDto,
  CompleteProjectDto,
  EvaluateProjectDto,
  ProjectReasonDto,
  ProjectsQuery,
  ProposeProjectDto,
} from './projects.dto.ts';
import { ProjectsService } from './projects.service.ts';

const read = 'alliance:project:read';
const write = 'alliance:project:write';

@ApiTags('projects 项目清单')
@Controller('projects')
export class ProjectsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ProjectsService) private readonly service: ProjectsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find projects; a member sees those that were approved, and those that it leads or is a partner of' })
  list(@Req() request: ParkRequest, @Query() query: ProjectsQuery): Promise<Page<Project> | StreamableFile> {
    return this.lists.answer(request, projects, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One project' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Project> {
    return this.lists.one(request, projects, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Propose a project 申报, by the leading member or by the park for it' })
  propose(@Req() request: ParkRequest, @Body() body: ProposeProjectDto): Promise<Project> {
    return this.commands.runForMembers(request, projects, (command) => this.service.propose(command, body));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'proposed → approved 立项, by the park, by another person than the one who proposed it' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Project> {
    return this.commands.run(request, (command) => this.service.approve(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'proposed → rejected 未立项, by the park, by another person than the one who proposed it' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ProjectReasonDto): Promise<Project> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'approved → in_progress 实施中, by the leading member or by the park' })
  start(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Project> {
    return this.commands.runForMembers(request, projects, (command) => this.service.start(command, id));
  }

  @Post(':id/change-due-day')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'Another due day 改期 of a project that is approved or in_progress, by the park',
    description: 'With a later day it is not overdue any more. The day is moved again, or put back, by the same call.',
  })
  changeDueDay(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeProjectDueDayDto,
  ): Promise<Project> {
    return this.commands.run(request, (command) => this.service.changeDueDay(command, id, body));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_progress → completed 完成, with its result, by the leading member or by the park' })
  complete(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CompleteProjectDto): Promise<Project> {
    return this.commands.runForMembers(request, projects, (command) => this.service.complete(command, id, body.result));
  }

  @Post(':id/evaluate')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'completed → evaluated 评价, from 1 to 5, by the park' })
  evaluate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: EvaluateProjectDto): Promise<Project> {
    return this.commands.run(request, (command) => this.service.evaluate(command, id, body.score));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Cancel a project 取消 that is not completed, by the leading member or by the park' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ProjectReasonDto): Promise<Project> {
    return this.commands.runForMembers(request, projects, (command) => this.service.cancel(command, id, body.reason));
  }
}
