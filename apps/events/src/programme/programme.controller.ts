import { Controller, Get, Header, Inject, Param, Query, SetMetadata } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { events } from '@park/contracts';
import { answerOf, publicRoute } from '@park/service-kit';
import { z } from 'zod';
import { CalendarQuery, ProgrammeQuery } from './programme.dto.ts';
import type { PublicGathering } from './programme.ts';
import { ProgrammeService, type Programme, type SeasonProgramme } from './programme.service.ts';

const publicGatheringAnswer = z.object({
  code: z.string(),
  type: z.enum(events.gatheringTypes),
  season_code: z.string().nullable(),
  title: z.string(),
  title_en: z.string().nullable(),
  venue: z.string(),
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  on: z.string().nullable().describe('The park’s date; null while it is postponed'),
  state: z.enum(events.gatheringStates),
  takes_registrations: z.boolean(),
});
const seasonAnswer = z.object({
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  starts_on: z.string(),
  ends_on: z.string(),
  state: z.enum(events.seasonStates),
  gatherings: z.array(publicGatheringAnswer),
});
const calendar = { content: { 'text/calendar': { schema: { type: 'string' } } } };
/** Everybody gets the same answer, so proxies may keep it for a minute. */
const cached = 'public, max-age=60';

/** Without a token. A gathering stands here once it was announced to the public, also when it is cancelled later. */
@ApiTags('programme 公开日程')
@Controller('programme')
@SetMetadata(publicRoute, true)
export class ProgrammeController {
  constructor(@Inject(ProgrammeService) private readonly programme: ProgrammeService) {}

  @Get()
  @Header('cache-control', cached)
  @ApiOkResponse(answerOf(z.object({ items: z.array(publicGatheringAnswer), next: z.string().nullable() })))
  @ApiOperation({ summary: 'Public gatherings from today on, or between two days' })
  page(@Query() query: ProgrammeQuery): Promise<Programme> {
    return this.programme.page(query);
  }

  @Get('seasons/:code')
  @Header('cache-control', cached)
  @ApiOkResponse(answerOf(seasonAnswer))
  @ApiOperation({ summary: 'A season with its public gatherings' })
  season(@Param('code') code: string): Promise<SeasonProgramme> {
    return this.programme.season(code);
  }

  @Get('seasons/:code/calendar.ics')
  @Header('cache-control', cached)
  @Header('content-type', 'text/calendar; charset=utf-8')
  @ApiOkResponse(calendar)
  @ApiOperation({ summary: 'A season as iCalendar, to subscribe to' })
  seasonCalendar(@Param('code') code: string, @Query() { lang = 'zh' }: CalendarQuery): Promise<string> {
    return this.programme.calendarOfSeason(code, lang);
  }

  @Get('gatherings/:code')
  @Header('cache-control', cached)
  @ApiOkResponse(answerOf(publicGatheringAnswer))
  @ApiOperation({ summary: 'A public gathering' })
  gathering(@Param('code') code: string): Promise<PublicGathering> {
    return this.programme.gathering(code);
  }

  @Get('gatherings/:code/calendar.ics')
  @Header('cache-control', cached)
  @Header('content-type', 'text/calendar; charset=utf-8')
  @ApiOkResponse(calendar)
  @ApiOperation({ summary: 'A public gathering as iCalendar' })
  gatheringCalendar(@Param('code') code: string, @Query() { lang = 'zh' }: CalendarQuery): Promise<string> {
    return this.programme.calendarOfGathering(code, lang);
  }
}
