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
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Activity } from './activity.ts';
import { activities } from './activity.table.ts';
import { ActivitiesQuery, ActivityReasonDto, ChangeActivityDto, DraftActivityDto, RecordAttendanceDto } from './activities.dto.ts';
import { ActivitiesService } from './activities.service.ts';
import { AttendanceService, shownAttendance } from './attendance.service.ts';
import type { ShownAttendance } from './attendance.ts';

const read = 'alliance:activity:read';
const write = 'alliance:activity:write';

@ApiTags('activities 联盟活动')
@Controller('activities')
export class ActivitiesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ActivitiesService) private readonly service: ActivitiesService,
    @Inject(AttendanceService) private readonly attendances: AttendanceService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find activities; a member sees those that were published, and what is its own' })
  list(@Req() request: ParkRequest, @Query() query: ActivitiesQuery): Promise<Page<Activity> | StreamableFile> {
    return this.lists.answer(request, activities, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One activity' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Activity> {
    return this.lists.one(request, activities, id);
  }

  @Get(':id/attendance')
  @ApiOkResponse(answerOf(shownAttendance))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Who came 参加人次, by member; a member sees no count of another below five' })
  attendance(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ShownAttendance> {
    return this.attendances.show(request, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft an activity 活动起草; a member drafts one that it hosts itself' })
  draft(@Req() request: ParkRequest, @Body() body: DraftActivityDto): Promise<Activity> {
    return this.commands.runForMembers(request, activities, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change it while it is a draft or published; the draft of its gathering changes with it' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeActivityDto): Promise<Activity> {
    return this.commands.runForMembers(request, activities, (command) => this.service.change(command, id, body));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → published 发布, by the park; the events service drafts its gathering (flow F6)' })
  publish(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Activity> {
    return this.commands.run(request, (command) => this.service.publish(command, id));
  }

  @Post(':id/record-attendance')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'published → held 已举办 with those who came, of an activity without a gathering; also to put the numbers right later',
  })
  recordAttendance(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecordAttendanceDto,
  ): Promise<Activity> {
    return this.commands.runForMembers(request, activities, (command) => this.service.recordAttendance(command, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft, published or held without a count → cancelled 取消, and its gathering with it' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ActivityReasonDto): Promise<Activity> {
    return this.commands.runForMembers(request, activities, (command) => this.service.cancel(command, id, body.reason));
  }
}
