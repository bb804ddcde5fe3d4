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
import { events } from '@park/contracts';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { z } from 'zod';
import type { CheckInList } from './check-in-list.ts';
import { checkInLists } from './check-in-list.table.ts';
import { AddCheckInListDto, ChangeCheckInListDto, CheckInListsQuery, ScanDto, ScansDto } from './check-in-lists.dto.ts';
import { CheckInListsService } from './check-in-lists.service.ts';
import { CheckInsService } from './check-ins.service.ts';
import type { Admissions, ScanAnswer } from './door.ts';

const read = 'events:gathering:read';
const write = 'events:gathering:write';
const door = 'events:check-in:write';

const scanAnswer = z.object({
  device_id: z.string(),
  scan_id: z.string(),
  result: z.enum(events.scanResults),
  repeated: z.boolean(),
  admitted_in_error: z.boolean(),
  registration: z
    .object({ id: z.uuid(), code: z.string(), person_masked: z.string(), places: z.int(), type_id: z.uuid().nullable() })
    .nullable(),
  checked_in: z.object({ device_id: z.string(), scanned_at: z.iso.datetime() }).nullable(),
});
const scanFault = z.object({
  device_id: z.string(),
  scan_id: z.string(),
  error: z.object({ code: z.enum(['in_future', 'day_too_early', 'scan_reuse']), detail: z.string() }),
});

@ApiTags('check-in lists 签到名单')
@Controller('check-in-lists')
export class CheckInListsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(CheckInListsService) private readonly service: CheckInListsService,
    @Inject(CheckInsService) private readonly checkIns: CheckInsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find check-in lists; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: CheckInListsQuery): Promise<Page<CheckInList> | StreamableFile> {
    return this.lists.answer(request, checkInLists, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One check-in list' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<CheckInList> {
    return this.lists.one(request, checkInLists, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add a check-in list to a gathering' })
  add(@Req() request: ParkRequest, @Body() body: AddCheckInListDto): Promise<CheckInList> {
    return this.commands.run(request, (command) => this.service.add(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its times, its gate or the types that it admits (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeCheckInListDto): Promise<CheckInList> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/scans')
  @HttpCode(200)
  @ApiOkResponse(answerOf(scanAnswer))
  @ApiOAuth2([door])
  @ApiOperation({
    summary:
      'Scan a ticket 签到: ok, already, wrong_list, wrong_time, not_confirmed or invalid; a scan that is sent again is answered as before',
  })
  scan(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ScanDto): Promise<ScanAnswer> {
    return this.commands.run(request, (command) => this.checkIns.scan(command, id, body));
  }

  @Post(':id/scans/batch')
  @HttpCode(200)
  @ApiOkResponse(answerOf(z.object({ items: z.array(z.union([scanAnswer, scanFault])) })))
  @ApiOAuth2([door])
  @ApiOperation({ summary: 'Up to 100 scans, such as those of a device that was offline; each has its own answer' })
  scanAll(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ScansDto,
  ): Promise<{ items: Admissions['outcomes'] }> {
    return this.commands.run(request, async (command) => ({ items: await this.checkIns.scanAll(command, id, body.scans) }));
  }
}
