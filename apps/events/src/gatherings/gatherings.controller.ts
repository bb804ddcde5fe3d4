import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Patch, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { countersOf } from '../quotas/seat-counter.store.ts';
import type { Gathering } from './gathering.ts';
import { gatherings } from './gathering.table.ts';
import { ChangeGatheringDto, DraftGatheringDto, GatheringsQuery } from './gatherings.dto.ts';
import { GatheringsService } from './gatherings.service.ts';

const read = 'events:gathering:read';
const write = 'events:gathering:write';

const seats = z.object({
  items: z.array(
    z.object({ holder_id: z.uuid(), capacity: z.int(), used: z.int(), held: z.int(), free: z.int(), quota: z.string().nullable() }),
  ),
  waiting: z.int(),
});
type Seats = z.infer<typeof seats>;

/** What a gathering is. What becomes of it: GatheringStepsController. */
@ApiTags('gatherings 活动')
@Controller('gatherings')
export class GatheringsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(GatheringsService) private readonly service: GatheringsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find gatherings; member organisations see those announced to them; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: GatheringsQuery): Promise<Page<Gathering> | StreamableFile> {
    return this.lists.answer(request, gatherings, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One gathering' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Gathering> {
    return this.lists.one(request, gatherings, id);
  }

  @Get(':id/seats')
  @ApiOkResponse(answerOf(seats))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Its places and those of its quotas: used, held, free; and how many registrations wait' })
  async seats(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Seats> {
    await this.lists.one(request, gatherings, id);
    return await countersOf(this.dataSource.manager, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a gathering' })
  draft(@Req() request: ParkRequest, @Body() body: DraftGatheringDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'Change its particulars (If-Match required); type, season, times and expected attendance only while it is a draft',
  })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeGatheringDto): Promise<Gathering> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }
}
