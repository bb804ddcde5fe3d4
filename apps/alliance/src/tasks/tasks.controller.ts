import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Task } from './task.ts';
import { tasks } from './task.table.ts';
import { AssignTaskDto, ChangeDueDayDto, ReassignTaskDto, SubmitTaskDto, TaskReasonDto, TasksQuery } from './tasks.dto.ts';
import { TasksService } from './tasks.service.ts';

const read = 'alliance:task:read';
const write = 'alliance:task:write';

@ApiTags('tasks 督办')
@Controller('tasks')
export class TasksController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(TasksService) private readonly service: TasksService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find supervision tasks; a member sees its own' })
  list(@Req() request: ParkRequest, @Query() query: TasksQuery): Promise<Page<Task> | StreamableFile> {
    return this.lists.answer(request, tasks, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One task' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Task> {
    return this.lists.one(request, tasks, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Assign another task 督办下达 of a resolution that stands' })
  assign(@Req() request: ParkRequest, @Body() body: AssignTaskDto): Promise<Task> {
    return this.commands.run(request, (command) => this.service.assign(command, body));
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'assigned → in_progress 办理中, by its owner or by the park for it' })
  start(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Task> {
    return this.commands.runForMembers(request, tasks, (command) => this.service.start(command, id));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_progress → submitted 已提交, with evidence, by its owner or by the park for it' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SubmitTaskDto): Promise<Task> {
    return this.commands.runForMembers(request, tasks, (command) => this.service.submit(command, id, body.evidence_sha256));
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted → in_progress 退回' })
  returnToOwner(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: TaskReasonDto): Promise<Task> {
    return this.commands.run(request, (command) => this.service.returnToOwner(command, id, body.reason));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'submitted → accepted 办结, by somebody else than the one who submitted it' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Task> {
    return this.commands.run(request, (command) => this.service.accept(command, id));
  }

  @Post(':id/change-due-day')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Another due day 延期, while its owner has it in hand' })
  changeDueDay(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeDueDayDto): Promise<Task> {
    return this.commands.run(request, (command) => this.service.changeDueDay(command, id, body));
  }

  @Post(':id/reassign')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'assigned or in_progress → assigned to another member 改派' })
  reassign(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReassignTaskDto): Promise<Task> {
    return this.commands.run(request, (command) => this.service.reassign(command, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'To cancelled 取消, while it is open' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: TaskReasonDto): Promise<Task> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }
}
