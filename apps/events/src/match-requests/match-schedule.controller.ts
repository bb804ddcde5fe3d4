import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, type ParkRequest } from '@park/service-kit';
import { z } from 'zod';
import { unplacedReasons } from './match-schedule.ts';
import { MatchScheduleDto } from './match-schedule.dto.ts';
import { MatchScheduleService, type MatchSchedule } from './match-schedule.service.ts';

const named = { match_request_id: z.uuid(), code: z.string(), investor_id: z.uuid(), project_id: z.uuid() };
const matchSchedule = z.object({
  placed: z.array(z.object({ ...named, table_no: z.int(), starts_at: z.iso.datetime(), ends_at: z.iso.datetime() })),
  unplaced: z.array(z.object({ ...named, reason: z.enum([...unplacedReasons, 'project_withdrawn']) })),
});

@ApiTags('match requests 投融资对接')
@Controller('gatherings')
export class MatchScheduleController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(MatchScheduleService) private readonly service: MatchScheduleService,
  ) {}

  @Post(':id/match-schedule')
  @HttpCode(200)
  @ApiOkResponse(answerOf(matchSchedule))
  @ApiOAuth2(['events:match:write'])
  @ApiOperation({
    summary: 'Give its accepted match requests tables and times 自动排期; those for which none was found are told with the reason',
  })
  scheduleAll(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MatchScheduleDto): Promise<MatchSchedule> {
    return this.commands.run(request, (command) => this.service.scheduleAll(command, id, body));
  }
}
